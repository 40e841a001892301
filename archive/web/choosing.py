"""Knows how the parameters of a page become the archive's filters, and how a choice is shown."""

from datetime import date

from archive.errors import BadUsage
from archive.filters import Filters
from archive.states import State
from archive.web.asked import Asked

__all__ = ["FACETS", "chosen", "filters_of"]

FACETS = ("source", "language", "section", "person", "place", "year", "state")
"""The parameters that choose documents and are counted beside them, in the order of the page."""

_LAST_YEAR = 9998


def filters_of(asked: Asked) -> Filters:
    """Return what a page's parameters choose; raises `BadUsage` for a day, year or state that is none."""
    states = asked.many("state")
    if unknown := set(states) - set(State):
        raise BadUsage(f"state={', '.join(sorted(unknown))}: the known ones are {', '.join(State)}")
    since, until = asked.day("since"), asked.day("until")
    if asked.one("year"):
        year = asked.number("year", default=1, most=_LAST_YEAR)
        since = max(filter(None, (since, date(year, 1, 1))))
        until = min(filter(None, (until, date(year, 12, 31))))
    return Filters(
        sources=asked.many("source"),
        languages=asked.many("language"),
        since=since,
        until=until,
        section=asked.one("section") or None,
        person=asked.one("person") or None,
        place=asked.one("place") or None,
        states=states,
    )


def chosen(asked: Asked) -> list[tuple[str, str, str]]:
    """Return each choice as parameter, value and what it is called."""
    groups = {"source": "sources", "language": "languages", "state": "states"}
    return [
        (name, value, asked.words.name(groups[name], value) if name in groups else value)
        for name, value in asked.query
        if name in FACETS
    ]
