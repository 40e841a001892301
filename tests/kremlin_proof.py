"""Knows how well the Kremlin rules read the real pages: ``python -m tests.kremlin_proof [SHARED]``.

Every field that a page's ``expected`` states is compared with what `Kremlin.read` gives; raw terms of
the page (an href, a printed date) are derived from the Document. ``turns`` belong to a later issue.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import click

from crawler.sites.kremlin import Kremlin
from crawler.sites.page import Page
from tests.kremlin_terms import flattened, read_article, read_feed, read_listing

CAPTURED = datetime(2020, 8, 28, 12, tzinfo=UTC)


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
