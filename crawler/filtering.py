"""Knows how the options that choose documents become what the archive is asked for."""

from datetime import UTC, datetime

from archive.errors import BadUsage
from archive.filters import Filters
from crawler.days import parse_day

__all__ = ["filters_from", "listed"]

STATES = ("present", "partial", "blocked", "error", "suspect", "gone", "returned")


def listed(text: str | None) -> tuple[str, ...]:
    """Return what commas part."""
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def filters_from(
    *,
    sources: tuple[str, ...] = (),
    languages: str | None = None,
    since: str | None = None,
    until: str | None = None,
    section: str | None = None,
    person: str | None = None,
    place: str | None = None,
    states: tuple[str, ...] = (),
) -> Filters:
    """Return what the options of `crawler.cli_options.filter_options` mean.

    Raises `BadUsage` for a day, a source or a state that is none.
    """
    if sources:
        from crawler.sites import site_named  # noqa: PLC0415 - a search without --source needs no reader

        for source in sources:
            site_named(source)
    if unknown := [state for state in states if state not in STATES]:
        raise BadUsage(f"unknown state: {', '.join(unknown)}; the known ones are {', '.join(STATES)}")
    today = datetime.now(UTC).date()
    return Filters(
        sources=sources,
        languages=listed(languages),
        since=parse_day(since, today=today),
        until=parse_day(until, today=today),
        section=section or None,
        person=person or None,
        place=place or None,
        states=states,
    )
