"""Knows what `readout history`, `readout changes` and `readout feed` say."""

import csv
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import click

from archive.changes.atom import write_atom
from archive.changes.listing import ChangeRow
from archive.changes.listing import changes as changes_of
from archive.changes.timeline import RevisionLine, timeline
from archive.chronology import FindingRow
from archive.clock import now, stamp
from archive.connection import Database
from archive.display import Console, print_table
from archive.export import BOM, is_formula
from archive.library import as_json
from archive.wholefile import write_whole
from crawler.finding import found, reading

__all__ = ["changes", "feed", "history"]

_NOTHING = "(nothing)"
_HEADS = (
    "revision",
    "stood from",
    "to",
    "edited after",
    "stated",
    "last update",
    "view",
    "kinds",
    "before → after",
    "captures",
)
_SHOWN = 7
"""Captures of a revision that the table names."""


def history(*, what: str, form: str | None, archive: Path) -> None:
    """Print each revision of a document and the findings in between, in the order of time."""
    with reading(archive) as db:
        document = found(db, what)
        lines = timeline(db, document.id)
    if form == "json":
        click.echo(as_json({"document": document, "timeline": list(map(_plain, lines))}))
        return
    rows = [_revision(line) if isinstance(line, RevisionLine) else _finding(line) for line in lines]
    if form == "csv":
        _write_csv(_HEADS, rows)
        return
    print_table(Console(), _HEADS, rows)


def changes(
    *,
    kinds: tuple[str, ...],
    least: int,
    by_date: bool,
    limit: int | None,
    form: str | None,
    archive: Path,
    **chosen: Any,
) -> None:
    """Print edits and findings, a line each."""
    with reading(archive) as db:
        rows = _listed(db, kinds=kinds, least=least, by_date=by_date, limit=limit, **chosen)
    if form == "json":
        click.echo(as_json(rows))
        return
    if form is not None:
        names = tuple(field.name for field in fields(ChangeRow))
        cells = ([_cell(getattr(row, name)) for name in names] for row in rows)
        _write_csv(names, cells, sheet=form == "sheet")
        return
    if not rows:
        click.echo("nothing was seen to change; --since and --until choose other days", err=True)
        return
    heads = ("rank", "kinds", "seen", "key", "before → after")
    shown = [(row.rank, ", ".join(row.kinds), row.seen[:16], row.key, _words(row)) for row in rows]
    print_table(Console(), heads, shown)


def feed(
    *, file: Path | None, kinds: tuple[str, ...], least: int, limit: int, address: str | None, archive: Path,
    **chosen: Any,
) -> None:  # fmt: skip
    """Write the newest edits and findings as an Atom feed; a file appears whole or not at all."""
    to_file = file is not None and str(file) != "-"
    with reading(archive) as db:
        rows = _listed(db, kinds=kinds, least=least, by_date=True, limit=limit, **chosen)
    write = partial(_feed, rows, address)
    if file is None or not to_file:
        write(sys.stdout.buffer)
        return
    from crawler.inspection import refuse_to_overwrite  # noqa: PLC0415 - loads only for a file
    from crawler.stated import reserve  # noqa: PLC0415 - as above

    refuse_to_overwrite(file, archive)
    reserve().require(file)
    count = write_whole(file, write)
    click.echo(f"{file}: {count} entries", err=True)


def _feed(rows: Sequence[ChangeRow], address: str | None, out: BinaryIO) -> int:
    return write_atom(out, rows, updated=stamp(now()), address=address)


def _listed(
    db: Database, *, kinds: tuple[str, ...], least: int, by_date: bool, limit: int | None, **chosen: Any
) -> list[ChangeRow]:
    from crawler.seen import chosen_kinds, seen_from  # noqa: PLC0415 - loads the sites, whose names it knows

    seen, filters = seen_from(**chosen)
    with _counting() as tell:
        return changes_of(
            db,
            seen,
            filters=filters,
            kinds=chosen_kinds(kinds),
            least=least,
            by_date=by_date,
            limit=limit,
            tell=tell,
        )


def _counting() -> AbstractContextManager[Callable[[int, int], None]]:
    """Show on a terminal how many documents are compared; elsewhere nothing, and nothing is loaded for it."""
    if not sys.stderr.isatty():
        return nullcontext(lambda _done, _of: None)
    from crawler.progress import counting  # noqa: PLC0415 - as above

    return counting("comparing")


def _words(row: ChangeRow) -> str:
    more = f" (+{row.edits - 1} more)" if row.edits > 1 else ""
    return f"{row.before or _NOTHING} → {row.after or _NOTHING}{more}"


def _plain(line: RevisionLine | FindingRow) -> dict[str, Any]:
    what = "revision" if isinstance(line, RevisionLine) else "finding"
    return {"what": what, **{field.name: getattr(line, field.name) for field in fields(line)}}


def _revision(line: RevisionLine) -> tuple[object, ...]:
    captures = ", ".join(map(str, line.captures[:_SHOWN]))
    more = f" … {len(line.captures)} in all" if len(line.captures) > _SHOWN else ""
    return (
        line.ordinal,
        line.first_seen[:16],
        line.last_seen[:16],
        (line.not_before or "")[:16],
        line.published_printed,
        (line.modified_at or "")[:16],
        line.view,
        ", ".join(line.kinds),
        _essence(line),
        captures + more,
    )


def _essence(line: RevisionLine) -> str:
    if line.kinds:
        return f"{line.before or _NOTHING} → {line.after or _NOTHING}"
    return line.title if line.not_before is None else "(the same words in another view)"


def _finding(line: FindingRow) -> tuple[object, ...]:
    missing = f"not there since {line.first_missing[:16]}" if line.first_missing else ""
    told = missing or f"{line.detail.get('from', '')} → {line.detail.get('to', '')}".strip(" →")
    seen = (line.last_seen or "")[:16]
    return "", line.found_at[:16], "", seen, "", "", "", line.kind, told, line.capture_id


def _cell(value: Any) -> Any:
    return "; ".join(value) if isinstance(value, tuple) else value


def _write_csv(heads: Sequence[str], rows: Iterable[Sequence[Any]], *, sheet: bool = False) -> None:
    """Write rows to standard output; in a sheet no cell is a formula."""
    if sheet:
        sys.stdout.buffer.write(BOM)
    writer = csv.writer(sys.stdout, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow(
            [f"'{one}" if sheet and isinstance(one, str) and is_formula(one) else one for one in row]
        )
