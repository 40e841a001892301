"""Knows the page of a document: one revision, all that is stated about it, and where the evidence lies."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.bodies import Bodies
from archive.changes.pairing import pair
from archive.changes.timeline import timeline
from archive.chronology import ClockRow, FindingRow, clocks_of, findings_of
from archive.errors import BadUsage, UnknownDocument
from archive.library import DocumentRow, RevisionRow, captures_of, find, history
from archive.turns import turns_of
from archive.web.answers import File, Page
from archive.web.asked import Asked
from archive.web.reporting import trail
from archive.web.safety import document_path
from archive.web.stating import citation, facts, references, section, tags
from archive.web.textflow import flow

__all__ = ["body", "document", "revision"]

_MOST_CAPTURES = 200
_BODY = "select body_sha256 from captures where id = ?"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """What one clock says; ``instant`` tells whether that is a time in UTC or a mark as it stands."""

    clock: str
    at: str
    note: str
    instant: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A finding, with what bears witness as one line of JSON."""

    kind: str
    found_at: str
    capture_id: int
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Twin:
    """The same document in the other language, and what stands in one of them only."""

    language: str
    title: str
    path: str
    here: int
    there: int
    only: tuple[Any, ...]


def document(db: Database, asked: Asked) -> Page:
    """Return the page of a document's current revision; ``what`` is an id, a key or an address."""
    return _page(db, asked, number=None)


def revision(db: Database, asked: Asked) -> Page:
    """Return the page of one revision, by its number."""
    return _page(db, asked, number=int(asked.parts["number"]))


def body(db: Database, asked: Asked) -> File:
    """Return the stored bytes of a capture as they came, to be saved, never shown."""
    row = db.conn.execute(_BODY, (int(asked.parts["capture"]),)).fetchone()
    if row is None or row[0] is None:
        raise UnknownDocument(f"capture {asked.parts['capture']}: the archive holds no bytes of it")
    return File(body=Bodies(db.conn).get(row[0]), kind="application/octet-stream", name=f"{row[0]}.bin")


def _page(db: Database, asked: Asked, *, number: int | None) -> Page:
    found = find(db, asked.parts["what"])
    revisions = history(db, found.id)
    shown = _wanted(found, revisions, number)
    captures = captures_of(db, found.id)
    metadata = shown.metadata if shown else {}
    evidence = next((row for row in captures if shown and row.id == shown.capture_id), None)
    values = {
        "document": found,
        "path": document_path(found.key, found.id),
        "revision": shown,
        "revisions": len(revisions),
        "earlier": shown.ordinal - 1 if shown and shown.ordinal > 1 else None,
        "current": shown is not None and shown.id == found.revision_id,
        "metadata": metadata,
        "sections": [section(one) for one in metadata.get("sections", ())],
        "parts": flow(shown.blocks, turns_of(db, shown.id)) if shown else (),
        "timeline": timeline(db, found.id),
        "facts": facts(found, shown),
        "tags": tags(metadata),
        "references": references(db, metadata),
        "pair": _twin(db, found),
        "trail": trail(db, found.id, asked.words),
        "clocks": [_clock(row) for row in clocks_of(db, found.id)],
        "findings": [_finding(row) for row in findings_of(db, found.id)],
        "captures": captures[-_MOST_CAPTURES:],
        "captures_total": len(captures),
        "evidence": evidence if evidence and evidence.body_sha256 else None,
        "citation": citation(asked.words, found, shown, evidence) if shown else "",
    }
    return Page(template="document", values=values)


def _wanted(found: DocumentRow, revisions: Iterable[RevisionRow], number: int | None) -> RevisionRow | None:
    for row in revisions:
        if row.ordinal == number or (number is None and row.id == found.revision_id):
            return row
    if number is not None:
        raise UnknownDocument(f"{found.key}: the archive holds no revision {number} of it")
    return None


def _twin(db: Database, found: DocumentRow) -> Twin | None:
    try:
        both = pair(db, found)
    except BadUsage:
        return None
    if both.russian is None or both.english is None:
        return None
    here, there = both.russian, both.english
    if here.document.id != found.id:
        here, there = there, here
    other = there.document
    return Twin(
        language=other.language,
        title=there.title,
        path=document_path(other.key, other.id),
        here=here.paragraphs,
        there=there.paragraphs,
        only=both.only,
    )


def _clock(row: ClockRow) -> Clock:
    return Clock(clock=row.clock, at=row.at, note=row.note, instant=_INSTANT.match(row.at) is not None)


def _finding(row: FindingRow) -> Found:
    because = json.dumps(row.detail, ensure_ascii=False) if row.detail else ""
    return Found(kind=row.kind, found_at=row.found_at, capture_id=row.capture_id, because=because)
