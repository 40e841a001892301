"""Knows how a printed date becomes a moment in UTC; the only door to dateutil. Never fuzzy, never "now"."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser

from archive.models import Moment, Precision
from crawler.sites.date_spelling import SPELLINGS, Spelling, in_figures
from crawler.sites.page import squeeze

__all__ = ["parse_iso", "parse_printed", "parse_rfc822"]

_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?P<offset> ?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},? )?[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4} [0-9]{2}:[0-9]{2}(?P<second>:[0-9]{2})?"
    r" (?P<zone>[A-Za-z]{1,5}|[+-][0-9]{4})(?: \([A-Za-z]+\))?"
)
_CLOCK = r"(?:, (?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2}))?"
# How the Kremlin and Interfax print nearly every date; dateutil reads it as well, thirty times as slowly.
_USUAL = MappingProxyType(
    {
        "ru": re.compile(
            rf"(?P<day>[0-9]{{1,2}}) (?P<month>[а-я]+) (?P<year>[12][0-9]{{3}})(?: года)?{_CLOCK}"
        ),
        "en": re.compile(rf"(?P<month>[A-Za-z]+) (?P<day>[0-9]{{1,2}}), (?P<year>[12][0-9]{{3}}){_CLOCK}"),
    }
)
# The grammar proves that the date is printed; of the clock what is not printed is nought.
_MIDNIGHT = datetime(2000, 1, 1)  # noqa: DTZ001 - a wall time


class _Names(parser.parserinfo):
    """A language's names of months and weekdays and its empty words, as dateutil asks for them."""

    # dateutil's stubs know English names only, of two or three spellings.
    WEEKDAYS: list[Any]
    MONTHS: list[Any]

    def __init__(self, spelling: Spelling) -> None:
        self.JUMP = list(spelling.jump)
        self.WEEKDAYS = list(spelling.weekdays) or self.WEEKDAYS
        self.MONTHS = list(spelling.months) or self.MONTHS
        super().__init__(dayfirst=True)


_NAMES = MappingProxyType({language: _Names(spelling) for language, spelling in SPELLINGS.items()})
_PARSERS = MappingProxyType({language: parser.parser(names) for language, names in _NAMES.items()})


def parse_printed(printed: str, *, zone: str, language: str) -> Moment | None:
    """Read a printed date ("July 22, 2020, 21:20", "15 марта 2018 года, 18:00", "16:04, 30 августа 2024").

    Wall time of ``zone`` (its offset of that day, from the tz database; of an hour that came twice the
    first, of an hour left out the offset before it). Precision is MINUTE or SECOND where a clock time is
    printed, else DAY. Returns None when the whole text is not a date of that language (ru, en, fr);
    numeric dates are day first in ru and fr and none in en, where their order is not known.
    """
    text = squeeze(printed)
    usual = _USUAL[language].fullmatch(text) if language in _USUAL else None
    if usual is not None and (named := _NAMES[language].month(usual["month"])) is not None:
        return _usual(usual, named, text, zone=zone)
    spelled = in_figures(text) if language == "fr" else text
    shapes = SPELLINGS[language].shapes if language in SPELLINGS else ()
    found = next((match for shape in shapes if (match := shape.fullmatch(spelled))), None)
    if found is None:
        return None
    try:
        stamp = _PARSERS[language].parse(spelled, default=_MIDNIGHT, ignoretz=True)
    except (ValueError, OverflowError):
        return None
    # Where the month is over 12 dateutil silently takes it for the day; what is printed must win.
    month = int(found["month"]) if found["month"].isdecimal() else _NAMES[language].month(found["month"])
    if (stamp.year, stamp.month, stamp.day) != (int(found["year"]), month, int(found["day"])):
        return None
    return _moment(stamp, _precision(found["clock"]), text, zone=zone)


def parse_iso(printed: str, *, zone: str, keep_offset: bool = True) -> Moment | None:
    """Read an ISO 8601 stamp, with or without clock, seconds, colon or offset.

    Without an offset it is wall time of ``zone``. ``keep_offset=False`` drops a stated offset and attaches
    ``zone``. Fractions of a second are cut off. Source: kremlin.md decision 5, the feed's +04:00 is wrong.
    """
    text = squeeze(printed)
    shape = _ISO.fullmatch(text)
    if shape is None:
        return None
    offset = shape["offset"] or ""
    wall = text.removesuffix(offset)
    try:
        stamp = datetime.fromisoformat((wall + offset.strip() if keep_offset else wall).upper())
    except ValueError:
        return None
    precision = _precision(wall[len("2024-08-30T") :])
    return _moment(stamp.replace(microsecond=0), precision, text, zone=zone)


def parse_rfc822(printed: str) -> Moment | None:
    """Read the date of an RSS item or an HTTP header ("Fri, 14 Dec 2018 21:19:00 +0300").

    Returns None where the zone is missing or is a name that RFC 822 does not know.
    """
    text = squeeze(printed)
    shape = _RFC822.fullmatch(text)
    if shape is None:
        return None
    try:
        stamp = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if stamp.tzinfo is None and shape["zone"] != "-0000":
        return None
    precision = Precision.SECOND if shape["second"] else Precision.MINUTE
    return _moment(stamp, precision, text, zone="UTC")


def _usual(found: re.Match[str], month: int, text: str, *, zone: str) -> Moment | None:
    """Return the moment of a date whose month is known; None where there is no such day or time."""
    clock = int(found["hour"] or 0), int(found["minute"] or 0)
    try:
        stamp = datetime(int(found["year"]), month, int(found["day"]), *clock)  # noqa: DTZ001 - a wall time
    except ValueError:
        return None
    return _moment(stamp, Precision.MINUTE if found["hour"] else Precision.DAY, text, zone=zone)


def _precision(clock: str | None) -> Precision:
    if not clock:
        return Precision.DAY
    return Precision.SECOND if clock.count(":") > 1 else Precision.MINUTE


def _moment(stamp: datetime, precision: Precision, printed: str, *, zone: str) -> Moment | None:
    aware = stamp if stamp.tzinfo else stamp.replace(tzinfo=ZoneInfo(zone))
    try:
        return Moment(utc=aware.astimezone(UTC), precision=precision, printed=printed, zone=zone)
    except OverflowError:
        return None
