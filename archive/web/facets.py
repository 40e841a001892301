"""Knows how many documents of a choice stand under each source, language, section, person, place, year."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.filters import Filters
from archive.web.asked import Asked
from archive.web.choosing import FACETS
from archive.web.narrowing import narrowed

__all__ = ["MOST_COUNTED", "Facet", "Facets", "Value", "facets"]

MOST_COUNTED = 10_000
"""Documents that are counted, the newest ones: what a reader waits for has an end, and the page says so."""

_VALUES = 12
_NAMED = {"source": "sources", "language": "languages", "state": "states"}

_CHOSEN = """
newest (id) as materialized (
    select d.id from documents d join revisions r on r.id = d.revision_id where {where}
    order by d.published_day desc, d.id desc limit {most}),
chosen (id, source, language, state, year, metadata) as materialized (
    select d.id, d.source, d.language, d.state, substr(d.published_day, 1, 4), r.metadata
    from newest n join documents d on d.id = n.id join revisions r on r.id = d.revision_id)
"""
_PLAIN = "select '{name}', {name}, {name}, count(*) from chosen where {name} <> '' group by {name}"
_SECTIONS = """select 'section', json_extract(s.value, '$.name'), json_extract(s.value, '$.name'),
count(distinct c.id) from chosen c, json_each(c.metadata, '$.sections') s group by 2"""
_PERSONS = """select 'person', coalesce(json_extract(t.value, '$.id'), json_extract(t.value, '$.name')),
coalesce(max(json_extract(t.value, '$.name')) filter (where c.language = ?),
    max(json_extract(t.value, '$.name'))),
count(distinct c.id) from chosen c, json_each(c.metadata, '$.tags') t
where json_extract(t.value, '$.kind') = 'person' group by 2"""
_PLACES = """select 'place', json_extract(metadata, '$.place'), json_extract(metadata, '$.place'), count(*)
from chosen where json_extract(metadata, '$.place') <> '' group by 2"""
_COUNTS = " union all ".join(
    (
        *(_PLAIN.format(name=name) for name in ("source", "language", "state", "year")),
        _SECTIONS,
        _PERSONS,
        _PLACES,
    )
)
_TOTAL = "select 'documents', '', '', count(*) from chosen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """One value of a facet: what its parameter says, what it is called, how many documents have it."""

    value: str
    label: str
    documents: int
    chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """A facet and its most frequent values; ``named`` is the catalogue's group of their names, if any."""

    name: str
    named: str | None
    values: tuple[Value, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Facets:
    """All facets that have values, and how many documents were counted for them."""

    groups: tuple[Facet, ...]
    counted: int


def facets(db: Database, asked: Asked, filters: Filters, *, among: Sequence[int] | None = None) -> Facets:
    """Count the documents of a choice, or those of it that are ``among`` the given ids."""
    where, values = narrowed(db, filters)
    if among is not None:
        where = f"d.id in ({', '.join(str(int(one)) for one in among)})" if among else "false"
        values = []
    chosen = _CHOSEN.format(where=where, most=MOST_COUNTED)
    sql = f"with {chosen} {_COUNTS} union all {_TOTAL} order by 1, 4 desc, 3"
    found: dict[str, list[Value]] = {name: [] for name in (*FACETS, "documents")}
    for name, value, label, documents in db.conn.execute(sql, (*values, asked.words.language)):
        if value is not None:
            is_chosen = (name, str(value)) in asked.query
            found[name].append(
                Value(value=str(value), label=str(label), documents=documents, chosen=is_chosen)
            )
    (total,) = found.pop("documents")
    groups = tuple(
        Facet(name=name, named=_NAMED.get(name), values=_first(name, listed))
        for name, listed in found.items()
        if listed
    )
    return Facets(groups=groups, counted=total.documents)


def _first(name: str, values: list[Value]) -> tuple[Value, ...]:
    """Return the most frequent values and all chosen ones; years, the newest first."""
    kept = [value for place, value in enumerate(values) if place < _VALUES or value.chosen]
    return tuple(sorted(kept, key=lambda value: value.value, reverse=True)) if name == "year" else tuple(kept)
