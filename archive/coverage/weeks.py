"""Knows how days stand in weeks, from Monday to Sunday."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from archive.coverage.model import Day

__all__ = ["Week", "weeks"]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday on; None stands for a day that is not asked about."""

    monday: date
    days: tuple[Day | None, ...]


def weeks(days: Iterable[Day]) -> list[Week]:
    """Return the weeks of the days of one source, language and section, without a gap."""
    by_day = {one.day: one for one in days}
    if not by_day:
        return []
    first, last = min(by_day), max(by_day)
    monday = first - timedelta(days=first.weekday())
    return [
        Week(start, tuple(by_day.get(start + timedelta(days=n)) for n in range(7)))
        for start in (monday + timedelta(days=7 * n) for n in range((last - monday).days // 7 + 1))
    ]
