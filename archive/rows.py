"""Knows how a document is written down as the columns of its revision and of its own row."""

import json
from typing import Any

from sqlite_utils import Database

from archive.clock import stamp
from archive.models import Document

__all__ = ["as_json", "current_columns", "insert", "revision_columns", "update"]


def as_json(value: Any) -> str:
    """Return the compact JSON text that the archive keeps."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def insert(db: Database, table: str, row: dict[str, Any]) -> int:
    """Write one row and return its id; one statement, where sqlite-utils looks at the table each time."""
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    cursor = db.conn.execute(f"insert into {table} ({names}) values ({marks})", tuple(row.values()))
    return int(cursor.lastrowid or 0)


def update(db: Database, table: str, row_id: int, changed: dict[str, Any]) -> None:
    """Change columns of one row."""
    names = ", ".join(f"{name} = ?" for name in changed)
    db.conn.execute(f"update {table} set {names} where id = ?", (*changed.values(), row_id))


def revision_columns(document: Document) -> dict[str, Any]:
    """Return what a revision says, by column."""
    published, modified = document.published, document.modified
    return {
        "content_sha256": document.content_sha256,
        "text_sha256": document.text_sha256,
        "title": document.title,
        "subtitle": document.subtitle,
        "lead": document.lead,
        "text": document.text,
        "blocks": as_json([{"kind": block.kind.value, "text": block.text} for block in document.blocks]),
        "metadata": as_json(document.metadata()),
        "dropped": as_json(document.dropped),
        "published_at": stamp(published.utc) if published else None,
        "published_precision": published.precision.value if published else None,
        "published_printed": published.printed if published else None,
        "modified_at": stamp(modified.utc) if modified else None,
        "view": document.view.value,
        "layout": document.layout,
    }


def current_columns(document: Document) -> dict[str, Any]:
    """Return what a document's own row repeats of its current revision, by column."""
    published = document.published
    return {
        "language": document.language,
        "address": document.address,
        "kind": document.kind,
        "published_at": stamp(published.utc) if published else None,
        "published_day": published.day.isoformat() if published else None,
        "section": "\n".join(section.name for section in document.sections) or None,
    }
