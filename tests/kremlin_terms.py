"""Knows the terms of the expectations beside the real Kremlin pages, and what was read in those terms."""

import hashlib
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.models import Document, LinkKind
from crawler.sites.kremlin import Kremlin
from crawler.sites.kremlin_feed import feed_of
from crawler.sites.kremlin_layouts import LAYOUTS
from crawler.sites.kremlin_listing import listing_of
from crawler.sites.page import Page

COLUMNS = {"topic": "Topics", "person": "Persons", "country": "Geography", "region": "Geography"}
LATER = frozenset({"turns"})


def flattened(expected: dict[str, Any], address: str, kind: str) -> dict[str, Any]:
    """Return the expectation a level deep, its hrefs absolute; persons' pages by the catalogue's number."""
    if kind != "article":
        return expected
    flat = {name: value for name, value in expected.items() if name not in {"body", "tags", *LATER}}
    flat |= {f"body.{name}": value for name, value in expected["body"].items()}
    flat["sections"] = [(one["name"], urljoin(address, one["href"])) for one in expected["sections"]]
    links = expected["attachments_and_see_also"]
    flat["attachments_and_see_also"] = [(one["text"], urljoin(address, one["href"])) for one in links]
    flat["inline_person_links"] = [urljoin(address, href) for href in expected["inline_person_links"]]
    flat["tags"] = {
        column: [(one["name"], one["href"].split("/")[3]) for one in tags]
        for column, tags in expected.get("tags", {}).items()
    }
    return flat


def read_article(page: Page) -> dict[str, Any]:
    """Return what was read in the expectation's terms."""
    (document,) = Kremlin().read(page).documents
    return {**_head(document), **_times(document), **_pointers(document), **_body(document)}


def _head(document: Document) -> dict[str, Any]:
    return {
        "id": document.identity.number,
        "lang": document.language,
        "title": document.title,
        "lead": document.lead,
        "is_announcement": document.kind == "announcement",
        "place": document.place,
        "sections": [(one.name, one.address) for one in document.sections],
        "canonical": document.address,
    }


def _times(document: Document) -> dict[str, Any]:
    printed = document.published.printed if document.published else ""
    announced = document.kind == "announcement"
    day, _, clock = printed.rpartition(", ")
    return {
        "announcement_line": document.event_day.printed if document.event_day else None,
        "published_local": printed,
        "published_date": document.published.day.isoformat() if document.published else None,
        "visible_date": None if announced else day,
        "visible_time": None if announced else clock,
        "last_updated_local": document.modified.printed if document.modified else None,
    }


def _pointers(document: Document) -> dict[str, Any]:
    tags: dict[str, list[tuple[str, str | None]]] = {}
    for tag in document.tags:
        tags.setdefault(COLUMNS[tag.kind], []).append((tag.name, tag.id))
    boxed = ("attachment", "see_also")
    return {
        "ru_alternate": next(iter(_addresses(document, "translation")), None),
        "og_image": next(iter(_addresses(document, "image")), None),
        "tags": tags,
        "attachments_and_see_also": [(r.title, r.address) for r in document.references if r.kind in boxed],
        "inline_person_links": sorted(set(_addresses(document, "person_link"))),
    }


def read_listing(page: Page) -> dict[str, Any]:
    """Return a listing in the expectation's terms; its rows only as far as the Reading links them."""
    listing = listing_of(page, LAYOUTS[0])
    assert listing is not None, page.address
    links = [link for link in Kremlin().read(page).links if link.kind is LinkKind.DOCUMENT]
    assert [link.stated for link in links] == [row.stated for row in listing.rows], page.address
    return {
        "data-page": str(listing.page),
        "data-pages": str(listing.pages),
        "data-path": listing.path,
        "link_prev": urlsplit(listing.previous).path,
        "link_next": urlsplit(listing.next).path,
        "items": [
            {
                "id": link.key.rpartition("/")[2],
                "href": urlsplit(link.address).path,
                "title": link.title,
                "published_local": row.printed,
                "updated_date": link.updated,
                "place": row.place,
            }
            for link, row in zip(links, listing.rows, strict=True)
        ],
    }


def read_feed(page: Page) -> dict[str, Any]:
    """Return a feed in the expectation's terms."""
    feed, reading = feed_of(page), Kremlin().read(page)
    return {
        "feed_updated": feed.updated,
        "links": dict(feed.links),
        "entries": [
            {
                "id": document.address,
                "title": document.title,
                "published": document.published.printed if document.published else None,
                "updated": document.modified.printed if document.modified else None,
                "content_chars": len(entry.content),
            }
            for document, entry in zip(reading.documents, feed.entries, strict=True)
        ],
    }


def _addresses(document: Document, kind: str) -> list[str]:
    return [reference.address for reference in document.references if reference.kind == kind]


def _body(document: Document) -> dict[str, Any]:
    text = document.text
    return {
        "body.paragraphs": sum(bool(block.text) for block in document.blocks),
        "body.chars": len(text),
        "body.words": len(text.split()),
        "body.sha256": hashlib.sha256(text.encode()).hexdigest(),
        "body.head": text[:160],
        "body.tail": text[-160:],
    }
