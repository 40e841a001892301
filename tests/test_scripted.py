"""An article that stands in the data of a page's scripts alone is read from there; nothing is run."""

import json
from datetime import UTC, datetime

import pytest

from archive.errors import UnknownLayout
from crawler.sites import site_for
from crawler.sites.page import Page
from crawler.sites.scripted import scripted_article

ADDRESS = "https://harbour-news.example/2031/02/03/ferry"
SAID = (
    "The ferry Onega came back to its line on Monday after eleven weeks in the dock at Kirovsk.",
    "“We have renewed both engines,” said the master, Vera Lunina, who brought her in before noon.",
    "The first crossing carried forty cars, two buses and a school class on its way to the lighthouse.",
    "A second ferry is to follow in May, the shipping office said, if the ice on the river allows it.",
)
MARKUP = "".join(f"<p>{one}</p>" for one in SAID)
CARDS = {"cards": [{"teaser": "<p>Short</p><p>Shorter</p>"}], "detail": {"contentHtml": MARKUP}}


def page(scripts: str, body: str = "<div id='root'></div>") -> Page:
    head = "<title>Ferry back on its line</title><meta property='og:title' content='Ferry back on its line'>"
    source = f"<html lang='en'><head>{head}</head><body>{body}{scripts}</body></html>"
    return Page(
        address=ADDRESS,
        body=source.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2031, 2, 3, tzinfo=UTC),
    )


STATES = {
    "assigned": f"<script>window.__STATE__ = {json.dumps(CARDS)};</script>",
    "pushed": f"<script>(self.q = self.q || []).push([1, {json.dumps(MARKUP)}])</script>",
    "typed": f"<script type='application/json'>{json.dumps(CARDS)}</script>",
    "behind others": f"<script>var a = [1, 2]; var b = {{c: 1}}; var d = {json.dumps(CARDS)};</script>",
}


@pytest.mark.parametrize("script", STATES.values(), ids=STATES)
def test_the_article_is_read_off_the_scripts_data(script):
    (document,) = site_for(ADDRESS).read(page(script)).documents
    assert tuple(block.text for block in document.blocks) == SAID
    assert document.layout == "scripted"
    assert document.title == "Ferry back on its line"


def test_a_page_with_an_article_of_its_own_is_read_as_it_stands():
    other = "".join(f"<p>{one.replace('ferry', 'barge')}</p>" for one in SAID)
    shown = page(STATES["assigned"], f"<article><h1>Ferry back on its line</h1>{other}</article>")
    (document,) = site_for(ADDRESS).read(shown).documents
    assert document.layout != "scripted"
    assert "barge" in document.text


@pytest.mark.parametrize(
    "script",
    [
        "<script>window.a = {broken: " + MARKUP + "}</script>",
        f"<script>window.a = {json.dumps({'cards': ['<p>Short</p><p>Shorter</p>'] * 50})}</script>",
        f"<script src='/a.js'>window.a = {json.dumps(CARDS)}</script>",
        "<script>window.a = " + "[" * 100_000 + "</script>",
        f"<script>window.a = {json.dumps({'text': 'word ' * 500})}</script>",
    ],
    ids=["no JSON", "cards only", "of a file", "nested without end", "no mark-up"],
)
def test_what_is_no_article_is_none(script):
    assert scripted_article(page(script).tree) is None
    with pytest.raises(UnknownLayout):
        site_for(ADDRESS).read(page(script))
