"""Knows the facets of a revision by which searches are narrowed: source, day, section, person, place."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from archive.filters import Filters
from archive.names import folded, matches

__all__ = ["UNDATED", "days_for", "facets_of", "seen_by", "stated_day", "tokens_for", "written"]

UNDATED = "-"
Facet = tuple[str, str, str]
"""Its kind, its value, and the folded name of a person or a place."""

_PERSON = re.compile("/catalog/persons/([^/?#]+)")


def stated_day(metadata: Mapping[str, Any]) -> str | None:
    """Return the day of publication as the site prints it: YYYY-MM-DD."""
    stated = metadata.get("published")
    if not stated:
        return None
    return datetime.fromisoformat(stated["utc"]).astimezone(ZoneInfo(stated["zone"])).date().isoformat()


def facets_of(source: str, first_seen: str, metadata: Mapping[str, Any]) -> Iterator[Facet]:
    """Yield the facets of a revision."""
    day = stated_day(metadata) or UNDATED
    yield "source", source, ""
    yield "language", str(metadata.get("language") or "und"), ""
    yield from (("year", day[:4], ""), ("month", day[:7], ""), ("day", day, ""))
    yield from (("seen", first_seen[:4], ""), ("seen", first_seen[:7], ""))
    for section in metadata.get("sections") or ():
        yield "section", f"{section['name']}\n{section.get('address') or ''}", ""
    for tag in metadata.get("tags") or ():
        if tag["kind"] == "person":
            yield _person(tag.get("id"), tag["name"])
    for link in metadata.get("references") or ():
        if link["kind"] == "person_link":
            found = _PERSON.search(link["address"])
            yield _person(found[1] if found else None, link.get("note") or "")
    if place := metadata.get("place"):
        yield "place", place, _folded(place)


def _person(identifier: str | None, name: str) -> Facet:
    return "person", f"{identifier or ''}\n{name}", _folded(name)


def _folded(name: str) -> str:
    return " ".join(folded(name))


def written(connection: sqlite3.Connection, facet: Facet) -> str:
    """Return the token of a facet, which is written down when it is new."""
    row = connection.execute(
        "select id from _search_facets where kind = ? and value = ?", facet[:2]
    ).fetchone()
    if row is None:
        sql = "insert into _search_facets (kind, value, folded) values (?, ?, ?)"
        return f"f{connection.execute(sql, facet).lastrowid}"
    return f"f{row[0]}"


def tokens_for(connection: sqlite3.Connection, filters: Filters) -> list[list[str]]:
    """Return for each filter the tokens of which a revision must have one; an empty list is met by none.

    States are no facets: they change while the revision stays. Days stand apart: see `days_for`.
    """
    groups = []
    for kind, wanted in (("source", filters.sources), ("language", filters.languages)):
        if wanted:
            groups.append(_chosen(connection, kind, _one_of(wanted)))
    if filters.section:
        groups.append(_chosen(connection, "section", _section(filters.section)))
    if filters.person:
        groups.append(_chosen(connection, "person", _named(filters.person)))
    if filters.place:
        groups.append(_chosen(connection, "place", _placed(filters.place)))
    return groups


def days_for(connection: sqlite3.Connection, filters: Filters) -> list[str] | None:
    """Return the tokens of the days that are asked for, of which a revision must have one; None for any."""
    if not filters.since and not filters.until:
        return None
    return _days(connection, filters.since or date.min, filters.until or date.max)


def seen_by(connection: sqlite3.Connection, moment: str) -> list[str]:
    """Return the tokens of the years, and in its year the months, in which what was held by then was seen."""
    rows = connection.execute(
        "select id, value from _search_facets where kind = 'seen' and (value < ? or value between ? and ?)"
        " and (length(value) = 4 or value >= ?)",
        (moment[:4], f"{moment[:4]}-", moment[:7], f"{moment[:4]}-"),
    )
    return [f"f{identifier}" for identifier, _ in rows]


def _chosen(connection: sqlite3.Connection, kind: str, test: Callable[[str, str], bool]) -> list[str]:
    rows = connection.execute("select id, value, folded from _search_facets where kind = ?", (kind,))
    return [f"f{identifier}" for identifier, value, name in rows if test(value, name)]


def _one_of(wanted: tuple[str, ...]) -> Callable[[str, str], bool]:
    return lambda value, _: value in wanted


def _placed(asked: str) -> Callable[[str, str], bool]:
    wanted = _folded(asked)
    return lambda _, place: wanted in place


def _section(asked: str) -> Callable[[str, str], bool]:
    def test(value: str, _: str) -> bool:
        name, _, address = value.rpartition("\n")
        return name == asked or asked in address

    return test


def _named(asked: str) -> Callable[[str, str], bool]:
    words = folded(asked)

    def test(value: str, name: str) -> bool:
        return value.partition("\n")[0] == asked or matches(words, tuple(name.split()))

    return test


def _days(connection: sqlite3.Connection, since: date, until: date) -> list[str]:
    """Return the tokens of whole years and months in a range, and of the days at its ends."""
    first, last = since.isoformat(), until.isoformat()
    found, covered = list[str](), set[str]()
    rows = connection.execute(
        "select id, kind, value from _search_facets where kind in ('year', 'month', 'day')"
        " and value between ? and ? order by length(value)",
        (first[:4], last),
    )
    for identifier, kind, value in rows:
        if value[:4] in covered or value[:7] in covered or not _within(kind, value, since, until):
            continue
        covered.add(value)
        found.append(f"f{identifier}")
    return found


def _within(kind: str, value: str, since: date, until: date) -> bool:
    if value == UNDATED:
        return False
    begins, ends = {
        "year": (f"{value}-01-01", f"{value}-12-31"),
        "month": (f"{value}-01", f"{value}-31"),
        "day": (value, value),
    }[kind]
    return since.isoformat() <= begins and ends <= until.isoformat()
