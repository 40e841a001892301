"""Knows which addresses stand behind the numbers of a day, and how each of them ended."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from archive.coverage.model import Asked

__all__ = ["Entry", "counts", "entries_on", "gaps_after", "number_gaps", "section_of", "without_text"]

# An address of the plan, with the document that it proved to be; then documents that no plan names.
# A key with "#" is of a document's later page.
_ENTRIES = """
select f.key, f.source, coalesce(d.language, f.language) language, f.address, f.title,
    coalesce(f.stated, d.published_day) day, f.stated is not null expected, d.id document_id,
    case when d.revision_id is not null then 'stored' when d.id is not null then 'partial'
        when f.outcome is not null then f.outcome
        when f.capture_id is not null or f.attempts > 0 then 'planned' else 'never' end outcome,
    f.detail, f.ended_at, d.revision_id
from frontier f left join documents d on d.key = f.key
where f.kind in ('document', 'page') and instr(f.key, '#') = 0
union all
select d.key, d.source, d.language, d.address, '', d.published_day, 0, d.id,
    case when d.revision_id is not null then 'stored' else 'partial' end, '', d.looked_at,
    d.revision_id
from documents d where not exists (select 1 from frontier f where f.key = d.key)
"""
_COUNTS = """
select source, language, {section} section, day, outcome, sum(expected) expected, count(*) seen
from ({entries}) e where {where} group by 1, 2, 3, 4, 5
"""
# A document stands in the section of its address, and in each that its page states.
_IN_SECTIONS = """
select e.*, readout_section(e.address) section from ({entries}) e
union all
select e.*, readout_path(json_extract(s.value, '$.address')) from ({entries}) e
join revisions r on r.id = e.revision_id join json_each(r.metadata, '$.sections') s
where readout_path(json_extract(s.value, '$.address')) <> readout_section(e.address)
"""
_STATED = """(instr(lower(readout_section(e.address)), lower(?)) > 0 or exists (
    select 1 from revisions r join json_each(r.metadata, '$.sections') s where r.id = e.revision_id
    and (json_extract(s.value, '$.name') = ?
        or instr(lower(json_extract(s.value, '$.address')), lower(?)) > 0)))"""
_WITHOUT_TEXT = """
select distinct source, language, day from ({entries}) where outcome <> 'stored' and day is not null
"""
_ONE_DAY = """
select key, source, language, readout_section(address) section, address, title, expected, outcome, detail,
    ended_at, document_id
from ({entries}) e where day = ? and {where} order by source, language, key
"""
_NUMBER = "substr(key, length(source) + length(language) + 3)"
_GAPS = """
with named as (
    select source, cast({number} as integer) number, min(day) day from ({entries})
    where {number} <> '' and {number} not glob '*[^0-9]*' group by 1, 2
), stepped as (
    select source, day, number, lead(number) over (partition by source order by number) following from named
)
select source, day, number + 1 first, following - 1 last from stepped where following > number + 1
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An address of a day: how it ended, and whether a list or feed named it for the day.

    ``section`` is that of its address. ``outcome`` is "stored" where a text is kept, whatever the last
    visit came to, and "never" where nobody asked; "partial" where only parts were seen, "planned" where it
    is to be tried again.
    """

    key: str
    source: str
    language: str
    section: str
    address: str
    title: str
    expected: bool
    outcome: str
    detail: str
    ended_at: str | None
    document_id: int | None


def section_of(address: str) -> str:
    """Return the path before a document's own name: of …/events/president/news/66290 its section."""
    return address.partition("://")[2].partition("/")[2].rstrip("/").rpartition("/")[0]


def counts(db: Database, asked: Asked) -> Iterator[Any]:
    """Yield (source, language, section, day or None, outcome, expected, seen) of all that is asked about."""
    _install(db.conn)
    where, values = _conditions(asked)
    entries = _IN_SECTIONS.format(entries=_ENTRIES) if asked.by_section else _ENTRIES
    section = "section" if asked.by_section else "''"
    yield from db.conn.execute(_COUNTS.format(entries=entries, where=where, section=section), values)


def without_text(db: Database) -> set[tuple[str, str, date]]:
    """Return (source, language, day) of the addresses without a text: their sections are unknown."""
    rows = db.conn.execute(_WITHOUT_TEXT.format(entries=_ENTRIES))
    return {(source, language, date.fromisoformat(day)) for source, language, day in rows}


def entries_on(db: Database, day: date, asked: Asked | None = None) -> list[Entry]:
    """Return the addresses of a day, each with what became of it."""
    _install(db.conn)
    where, values = _conditions(asked or Asked())
    rows = db.query(_ONE_DAY.format(entries=_ENTRIES, where=where), [day.isoformat(), *values])
    return [Entry(**{**row, "expected": bool(row["expected"])}) for row in rows]


def number_gaps(db: Database) -> Iterator[tuple[str, str | None, int, int]]:
    """Yield each run of numbers that a source leaves out: (source, day of the one below, first, last)."""
    yield from db.conn.execute(_GAPS.format(entries=_ENTRIES, number=_NUMBER))


def gaps_after(db: Database, day: date, asked: Asked | None = None) -> list[tuple[str, int, int]]:
    """Return the numbers that nobody named next above a day's: (source, first, last)."""
    sources = asked.sources if asked else ()
    return [
        (source, first, last)
        for source, below, first, last in number_gaps(db)
        if below == day.isoformat() and (not sources or source in sources)
    ]


def _install(connection: sqlite3.Connection) -> None:
    connection.create_function("readout_section", 1, section_of, deterministic=True)
    connection.create_function("readout_path", 1, _path, deterministic=True)


def _path(address: str | None) -> str:
    return (address or "").partition("://")[2].partition("/")[2].strip("/")


def _conditions(asked: Asked) -> tuple[str, list[str]]:
    where, values = ["1"], list[str]()
    for column, wanted in (("source", asked.sources), ("language", asked.languages)):
        if wanted:
            where.append(f"{column} in ({', '.join('?' for _ in wanted)})")
            values.extend(wanted)
    for sign, day in ((">=", asked.since), ("<=", asked.until)):
        if day is not None:
            where.append(f"(day is null or day {sign} ?)")
            values.append(day.isoformat())
    if asked.section:
        where.append(_STATED)
        values.extend([asked.section] * _STATED.count("?"))
    return " and ".join(where), values
