"""Knows how tests make an archive of texts that can be searched."""

from typing import Any

from sqlite_utils import Database

from archive.search import Asked, Found, search
from archive.search.index import passage_of, write_entry
from tests.rows import document, empty_archive, metadata, revision

__all__ = ["asked", "keys", "put", "put_revision", "searchable"]


def searchable(texts: dict[str, str] | None = None) -> Database:
    """Return an archive with a document a text, all by its key: ``kremlin/ru/1``."""
    db = empty_archive()
    for key, text in (texts or {}).items():
        put(db, key, text)
    return db


def put(db: Database, key: str, text: str, *, day: str | None = "2026-03-01", **values: Any) -> int:
    """Keep a document of one revision and index it; return the document's id."""
    identifier = db.conn.execute("select coalesce(max(id), 0) + 1 from documents").fetchone()[0]
    stated = {name: values.pop(name) for name in ("state", "gone_since", "missing_since") if name in values}
    document(db, identifier, key, published_day=day, **stated)
    put_revision(db, identifier, 1, text, day=day, **values)
    return int(identifier)


def put_revision(
    db: Database, document_id: int, ordinal: int, text: str, *, day: str | None = "2026-03-01", **values: Any
) -> int:
    """Keep a revision, which becomes the current one, and index it."""
    language = db.conn.execute("select language from documents where id = ?", (document_id,)).fetchone()[0]
    published = {"utc": f"{day}T09:00:00+00:00", "precision": "day", "printed": day, "zone": "Europe/Moscow"}
    stated = metadata(language=language, published=published if day else None, **values.pop("stated", {}))
    made = revision(
        db, document_id, ordinal, **{"title": "0", "text": text, "metadata": stated, "blocks": [], **values}
    )
    write_entry(db.conn, passage_of(db.conn, made))
    return made


def asked(db: Database, words: str, **more: Any) -> Found:
    """Return what a search finds."""
    return search(db, Asked(words=words, **more))


def keys(db: Database, words: str, **more: Any) -> list[str]:
    """Return the keys of what a search finds, in order."""
    return [hit.key for hit in asked(db, words, **more).hits]
