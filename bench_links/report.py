"""Knows how what was measured is told: the ranks, the types, what was missed, the bars."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table

from archive.tracing.linking import METHOD
from bench_links.bars import Verdict
from bench_links.measures import Measured, Ranks, Types

__all__ = ["as_json", "show_quotations", "show_ranks", "show_types", "show_verdicts"]


def show_ranks(ranked: Sequence[Ranks], console: Console) -> None:
    """Print how often the right readout came first, and among the first five."""
    console.print(f"\nMethod: {METHOD}", highlight=False)
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column("window")
    table.add_column("reports in")
    for head in ("reports", "R@1", "95 %", "R@5"):
        table.add_column(head, justify="right", no_wrap=True)
    for one in ranked:
        low, high = one.interval
        interval = f"{low:.2f}-{high:.2f}"
        table.add_row(
            one.window, one.group, str(one.reports), f"{one.first:.3f}", interval, f"{one.five:.3f}"
        )
    console.print(table)
    for one in ranked:
        if one.group == "all":
            for line in one.missed:
                console.print(f"  not first, {one.window}: {line}", highlight=False, markup=False)


def show_types(typed: Types, console: Console) -> None:
    """Print which types the reports were given."""
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    names = sorted(typed.true.keys() | typed.counterpart.keys())
    for head in ("", *names):
        table.add_column(head, justify="right" if head else "left", no_wrap=True)
    for what, counts in (("true reports", typed.true), ("counterparts", typed.counterpart)):
        table.add_row(what, *(str(counts.get(name, 0)) for name in names))
    console.print()
    console.print(table)
    for line in typed.missed:
        console.print(f"  not reports, not via: {line}", highlight=False, markup=False)


def show_quotations(counted: tuple[int, int, int], console: Console) -> None:
    """Print how many quotations stand in the right readout, and in wrong ones."""
    there, right, wrong = counted
    line = f"\nquotations in Russian: {there}; found in the right readout {right}, in ten wrong ones {wrong}"
    console.print(line, highlight=False)


def show_verdicts(found: Sequence[Verdict], console: Console) -> None:
    """Print a line a bar."""
    console.print()
    for one in found:
        console.print(str(one), highlight=False, markup=False)
    missed = sum(not one.held for one in found)
    console.print(f"{len(found)} bars: {len(found) - missed} held, {missed} missed", highlight=False)


def as_json(told: Measured, found: Sequence[Verdict]) -> dict[str, Any]:
    """Return all figures and verdicts as plain values."""
    return {"method": METHOD, **asdict(told), "bars": [asdict(one) for one in found]}
