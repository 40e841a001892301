"""Knows how documents are chosen by filters alone, with the help of the index where that is whole."""

from dataclasses import replace

from sqlite_utils import Database

from archive.filters import Filters, conditions
from archive.search import standing
from archive.search.facets import tokens_for

__all__ = ["narrowed"]

_NONE = Filters()
_INDEXED = """r.id in (select e.revision_id from _search_entries e
where e.entry in (select rowid from _search where _search match ?))"""


def narrowed(db: Database, filters: Filters) -> tuple[str, list[str]]:
    """Return the SQL tests of `archive.filters.conditions`, those of the index before them, and their values.

    A section, person or place stands in the metadata: without the index each revision is read for it.
    """
    where, values = conditions(filters)
    asked = replace(_NONE, section=filters.section, person=filters.person, place=filters.place)
    if asked == _NONE or not standing(db.conn).current:
        return where, values
    groups = tokens_for(db.conn, asked)
    if not all(groups):
        return "false", []
    match = " AND ".join(f"facets : ({' OR '.join(tokens)})" for tokens in groups)
    return f"{_INDEXED} and {where}", [match, *values]
