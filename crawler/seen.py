"""Knows how the options of `crawler.cli_options.seen_options` become what the archive is asked for."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from archive.changes.kinds import Kind
from archive.changes.listing import Seen
from archive.errors import BadUsage
from archive.filters import Filters
from crawler.days import parse_day
from crawler.filtering import filters_from

__all__ = ["chosen_kinds", "seen_from"]

_DAY = timedelta(days=1)


def seen_from(
    *,
    since: str | None = None,
    until: str | None = None,
    published_since: str | None = None,
    published_until: str | None = None,
    **chosen: Any,
) -> tuple[Seen, Filters]:
    """Return when it was seen here, in whole UTC days, both included, and which documents are meant.

    Raises `BadUsage` as `filters_from` does.
    """
    today = datetime.now(UTC).date()
    first, last = parse_day(since, today=today), parse_day(until, today=today)
    seen = Seen(since=_midnight(first), before=_midnight(last + _DAY if last and last < date.max else None))
    return seen, filters_from(since=published_since, until=published_until, **chosen)


def chosen_kinds(names: tuple[str, ...]) -> tuple[Kind, ...]:
    """Return the kinds of these names; raises `BadUsage` for one that is none."""
    unknown = [name for name in names if name not in set(Kind)]
    if unknown:
        raise BadUsage(f"unknown kind: {', '.join(unknown)}; the known ones are {', '.join(Kind)}")
    return tuple(map(Kind, names))


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
