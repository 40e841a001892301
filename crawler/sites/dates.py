"""Knows how a printed date becomes a moment in UTC; the only door to dateutil. Never fuzzy, never "now"."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import parser

from archive.models import Moment, Precision
from crawler.sites.page import squeeze

__all__ = ["parse_iso", "parse_printed", "parse_rfc822"]

_CLOCK = r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
_WEEKDAY = r"(?:[^\W\d_]+\.?,? )?"
_DAY_FIRST = r"(?P<day>[0-9]{1,2}) (?P<month>[^\W\d_]+)\.?,? (?P<year>[0-9]{4})"
_MONTH_FIRST = r"(?P<month>[^\W\d_]+)\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})"
_NUMERIC = r"(?P<day>[0-9]{1,2})(?P<mark>[./])[0-9]{1,2}(?P=mark)(?P<year>[0-9]{4})"


def _shapes(
    *dates: str, lead: str = "", year: str = "", glue: str = ",? ", half: str = ""
) -> tuple[re.Pattern[str], ...]:
    """Build a language's closed grammar: a date alone, before its clock or after it."""
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for date in dates
        for pattern in (
            f"{lead}{_WEEKDAY}{date}{year}(?:{glue}{_CLOCK}{half})?",
            f"{_CLOCK}{half},? {lead}{_WEEKDAY}{date}{year}",
        )
    )


_SHAPES = MappingProxyType(
    {
        "ru": _shapes(_DAY_FIRST, _NUMERIC, year=r"(?: ?(?:года|г\.|г))?", glue=r",? (?:в )?"),
        "en": _shapes(_MONTH_FIRST, _DAY_FIRST, glue=r",? (?:at )?", half=r"(?: ?[ap]m)?"),
        "fr": _shapes(_DAY_FIRST, _NUMERIC, lead=r"(?:le )?", glue=r",? (?:à )?"),
    }
)
_FRENCH_CLOCK = re.compile(r"\b([0-9]{1,2}) ?h(?: ?([0-9]{2}))?(?![^\W_])", re.IGNORECASE)
_FRENCH_FIRST = re.compile(r"\b1er\b", re.IGNORECASE)
_ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[Tt ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?P<offset> ?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?))?)?"
)
_RFC822 = re.compile(
    r"(?:[A-Za-z]{3,9},? )?[0-9]{1,2} [A-Za-z]{3,9} [0-9]{4} [0-9]{2}:[0-9]{2}(?P<second>:[0-9]{2})?"
    r" (?P<zone>[A-Za-z]{1,5}|[+-][0-9]{4})(?: \([A-Za-z]+\))?"
)
# A part that the text does not print is filled from the default, so it differs between these two.
_DEFAULTS = (datetime(2000, 1, 1, 1, 1, 1), datetime(2004, 2, 2, 2, 2, 2))  # noqa: DTZ001 - wall times


class _Russian(parser.parserinfo):
    """Russian names of months and weekdays: genitive, nominative, abbreviated."""

    JUMP: list[Any] = [" ", ".", ",", "в", "г", "года"]  # noqa: RUF012 - dateutil asks for a list
    WEEKDAYS: list[Any] = [  # noqa: RUF012 - dateutil asks for a list
        ("пн", "понедельник"),
        ("вт", "вторник"),
        ("ср", "среда"),
        ("чт", "четверг"),
        ("пт", "пятница"),
        ("сб", "суббота"),
        ("вс", "воскресенье"),
    ]
    MONTHS: list[Any] = [  # noqa: RUF012 - dateutil asks for a list
        ("января", "январь", "янв"),
        ("февраля", "февраль", "фев", "февр"),
        ("марта", "март", "мар"),
        ("апреля", "апрель", "апр"),
        ("мая", "май"),
        ("июня", "июнь", "июн"),
        ("июля", "июль", "июл"),
        ("августа", "август", "авг"),
        ("сентября", "сентябрь", "сен", "сент"),
        ("октября", "октябрь", "окт"),
        ("ноября", "ноябрь", "ноя", "нояб"),
        ("декабря", "декабрь", "дек"),
    ]


