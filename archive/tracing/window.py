"""Knows which days a readout may bear that a report of a given day goes back to."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from archive.tracing.features import Features

__all__ = ["WINDOW", "Window", "apart", "span"]


@dataclass(frozen=True, slots=True)
class Window:
    """Days before the report and after it; after, because a site may date by another time zone."""

    before: int = 3
    after: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError for less than no days."""
        if self.before < 0 or self.after < 0:
            raise ValueError(f"a window has no negative sides: -{self.before} +{self.after}")


WINDOW = Window()


def span(report: Features, window: Window = WINDOW) -> tuple[date, date] | None:
    """Return the first and the last day for a report's candidates, or None for an undated report.

    Of a report with a month but no day the whole month, widened by the window.
    """
    if report.day is None:
        return None
    last = report.day
    if report.precision == "month":
        last = last.replace(day=monthrange(last.year, last.month)[1])
    return report.day - timedelta(window.before), last + timedelta(window.after)


def apart(readout: Features, report: Features) -> int | None:
    """Return the readout's day less the report's, None when one of them has no day."""
    if readout.day is None or report.day is None or readout.precision != "day" or report.precision != "day":
        return None
    return (readout.day - report.day).days
