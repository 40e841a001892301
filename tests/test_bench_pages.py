"""Holds what `make bench` measures on: pages the same every time, which our own reader reads whole."""

from datetime import UTC, datetime

import pytest
from lxml import html

from bench.pages import FEED, ROWS, SECTION, Shelf
from crawler.sites.kremlin import Kremlin
from crawler.sites.page import Page

ARTICLES = 45
SHELF = Shelf(ARTICLES)


def read(path: str):
    body = SHELF.page(path)
    assert body is not None
    kind = "text/xml" if path == FEED else "text/html"
    address = f"http://en.kremlin.ru{path}"
    page = Page(address=address, body=body, content_type=kind, captured_at=datetime(2026, 11, 1, tzinfo=UTC))
    return Kremlin().read(page)


def test_a_page_is_the_same_every_time():
    again = Shelf(ARTICLES)
    assert all(
        SHELF.page(path) == again.page(path) for path in [*SHELF.paths(), *SHELF.listing_paths(), FEED]
    )


def test_another_seed_gives_other_pages():
    path = SHELF.paths()[0]
    assert Shelf(ARTICLES, seed=2).page(path) != SHELF.page(path)


def test_there_is_nothing_at_other_addresses():
    unknown = ["/", f"{SECTION}/1", f"{SECTION}/page/4", f"{SECTION}/page/1", f"{SHELF.paths()[0]}/print"]
    assert [SHELF.page(path) for path in unknown] == [None] * len(unknown)


def test_the_listing_names_every_article_once_and_ends():
    found, nexts, path = [], 0, SECTION
    while path:
        tree = html.document_fromstring(SHELF.page(path) or b"")
        rows = tree.cssselect("div.hentry_event")
        assert len(rows) <= ROWS
        found += [row.cssselect("h3 a")[0].get("href") for row in rows]
        path, nexts = next(iter(tree.xpath("//head/link[@rel='next']/@href")), ""), nexts + 1
    assert found == SHELF.paths()
    assert nexts == SHELF.listings


@pytest.mark.parametrize("path", SHELF.paths()[:8])
def test_readout_reads_every_paragraph(path):
    (document,) = read(path).documents
    tree = html.document_fromstring(SHELF.page(path) or b"")
    printed = tree.xpath("//div[contains(@class, 'read__internal_content')]/p")
    assert len(document.blocks) == len(printed)
    assert "Head of" not in document.text
    assert document.published is not None


def test_feed_and_page_show_the_same_text():
    for entry in read(FEED).documents:
        (document,) = read(entry.address.removeprefix("http://en.kremlin.ru")).documents
        assert entry.published is not None
        assert document.published is not None
        assert entry.published.utc == document.published.utc
        assert entry.text_sha256 == document.text_sha256


def test_pages_weigh_what_the_real_ones_do():
    sizes = sorted(len(SHELF.page(path) or b"") for path in SHELF.paths())
    assert sizes[0] > 26_000
    assert 27_000 < sizes[len(sizes) // 2] < 40_000  # 30,400 is the median of 319 real articles
