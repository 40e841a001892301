"""Knows how a printed date becomes a moment in UTC; the only door to dateutil. Never fuzzy, never "now"."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil import parser

from archive.models import Moment, Precision

__all__ = ["parse_iso", "parse_printed", "parse_rfc822"]

# STUB to be replaced by the dates owner; the signatures are the contract.


def parse_printed(printed: str, *, zone: str, language: str) -> Moment | None:
    """Read a printed date ("July 22, 2020, 21:20", "15 марта 2018 года, 18:00", "16:04, 30 августа 2024").

    Wall time of ``zone`` (its offset of that day, from the tz database). Precision is MINUTE or SECOND where a
    clock time is printed, else DAY. Returns None when the whole text is not a date of that language.
    """
    raise NotImplementedError


def parse_iso(printed: str, *, zone: str, keep_offset: bool = True) -> Moment | None:
    """Read an ISO 8601 stamp, with or without seconds, colon or offset.

    Without an offset it is wall time of ``zone``. ``keep_offset=False`` drops a stated offset and attaches ``zone``
    (kremlin.md decision 5: the feed's +04:00 is wrong).
    """
    raise NotImplementedError


def parse_rfc822(printed: str) -> Moment | None:
    """Read the date of an RSS item or an HTTP header ("Fri, 14 Dec 2018 21:19:00 +0300")."""
    raise NotImplementedError
