"""Knows how what was measured is told: ratios with minimum, median and maximum, then the bars."""

from collections.abc import Iterable
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.measure import Site
from bench.rounds import Series

__all__ = ["as_json", "bars", "memory_bar", "show"]

REFERENCE = "naive"
OURS = "readout"
_CPU_BAR = 0.25
_GZIP_BAR = 0.26
_MEMORY_BAR = 1.10
_COLUMNS = (
    "",
    "CPU ms a page",
    "CPU to naive",
    "pages/s",
    "peak MB",
    "kept bytes a page",
    "to gzip -6",
)

Spread = tuple[float, float, float]


def spread(values: Iterable[float]) -> Spread:
    """Return minimum, median and maximum."""
    ordered = sorted(values)
    return ordered[0], median(ordered), ordered[-1]


def ratios(one: Series, reference: Series | None) -> Spread | None:
    """Return CPU to the reference's of the same round."""
    if reference is None or not one.costs or not reference.costs:
        return None
    return spread(mine.cpu / its.cpu for mine, its in zip(one.costs, reference.costs, strict=False))


def as_json(site: Site, series: list[Series]) -> dict[str, Any]:
    """Return all figures: milliseconds, bytes, and ratios as [minimum, median, maximum]."""
    reference = _named(series, REFERENCE)
    runners = []
    for one in series:
        figures: dict[str, Any] = {"name": one.name, "does": one.does, "rounds": len(one.costs)}
        if one.not_run:
            figures["not_run"] = one.not_run
        if one.costs:
            figures |= {
                "cpu_ms_a_page": spread(cost.cpu * 1000 / site.articles for cost in one.costs),
                "cpu_to_naive": ratios(one, reference),
                "pages_a_second": spread(site.articles / cost.wall for cost in one.costs),
                "peak_bytes": max(cost.peak for cost in one.costs),
            }
        if one.kept:
            figures |= {"note": one.kept.note}
            if one.kept.raw is not None and one.kept.gzip:
                figures |= {
                    "kept_bytes_a_page": one.kept.raw / site.articles,
                    "kept_to_gzip": one.kept.raw / one.kept.gzip,
                }
        runners.append(figures)
    pages = {
        "articles": site.articles,
        "mean_bytes": site.article_bytes / site.articles,
        "mean_gzip_bytes": site.article_gzip / site.articles,
    }
    return {"pages": pages, "runners": runners}


def show(figures: dict[str, Any], console: Console) -> None:
    """Print the table, what each runner does, and who did not run."""
    pages = figures["pages"]
    console.print(
        f"{pages['articles']} made articles, mean {pages['mean_bytes']:,.0f} bytes, gzip -6"
        f" {pages['mean_gzip_bytes']:,.0f}; start-up is part of every figure; min / median / max"
    )
    console.print(_table(figures["runners"]))
    for one in figures["runners"]:
        note = f" ({one['note']})" if one.get("note") else ""
        console.print(f"{one['name']}: {one['does']}{note}", highlight=False)
        if one.get("not_run"):
            console.print(f"{one['name']}: not run: {one['not_run']}", highlight=False, markup=False)


def _table(runners: list[dict[str, Any]]) -> Table:
    table = Table(box=None)
    for title in _COLUMNS:
        table.add_column(title, justify="left" if not title else "right")
    for one in runners:
        if "cpu_ms_a_page" not in one:
            table.add_row(one["name"], "not run")
            continue
        kept, ratio = one.get("kept_bytes_a_page"), one.get("kept_to_gzip")
        table.add_row(
            one["name"],
            _three(one["cpu_ms_a_page"], ".1f"),
            _three(one["cpu_to_naive"], ".3f") if one["cpu_to_naive"] else "-",
            _three(one["pages_a_second"], ".0f"),
            f"{one['peak_bytes'] / 2**20:.0f}",
            f"{kept:,.0f}" if kept else "-",
            f"{ratio:.3f}" if ratio else "-",
        )
    return table


def bars(figures: dict[str, Any]) -> list[str]:
    """Return one line a bar: whether it holds, and the numbers."""
    lines = []
    for one in figures["runners"]:
        if not one["name"].startswith(OURS) or "cpu_ms_a_page" not in one:
            continue
        if one["cpu_to_naive"]:
            middle = one["cpu_to_naive"][1]
            numbers = _three(one["cpu_to_naive"], ".3f")
            lines.append(_line(f"{one['name']}: CPU to the naive build", middle, _CPU_BAR, numbers))
        if one.get("kept_to_gzip"):
            ratio = one["kept_to_gzip"]
            lines.append(_line(f"{one['name']}: bytes kept to gzip -6", ratio, _GZIP_BAR, f"{ratio:.3f}"))
    return lines


def memory_bar(peaks: dict[int, int]) -> str:
    """Return the line of the memory bar from peak bytes by number of pages."""
    few, many = min(peaks), max(peaks)
    ratio = peaks[many] / peaks[few]
    numbers = f"{peaks[few] / 2**20:.0f} MB at {few:,}, {peaks[many] / 2**20:.0f} MB at {many:,}"
    return _line("readout: memory", ratio, _MEMORY_BAR, numbers)


def _line(what: str, value: float, bar: float, numbers: str) -> str:
    verdict = "holds" if value <= bar else "does not hold"
    return f"{what} <= {bar:.2f}: {verdict} ({numbers})"


def _three(values: Spread, form: str) -> str:
    return " / ".join(format(value, form) for value in values)


def _named(series: list[Series], name: str) -> Series | None:
    return next((one for one in series if one.name == name), None)
