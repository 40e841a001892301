"""Knows what the exports of a large archive cost, beside the sqlite3 shell that reads the same rows."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.made_archive import make_archive
from bench.measure import measured

__all__ = ["Exported", "measure_exports", "show_exports"]

_LETTERS = 1_000
_SECONDS = 3_600
_SHELL = "sqlite3 -csv"
# What the columns of an export are, in the shell's own words.
_PLAIN = {
    "key": "d.key",
    "address": "d.address",
    "language": "d.language",
    "published_day": "d.published_day",
    "published_at": "r.published_at",
    "title": "r.title",
    "lead": "r.lead",
    "text": "r.text",
    "content_sha256": "r.content_sha256",
}
_MORE = {
    "place": "json_extract(r.metadata, '$.place')",
    "sections": "(select json_group_array(json_extract(value, '$.name'))"
    " from json_each(r.metadata, '$.sections'))",
    "persons": "(select json_group_array(json_extract(value, '$.name')) from json_each(r.metadata, '$.tags')"
    " where json_extract(value, '$.kind') = 'person')",
    "revisions": "(select count(*) from revisions n where n.document_id = d.id)",
    "sha256": "(select c.body_sha256 from captures c where c.id = r.capture_id)",
}
_FORMS = ("csv", "sheet", "jsonl", "parquet", "sqlite")
_FROM = "from documents d join revisions r on r.id = d.revision_id order by d.id"


@dataclass(frozen=True, kw_only=True)
class Exported:
    """One export: its rows and bytes, seconds of CPU and of wall time, bytes of memory at most."""

    way: str
    columns: int
    rows: int
    size: int
    cpu: float
    wall: float
    peak: int
    to_shell: float | None = None


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """Where a measurement works, over what, and who hears of it."""

    folder: Path
    archive: Path
    documents: int
    tell: Callable[[str], None]


def measure_exports(documents: int, *, tell: Callable[[str], None]) -> list[Exported]:
    """Make an archive, export it each way, and return what that cost; the shell goes first."""
    with tempfile.TemporaryDirectory(prefix="readout-export-") as name:
        ground = _Ground(folder=Path(name), archive=Path(name) / "archive.db", documents=documents, tell=tell)
        tell(f"making an archive of {documents:,} documents")
        make_archive(ground.archive, documents=documents, letters=_LETTERS)
        tell(f"made: {ground.archive.stat().st_size / 2**20:,.0f} MB")
        results = list[Exported]()
        for columns in (_PLAIN, _PLAIN | _MORE):
            shell = _shell(ground, columns)
            ours = [_ours(ground, form, tuple(columns)) for form in _FORMS]
            if shell is not None:
                results.append(shell)
                ours = [replace(one, to_shell=one.cpu / shell.cpu) for one in ours]
            results += ours
        return results


def _shell(ground: _Ground, columns: dict[str, str]) -> Exported | None:
    if shutil.which("sqlite3") is None:
        ground.tell(f"{_SHELL}: not run: there is no sqlite3 (Debian's package sqlite3), so no ratios")
        return None
    sql = f"select {', '.join(columns.values())} {_FROM}"
    command = ["sh", "-c", 'exec sqlite3 -csv "$0" "$1" >out.csv', str(ground.archive), sql]
    return _measured(ground, _SHELL, command, out="out.csv", columns=len(columns))


def _ours(ground: _Ground, form: str, columns: tuple[str, ...]) -> Exported:
    out = f"out.{form}"
    asked = ["--format", form, "--fields", ",".join(columns), "--archive", str(ground.archive)]
    command = [sys.executable, "-m", "crawler.cli", "export", out, *asked]
    return _measured(ground, f"readout export --format {form}", command, out=out, columns=len(columns))


def _measured(ground: _Ground, way: str, command: list[str], *, out: str, columns: int) -> Exported:
    checkout = str(Path(__file__).resolve().parents[1])
    cost = measured(command, folder=ground.folder, environment={"PYTHONPATH": checkout}, seconds=_SECONDS)
    if cost.code:
        raise RuntimeError(f"{way} ended with {cost.code}: {cost.said}")
    written = ground.folder / out
    size = written.stat().st_size
    written.unlink()
    rate = ground.documents / cost.wall
    ground.tell(f"{way}, {columns} columns: {rate:,.0f} rows/s, {cost.peak / 2**20:,.0f} MB")
    return Exported(
        way=way, columns=columns, rows=ground.documents, size=size, cpu=cost.cpu, wall=cost.wall,
        peak=cost.peak,
    )  # fmt: skip


def show_exports(results: list[Exported], console: Console) -> None:
    """Print the costs as a table; the ratio is of CPU seconds to the shell's for the same columns."""
    table = Table(*("way", "columns", "rows/s", "MB/s", "CPU s", f"to {_SHELL}", "peak MB", "MB written"))
    for one in results:
        table.add_row(
            one.way,
            f"{one.columns}",
            f"{one.rows / one.wall:,.0f}",
            f"{one.size / 2**20 / one.wall:,.1f}",
            f"{one.cpu:,.1f}",
            f"{one.to_shell:.2f}" if one.to_shell else "1" if one.way == _SHELL else "",
            f"{one.peak / 2**20:,.0f}",
            f"{one.size / 2**20:,.0f}",
        )
    console.print(table)
