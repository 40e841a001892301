"""Knows how to find what the archive holds; reads only."""

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from archive.errors import UnknownDocument

__all__ = [
    "CaptureRow",
    "DocumentRow",
    "RevisionRow",
    "as_json",
    "captures_of",
    "find",
    "history",
]

_DOCUMENT = """select id, key, source, language, number, address, kind, state, first_seen, last_seen,
missing_since, gone_since, looked_at, revision_id, published_at, published_day, section from documents"""
_REVISIONS = """select id, document_id, ordinal, content_sha256, text_sha256, title, subtitle, lead, text,
blocks, metadata, dropped, published_at, published_precision, published_printed, modified_at, view,
capture_id, extractor, layout, first_seen, last_seen from revisions where document_id = ? order by ordinal"""
_CAPTURES = """select distinct c.id, c.asked, c.answered, c.began_at, c.status, c.outcome, c.note,
c.body_sha256, c.body_length, r.view, r.part, r.revision_id
from readings r join captures c on c.id = r.capture_id where r.document_id = ? order by c.id, r.part"""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row of ``documents``; times are ISO 8601 UTC texts."""

    id: int
    key: str
    source: str
    language: str
    number: str
    address: str
    kind: str
    state: str
    first_seen: str
    last_seen: str
    missing_since: str | None
    gone_since: str | None
    looked_at: str | None
    revision_id: int | None
    published_at: str | None
    published_day: str | None
    section: str | None


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A row of ``revisions``, with its JSON read."""

    id: int
    document_id: int
    ordinal: int
    content_sha256: str
    text_sha256: str
    title: str
    subtitle: str
    lead: str
    text: str
    blocks: list[dict[str, str]]
    metadata: dict[str, Any]
    dropped: list[list[str]]
    published_at: str | None
    published_precision: str | None
    published_printed: str | None
    modified_at: str | None
    view: str
    capture_id: int
    extractor: str
    layout: str
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class CaptureRow:
    """A capture that told of a document, and the revision that it showed."""

    id: int
    asked: str
    answered: str
    began_at: str
    status: int | None
    outcome: str
    note: str
    body_sha256: str | None
    body_length: int | None
    view: str
    part: int
    revision_id: int | None


def find(db: Database, what: str) -> DocumentRow:
    """Return the document of an id, a key or an address (any alias); raise `UnknownDocument`."""
    wanted = what.strip()
    asked = [("key = ?", wanted)]
    if wanted.isascii() and wanted.isdigit() and len(wanted) < len(str(2**63)):
        asked.insert(0, ("id = ?", wanted))
    address = wanted.split("#", 1)[0].split("://", 1)[-1]
    forms = (address, address.rstrip("/"), f"{address.rstrip('/')}/")
    asked.extend(("id = (select document_id from aliases where address = ?)", form) for form in forms)
    for condition, value in asked:
        for row in db.query(f"{_DOCUMENT} where {condition}", [value]):
            return DocumentRow(**row)
    raise UnknownDocument(
        f"{wanted}: the archive holds no such document; fetch it, or give its id, key or address"
    )


def history(db: Database, document_id: int) -> list[RevisionRow]:
    """Return the revisions of a document, the oldest first."""
    read = ("blocks", "metadata", "dropped")
    return [
        RevisionRow(**{name: json.loads(value) if name in read else value for name, value in row.items()})
        for row in db.query(_REVISIONS, [document_id])
    ]


def captures_of(db: Database, document_id: int) -> list[CaptureRow]:
    """Return the captures that told of a document, the oldest first."""
    return [CaptureRow(**row) for row in db.query(_CAPTURES, [document_id])]


def as_json(rows: Any) -> str:
    """Return rows, or one, as JSON text; dataclasses become objects."""
    return json.dumps(rows, default=asdict, ensure_ascii=False, indent=2)
