"""Knows how a document is written down as the columns of its revision and of its own row."""

import json
from typing import Any

from archive.clock import stamp
from archive.models import Document

__all__ = ["as_json", "current_columns", "revision_columns"]


def as_json(value: Any) -> str:
    """Return the compact JSON text that the archive keeps."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
