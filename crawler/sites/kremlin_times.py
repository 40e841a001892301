"""Knows what the Kremlin's printed times mean: Moscow wall time; midnight before 2007 is an unknown time."""

import re
from dataclasses import replace
from types import MappingProxyType

from archive.models import Moment, Precision
from crawler.sites.dates import parse_iso, parse_printed
from crawler.sites.kremlin_layouts import ZONE

__all__ = ["announced_day", "dated_place", "feed_published", "feed_updated", "printed_time", "wall_stamp"]

_UNKNOWN_UNTIL = 2007
"""First year in which 00:00 is a time. Source: kremlin.md section 6: 652 items, all of 1999-2006."""
_MIDNIGHT = re.compile(r"(?<![0-9:+-])0?0:00(?::00)?(?![0-9:])")
_ANNOUNCED = MappingProxyType(
    {
        "en": re.compile(r"Announcement,? (?:for |on )?(?P<day>\w+ [0-9]{1,2}, [0-9]{4})"),
        "ru": re.compile(r"Анонс на (?P<day>[0-9]{1,2} \w+ [0-9]{4}(?: года)?)"),
    }
)
_OFFSET = re.compile(r"(?:Z|[+-][0-9]{2}:?[0-9]{2})$")
_DATED_PLACE = re.compile(
    r"(?P<when>.*?[0-9]{4}(?: года| г\.)?(?:,? [0-9]{1,2}:[0-9]{2})?)(?:,? (?P<place>\D.*))?"
)


def printed_time(printed: str, language: str) -> Moment | None:
    """Read a date and time as the pages print it; None when it is none."""
    return _honest(parse_printed(printed, zone=ZONE, language=language))


def feed_published(printed: str) -> Moment | None:
    """Read when a feed says that an entry was published: to the minute, its seconds are filling."""
    moment = feed_updated(printed)
    if moment is not None and moment.precision is Precision.SECOND:
        moment = replace(moment, precision=Precision.MINUTE)
    return _honest(moment)


def feed_updated(printed: str) -> Moment | None:
    """Read a feed's stamp: its digits are Moscow time, its offset is wrong. Source: kremlin.md decision 5."""
    return parse_iso(printed, zone=ZONE, keep_offset=False)


def wall_stamp(printed: str) -> str:
    """Return a feed's stamp without its offset, to be compared as text."""
    return _OFFSET.sub("", printed)


def announced_day(line: str, language: str) -> Moment | None:
    """Read the day that an announcement is about, its line kept as printed; None when no day is named."""
    match = _ANNOUNCED[language].search(line)
    moment = parse_printed(match["day"], zone=ZONE, language=language) if match else None
    return replace(moment, printed=match[0]) if match and moment else None


def dated_place(printed: str, language: str) -> tuple[Moment | None, str | None]:
    """Read "date, place" in one string, as the version for people with disabilities prints it."""
    match = _DATED_PLACE.fullmatch(printed)
    return (printed_time(match["when"], language), match["place"]) if match else (None, None)


def _honest(moment: Moment | None) -> Moment | None:
    """Return a moment whose midnight is known to be one."""
    if moment is None or moment.day.year >= _UNKNOWN_UNTIL or not _MIDNIGHT.search(moment.printed):
        return moment
    return replace(moment, precision=Precision.DAY)
