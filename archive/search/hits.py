"""Knows how a revision that was found is told: what it is, what is marked in it, and what became of it."""

import sqlite3

from archive.search.asked import Hit, Mark
from archive.search.candidates import Candidate
from archive.search.expression import Sought
from archive.search.snippets import marked, snippet

__all__ = ["hit_of"]

_TOLD = """
select d.key, d.address, d.source, d.language, d.kind, d.state, d.last_seen, d.missing_since, d.gone_since,
    r.ordinal, r.title, r.subtitle, r.lead, r.text, r.published_at, r.first_seen, r.last_seen,
    json_extract(r.metadata, '$.language')
from revisions r join documents d on d.id = r.document_id where r.id = ?
"""
_NEXT = "select first_seen from revisions where document_id = ? and ordinal > ? order by ordinal limit 1"


def hit_of(connection: sqlite3.Connection, one: Candidate, sought: Sought, *, as_of: bool) -> Hit | None:
    """Return the hit of a candidate, None where its revision is not there any more."""
    row = connection.execute(_TOLD, (one.revision_id,)).fetchone()
    if row is None:
        return None
    key, address, source, language, kind, state, last_seen, missing_since, gone_since, *told = row
    ordinal, title, subtitle, lead, text, published_at, first, last, read_as = told
    current = one.revision_id == one.current_id
    marks = []
    if not current:
        after = connection.execute(_NEXT, (one.document_id, ordinal)).fetchone()
        kind_of_mark = "earlier" if as_of else "removed_later"
        marks.append(Mark(kind=kind_of_mark, since=after[0] if after else None, last=last))
    if state != "present":
        since = {"gone": gone_since, "suspect": missing_since}.get(state)
        marks.append(Mark(kind=state, since=since, last=last_seen))
    tongue = read_as or language
    return Hit(
        document_id=one.document_id,
        key=key,
        address=address,
        source=source,
        language=language,
        kind=kind,
        state=state,
        day=one.day,
        published_at=published_at,
        revision_id=one.revision_id,
        revision=ordinal,
        current=current,
        first_seen=first,
        last_seen=last,
        title=marked(title, tongue, sought),
        snippet=snippet((subtitle, lead, text), tongue, sought),
        marks=tuple(marks),
        score=one.score,
    )
