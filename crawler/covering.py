"""Knows what `readout coverage` says: sums, a calendar, one day's addresses, a picture."""

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

import click

from archive.coverage import Asked, Coverage, Day, Entry, Summary, coverage, entries_on
from archive.coverage.entries import gaps_after
from archive.display import Console, print_table
from archive.errors import BadUsage
from archive.library import as_json
from crawler.calendar_lines import legend, lines
from crawler.days import parse_day
from crawler.filtering import listed
from crawler.finding import reading
from crawler.inspection import refuse_to_overwrite, written_whole
from crawler.progress import waiting
from crawler.sites import site_named

__all__ = ["run"]

_FORMS: Mapping[str, Literal["svg", "png"]] = {".svg": "svg", ".png": "png"}
_COLUMNS = (
    "source", "language", "section", "day", "looked", "standing", "expected", "seen", "asked", "stored",
    "failed", "never", "id_gaps", "outcomes",
)  # fmt: skip
_HEADS = (
    "source", "language", "section", "first", "last", "days", "silent", "not looked", "looked in part",
    "expected", "seen", "asked", "stored", "failed", "never asked", "id gaps", "undated",
)  # fmt: skip
_KEPT = ("days", "silent", "not looked", "seen", "stored")
_COLUMN = 17
"""Letters that a column of sums takes on a terminal."""


def run(
    *,
    sources: tuple[str, ...],
    languages: str | None,
    since: str | None,
    until: str | None,
    section: str | None,
    by_section: bool,
    day: str | None,
    plot: Path | None,
    form: str | None,
    archive: Path,
) -> None:
    """Print what is known of the asked days, or of one day, or draw them."""
    for source in sources:
        site_named(source)
    today = datetime.now(UTC).date()
    first, last = parse_day(since, today=today), parse_day(until, today=today)
    if first and last and first > last:
        raise BadUsage(f"--since {first} lies after --until {last}")
    asked = Asked(
        sources=sources,
        languages=listed(languages),
        since=first,
        until=last,
        section=section or None,
        by_section=by_section,
    )
    if plot is not None and plot.suffix.lower() not in _FORMS:
        raise BadUsage(f"--plot {plot}: the picture's name must end in .svg or .png")
    one = parse_day(day, today=today)
    if one is not None:
        _one_day(archive, one, asked, form)
        return
    with reading(archive) as db, waiting("coverage"):
        found = coverage(db, asked)
    if plot is not None:
        _draw(found, plot, archive)
    if form == "json":
        click.echo(
            as_json({"summaries": [*map(_summed, found.summaries)], "days": [*map(_told, found.days)]})
        )
    elif form == "csv":
        csv.writer(sys.stdout).writerows((_COLUMNS, *_rows(found)))
    else:
        _show(found)


def _one_day(archive: Path, day: date, asked: Asked, form: str | None) -> None:
    """Print the addresses of a day, and the numbers that nobody named next above one of it."""
    with reading(archive) as db, waiting("coverage"):
        entries, gaps = entries_on(db, day, asked), gaps_after(db, day, asked)
    if form == "json":
        click.echo(as_json({"day": day.isoformat(), "addresses": entries, "id_gaps": gaps}))
        return
    heads = tuple(one.name for one in fields(Entry))
    if form == "csv":
        csv.writer(sys.stdout).writerows((heads, *(tuple(asdict(one).values()) for one in entries)))
        return
    rows = [
        (one.outcome, "listed" if one.expected else "", one.key, one.address, one.detail) for one in entries
    ]
    print_table(Console(), ("outcome", "named", "key", "address", "detail"), rows)
    for source, low, high in gaps:
        click.echo(f"{source}: nobody named {low}" + (f" to {high}" if high > low else ""))


def _draw(found: Coverage, plot: Path, archive: Path) -> None:
    from archive.plotting import draw_calendar  # noqa: PLC0415 - matplotlib takes half a second to load

    refuse_to_overwrite(plot, archive)
    written_whole(plot, partial(draw_calendar, found, form=_FORMS[plot.suffix.lower()]))
    click.echo(f"{plot}: {len(found.days)} days", err=True)


def _show(found: Coverage) -> None:
    console = Console()
    _sums(console, found.summaries)
    for one in found.summaries:
        group = (one.source, one.language, one.section)
        days = [day for day in found.days if (day.source, day.language, day.section) == group]
        if days and not one.section:
            click.echo()
            click.echo(" / ".join(part for part in group if part))
            for line in lines(days):
                click.echo(line)
    if any(not day.section for day in found.days):
        click.echo()
        click.echo(legend())


def _sums(console: Console, summaries: Sequence[Summary]) -> None:
    """Print the sums, a row for each source; on a terminal turned round, or cut to what finds room."""
    rows = [_row(one) for one in summaries]
    if not console.is_terminal or not rows:
        print_table(console, _HEADS, rows)
    elif len(rows) * _COLUMN + _COLUMN <= console.width:
        turned = zip(_HEADS[3:], *(row[3:] for row in rows), strict=True)
        print_table(console, ("", *(_name(row) for row in rows)), list(turned))
    else:
        kept = [_HEADS.index(name) for name in _KEPT]
        cut = [(_name(row), *(row[at] for at in kept)) for row in rows]
        print_table(console, ("", *_KEPT), cut)


def _name(row: Sequence[object]) -> str:
    return " ".join(str(part) for part in (row[1:3] if row[2] else row[:2]))


def _row(one: Summary) -> tuple[object, ...]:
    failed = ", ".join(f"{count} {outcome}" for outcome, count in one.failed.items())
    days = (one.first, one.last, one.days)
    shares = (_share(one, "silent"), _share(one, "unlooked"), _share(one, "partly"))
    seen = (one.expected, one.seen, one.asked, _share(one, "stored"), failed or 0, one.never)
    return (one.source, one.language, one.section, *days, *shares, *seen, one.gaps, one.undated)


def _share(one: Summary, part: Literal["silent", "unlooked", "partly", "stored"]) -> str:
    share = one.share(part)
    count = getattr(one, part)
    return f"{count} ({share:.0%})" if share is not None and count else f"{count}"


def _rows(found: Coverage) -> Iterator[tuple[object, ...]]:
    for one in found.days:
        told = _told(one)
        outcomes = "; ".join(f"{outcome} {count}" for outcome, count in one.failed.items())
        yield *(told[name] for name in _COLUMNS[:-1]), outcomes


def _told(one: Day) -> dict[str, Any]:
    return {
        "source": one.source,
        "language": one.language,
        "section": one.section,
        "day": one.day.isoformat(),
        "looked": one.looked.value,
        "standing": one.standing.value,
        "expected": one.expected,
        "seen": one.seen,
        "asked": one.asked,
        "stored": one.stored,
        "failed": sum(one.failed.values()),
        "never": one.never,
        "id_gaps": one.gaps,
        "outcomes": dict(one.failed),
    }


def _summed(one: Summary) -> dict[str, Any]:
    plain = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(one).items()
    }
    plain["id_gaps"] = plain.pop("gaps")
    shares = {
        f"{name}_share": one.share(name)
        for name in ("silent", "partly", "unlooked", "stored", "failed", "never")
    }
    return {**plain, "asked": one.asked, **shares}
