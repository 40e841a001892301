"""Knows when each revision stood on its page: from which sight to which; reads only."""

from dataclasses import dataclass, replace

from sqlite_utils import Database

from archive.models import View

__all__ = ["Spell", "spells"]

# A part that is seen again may be counted with a later revision: what it was before that is not told.
_SIGHTS = """select g.revision_id, g.capture_id, g.view, g.modified_at, c.ended_at
from readings g join captures c on c.id = g.capture_id join revisions r on r.id = g.revision_id
where g.document_id = ? and c.ended_at >= r.first_seen order by c.ended_at, g.capture_id, g.part"""
_REVISIONS = (
    "select id, first_seen, last_seen, capture_id from revisions where document_id = ? order by ordinal"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Spell:
    """A time in which one revision stood: its first and last sight, and the captures that showed it.

    A revision has a spell more for each time that the page returned to it. ``modified`` is the last that the
    page said of its own last update.
    """

    revision_id: int
    first: str
    last: str
    captures: tuple[int, ...]
    modified: str | None = None


def spells(db: Database, document_id: int) -> list[Spell]:
    """Return the spells of a document's revisions, in the order of time.

    A page shows what stands; another view, which may lag behind, begins a spell only by what is new.
    """
    told: list[Spell] = []
    latest: dict[int, int] = {}
    for revision_id, capture_id, view, modified, seen in db.conn.execute(_SIGHTS, (document_id,)):
        stands = bool(told) and told[-1].revision_id == revision_id
        if not stands and (view == View.PAGE or revision_id not in latest):
            latest[revision_id] = len(told)
            told.append(Spell(revision_id=revision_id, first=seen, last=seen, captures=()))
            stands = True
        place = latest[revision_id]
        told[place] = _seen(told[place], capture_id, (seen, modified) if stands else None)
    for revision_id, first, last, capture_id in db.conn.execute(_REVISIONS, (document_id,)):
        if revision_id not in latest:
            told.append(Spell(revision_id=revision_id, first=first, last=last, captures=(capture_id,)))
    return sorted(told, key=lambda spell: spell.first)


def _seen(spell: Spell, capture_id: int, sight: tuple[str, str | None] | None) -> Spell:
    """Return a spell with one capture more, and where it still stands, with one sight more."""
    captures = spell.captures if capture_id in spell.captures[-1:] else (*spell.captures, capture_id)
    if sight is None:
        return replace(spell, captures=captures)
    last, modified = max(spell.last, sight[0]), sight[1] or spell.modified
    return replace(spell, captures=captures, last=last, modified=modified)
