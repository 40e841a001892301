"""Knows what the clocks of a document say about each other: ahead, moved, skewed. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from archive.pieces import Moment, Precision

__all__ = ["SKEW", "Rows", "ahead", "doubtful_hour", "moved", "server_clock", "skew"]

# Source: reliability.md row 54.
SKEW = timedelta(minutes=5)
_DAY = timedelta(days=1)
_CLOCK = re.compile(r"(?<![0-9])(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?![0-9])")


def ahead(stated: Moment, seen: datetime) -> timedelta | None:
    """Return how far a stated time lies after the page was seen; None within five minutes, or the same day.

    With day precision only whole days count, those of the zone that the day is printed in.
    """
    if stated.precision is Precision.DAY:
        days = (stated.day - seen.astimezone(ZoneInfo(stated.zone)).date()).days
        return timedelta(days=days) if days > 0 else None
    return stated.utc - seen if stated.utc - seen > SKEW else None


def moved(before: Moment | None, after: Moment | None) -> bool:
    """Tell whether a stated time is another one: the same time printed less exactly is not."""
    if before is None or after is None:
        return before is not after
    if Precision.DAY in (before.precision, after.precision):
        return before.day != after.day
    return abs(before.utc - after.utc) >= timedelta(minutes=1)


def server_clock(headers: Iterable[tuple[str, str]]) -> datetime | None:
    """Return the instant of a ``Date`` header, its ``Age`` in a cache added; None where there is none."""
    stated = {name.lower(): value for name, value in headers}
    try:
        instant = parsedate_to_datetime(stated["date"])
    except (KeyError, ValueError, OverflowError):
        return None
    if instant.tzinfo is None:
        return None
    age = stated.get("age", "").strip()
    seconds = int(age) if age.isascii() and age.isdigit() and len(age) < len("1000000000") else 0
    return instant.astimezone(UTC) + timedelta(seconds=seconds)


def skew(headers: Iterable[tuple[str, str]], *, began: datetime, ended: datetime) -> timedelta | None:
    """Return how far the server's clock is ahead of ours (behind: below nought), where by over five minutes.

    An answer may have been made at any instant between its question and its end.
    """
    theirs = server_clock(headers)
    if theirs is None:
        return None
    early, late = theirs - began, theirs - ended
    off = late if late > timedelta(0) else min(early, timedelta(0))
    return off if abs(off) > SKEW else None


def doubtful_hour(stated: Moment) -> str | None:
    """Return "comes twice" or "does not exist" for a wall time in the hour of a zone's change, else None.

    Of an hour that comes twice the first is taken, of one left out the offset before it.
    """
    if stated.precision is Precision.DAY:
        return None
    zone = ZoneInfo(stated.zone)
    wall = stated.utc.astimezone(zone)
    printed = _CLOCK.search(stated.printed)
    if wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset():
        return "comes twice"
    if printed is None or (int(printed["hour"]), int(printed["minute"])) == (wall.hour, wall.minute):
        return None
    shift = _shift(wall)
    if shift and (wall - shift).strftime("%H:%M") == f"{int(printed['hour']):02d}:{printed['minute']}":
        return "does not exist"
    return None


def _shift(wall: datetime) -> timedelta | None:
    """Return by how much the clocks were put forward in the hours before a wall time."""
    before = (wall.astimezone(UTC) - timedelta(hours=3)).astimezone(wall.tzinfo).utcoffset()
    now = wall.utcoffset()
    return now - before if now is not None and before is not None and now > before else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """The documents that a stored listing names, by key, with their stated days; it stood so ``until``."""

    capture: int
    until: datetime
    days: dict[str, date | None]

    def hides(self, key: str, named: Mapping[str, date | None]) -> bool:
        """Tell whether a document that the listing names now ought to have stood here, and did not.

        So it is where the listing stood a day and more after the document's day, and had rows on both
        sides of it: rows that now stand above and below, or days before and after. At the edge of a page
        nothing is proved. Listings are strictly in the order of stated time (kremlin.md section 3).
        """
        day = named[key]
        if day is None or key in self.days or self.until.date() - day <= _DAY:
            return False
        order = list(named)
        place = order.index(key)
        sides = (order[:place], order[place + 1 :])
        known = [other for other in self.days.values() if other is not None]
        return all(any(row in self.days for row in side) for side in sides) or (
            bool(known) and min(known) < day < max(known)
        )
