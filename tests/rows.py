"""Knows how to fill a small archive with plain SQL: two sources, three documents, four revisions."""

import json
import sqlite3
from typing import Any

from sqlite_utils import Database

from archive.schema import migrations

__all__ = ["AT", "empty_archive", "insert", "small_archive"]

AT = "2026-11-23T10:00:00.000000+00:00"
LATER = "2026-11-24T10:00:00.000000+00:00"
EMPTY_SHA = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def empty_archive(path: str = ":memory:") -> Database:
    """Return an archive of the newest schema with nothing in it."""
    db = Database(sqlite3.connect(path))
    migrations.apply(db)
    return db


def insert(db: Database, table: str, **values: Any) -> int:
    """Insert one row; lists and dicts become JSON."""
    plain = {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
        for name, value in values.items()
    }
    marks = ", ".join("?" for _ in plain)
    sql = f"insert into {table} ({', '.join(plain)}) values ({marks})"
    return int(db.conn.execute(sql, tuple(plain.values())).lastrowid or 0)


def document(db: Database, identifier: int, key: str, **values: Any) -> None:
    """Insert a document with the given key; the other columns have plain defaults."""
    source, *rest = key.split("/", 2)
    language, number = rest if len(rest) == 2 else ("und", rest[0])
    row: dict[str, Any] = {
        "id": identifier,
        "key": key,
        "source": source,
        "language": language,
        "number": number,
        "address": f"http://{language}.{source}.example/news/{number}",
        "kind": "article",
        "state": "present",
        "first_seen": AT,
        "last_seen": AT,
    }
    row |= values
    insert(db, "documents", **row)
    insert(db, "aliases", address=row["address"].split("://", 1)[1], document_id=identifier)


def revision(db: Database, document_id: int, ordinal: int, **values: Any) -> int:
    """Insert a revision and make it the document's current one."""
    row: dict[str, Any] = {
        "document_id": document_id,
        "ordinal": ordinal,
        "content_sha256": f"{document_id:032x}{ordinal:032x}",
        "text_sha256": f"{ordinal:064x}",
        "title": f"Title {document_id}",
        "lead": "",
        "text": "One.\nTwo.",
        "blocks": [{"kind": "paragraph", "text": "One."}, {"kind": "paragraph", "text": "Two."}],
        "metadata": metadata(),
        "published_at": "2020-08-27T15:10:00+00:00",
        "published_precision": "minute",
        "published_printed": "August 27, 2020, 18:10",
        "view": "page",
        "capture_id": 1,
        "extractor": "readout 0.1.0",
        "layout": "tests",
        "first_seen": AT,
        "last_seen": AT,
    }
    row |= values
    made = insert(db, "revisions", **row)
    db.conn.execute(
        "update documents set revision_id = ?, published_at = ? where id = ?",
        (made, row["published_at"], document_id),
    )
    return made


def metadata(**values: Any) -> dict[str, Any]:
    """Return what `Document.metadata` gives for a document that states nothing."""
    empty: dict[str, Any] = {
        "address": "http://en.kremlin.example/news/1",
        "language": "en",
        "kind": "article",
        "subtitle": "",
        "published": None,
        "modified": None,
        "event_day": None,
        "place": None,
        "author": None,
        "site_name": None,
        "agency": None,
        "credit": None,
        "dateline": None,
        "sections": [],
        "tags": [],
        "references": [],
        "aliases": [],
        "layout": "tests",
    }
    return empty | values


def capture(db: Database, identifier: int, asked: str, **values: Any) -> None:
    """Insert a capture of an answer 200 without a stored body."""
    row: dict[str, Any] = {
        "id": identifier,
        "run_id": 1,
        "asked": asked,
        "answered": asked,
        "method": "GET",
        "began_at": AT,
        "ended_at": AT,
        "status": 200,
        "headers": [],
        "sent": [],
        "outcome": "stored",
        "source": "kremlin",
        "kind": "document",
    }
    insert(db, "captures", **(row | values))


def reading(db: Database, capture_id: int, document_id: int, revision_id: int, **values: Any) -> None:
    """Insert what one capture told of one document."""
    row: dict[str, Any] = {
        "capture_id": capture_id,
        "document_id": document_id,
        "part": 1,
        "last_part": 1,
        "view": "page",
        "revision_id": revision_id,
        "text_sha256": f"{1:064x}",
        "extractor": "readout 0.1.0",
    }
    insert(db, "readings", **(row | values))


FULL = metadata(
    event_day={"utc": "2020-08-28T21:00:00+00:00", "precision": "day", "printed": "August 29"},
    place="Sochi",
    sections=[{"name": "News", "address": "http://en.kremlin.example/events/news"}],
    tags=[
        {"kind": "topic", "name": "Agriculture", "id": "12"},
        {"kind": "person", "name": "Petrov Ivan", "id": None},
        {"kind": "country", "name": "Belarus", "id": None},
        {"kind": "region", "name": "Sochi", "id": None},
        {"kind": "tag", "name": "harvest", "id": None},
    ],
    references=[
        {"kind": "attachment", "address": "http://static.example/a.pdf", "title": "", "note": ""},
        {"kind": "translation", "address": "http://kremlin.example/news/1", "title": "", "note": ""},
    ],
    dateline={"brand": "INTERFAX.RU", "printed": "Moscow. June 6.", "city": "Moscow", "day": "June 6"},
)


def small_archive(path: str = ":memory:") -> Database:
    """Return an archive of two sources: one document with two revisions, two with one."""
    db = empty_archive(path)
    insert(
        db, "runs", id=1, command="crawl", source="kremlin", options={}, software="readout 0.1.0",
        began_at=AT, ended_at=AT, outcome="finished", counts={"stored": 3},
    )  # fmt: skip
    for number in (1, 2, 3, 4):
        capture(db, number, f"http://en.kremlin.example/news/{number % 3 + 1}")
    document(db, 1, "kremlin/en/1", published_day="2020-08-27", section="News", last_seen=LATER)
    document(db, 2, "kremlin/ru/2", published_day="2020-09-01", section="Новости")
    document(db, 3, "interfax/ru/3", published_day="2021-01-05", section="В мире", kind="brief")
    first = revision(db, 1, 1, title="Meeting on farms", metadata=FULL)
    second = revision(
        db, 1, 2, title="Meeting on farms", text="One.\nThree.", capture_id=4, metadata=FULL,
        blocks=[{"kind": "paragraph", "text": "One."}, {"kind": "paragraph", "text": "Three."}],
        dropped=[["share bar", "Share this"]], first_seen=LATER, last_seen=LATER,
    )  # fmt: skip
    third = revision(db, 2, 1, title="Встреча", lead="Вводка", published_at="2020-08-31T21:30:00+00:00")
    fourth = revision(db, 3, 1, title='He said "no"', capture_id=3, published_at=None, published_printed=None,
                      published_precision=None)  # fmt: skip
    pairs = ((1, 1, first), (4, 1, second), (2, 2, third), (3, 3, fourth))
    for capture_id, document_id, revision_id in pairs:
        reading(db, capture_id, document_id, revision_id)
    insert(db, "aliases", address="kremlin.example/d/1", document_id=1)
    for number, (state, outcome) in enumerate((("planned", None), ("done", "stored"), ("done", "absent"))):
        insert(
            db, "frontier", key=f"kremlin/en/{number}", address=f"http://en.kremlin.example/news/{number}",
            host="en.kremlin.example", source="kremlin", language="en", kind="document", rank=1,
            state=state, outcome=outcome, first_planned=AT, planned_at=AT,
        )  # fmt: skip
    db.conn.commit()
    return db
