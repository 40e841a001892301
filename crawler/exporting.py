"""Knows what `readout export` does: which format, which columns, and what is written beside the rows."""

import csv
import hashlib
import io
import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

import click

from archive.columns import COLUMNS, DEFAULT_COLUMNS, HASH_COLUMNS, QUOTE_COLUMNS, WORDS_OF_THE_PAGE
from archive.datapackage import described
from archive.dictionary import DICTIONARY
from archive.display import Console, print_table, visible
from archive.errors import BadUsage
from archive.excerpts import WORDS
from archive.export import Count, write_stream
from archive.export_rows import Absence, Rows, Selection
from archive.rights import Rights
from archive.wholefile import whole_file
from crawler.filtering import filters_from, listed
from crawler.finding import reading
from crawler.inspection import refuse_to_overwrite, storing, written_whole
from crawler.progress import Tell, counting
from crawler.sites import SITES

__all__ = ["run"]

_SUFFIXES = MappingProxyType(
    {
        ".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet", ".pq": "parquet",
        ".db": "sqlite", ".sqlite": "sqlite", ".sqlite3": "sqlite",
    }
)  # fmt: skip
_STDOUT = Path("-")
_QUOTABLE = frozenset({"title", "excerpt"})
RIGHTS = MappingProxyType({site.name: site.rights for site in SITES if site.rights})


def run(
    *,
    file: Path | None,
    form: str | None,
    columns: str | None,
    all_revisions: bool,
    quote_only: bool,
    words: int | None,
    hash_only: bool,
    search: bool,
    missing: Path | None,
    with_schema: bool,
    describe: bool,
    archive: Path,
    **chosen: Any,
) -> None:
    """Write the selected rows to a file, which appears whole or not at all, or to standard output."""
    to = None if file in (None, _STDOUT) else file
    form = form or (_SUFFIXES.get(to.suffix.lower()) if to else None) or "csv"
    selection = Selection(
        filters=filters_from(**chosen),
        all_revisions=all_revisions,
        columns=_columns(columns, quote_only=quote_only, hash_only=hash_only),
        rights=RIGHTS,
        words=words or WORDS,
    )
    if describe:
        every = columns is None and not quote_only and not hash_only
        _describe(tuple(COLUMNS) if every else selection.columns, to, form, archive)
        return
    if search and form != "sqlite":
        raise BadUsage("--search goes with --format sqlite")
    if to is None and (with_schema or form == "sqlite"):
        raise BadUsage("without FILE there is no place for a schema beside it, nor for a database")
    for path in filter(None, (to, missing)):
        refuse_to_overwrite(path, archive)
    with reading(archive) as db, _watched(to) as progress:
        rows = Rows(db.conn, selection, weighs=with_schema or missing is not None)
        total = rows.size() if sys.stderr.isatty() else 0
        rows.watch(lambda done: progress(done, total))
        count = _write(rows, to, form, search=search)
    if missing is not None:
        written_whole(missing, lambda out: out.write(_missing(rows.absences())))
    if to is not None and with_schema:
        _write_schema(rows, to, form)
    _tell(rows, to, count)


def _watched(to: Path | None) -> AbstractContextManager[Tell]:
    """Return what shows how far the work is, but not among rows that go to a terminal."""
    if to is None and sys.stdout.isatty():
        return nullcontext(lambda _done, _of: None)
    return counting("export")


def _columns(asked: str | None, *, quote_only: bool, hash_only: bool) -> tuple[str, ...]:
    """Return the columns; raises BadUsage for one that holds more of the page than was allowed."""
    if quote_only and hash_only:
        raise BadUsage("--quote-only and --hash-only exclude each other")
    if asked is None:
        return QUOTE_COLUMNS if quote_only else HASH_COLUMNS if hash_only else DEFAULT_COLUMNS
    columns = listed(asked)
    if quote_only or hash_only:
        closed = WORDS_OF_THE_PAGE - (_QUOTABLE if quote_only else frozenset())
        if told := [name for name in columns if name in closed]:
            option = "--quote-only" if quote_only else "--hash-only"
            raise BadUsage(f"{option} leaves out {', '.join(told)}")
    return columns


def _write(rows: Rows, to: Path | None, form: str, *, search: bool) -> Count:
    if form == "sqlite" and to is not None:
        from archive.publishing import write_sqlite  # noqa: PLC0415 - loads only where it is asked for

        with storing(to), whole_file(to) as temporary:
            return write_sqlite(rows, temporary, search=search)
    write = partial(_parquet if form == "parquet" else write_stream, rows, form=form)
    return write(out=sys.stdout.buffer) if to is None else written_whole(to, lambda out: write(out=out))


def _parquet(rows: Rows, out: BinaryIO, *, form: str) -> Count:  # noqa: ARG001 - as the other writers
    from archive.parquet import write_parquet  # noqa: PLC0415 - pyarrow takes a quarter of a second to load

    return write_parquet(rows, out)


def _missing(absences: Iterable[Absence]) -> bytes:
    """Return the table of what the rows do not say, as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(("column", "rows", "not_stated", "empty", "missing_share"))
    for one in absences:
        writer.writerow((one.column, one.rows, one.not_stated, one.empty, f"{one.share:.6f}"))
    return out.getvalue().encode()


def _write_schema(rows: Rows, to: Path, form: str) -> None:
    with to.open("rb") as written:
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    text = described(
        rows.selection.columns,
        form=form,
        rights=_rights_in(rows),
        file=to,
        absences=rows.absences(),
        digest=digest,
        rows=rows.count,
        revisions=rows.selection.all_revisions,
    )
    beside = to.with_name(f"{to.name}.schema.json")
    written_whole(beside, lambda out: out.write(text.encode()))


def _rights_in(rows: Rows) -> dict[str, Rights]:
    return {source: rows.selection.rights_of(source) for source in sorted(rows.sources)}


def _describe(columns: Sequence[str], to: Path | None, form: str, archive: Path) -> None:
    """Print what columns mean, or write the description of an export of all sources as JSON."""
    if to is None and form != "jsonl":
        rows = [
            (name, one.type, one.meaning, one.origin, one.example)
            for name, one in ((name, DICTIONARY[name]) for name in columns)
        ]
        print_table(Console(), ("column", "type", "meaning", "from", "example"), rows)
        return
    text = described(columns, form="csv" if to else form, rights=RIGHTS)
    if to is None:
        click.echo(text, nl=False)
        return
    refuse_to_overwrite(to, archive)
    written_whole(to, lambda out: out.write(text.encode()))
    click.echo(f"{to}: {len(columns)} columns described", err=True)


def _tell(rows: Rows, to: Path | None, count: Count) -> None:
    """Say on standard error what was written, and whose rights its texts are under."""
    if to is not None:
        line = f"{to}: {count.rows} rows"
        if count.made_safe:
            line += f"; {count.made_safe} cells that looked like formulas begin with an apostrophe"
        if count.too_long:
            line += f"; {count.too_long} cells are longer than a spreadsheet shows (32,767 characters)"
        click.echo(line, err=True)
    if rows.sources and set(rows.selection.columns) & (WORDS_OF_THE_PAGE - _QUOTABLE):
        rights = _rights_in(rows)
        told = "; ".join(f"{source}: {one.licence}" for source, one in rights.items())
        advice = (
            "" if all(one.open for one in rights.values()) else " (to pass on what is not open: --quote-only)"
        )
        click.echo(visible(f"rights: {told}{advice}"), err=True)
