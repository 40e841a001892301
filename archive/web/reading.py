"""Knows the page of a document: one revision of it, all that is stated about it, and where the evidence lies."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.bodies import Bodies
from archive.changes.pairing import pair
from archive.changes.timeline import timeline
from archive.chronology import ClockRow, FindingRow, clocks_of, findings_of
from archive.errors import BadUsage, UnknownDocument
from archive.library import CaptureRow, DocumentRow, RevisionRow, captures_of, find, history
from archive.links import without_scheme
from archive.turns import turns_of
from archive.web.answers import File, Page
from archive.web.asked import Asked
from archive.web.safety import document_path
from archive.web.textflow import flow
from archive.web.words import Words

__all__ = ["body", "document", "revision"]

_MOST_CAPTURES = 200
_SMALL_LINKS = ("person_link", "term_link", "image", "amp", "feed")
_HELD = "select a.address, d.id, d.key from aliases a join documents d on d.id = a.document_id where a.address in ({})"
_BODY = "select body_sha256 from captures where id = ?"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Linked:
    """Something a document names: its words, its address, and its page here where the archive holds it."""

    title: str
    address: str
    note: str = ""
    path: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A tag or section of a document, and the search for others that have it."""

    name: str
    path: str = ""


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
        "sections": [_section(one) for one in metadata.get("sections", ())],
        "parts": flow(shown.blocks, turns_of(db, shown.id)) if shown else (),
        "timeline": timeline(db, found.id),
        "facts": _facts(found, shown),
        "tags": _tags(metadata),
        "references": _references(db, metadata),
        "pair": _twin(db, found),
        "clocks": [_clock(row) for row in clocks_of(db, found.id)],
        "findings": [_finding(row) for row in findings_of(db, found.id)],
        "captures": captures[-_MOST_CAPTURES:],
        "captures_total": len(captures),
        "evidence": evidence if evidence and evidence.body_sha256 else None,
        "citation": _citation(asked.words, found, shown, evidence) if shown else "",
    }
    return Page(template="document", values=values)


def _wanted(found: DocumentRow, revisions: Iterable[RevisionRow], number: int | None) -> RevisionRow | None:
    for row in revisions:
        if row.ordinal == number or (number is None and row.id == found.revision_id):
            return row
    if number is not None:
        raise UnknownDocument(f"{found.key}: the archive holds no revision {number} of it")
    return None


def _section(stated: Mapping[str, Any]) -> Named:
    return Named(name=stated["name"], path="/search?" + urlencode({"section": stated["name"]}))


def _facts(found: DocumentRow, shown: RevisionRow | None) -> list[tuple[str, str, str]]:
    """Return what is stated about a document: the name of the fact, its value, what it links to."""
    stated = shown.metadata if shown else {}
    dateline = stated.get("dateline") or {}
    told: list[tuple[str, Any, str]] = [
        ("key", found.key, ""),
        ("address", found.address, found.address),
        ("kind", found.kind, ""),
        ("published", shown.published_printed if shown else None, ""),
        ("event_day", (stated.get("event_day") or {}).get("printed"), ""),
        ("modified", (stated.get("modified") or {}).get("printed"), ""),
        ("place", stated.get("place"), "/search?" + urlencode({"place": stated.get("place") or ""})),
        ("author", stated.get("author"), ""),
        ("agency", stated.get("agency"), ""),
        ("site_name", stated.get("site_name"), ""),
        ("credit", stated.get("credit"), ""),
        ("dateline", dateline.get("printed"), ""),
        ("partial", stated.get("partial"), ""),
        ("view", shown.view if shown else None, ""),
        ("layout", shown.layout if shown else None, ""),
        ("extractor", shown.extractor if shown else None, ""),
        ("content_sha256", shown.content_sha256 if shown else None, ""),
    ]
    return [(name, str(value), to) for name, value, to in told if value]


def _tags(metadata: Mapping[str, Any]) -> list[tuple[str, list[Named]]]:
    listed = sorted(metadata.get("tags", ()), key=lambda tag: str(tag["kind"]))
    return [
        (str(kind), [_tag(tag) for tag in group]) for kind, group in groupby(listed, key=lambda tag: tag["kind"])
    ]


def _tag(tag: Mapping[str, Any]) -> Named:
    query = urlencode({"person": tag.get("id") or tag["name"]})
    return Named(name=tag["name"], path=f"/search?{query}" if tag["kind"] == "person" else "")


def _references(db: Database, metadata: Mapping[str, Any]) -> list[tuple[str, list[Linked]]]:
    """Return what a document links to, by kind; what the archive holds is linked here."""
    stated = [one for one in metadata.get("references", ()) if one["kind"] not in _SMALL_LINKS]
    held = _held(db, [one["address"] for one in stated])
    listed = sorted(stated, key=lambda one: str(one["kind"]))
    return [
        (str(kind), [_linked(one, held) for one in group])
        for kind, group in groupby(listed, key=lambda one: one["kind"])
    ]


def _linked(one: Mapping[str, Any], held: Mapping[str, str]) -> Linked:
    address = str(one["address"])
    return Linked(
        title=one.get("title") or address, address=address, note=one.get("note") or "", path=held.get(address, "")
    )


def _held(db: Database, addresses: list[str]) -> dict[str, str]:
    """Return the pages here of the addresses that the archive holds."""
    forms = {address: _form(address) for address in addresses[:500]}
    marks = ", ".join("?" for _ in forms)
    rows = {row[0]: document_path(row[2], row[1]) for row in db.conn.execute(_HELD.format(marks), [*forms.values()])}
    return {address: rows[form] for address, form in forms.items() if form in rows}


def _form(address: str) -> str:
    try:
        return without_scheme(address)
    except ValueError:
        return address


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


def _citation(words: Words, found: DocumentRow, shown: RevisionRow, evidence: CaptureRow | None) -> str:
    """Return how to cite a revision: title, source, stated time, address, capture, hash of the bytes."""
    stated = shown.published_printed or words("not_stated")
    told = words(
        "citation",
        source=words.name("sources", found.source),
        title=shown.title,
        stated=stated,
        address=found.address,
        number=shown.ordinal,
    )
    if evidence is None or not evidence.body_sha256:
        return told
    captured = words("citation_capture", at=evidence.began_at[:19] + "Z", sha256=evidence.body_sha256)
    return f"{told} {captured}"
