"""Knows which day the figures and names of a printed date mean: whose order is told, and by what."""

from collections.abc import Mapping
from datetime import date

from crawler.sites.month_names import month_of, weekday_of

__all__ = ["day_of"]

_EARLIEST, _CENTURIES = 1990, (1900, 2000)
_MONTHS = 12
_MONTH_FIRST = frozenset({"en", ""})
"""Languages whose figures may begin with the month; English that begins with the day is "en-gb"."""


def day_of(parts: Mapping[str, str | None], *, year_first: bool, language: str) -> date | None:
    """Return the day that a date's parts mean, none before 1990; None where they are no certain day.

    The parts are year, day, and month (a name) or number (its figures), and the weekday where the year has
    two figures only: such a date is believed when it falls on that weekday.
    """
    first, year = int(parts["day"] or 0), int(parts["year"] or 0)
    second = int(parts.get("number") or 0)
    if weekday := parts.get("weekday"):
        return _fallen(first, second, year, weekday_of(weekday, language=language), language)
    if name := parts.get("month"):
        day, month = first, month_of(name, language=language)
    elif year_first:
        day, month = first, second
    else:
        day, month = _ordered(first, second, language)
    return _date(year, month, day) if month and year >= _EARLIEST else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fallen(first: int, second: int, short: int, weekday: int | None, language: str) -> date | None:
    """Return the day of a year of two figures that falls on a weekday; None for none or two."""
    year = short + next(one for one in _CENTURIES if one + short >= _EARLIEST)
    orders = [(first, second), (second, first)] if language in _MONTH_FIRST else [(first, second)]
    days = {_date(year, month, day) for day, month in orders}
    fallen = [one for one in days if one and one.isoweekday() == weekday]
    return fallen[0] if len(fallen) == 1 else None


def _ordered(first: int, second: int, language: str) -> tuple[int, int | None]:
    """Return (day, month): day first, but in English, where only a number over 12 or one twice tells."""
    if language not in _MONTH_FIRST and second <= _MONTHS:
        return first, second
    if first > _MONTHS or first == second:
        return first, second
    return (second, first) if second > _MONTHS else (first, None)
