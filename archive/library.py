"""Knows how to find what the archive holds; reads only."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from sqlite_utils import Database

from archive.errors import UnknownDocument
from archive.exchange import Outcome

__all__ = [
    "CaptureRow",
    "DocumentRow",
    "PendingRow",
    "RevisionRow",
    "RunRow",
    "SourceRow",
    "Status",
    "as_json",
    "captures_of",
    "find",
    "history",
    "status",
]

_DOCUMENT = """select id, key, source, language, number, address, kind, state, first_seen, last_seen,
missing_since, gone_since, looked_at, revision_id, published_at, published_day, section from documents"""
_REVISIONS = """select id, document_id, ordinal, content_sha256, text_sha256, title, subtitle, lead, text,
blocks, metadata, dropped, published_at, published_precision, published_printed, modified_at, view,
capture_id, extractor, layout, first_seen, last_seen from revisions where document_id = ? order by ordinal"""
_CAPTURES = """select distinct c.id, c.asked, c.answered, c.began_at, c.status, c.outcome, c.note,
c.body_sha256, c.body_length, r.view, r.part, r.revision_id
from readings r join captures c on c.id = r.capture_id where r.document_id = ? order by c.id, r.part"""
_SOURCES = """select d.source, d.language, count(*) documents,
min(d.published_day) first_published, max(d.published_day) last_published,
sum((select count(*) from readings r where r.document_id = d.id)) captures,
sum((select count(*) from revisions v where v.document_id = d.id)) revisions
from documents d group by d.source, d.language order by d.source, d.language"""
_LAST_RUNS = """select source, began_at, ended_at, outcome, counts from runs
where id in (select max(id) from runs where command = 'crawl' group by source)"""
_PENDING = """select source, language, state, coalesce(outcome, '') outcome, count(*) addresses
from frontier group by 1, 2, 3, 4 order by 1, 2, 3, 4"""
_RUNS = """select command, source, began_at, ended_at, outcome, counts from runs
where id in (select max(id) from runs group by command, source) order by id"""
_TOTALS = """select (select user_version from pragma_user_version) schema,
(select page_count from pragma_page_count) * (select page_size from pragma_page_size) size,
(select count(*) from documents) documents, (select count(*) from captures) captures,
(select min(planned_at) from frontier where state <> 'done') oldest_pending"""


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


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What is held of one source in one language; ``last_crawl`` is of the source as a whole."""

    source: str
    language: str
    documents: int
    first_published: str | None
    last_published: str | None
    captures: int
    revisions: int
    last_crawl: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PendingRow:
    """How many planned addresses are in one state, or ended with one outcome (else empty)."""

    source: str
    language: str
    state: str
    outcome: str
    addresses: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """The last run of a command on a source; without an end it goes on, or died."""

    command: str
    source: str | None
    began_at: str
    ended_at: str | None
    outcome: str | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Status:
    """The archive at a glance; ``size`` is in bytes, ``failed`` counts what could not be had by outcome."""

    schema: int
    size: int
    documents: int
    captures: int
    oldest_pending: str | None
    pending: int
    failed: dict[str, int]
    runs: tuple[RunRow, ...]
    sources: tuple[SourceRow, ...]
    frontier: tuple[PendingRow, ...]


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


def status(db: Database) -> Status:
    """Return what is held and what is still to do."""
    crawls = {
        row["source"]: {**row, "counts": json.loads(row["counts"] or "{}")} for row in db.query(_LAST_RUNS)
    }
    (totals,) = db.query(_TOTALS)
    rows = tuple(PendingRow(**row) for row in db.query(_PENDING))
    failed = Counter[str]()
    for row in rows:
        if row.outcome and Outcome(row.outcome).failed:
            failed[row.outcome] += row.addresses
    return Status(
        **totals,
        pending=sum(row.addresses for row in rows if row.state != "done"),
        failed=dict(failed),
        runs=tuple(RunRow(**{**row, "counts": json.loads(row["counts"] or "{}")}) for row in db.query(_RUNS)),
        sources=tuple(SourceRow(**row, last_crawl=crawls.get(row["source"])) for row in db.query(_SOURCES)),
        frontier=rows,
    )


def as_json(rows: Any) -> str:
    """Return rows, or one, as JSON text; dataclasses become objects."""
    return json.dumps(rows, default=asdict, ensure_ascii=False, indent=2)
