"""Knows how a date that a page states for machines becomes a moment: its day is the one that is printed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from archive.models import Moment, Precision
from crawler.sites.date_lines import dates_in
from crawler.sites.dates import parse_iso, parse_rfc822

__all__ = ["first_stamp"]

_OFFSET = re.compile(r"(?P<utc>[Zz])|(?P<sign>[+-])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?$")
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}")
_FARTHEST = {"+": 14, "-": 12}
_REST, _LONGEST = 45, 200
_EARLIEST = 1700
# What programs state that know no date: the beginnings of their clocks.
_UNSET = frozenset(datetime(*day, tzinfo=UTC) for day in ((1899, 12, 30), (1900, 1, 1), (1970, 1, 1)))


def first_stamp(stated: Iterable[str | None], *, language: str) -> Moment | None:
    """Return the first of some texts that is a date: a clock time without its zone gives the day alone."""
    stamps = (_stamp(one, language) for one in stated if one and len(one) <= _LONGEST)
    return next((one for one in stamps if one and _is_set(one)), None)


def _is_set(moment: Moment) -> bool:
    return moment.utc.year >= _EARLIEST and moment.utc not in _UNSET


def _stamp(stated: str, language: str) -> Moment | None:
    """Read what is stated for machines: RFC 822, ISO 8601, else as it would be printed."""
    if moment := parse_rfc822(stated):
        return moment
    compact = _COMPACT.fullmatch(stated)
    text = f"{stated[:4]}-{stated[4:6]}-{stated[6:]}" if compact else stated
    if moment := parse_iso(text, zone="UTC"):
        moment = replace(moment, printed=stated)
        offset = _OFFSET.search(text[10:])
        return _day_of(moment) if offset is None else replace(moment, zone=_zone(offset))
    printed = dates_in(stated, language=language)
    return printed[0].moment if printed and printed[0].rest <= _REST else None


def _zone(offset: re.Match[str]) -> str:
    """Return the zone of whole hours from UTC, so that the day is the one that is printed; else UTC."""
    hours = int(offset["hours"] or 0)
    if offset["utc"] or not hours or int(offset["minutes"] or 0) or hours > _FARTHEST[offset["sign"]]:
        return "UTC"
    return f"Etc/GMT{'-' if offset['sign'] == '+' else '+'}{hours}"  # POSIX counts them westwards


def _day_of(moment: Moment) -> Moment:
    """Return the day of a clock time whose zone is not stated: the hour in UTC would be invented."""
    midnight = moment.utc.replace(hour=0, minute=0, second=0)
    return replace(moment, utc=midnight, precision=Precision.DAY)
