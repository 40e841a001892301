"""Knows whether all that was derived comes out of the stored bytes again, row by row; works on a copy."""

from collections.abc import Callable
from pathlib import Path

from archive.checks import Fault
from archive.derived import DERIVED, rows_of
from archive.rederive import captured_sources
from archive.store import Archive
from crawler.reparse import reparse

__all__ = ["differences"]


def differences(copy: Path, *, progress: Callable[[int, int], None]) -> tuple[list[Fault], list[str]]:
    """Derive every source of a copy again; return the rows that come out otherwise, and notes.

    ``progress`` is told (captures read, of all of a source). Rows that another version of the reader wrote
    may differ: that is noted, and is no fault.
    """
    notes = []
    with Archive(copy) as archive:
        before = {table: rows_of(archive, table) for table in DERIVED}
        stale = False
        for source in captured_sources(archive):
            told = reparse(archive, source, progress=progress)
            if set(told.former) - {told.extractor}:
                stale = True
                differing = sum(told.counts.values()) - told.counts["same"]
                notes.append(
                    f"{source}: read by {', '.join(told.former)}; today's reader {told.extractor} reads "
                    f"{differing} documents otherwise (readout reparse)"
                )
        after = {table: rows_of(archive, table) for table in DERIVED}
    if stale:
        return [], notes
    return [fault for table in DERIVED for fault in _compared(table, before[table], after[table])], notes


def _compared(table: str, before: dict[str, bytes], after: dict[str, bytes]) -> list[Fault]:
    faults = []
    for row in sorted(before.keys() | after.keys()):
        if row not in after:
            faults.append(Fault(table, row, "does not come out of the stored bytes"))
        elif row not in before:
            faults.append(Fault(table, row, "is missing; the stored bytes give it"))
        elif before[row] != after[row]:
            faults.append(Fault(table, row, "the stored bytes give another row"))
    return faults
