"""Knows by what documents are chosen, in searches, lists and exports alike, and the SQL of each choice."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from archive.names import folded, matches

__all__ = ["Filters", "conditions", "install"]

_SECTION = """exists (select 1 from json_each(r.metadata, '$.sections') s where
    json_extract(s.value, '$.name') = ? or instr(json_extract(s.value, '$.address'), ?) > 0)"""
_PERSON = """(exists (select 1 from json_each(r.metadata, '$.tags') t
    where json_extract(t.value, '$.kind') = 'person'
    and (json_extract(t.value, '$.id') = ? or readout_named(?, json_extract(t.value, '$.name'))))
    or exists (select 1 from json_each(r.metadata, '$.references') t
    where json_extract(t.value, '$.kind') = 'person_link'
    and (instr(json_extract(t.value, '$.address') || '/', '/catalog/persons/' || ? || '/') > 0
        or readout_named(?, json_extract(t.value, '$.note')))))"""
_PLACE = "instr(readout_folded(json_extract(r.metadata, '$.place')), readout_folded(?)) > 0"


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Which documents are meant; days are as the site prints them, both ends included; empty means any.

    ``section`` is its name or a part of its address; ``person`` the site's own id or a name in any script,
    case or order of words; ``place`` a part of a place's name; ``states`` those of archive.states.
    """

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    section: str | None = None
    person: str | None = None
    place: str | None = None
    states: tuple[str, ...] = ()


def install(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the conditions call."""
    connection.create_function("readout_named", 2, _named, deterministic=True)
    connection.create_function("readout_folded", 1, _folded, deterministic=True)


def conditions(filters: Filters) -> tuple[str, list[str]]:
    """Return the SQL tests of a document ``d`` and its revision ``r``, joined by "and", and their values.

    The connection needs the functions of `install`.
    """
    where, values = ["1"], list[str]()
    for column, wanted in (
        ("d.source", filters.sources),
        ("d.language", filters.languages),
        ("d.state", filters.states),
    ):
        if wanted:
            where.append(f"{column} in ({', '.join('?' for _ in wanted)})")
            values.extend(wanted)
    for sign, day in ((">=", filters.since), ("<=", filters.until)):
        if day is not None:
            where.append(f"d.published_day {sign} ?")
            values.append(day.isoformat())
    for test, asked in ((_SECTION, filters.section), (_PERSON, filters.person), (_PLACE, filters.place)):
        if asked:
            where.append(test)
            values.extend([asked] * test.count("?"))
    return " and ".join(where), values


def _named(asked: str, name: str | None) -> bool:
    return bool(name) and matches(folded(asked), folded(name or ""))


def _folded(text: str | None) -> str:
    return " ".join(folded(text or ""))
