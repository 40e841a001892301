"""Knows an export as a small SQLite file: the chosen columns and their dictionary, and no raw bodies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from archive.dictionary import DICTIONARY
from archive.export import Count, as_cell
from archive.export_rows import Cell, Rows

__all__ = ["write_sqlite"]

_BATCH = 500
_INDEXED = ("source", "language", "published_day", "published_at", "kind", "state", "place", "number")
_SEARCHED = ("title", "lead", "text", "excerpt")


def write_sqlite(rows: Rows, path: Path, *, search: bool = False) -> Count:
    """Fill an empty file with a table of the rows, and count them.

    The table is ``documents``, with all revisions ``revisions``; lists are JSON texts. ``dictionary`` says
    what each column means, ``rights`` what each source allows. With ``search`` the words can be searched,
    by FTS5, which Datasette finds by itself.
    """
    table = "revisions" if rows.selection.all_revisions else "documents"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        # Until it has its name nobody reads the file; one that is cut short is thrown away.
        db.execute("pragma journal_mode = off")
        db.execute("pragma synchronous = off")
        db.execute("pragma page_size = 8192")
        db.execute("begin")
        _fill(db, table, rows)
        _index(db, table, rows.selection.columns)
        _describe(db, rows)
        if search:
            _make_searchable(db, table, rows.selection.columns)
        db.execute("commit")
        db.execute("pragma optimize")
    return Count(rows.count)


def _fill(db: sqlite3.Connection, table: str, rows: Rows) -> None:
    columns = rows.selection.columns
    named = ", ".join(f"{_quoted(name)} {_type(name)}" for name in columns)
    # A document's own key is what others cite; a revision has no name of one word.
    key = ", primary key (key)" if "key" in columns and table == "documents" else ""
    db.execute(f"create table {table} ({named}{key})")
    marks = ", ".join("?" * len(columns))
    for some in _batches(iter(rows)):
        db.executemany(f"insert into {table} values ({marks})", some)


def _batches(rows: Iterator[list[Cell]]) -> Iterator[list[list[str | int | None]]]:
    while some := [[as_cell(cell) for cell in row] for row in islice(rows, _BATCH)]:
        yield some


def _index(db: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    for name in columns:
        if name in _INDEXED:
            db.execute(f"create index {table}_by_{name} on {table} ({_quoted(name)})")


def _describe(db: sqlite3.Connection, rows: Rows) -> None:
    db.execute("create table dictionary (name text primary key, type text, meaning text, origin text)")
    db.executemany(
        "insert into dictionary values (?, ?, ?, ?)",
        [
            (name, DICTIONARY[name].type, DICTIONARY[name].meaning, DICTIONARY[name].origin)
            for name in rows.selection.columns
        ],
    )
    db.execute("create table rights (source text primary key, licence text, statement text, address text)")
    for source in sorted(rows.sources):
        known = rows.selection.rights_of(source)
        db.execute(
            "insert into rights values (?, ?, ?, ?)", (source, known.licence, known.statement, known.address)
        )


def _make_searchable(db: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> None:
    """Index the words of what holds any; the index leans on the table and keeps no second copy of it."""
    named = ", ".join(name for name in columns if name in _SEARCHED)
    if named:
        db.execute(f'create virtual table {table}_fts using fts5({named}, content="{table}")')
        db.execute(f"insert into {table}_fts ({table}_fts) values ('rebuild')")


def _type(name: str) -> str:
    return "integer" if DICTIONARY[name].type == "integer" else "text"


def _quoted(name: str) -> str:
    return f'"{name}"'
