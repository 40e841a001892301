"""Knows an export as Parquet: typed columns, written a row group at a time. The one door to pyarrow."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from archive.dictionary import DICTIONARY, Type
from archive.export import Count
from archive.export_rows import Cell, Rows

__all__ = ["write_parquet"]

_TYPES: dict[Type, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "datetime": pa.timestamp("us", tz="UTC"),
    "date": pa.date32(),
    "list": pa.list_(pa.string()),
    "json": pa.string(),
}
_GROUP_ROWS = 10_000
_GROUP_LETTERS = 8_000_000
"""Of a row group: more of either, and it is written. A group stands in memory whole."""


def write_parquet(rows: Rows, out: BinaryIO) -> Count:
    """Write rows as Parquet (zstd) and count them; times are microseconds in UTC, days dates, lists lists."""
    columns = rows.selection.columns
    types = [DICTIONARY[name].type for name in columns]
    schema = pa.schema(
        [
            pa.field(name, _TYPES[kind], metadata={"description": DICTIONARY[name].meaning})
            for name, kind in zip(columns, types, strict=True)
        ]
    )
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(iter(rows)):
            arrays = [
                _array(list(cells), kind) for cells, kind in zip(zip(*group, strict=True), types, strict=True)
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema), row_group_size=len(group))
    return Count(rows.count)


def _array(cells: list[Any], kind: Type) -> pa.Array:
    """Return a column; times and days come as ISO 8601 texts, which Arrow reads itself."""
    if kind in ("datetime", "date"):
        return pa.array(cells, pa.string()).cast(_TYPES[kind])
    return pa.array(cells, _TYPES[kind])


def _groups(rows: Iterator[list[Cell]]) -> Iterator[list[list[Cell]]]:
    group, letters = list[list[Cell]](), 0
    for row in rows:
        group.append(row)
        letters += sum(len(cell) for cell in row if isinstance(cell, str))
        if len(group) >= _GROUP_ROWS or letters >= _GROUP_LETTERS:
            yield group
            group, letters = [], 0
    if group:
        yield group
