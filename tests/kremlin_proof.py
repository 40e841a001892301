"""Knows how well the Kremlin rules read the real pages: ``python -m tests.kremlin_proof [SHARED]``.

Every field that a page's ``expected`` states is compared with what `Kremlin.read` gives; raw terms of
the page (an href, a printed date) are derived from the Document. ``turns`` belong to a later issue.
"""

import hashlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import click

from archive.models import Document, LinkKind
from crawler.sites.kremlin import Kremlin
from crawler.sites.kremlin_feed import feed_of
from crawler.sites.kremlin_layouts import LAYOUTS
from crawler.sites.kremlin_listing import listing_of
from crawler.sites.page import Page

CAPTURED = datetime(2020, 8, 28, 12, tzinfo=UTC)
COLUMNS = {"topic": "Topics", "person": "Persons", "country": "Geography", "region": "Geography"}
LATER = frozenset({"turns"})


class Compared(NamedTuple):
    """One field of one page: what the expectation states and what was read."""

    page: str
    kind: str
    field: str
    expected: Any
    read: Any

    @property
    def equal(self) -> bool:
        """Tell whether they agree."""
        return bool(self.expected == self.read)


def comparisons(shared: Path) -> Iterator[Compared]:
    """Yield every stated field of every page with an ``expected`` block."""
    folder = shared / "data" / "kremlin-pages"
    for card in sorted(folder.glob("*.json")):
        facts = json.loads(card.read_text("utf-8"))
        expected = facts.get("expected")
        if not expected:
            continue
        page = page_of(folder / facts["file"], facts["source_url"])
        kind = "feed" if "entries" in expected else "listing" if "items" in expected else "article"
        read = {"feed": read_feed, "listing": read_listing, "article": read_article}[kind](page)
        for field, stated in flattened(expected, page.address, kind).items():
            yield Compared(card.stem, kind, field, stated, read.get(field, "NOT READ"))


def page_of(path: Path, address: str) -> Page:
    """Return a stored page as if it had just been answered."""
    kind = "text/xml" if path.suffix == ".xml" else "text/html"
    return Page(address=address, body=path.read_bytes(), content_type=kind, captured_at=CAPTURED)


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
    references = {kind: _addresses(document, kind) for kind in ("translation", "image", "person_link")}
    printed = document.published.printed if document.published else ""
    announced = document.kind == "announcement"
    day, _, clock = printed.rpartition(", ")
    tags: dict[str, list[tuple[str, str | None]]] = {}
    for tag in document.tags:
        tags.setdefault(COLUMNS[tag.kind], []).append((tag.name, tag.id))
    boxed = ("attachment", "see_also")
    return {
        "id": document.identity.number,
        "lang": document.language,
        "title": document.title,
        "lead": document.lead,
        "is_announcement": announced,
        "announcement_line": document.event_day.printed if document.event_day else None,
        "published_local": printed,
        "published_date": document.published.day.isoformat() if document.published else None,
        "visible_date": None if announced else day,
        "visible_time": None if announced else clock,
        "place": document.place,
        "last_updated_local": document.modified.printed if document.modified else None,
        "sections": [(one.name, one.address) for one in document.sections],
        "canonical": document.address,
        "ru_alternate": next(iter(references["translation"]), None),
        "og_image": next(iter(references["image"]), None),
        "tags": tags,
        "attachments_and_see_also": [(r.title, r.address) for r in document.references if r.kind in boxed],
        "inline_person_links": sorted(set(references["person_link"])),
        **_body(document),
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


def report(shared: Path) -> bool:
    """Print the table page x field and each difference; tell whether there is none."""
    stated, equal = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    differing = []
    pages = set()
    for one in comparisons(shared):
        pages.add(one.page)
        stated[one.kind, one.field] += 1
        equal[one.kind, one.field] += one.equal
        if not one.equal:
            differing.append(one)
    click.echo(f"{'kind':8} {'field':26} {'pages':>5} {'equal':>5}")
    for (kind, field), count in stated.items():
        click.echo(f"{kind:8} {field:26} {count:5} {equal[kind, field]:5}")
    click.echo(
        f"{len(pages)} pages, {stated.total()} page x field, {equal.total()} equal, {len(differing)} differ"
    )
    for one in differing:
        click.echo(
            f"{one.page}  {one.field}\n   expected {one.expected!r:.300}\n   read     {one.read!r:.300}"
        )
    return not differing


def feed_agreement(shared: Path) -> dict[str, bool]:
    """Return for each entry of both visits' feeds whether its text hash is that of its page."""
    agree = {}
    for number in (1, 2):
        pages = visit(shared / "data" / "kremlin-2020" / f"visit-{number}.warc.gz")
        feed = next(page for address, page in pages.items() if address.endswith("/feed"))
        for entry in Kremlin().read(feed).documents:
            page = pages.get(entry.address)
            if page is not None:
                (document,) = Kremlin().read(page).documents
                agree[f"visit {number} {entry.identity.number}"] = document.text_sha256 == entry.text_sha256
    return agree


def visit(path: Path) -> dict[str, Page]:
    """Return the pages of a WARC file by address."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only the proof reads WARC

    with path.open("rb") as stream:
        return {
            record.rec_headers.get_header("WARC-Target-URI"): Page(
                address=record.rec_headers.get_header("WARC-Target-URI"),
                body=record.content_stream().read(),
                content_type=record.http_headers.get_header("Content-Type") or "text/html",
                captured_at=CAPTURED,
            )
            for record in ArchiveIterator(stream)
            if record.rec_type == "response"
        }


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("READOUT_SHARED", root / "shared"))
    fine = report(folder)
    agreement = feed_agreement(folder)
    apart = [name for name, same in agreement.items() if not same]
    click.echo(f"feed text = page text: {len(agreement) - len(apart)} of {len(agreement)}; not: {apart}")
    sys.exit(0 if fine else 1)