class _English(parser.parserinfo):
    """English names, as dateutil ships them."""

    JUMP: list[Any] = [" ", ".", ",", "at"]  # noqa: RUF012 - dateutil asks for a list


class _French(parser.parserinfo):
    """French names of months and weekdays, with and without accents."""

    JUMP: list[Any] = [" ", ".", ",", "le", "à"]  # noqa: RUF012 - dateutil asks for a list
    WEEKDAYS: list[Any] = [  # noqa: RUF012 - dateutil asks for a list
        ("lun", "lundi"),
        ("mar", "mardi"),
        ("mer", "mercredi"),
        ("jeu", "jeudi"),
        ("ven", "vendredi"),
        ("sam", "samedi"),
        ("dim", "dimanche"),
    ]
    MONTHS: list[Any] = [  # noqa: RUF012 - dateutil asks for a list
        ("janvier", "janv"),
        ("février", "fevrier", "févr", "fév"),
        ("mars",),
        ("avril", "avr"),
        ("mai",),
        ("juin",),
        ("juillet", "juil"),
        ("août", "aout"),
        ("septembre", "sept"),
        ("octobre", "oct"),
        ("novembre", "nov"),
        ("décembre", "decembre", "déc"),
    ]


_PARSERS = MappingProxyType(
    {
        "ru": parser.parser(_Russian(dayfirst=True)),
        "en": parser.parser(_English()),
        "fr": parser.parser(_French(dayfirst=True)),
    }
)


def parse_printed(printed: str, *, zone: str, language: str) -> Moment | None:
    """Read a printed date ("July 22, 2020, 21:20", "15 марта 2018 года, 18:00", "16:04, 30 августа 2024").

    Wall time of ``zone`` (its offset of that day, from the tz database; of an hour that came twice the
    first, of an hour left out the offset before it). Precision is MINUTE or SECOND where a clock time is
    printed, else DAY. Returns None when the whole text is not a date of that language (ru, en, fr);
    numeric dates are day first in ru and fr and none in en, where their order is not known.
    """
    text = squeeze(printed)
    spelled = _respelled(text) if language == "fr" else text
    found = (shape.fullmatch(spelled) for shape in _SHAPES.get(language, ()))
    stated = next((match.groupdict() for match in found if match), None)
    if stated is None:
        return None
    try:
        first, second = (
            _PARSERS[language].parse(spelled, default=default, ignoretz=True) for default in _DEFAULTS
        )
    except (ValueError, OverflowError):
        return None
    # Where the month is over 12 dateutil silently takes it for the day; what is printed must win.
    printed_day = (int(stated["year"]), int(stated["day"]))
    if first.date() != second.date() or (first.year, first.day) != printed_day:
        return None
    precision = _precision(stated["clock"])
    return _moment(_trimmed(first, precision), precision, text, zone=zone)


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
    return _moment(_trimmed(stamp, precision), precision, text, zone=zone)


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


def _respelled(text: str) -> str:
    """Return a French date with its clock and its first of the month in figures only."""
    clocked = _FRENCH_CLOCK.sub(lambda found: f"{found[1]}:{found[2] or '00'}", text)
    return _FRENCH_FIRST.sub("1", clocked)


def _precision(clock: str | None) -> Precision:
    if not clock:
        return Precision.DAY
    return Precision.SECOND if clock.count(":") > 1 else Precision.MINUTE


def _trimmed(stamp: datetime, precision: Precision) -> datetime:
    """Cut off what is not printed."""
    if precision is Precision.DAY:
        return stamp.replace(hour=0, minute=0, second=0, microsecond=0)
    if precision is Precision.MINUTE:
        return stamp.replace(second=0, microsecond=0)
    return stamp.replace(microsecond=0)


def _moment(stamp: datetime, precision: Precision, printed: str, *, zone: str) -> Moment | None:
    aware = stamp if stamp.tzinfo else stamp.replace(tzinfo=ZoneInfo(zone))
    try:
        return Moment(utc=aware.astimezone(UTC), precision=precision, printed=printed, zone=zone)
    except OverflowError:
        return None
