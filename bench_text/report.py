"""Knows how what was measured is told: a table a set, who did not run, then the bars."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from bench_text.bars import Verdict
from bench_text.figures import Figures
from bench_text.readers import READERS, REFERENCE
from bench_text.sets import SETS

__all__ = ["as_json", "show_notes", "show_set", "show_verdicts"]

_SHARES = ("f1", "precision", "recall", "perfect", "present", "absent", "title", "date", "author")
_HEADS = ("F1", "P", "R", "perfect", "present", "absent", "title", "date", "author")
_NOTES = (
    "F1, P, R: runs of four words, means over pages, F1 of the means. perfect: pages with every word.",
    "leaked, lost: lines per 1,000 pages. present, absent: pieces that a set demands, and forbids.",
    "pages/s: per second of CPU on one core, readers in turn on the same pages, metadata read as well.",
    "x: that speed to trafilatura's by its defaults.",
    "Readout's judge of lines was grown on the shared pages, so its numbers on them flatter.",
    "For hosts that it has not seen: python -m bench_text.teach --check (minutes; needs scikit-learn).",
)


def show_set(name: str, by_reader: Mapping[str, Figures], console: Console) -> None:
    """Print the table of a set."""
    used = [
        (field, head)
        for field, head in zip(_SHARES, _HEADS, strict=True)
        if any(getattr(one, field) is not None for one in by_reader.values())
    ]
    count = next(iter(by_reader.values())).pages if by_reader else 0
    console.print(f"\n{name}: {SETS[name].what}, {count} pages", highlight=False)
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column("")
    for head in (*(head for _, head in used), "leaked", "lost", "pages/s", "x", "failed"):
        table.add_column(head, justify="right", no_wrap=True)
    reference = by_reader.get(REFERENCE)
    for reader, one in by_reader.items():
        ratio = one.rate / reference.rate if reference and reference.rate and one.rate else None
        shares = (_cell(getattr(one, field), ".3f") for field, _ in used)
        lines = (_cell(one.leaked, ".0f"), _cell(one.lost, ".0f"))
        table.add_row(reader, *shares, *lines, _cell(one.rate, ".1f"), _cell(ratio, ".2f"), str(one.failed))
    console.print(table)


def show_notes(ran: Mapping[str, str], not_run: Mapping[str, str], console: Console) -> None:
    """Print what the columns and the readers are, and who did not run and why."""
    console.print()
    for line in _NOTES:
        console.print(line, highlight=False)
    for reader in READERS:
        if reader.name in ran:
            told = f"{reader.name}: {reader.package} {ran[reader.name]}, {reader.does}"
            console.print(told, highlight=False, markup=False)
        elif reader.name in not_run:
            console.print(f"{reader.name}: not run: {not_run[reader.name]}", highlight=False, markup=False)


def show_verdicts(found: Sequence[Verdict], console: Console) -> None:
    """Print a line a bar."""
    console.print()
    for one in found:
        console.print(str(one), highlight=False, markup=False)
    missed = sum(not one.held for one in found)
    console.print(f"{len(found)} bars: {len(found) - missed} held, {missed} missed", highlight=False)


def as_json(
    by_set: Mapping[str, Mapping[str, Figures]],
    found: Sequence[Verdict],
    *,
    ran: Mapping[str, str],
    not_run: Mapping[str, str],
) -> dict[str, Any]:
    """Return all figures and verdicts as plain values."""
    return {
        "sets": {name: {reader: asdict(one) for reader, one in row.items()} for name, row in by_set.items()},
        "bars": [asdict(one) for one in found],
        "versions": dict(ran),
        "not_run": dict(not_run),
    }


def _cell(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)
