"""Knows what `readout turns` says: who said what, as a table, JSON Lines, CSV or TEI."""

import csv
import io
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from archive.connection import Database
from archive.display import Console, print_table
from archive.errors import BadUsage
from archive.export import BOM, is_formula
from archive.models import TurnKind
from archive.tei import voice_of, write_tei
from archive.turns import Sought, TurnRow, turns
from archive.wholefile import write_whole
from crawler.days import parse_day
from crawler.filtering import listed
from crawler.finding import reading
from crawler.inspection import refuse_to_overwrite
from crawler.progress import waiting
from crawler.sites import site_named
from crawler.stated import reserve

__all__ = ["run"]

_COLUMNS = tuple(field.name for field in fields(TurnRow) if field.name != "segments")
_SHOWN = 100
"""Letters of a turn that the table shows."""


def run(
    *,
    file: Path | None,
    speaker: str | None,
    person: str | None,
    sources: tuple[str, ...],
    languages: str | None,
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    form: str | None,
    archive: Path,
) -> None:
    """Print turns, or write them to a file, which appears whole or not at all."""
    for source in sources:
        site_named(source)
    today = datetime.now(UTC).date()
    sought = Sought(
        speaker=speaker or "",
        person=person or "",
        since=parse_day(since, today=today),
        until=parse_day(until, today=today),
        sources=sources,
        languages=listed(languages),
        kinds=tuple(_kind(one) for one in kinds),
    )
    to_file = file is not None and str(file) != "-"
    with reading(archive) as db:
        if form is None and not to_file:
            _table(db, sought)
            return
        write = partial(_WRITERS[form or "csv"], db, sought)
        if file is None or not to_file:
            write(sys.stdout.buffer)
            return
        refuse_to_overwrite(file, archive)
        reserve().require(file)
        with waiting("turns"):
            count = write_whole(file, write)
    click.echo(f"{file}: {count} turns", err=True)


def _kind(name: str) -> TurnKind:
    try:
        return TurnKind(name)
    except ValueError as error:
        raise BadUsage(f"unknown kind: {name}; the known ones are {', '.join(TurnKind)}") from error


def _table(db: Database, sought: Sought) -> None:
    rows = (
        (row.day, row.key, row.number, row.speaker, row.person, _cut(row.text)) for row in turns(db, sought)
    )
    print_table(Console(), ("day", "key", "turn", "speaker", "person", "said"), rows)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _json(db: Database, sought: Sought, out: BinaryIO) -> int:
    count = 0
    for row in turns(db, sought):
        pieces = [{"kind": kind, "text": text, "block": block} for kind, text, block in row.segments]
        line = {**asdict(row), "segments": pieces}
        out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _csv(db: Database, sought: Sought, out: BinaryIO, *, sheet: bool = False) -> int:
    count = 0
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    if sheet:
        out.write(BOM)
    writer.writerow(_COLUMNS)
    for row in turns(db, sought):
        cells = [getattr(row, name) for name in _COLUMNS]
        writer.writerow([_guarded(cell) for cell in cells] if sheet else cells)
        count += 1
    text.detach()
    return count


def _guarded(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell


def _tei(db: Database, sought: Sought, out: BinaryIO) -> int:
    voices = {voice for row in turns(db, sought) if (voice := voice_of(row))}
    return write_tei(out, turns(db, sought), sorted(voices))


_WRITERS: dict[str, Callable[[Database, Sought, BinaryIO], int]] = {
    "json": _json,
    "csv": _csv,
    "sheet": partial(_csv, sheet=True),
    "tei": _tei,
}
