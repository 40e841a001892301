"""Knows how links and features are written; all stands inside the caller's transaction."""

from collections.abc import Iterable
from dataclasses import astuple, fields

from sqlite_utils import Database

from archive.linkage.rows import Row
from archive.linkage.stored import Stored

__all__ = ["write_features", "write_links"]

_COLUMNS = tuple(field.name for field in fields(Row))
_LINK = f"insert into links ({', '.join(_COLUMNS)}) values ({', '.join('?' * len(_COLUMNS))})"
_FEATURES = """
insert into features (document_id, revision_id, content, source, language, host, node, day, linked_run, data)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (document_id) do update set
    revision_id = excluded.revision_id, content = excluded.content, source = excluded.source,
    language = excluded.language, host = excluded.host, node = excluded.node, day = excluded.day,
    linked_run = excluded.linked_run, data = excluded.data
"""


def write_links(db: Database, report_id: int, rows: Iterable[Row]) -> None:
    """Write the links of a report in place of those that it had."""
    db.conn.execute("delete from links where report_id = ?", (report_id,))
    db.conn.executemany(_LINK, (astuple(row) for row in rows))


def write_features(db: Database, one: Stored, data: bytes | None, *, run: int | None) -> None:
    """Write down that a document was looked at by a run, and by what it is compared; None: by no run yet."""
    day = one.text.day.isoformat() if one.text.day else None
    row = (one.document_id, one.revision_id, one.content, one.source, one.text.language, one.host)
    db.conn.execute(_FEATURES, (*row, one.text.node, day, run, data))
