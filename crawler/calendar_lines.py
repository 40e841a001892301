"""Knows the calendar of coverage in letters: a line a weekday, a letter a day, coloured on a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from archive.coverage import Day, Looked, Standing

__all__ = ["legend", "lines"]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WIDTH = 54
_LETTERS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("#", "all stored", {"fg": 255, "bg": 25}),
    ("!", "something missing", {"fg": 16, "bg": 214, "bold": True}),
    ("o", "looked at: nothing", {"fg": 202, "bold": True}),
    ("+", "all stored, lists not read", {"fg": 16, "bg": 117}),
    ("~", "looked at in part: nothing", {"fg": 16, "bg": 250}),
    ("/", "not looked at", {"fg": 244}),
)
_LOOKS = {letter: style for letter, _, style in _LETTERS}


def legend() -> str:
    """Return what the letters mean, in their colours, in two lines."""
    told = [f"{_styled(letter)} {meaning}" for letter, meaning, _ in _LETTERS]
    return "   ".join(told[:3]) + "\n" + "   ".join(told[3:])


def lines(days: Sequence[Day]) -> Iterator[str]:
    """Yield the lines of the days of one source, language and section: eight a year.

    What lies within one year begins at its first week.
    """
    years = [list(of_year) for _, of_year in groupby(days, lambda day: day.day.year)]
    skipped = _column(days[0]) if len(years) == 1 else 0
    for of_year in years:
        yield f"{of_year[0].day.year:<9}{_months(of_year, skipped)}".rstrip()
        grid = [[" "] * (_WIDTH - skipped) for _ in _WEEKDAYS]
        for day in of_year:
            grid[day.day.weekday()][_column(day) - skipped] = _letter(day)
        for name, cells in zip(_WEEKDAYS, grid, strict=True):
            yield f"     {name} {_joined(cells)}".rstrip()


def _months(of_year: Sequence[Day], skipped: int) -> str:
    """Return the names of the months, each above its first day, where the one before leaves room."""
    line = ""
    for day in of_year:
        column = _column(day) - skipped
        if (day.day.day == 1 or not line) and column >= len(line) + bool(line):
            line = line.ljust(column) + _MONTHS[day.day.month - 1]
    return line


def _column(day: Day) -> int:
    first = day.day.replace(month=1, day=1)
    return (day.day.timetuple().tm_yday - 1 + first.weekday()) // 7


def _letter(day: Day) -> str:
    if day.standing is Standing.MISSING:
        return "!"
    if day.standing is Standing.STORED:
        return "+" if day.looked is Looked.NO else "#"
    if day.standing is Standing.SILENT:
        return "o"
    return "~" if day.looked is Looked.PART else "/"


def _joined(cells: Sequence[str]) -> str:
    """Return a line, each stretch of one letter styled as one."""
    line = "".join(cells).rstrip()
    return "".join(_styled(letter, sum(1 for _ in same)) for letter, same in groupby(line))


def _styled(letter: str, times: int = 1) -> str:
    style = _LOOKS.get(letter)
    return click.style(letter * times, **style) if style else letter * times
