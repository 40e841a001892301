"""Knows how documents leave the archive as CSV (RFC 4180, UTF-8) or JSON Lines, exact and streamed."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO, Literal

from archive.columns import COLUMNS, DECODED, DEFAULT_COLUMNS, JSON_COLUMNS
from archive.errors import BadUsage
from archive.filters import Filters, conditions, install

__all__ = ["BOM", "Count", "Selection", "export", "is_formula"]

_SPECIAL = re.compile(rb'[",\r\n]')
_SHEET_LIMIT = 32_767
"""Characters (UTF-16 units) that a spreadsheet keeps of a cell."""

BOM = b"\xef\xbb\xbf"
_UNSEEN = "\\s\"'\u00a0\u200b-\u200f\u2060\ufeff\u3000"
_FORMULA = re.compile(f"[\t\r\n]|[{_UNSEEN}]*[=+\\-@＝＋－＠]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Which rows and columns to export.

    Without ``all_revisions`` there is one row a document, its current revision.
    """

    columns: tuple[str, ...] = DEFAULT_COLUMNS
    filters: Filters = field(default_factory=Filters)
    all_revisions: bool = False

    def __post_init__(self) -> None:
        """Refuse unknown columns, or none."""
        unknown = [name for name in self.columns if name not in COLUMNS]
        if unknown or not self.columns:
            asked = ", ".join(unknown) or "none given"
            raise BadUsage(f"unknown columns: {asked}; the known ones are {', '.join(COLUMNS)}")


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
    format: Literal["csv", "sheet", "jsonl"] = "csv",  # noqa: A002 - the word of the field
) -> Count:
    """Write the selected rows and count them; memory does not grow with the rows.

    In CSV an empty cell is "not stated" and a quoted empty cell an empty text (alone in its row,
    "not stated" is quoted too); a cell of several values is a JSON list. ``sheet`` is CSV for
    spreadsheets: with a byte order mark, and an apostrophe before what would be taken for a formula;
    it is not exact. JSON Lines hold lists and objects as such.
    """
    writers: dict[str, Callable[..., Count]] = {"csv": _csv, "sheet": _sheet, "jsonl": _jsonl}
    if format not in writers:
        raise BadUsage(f"unknown format {format}; the known ones are {', '.join(writers)}")
    return writers[format](connection, out, selection)


def _csv(connection: sqlite3.Connection, out: BinaryIO, selection: Selection) -> Count:
    out.write(_line([name.encode() for name in selection.columns]))
    rows = 0
    for row in _rows(connection, selection, "cast({} as blob)"):
        out.write(_line([cell.encode() if isinstance(cell, str) else cell for cell in row]))
        rows += 1
    return Count(rows)


def _sheet(connection: sqlite3.Connection, out: BinaryIO, selection: Selection) -> Count:
    out.write(BOM + _line([name.encode() for name in selection.columns]))
    count = Count()
    for row in _rows(connection, selection, "cast({} as text)"):
        formulas = [cell is not None and is_formula(cell) for cell in row]
        long = sum(cell is not None and len(cell.encode("utf-16-le")) // 2 > _SHEET_LIMIT for cell in row)
        safe = [f"'{cell}" if formula else cell for cell, formula in zip(row, formulas, strict=True)]
        out.write(_line([None if cell is None else cell.encode() for cell in safe]))
        count = replace(
            count,
            rows=count.rows + 1,
            made_safe=count.made_safe + sum(formulas),
            too_long=count.too_long + long,
        )
    return count


def _jsonl(connection: sqlite3.Connection, out: BinaryIO, selection: Selection) -> Count:
    rows = 0
    for row in _rows(connection, selection, "{}"):
        named = zip(selection.columns, row, strict=True)
        line = {name: _value(name, cell) for name, cell in named}
        out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        rows += 1
    return Count(rows)


def _value(name: str, cell: Any) -> Any:
    return json.loads(cell) if name in JSON_COLUMNS and cell is not None else cell


def _line(cells: Sequence[bytes | None]) -> bytes:
    """Return a CSV record; by hand, for csv.writer looks at each character in turn (four times the CPU)."""
    if len(cells) == 1 and not cells[0]:
        return b'""\r\n'
    return b",".join([_cell(cell) for cell in cells]) + b"\r\n"


def _cell(cell: bytes | None) -> bytes:
    if cell is None:
        return b""
    if cell and not _SPECIAL.search(cell):
        return cell
    return b'"' + cell.replace(b'"', b'""') + b'"'


def _rows(connection: sqlite3.Connection, selection: Selection, form: str) -> Iterator[Sequence[Any]]:
    """Yield the cells as ``form`` has SQLite give them; those that are decoded are texts."""
    columns = ", ".join(form.format(COLUMNS[name]) for name in selection.columns)
    on = "r.document_id = d.id" if selection.all_revisions else "r.id = d.revision_id"
    where, values = conditions(selection.filters)
    install(connection)
    sql = f"select {columns} from documents d join revisions r on {on} where {where} order by d.id, r.id"
    cursor = connection.cursor()
    cursor.row_factory = None
    decoded = [(at, DECODED[name]) for at, name in enumerate(selection.columns) if name in DECODED]
    for row in cursor.execute(sql, values):
        if not decoded:
            yield row
            continue
        cells = list(row)
        for at, decode in decoded:
            if cells[at] is not None:
                cells[at] = decode(cells[at])
        yield cells
