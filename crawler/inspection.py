"""Knows what the commands that only read the archive say: show, export, status."""

import errno
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeVar

import click

from archive.backuplog import LOG
from archive.chronology import clocks_of, findings_of
from archive.columns import DEFAULT_COLUMNS
from archive.display import Console, print_document, print_status
from archive.errors import ArchiveFull, ArchiveReadOnly, BadUsage
from archive.export import Count, Selection
from archive.export import export as export_rows
from archive.library import as_json, captures_of, history
from archive.overview import status as status_of
from archive.wholefile import write_whole
from crawler.filtering import filters_from, listed
from crawler.finding import found, reading
from crawler.stated import reserve

__all__ = ["export", "refuse_to_overwrite", "show", "status", "written_whole"]

T = TypeVar("T")


def show(*, what: str, as_json_text: bool, archive: Path) -> None:
    """Print what is kept of one document."""
    with reading(archive) as db:
        document = found(db, what)
        revisions, captures = history(db, document.id), captures_of(db, document.id)
        clocks, findings = clocks_of(db, document.id), findings_of(db, document.id)
    if as_json_text:
        whole = {
            "document": document,
            "clocks": clocks,
            "findings": findings,
            "revisions": revisions,
            "captures": captures,
        }
        click.echo(as_json(whole))
        return
    print_document(Console(), document, revisions, captures, clocks=clocks, findings=findings)


def status(*, as_json_text: bool, archive: Path) -> None:
    """Print what is in the archive and how the last crawls ended."""
    with reading(archive) as db:
        told = status_of(db)
    if as_json_text:
        click.echo(as_json(told))
        return
    print_status(Console(), told)


def export(
    *,
    file: Path | None,
    columns: str | None,
    all_revisions: bool,
    sheet: bool,
    jsonl: bool,
    archive: Path,
    **chosen: Any,
) -> None:
    """Write the selected rows to a file, which appears whole or not at all, or to standard output."""
    if sheet and jsonl:
        raise BadUsage("--sheet and --jsonl exclude each other")
    form: Literal["csv", "sheet", "jsonl"] = "sheet" if sheet else "jsonl" if jsonl else "csv"
    selection = Selection(
        filters=filters_from(**chosen),
        all_revisions=all_revisions,
        columns=listed(columns) if columns else DEFAULT_COLUMNS,
    )
    if file is not None and str(file) != "-":
        refuse_to_overwrite(file, archive)
    with reading(archive) as db:
        if file is None or str(file) == "-":
            export_rows(db.conn, sys.stdout.buffer, selection=selection, format=form)
            return
        count = written_whole(file, lambda out: export_rows(db.conn, out, selection=selection, format=form))
    click.echo(_written(file, count), err=True)


def refuse_to_overwrite(file: Path, archive: Path) -> None:
    """Refuse a target that is the archive itself, by whatever name, or no regular file."""
    if not file.exists():
        return
    for suffix in ("", "-wal", "-shm", ".lock", LOG):
        own = archive.with_name(archive.name + suffix)
        if own.exists() and file.samefile(own):
            raise BadUsage(f"{file}: that is the archive itself; nothing was written")
    if not file.is_file():
        raise BadUsage(f"{file}: not a regular file; without FILE the rows go to standard output")


def written_whole(file: Path, write: Callable[[BinaryIO], T]) -> T:
    """Let ``write`` fill a file, which appears whole or not at all; returns what it returns."""
    reserve().require(file)
    try:
        return write_whole(file, write)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
        kind = ArchiveFull if full else ArchiveReadOnly
        raise kind(f"{file}: {error.strerror}; it is as it was, or whole") from error


def _written(file: Path, count: Count) -> str:
    line = f"{file}: {count.rows} rows"
    if count.made_safe:
        line += f"; {count.made_safe} cells that looked like formulas begin with an apostrophe"
    if count.too_long:
        line += f"; {count.too_long} cells are longer than a spreadsheet shows (32,767 characters)"
    return line
