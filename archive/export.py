"""Knows how documents leave the archive as CSV (RFC 4180, UTF-8) or JSON Lines, exact and streamed."""

import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO, Literal

from archive.errors import BadUsage
from archive.export_rows import Cell, Rows, Selection

__all__ = [
    "BOM",
    "JSON_TEXTS",
    "STREAMS",
    "Count",
    "Selection",
    "as_cell",
    "export",
    "is_formula",
    "write_stream",
]

Stream = Literal["csv", "sheet", "jsonl"]

_SPECIAL = re.compile('[",\r\n]').search
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SHEET_LIMIT = 32_767
"""Characters (UTF-16 units) that a spreadsheet keeps of a cell."""

BOM = b"\xef\xbb\xbf"
JSON_TEXTS = frozenset({"blocks", "metadata"})
"""Columns whose cells are JSON texts."""

_UNSEEN = "\\s\"'\u00a0\u200b-\u200f\u2060\ufeff\u3000"
_FORMULA = re.compile(f"[\t\r\n]|[{_UNSEEN}]*[=+\\-@＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Count:
    """What was written: rows; and of a sheet, cells made safe and cells longer than spreadsheets show."""

    rows: int = 0
    made_safe: int = 0
    too_long: int = 0


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return _FORMULA.match(cell) is not None


def export(
    connection: sqlite3.Connection,
    out: BinaryIO,
    *,
    selection: Selection,
    format: Stream = "csv",  # noqa: A002 - the word of the field
) -> Count:
    """Write the selected rows and count them; memory does not grow with the rows.

    In CSV an empty cell is "not stated" and a quoted empty cell an empty text (alone in its row,
    "not stated" is quoted too); a cell of several values is a JSON list. ``sheet`` is CSV for
    spreadsheets: with a byte order mark, and an apostrophe before what would be taken for a formula;
    it is not exact. JSON Lines hold lists and objects as such.
    """
    return write_stream(Rows(connection, selection), out, form=format)


def write_stream(rows: Rows, out: BinaryIO, *, form: str) -> Count:
    """Write rows in one of `STREAMS`; see `export`."""
    if form not in STREAMS:
        raise BadUsage(f"unknown format {form}; the known ones are {', '.join(STREAMS)}")
    return STREAMS[form](rows, out)


def _csv(rows: Rows, out: BinaryIO) -> Count:
    out.write(_line(rows.selection.columns))
    out.writelines(_line(row) for row in rows)
    return Count(rows.count)


def _sheet(rows: Rows, out: BinaryIO) -> Count:
    out.write(BOM + _line(rows.selection.columns))
    made_safe = too_long = 0
    for row in rows:
        for at, value in enumerate(row):
            if value is None:
                continue
            cell = value if isinstance(value, str) else str(as_cell(value))
            too_long += _units(cell) > _SHEET_LIMIT
            if is_formula(cell):
                row[at] = f"'{cell}"
                made_safe += 1
        out.write(_line(row))
    return Count(rows.count, made_safe, too_long)


def _jsonl(rows: Rows, out: BinaryIO) -> Count:
    columns = rows.selection.columns
    parsed = [at for at, name in enumerate(columns) if name in JSON_TEXTS]
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for row in rows:
        for at in parsed:
            row[at] = None if row[at] is None else json.loads(str(row[at]))
        out.write(encode(dict(zip(columns, row, strict=True))).encode() + b"\n")
    return Count(rows.count)


STREAMS: Mapping[str, Callable[[Rows, BinaryIO], Count]] = MappingProxyType(
    {"csv": _csv, "sheet": _sheet, "jsonl": _jsonl}
)
"""The formats that can be written to standard output."""


def as_cell(cell: Cell) -> str | int | None:
    """Return a cell as one value: several are a JSON list."""
    return _encoded(cell) if isinstance(cell, list) else cell


def _units(cell: str) -> int:
    """Count UTF-16 units, but only of what may have too many."""
    return len(cell.encode("utf-16-le")) // 2 if len(cell) > _SHEET_LIMIT // 2 else 0


def _line(cells: Sequence[Cell]) -> bytes:
    """Return a CSV record; by hand, for csv.writer looks at each character in turn (four times the CPU)."""
    if len(cells) == 1 and cells[0] in (None, ""):
        return b'""\r\n'
    return (",".join([_cell(cell) for cell in cells]) + "\r\n").encode()


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if cell.__class__ is not str:
        if isinstance(cell, int):
            return str(cell)
        cell = _encoded(cell)
    if cell and not _SPECIAL(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
