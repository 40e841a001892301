"""Knows what is stated about a document, as its page lists it: facts, tags, references, how to cite it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.library import CaptureRow, DocumentRow, RevisionRow
from archive.links import without_scheme
from archive.web.safety import document_path
from archive.web.words import Words

__all__ = ["Linked", "Named", "citation", "facts", "references", "section", "tags"]

_SMALL_LINKS = ("person_link", "term_link", "image", "amp", "feed")
_HELD = """select a.address, d.id, d.key from aliases a join documents d on d.id = a.document_id
where a.address in ({})"""


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


def section(stated: Mapping[str, Any]) -> Named:
    """Return a section, and the search for what else stands in it."""
    return Named(name=stated["name"], path="/search?" + urlencode({"section": stated["name"]}))


def facts(found: DocumentRow, shown: RevisionRow | None) -> list[tuple[str, str, str]]:
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


def tags(metadata: Mapping[str, Any]) -> list[tuple[str, list[Named]]]:
    """Return what the site marks a document with, by kind."""
    listed = sorted(metadata.get("tags", ()), key=lambda tag: str(tag["kind"]))
    return [
        (str(kind), [_tag(tag) for tag in group])
        for kind, group in groupby(listed, key=lambda tag: tag["kind"])
    ]


def _tag(tag: Mapping[str, Any]) -> Named:
    query = urlencode({"person": tag.get("id") or tag["name"]})
    return Named(name=tag["name"], path=f"/search?{query}" if tag["kind"] == "person" else "")


def references(db: Database, metadata: Mapping[str, Any]) -> list[tuple[str, list[Linked]]]:
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
        title=one.get("title") or address,
        address=address,
        note=one.get("note") or "",
        path=held.get(address, ""),
    )


def _held(db: Database, addresses: list[str]) -> dict[str, str]:
    """Return the pages here of the addresses that the archive holds."""
    forms = {address: _form(address) for address in addresses[:500]}
    marks = ", ".join("?" for _ in forms)
    rows = {
        row[0]: document_path(row[2], row[1])
        for row in db.conn.execute(_HELD.format(marks), [*forms.values()])
    }
    return {address: rows[form] for address, form in forms.items() if form in rows}


def _form(address: str) -> str:
    try:
        return without_scheme(address)
    except ValueError:
        return address


def citation(words: Words, found: DocumentRow, shown: RevisionRow, evidence: CaptureRow | None) -> str:
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
