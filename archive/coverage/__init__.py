"""Knows of which days something was named, asked and kept, and at which days nobody looked; reads only."""

from archive.coverage.count import coverage
from archive.coverage.entries import Entry, entries_on
from archive.coverage.model import Asked, Coverage, Day, Looked, Standing, Summary
from archive.coverage.weeks import Week, weeks

__all__ = [
    "Asked",
    "Coverage",
    "Day",
    "Entry",
    "Looked",
    "Standing",
    "Summary",
    "Week",
    "coverage",
    "entries_on",
    "weeks",
]
