"""Knows which stored pages of known layouts a census looks at."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import UnreadablePage
from archive.models import Document, View
from crawler.sites import site_for
from crawler.sites.page import Page
from tests.interfax_rows import VARIANTS, page_from, rows
from tests.kremlin_proof import page_of, visit

__all__ = ["documents_of", "own_pages", "shared_pages"]

_OWN = Path(__file__).resolve().parents[1] / "tests" / "pages"
_CAPTURED = datetime(2031, 2, 10, tzinfo=UTC)


def shared_pages(shared: Path) -> Iterator[Page]:
    """Yield the real pages of the Kremlin, and real texts of Interfax in the site's mark-up."""
    folder = shared / "data" / "kremlin-pages"
    for card in sorted(folder.glob("*.json")):
        facts = json.loads(card.read_text("utf-8"))
        if facts["file"].endswith(".html"):
            yield page_of(folder / facts["file"], facts["source_url"])
    for number in (1, 2):
        yield from visit(shared / "data" / "kremlin-2020" / f"visit-{number}.warc.gz").values()
    for row in rows(shared):
        for variant in VARIANTS if row else ():
            yield _interfax(row.address, page_from(row, variant))


def own_pages() -> Iterator[Page]:
    """Yield the invented pages that come with Readout."""
    for card in sorted((_OWN / "kremlin").glob("*.json")):
        facts = json.loads(card.read_text("utf-8"))
        yield replace(page_of(card.with_suffix(".html"), facts["address"]), captured_at=_CAPTURED)
    for card in sorted((_OWN / "interfax").glob("*.json")):
        facts = json.loads(card.read_text("utf-8"))
        yield _interfax(facts["address"], card.with_suffix(".html").read_bytes())


def documents_of(page: Page) -> tuple[Document, ...]:
    """Return the article of a page; none for a page that is no article of a known layout."""
    try:
        reading = site_for(page.address).read(page)
    except UnreadablePage:
        return ()
    return tuple(one for one in reading.documents if one.view is not View.FEED)


def _interfax(address: str, body: bytes) -> Page:
    kind = "text/html; charset=windows-1251"
    return Page(address=address, body=body, content_type=kind, captured_at=_CAPTURED)
