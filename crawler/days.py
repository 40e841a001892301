"""Knows how a day is typed: 2020-08-01, or 30d for thirty days ago."""

import re
from datetime import date, timedelta

from archive.errors import BadUsage

__all__ = ["parse_day"]

_AGO = re.compile(r"(\d{1,5})d")
_DAY = timedelta(days=1)


def parse_day(text: str | None, *, today: date) -> date | None:
    """Return the day of "2020-08-01" or, counted back from today, "30d"; raises BadUsage."""
    if text is None or not text.strip():
        return None
    ago = _AGO.fullmatch(text.strip())
    try:
        return today - int(ago[1]) * _DAY if ago else date.fromisoformat(text.strip())
    except (ValueError, OverflowError) as error:
        raise BadUsage(f"{text!r} is not a day; write 2020-08-01 or 30d for thirty days ago") from error
