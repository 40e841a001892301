"""Knows the life of a document: each revision, when it stood, what it changed, what was found; reads only."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.changes.content import Content, content_of, speakers_of
from archive.changes.difference import Difference, difference
from archive.changes.essence import essence
from archive.changes.kinds import Kind
from archive.changes.spells import Spell, spells
from archive.chronology import FindingRow, findings_of
from archive.errors import BadUsage
from archive.library import DocumentRow, RevisionRow, history

__all__ = ["Between", "RevisionLine", "between", "contents", "timeline"]


@dataclass(frozen=True, kw_only=True)
class RevisionLine:
    """A revision, and when it stood; times are ISO 8601 UTC texts.

    The edit that made it happened after ``not_before``, the last sight of what stood there (None for the
    first), and not after ``first_seen``. ``modified_at`` is the page's own last update, ``published_at`` its
    stated time. ``kinds`` and ``rank`` are of what changed against what stood before it, ``before`` and
    ``after`` its essential words.
    """

    ordinal: int
    first_seen: str
    last_seen: str
    not_before: str | None
    published_at: str | None
    published_printed: str | None
    modified_at: str | None
    view: str
    title: str
    kinds: tuple[Kind, ...]
    rank: int
    edits: int
    before: str
    after: str
    captures: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Between:
    """Two revisions of a document and all that differs; the edit happened after ``not_before``."""

    document: DocumentRow
    old: RevisionRow
    new: RevisionRow
    not_before: str
    not_after: str
    difference: Difference


def timeline(db: Database, document_id: int) -> list[RevisionLine | FindingRow]:
    """Return a document's revisions and findings in the order of time."""
    revisions = {row.id: row for row in history(db, document_id)}
    lines: list[RevisionLine | FindingRow] = list(_lines(db, revisions, spells(db, document_id)))
    return sorted((*lines, *findings_of(db, document_id)), key=_when)


def between(
    db: Database, document: DocumentRow, first: int | None = None, second: int | None = None
) -> Between:
    """Return what differs between two revisions, by their ordinals; without them, between the last two.

    One ordinal alone is compared with the one before it. Raises `BadUsage` for an ordinal that is none, and
    for a document with a single revision.
    """
    rows = {row.ordinal: row for row in history(db, document.id)}
    if len(rows) < 2:  # noqa: PLR2004 - two are compared
        held = "one revision is held" if rows else "no whole revision is held"
        raise BadUsage(f"{document.key}: only {held}, so nothing can differ; readout history shows it")
    if second is None:
        first, second = (max(rows) - 1, max(rows)) if first is None else (first - 1, first)
    unknown = [number for number in (first, second) if number not in rows]
    if unknown or first is None:
        raise BadUsage(f"{document.key}: no revision {unknown[0]}; it has 1 to {max(rows)}")
    old, new = rows[first], rows[second]
    stood = spells(db, document.id)
    began = next(one for one in stood if one.revision_id == new.id)
    ended = [one.last for one in stood if one.revision_id == old.id and one.first <= began.first]
    return Between(
        document=document,
        old=old,
        new=new,
        not_before=ended[-1] if ended else old.first_seen,
        not_after=began.first,
        difference=difference(*contents(db, old, new)),
    )


def contents(db: Database, *rows: RevisionRow) -> tuple[Content, ...]:
    """Return what of revisions is compared."""
    return tuple(content_of(row, speakers=speakers_of(db, row.id)) for row in rows)


def _lines(db: Database, revisions: dict[int, RevisionRow], stood: list[Spell]) -> Iterator[RevisionLine]:
    former: Spell | None = None
    for spell in stood:
        row, told, words = revisions[spell.revision_id], None, None
        if former is not None:
            told = difference(*contents(db, revisions[former.revision_id], row))
            words = essence(told)
        yield RevisionLine(
            ordinal=row.ordinal,
            first_seen=spell.first,
            last_seen=spell.last,
            not_before=former.last if former else None,
            published_at=row.published_at,
            published_printed=row.published_printed,
            modified_at=spell.modified or row.modified_at,
            view=row.view,
            title=row.title,
            kinds=told.kinds if told else (),
            rank=told.rank if told else 0,
            edits=told.edits if told else 0,
            before=words.before if words else "",
            after=words.after if words else "",
            captures=tuple(spell.captures),
        )
        former = spell


def _when(line: RevisionLine | FindingRow) -> tuple[str, bool]:
    if isinstance(line, RevisionLine):
        return line.first_seen, False
    return line.found_at, True
