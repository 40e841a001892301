"""Knows how the byline of a page of the web at large prints its dates, and which of them is which."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from archive.models import Moment, Precision
from crawler.sites.date_figures import day_of
from crawler.sites.page import squeeze

__all__ = ["PrintedDate", "Role", "dates_in", "role_in"]


class Role(StrEnum):
    """What a printed date is said to be; PLAIN where no word says it."""

    PLAIN = "plain"
    PUBLISHED = "published"
    MODIFIED = "modified"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedDate:
    """A date that a line prints; ``rest`` is the number of its letters and figures that are no date's."""

    moment: Moment
    role: Role
    rest: int


_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_CHARACTERS = (
    r"(?P<year>(?:19|20)[0-9]{2}) ?[年년] ?(?P<number>[0-9]{1,2}) ?[月월] ?(?P<day>[0-9]{1,2}) ?[日일]"
)
_SHAPES = (
    r"(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-./])(?P<number>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
    rf"(?P<year>(?:19|20)[0-9]{{2}}),? {_MONTH} (?P<day>[0-9]{{1,2}})",
    (
        r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th|er|º|°|-?го)?(?: de| of)?[ -]"
        rf"{_MONTH},?(?: de| del)?[ -]{_YEAR}"
    ),
    rf"{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}",
    rf"(?P<day>[0-9]{{1,2}})(?P<mark>[./-])(?P<number>[0-9]{{1,2}})(?P=mark){_YEAR}",
    (
        r"(?P<weekday>[^\W\d_]{2,12})\.?,? "
        r"(?P<day>[0-9]{1,2})(?P<mark>[./-])(?P<number>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{2})"
    ),
)
_DATES = (
    re.compile(_CHARACTERS),
    *(re.compile(rf"(?<![\w./-]){shape}(?![0-9/-])(?!\.[0-9])", re.IGNORECASE) for shape in _SHAPES),
)
_CLOCK = re.compile(
    r"(?:T|[\s,|·•–—-]{0,4}"
    r"(?:at|um|ab|в|о|об|à|a las|às|alle|alle ore|ore|ora|godz\.?|saat|kl\.?|om)?[\s:]{0,2})"
    r"(?P<hour>[0-9]{1,2})(?:[:.]|(?=h)h)(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"(?: ?(?P<half>[ap])\.?m\b\.?)?(?: ?(?:Uhr|год|r))?"
    r"(?: ?\(?(?P<zone>UTC|GMT|Z|MSK|МСК|CET|CEST|EET|EEST|BST|EST|EDT|ET|PST|PDT|PT"
    r"|[+-][0-9]{2}:?[0-9]{2})\b)?",
    re.IGNORECASE,
)
_CLOCK_BEFORE = re.compile(r"(?<![0-9:.])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})[\s,|·•–—-]{1,4}$")
_ZONES = MappingProxyType(
    {
        "UTC": "UTC",
        "GMT": "UTC",
        "Z": "UTC",
        "MSK": "Europe/Moscow",
        "МСК": "Europe/Moscow",
        "CET": "Europe/Berlin",
        "CEST": "Europe/Berlin",
        "EET": "Europe/Kyiv",
        "EEST": "Europe/Kyiv",
        "BST": "Europe/London",
        "EST": "America/New_York",
        "EDT": "America/New_York",
        "ET": "America/New_York",
        "PST": "America/Los_Angeles",
        "PDT": "America/Los_Angeles",
        "PT": "America/Los_Angeles",
    }
)
_SAID = {
    Role.MODIFIED: (
        r"updat|modif|edited|revis|aktualis|geändert|stand\b|mis à jour|mise à jour|màj|maj\b|actualiz"
        r"|aggiornat|aggiornamento|обновл|измен|оновл|змін|zaktual|aktualiz|güncelle|atualiz"
        r"|bijgewerkt|gewijzigd|uppdater|oppdater|opdater|最終更新|更新|수정"
    ),
    Role.OTHER: (
        r"©|copyright|until|expire|deadline|born|geboren|né le|event|since|bis\b|jusqu|до\b|accessed|viewed"
        r"|retrieved|checked|recorded|founded|joined|member|gültig"
    ),
    Role.PUBLISHED: (
        r"publi|posted|post time|released|created|erstellt|veröffentlicht|опубликован"
        r"|опубліковано|написан|opublikow|dodano|yayın|eklen|公開|掲載|发布|등록|입력"
    ),
}
_ROLES = tuple((role, re.compile(words, re.IGNORECASE)) for role, words in _SAID.items())
_SAYING = 60


def dates_in(line: str, *, language: str) -> list[PrintedDate]:
    """Return the dates that a line prints, in order; each is what the words before it say.

    A clock time counts only with its zone; else the day alone is known. Of figures whose order is not
    known (3/4/2025 in English, but for "en-gb") nothing is made, nor of a year of two figures without the
    day's own weekday before it.
    """
    text = squeeze(line)
    found = sorted((match.start(), -match.end(), match) for shape in _DATES for match in shape.finditer(text))
    dates, reached = list[tuple[re.Match[str], date, int, int]](), 0
    for start, _, match in found:
        year_first = match.start("year") < match.start("day")
        day = day_of(match.groupdict(), year_first=year_first, language=language)
        if start >= reached and day is not None:
            clock = _CLOCK.match(text, match.end())
            end = clock.end() if clock else match.end()
            dates.append((match, day, reached, end))
            reached = end
    rest = sum(one.isalnum() for one in text) - sum(
        one.isalnum() for match, _, _, end in dates for one in text[match.start() : end]
    )
    return [
        PrintedDate(
            moment=_moment(text, match, day, end),
            role=role_in(text[before : match.start()]),
            rest=rest,
        )
        for match, day, before, end in dates
    ]


def _moment(text: str, match: re.Match[str], day: date, end: int) -> Moment:
    clock = _CLOCK.match(text, match.end())
    stamp = _instant(day, clock) if clock and clock["zone"] else None
    if stamp is not None:
        precision = Precision.SECOND if clock and clock["second"] else Precision.MINUTE
        return Moment(utc=stamp[0], precision=precision, printed=text[match.start() : end], zone=stamp[1])
    before = _CLOCK_BEFORE.search(text[: match.start()])
    printed = text[before.start() if before else match.start() : end]
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Moment(utc=midnight, precision=Precision.DAY, printed=printed)


def _instant(day: date, clock: re.Match[str]) -> tuple[datetime, str] | None:
    hour, zone = int(clock["hour"]), clock["zone"].upper()
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    name = _ZONES.get(zone, "UTC")
    wall = f"{day.isoformat()}T{hour:02}:{clock['minute']}:{clock['second'] or '00'}"
    try:
        if zone in _ZONES:
            stamp = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(name))
        else:
            stamp = datetime.fromisoformat(wall + zone)
        return stamp.astimezone(UTC), name
    except (ValueError, OverflowError):
        return None


def role_in(before: str) -> Role:
    """Return what the last word before a date says of it."""
    said = [(match.start(), role) for role, words in _ROLES for match in words.finditer(before[-_SAYING:])]
    return max(said, default=(0, Role.PLAIN), key=lambda one: one[0])[1]
