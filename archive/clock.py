"""Knows how the archive writes an instant down."""

from datetime import UTC, datetime

__all__ = ["now", "stamp"]


def now() -> datetime:
    """Return the present instant in UTC."""
    return datetime.now(UTC)


def stamp(instant: datetime) -> str:
    """Return the one text form of an instant: ISO 8601, UTC, microseconds; sorts as it counts."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")
