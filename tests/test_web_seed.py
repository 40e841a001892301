"""The reposted agency text comes out of every WordPress markup as its paragraphs and nothing else."""

from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from archive.models import Document
from crawler.sites.page import Page
from crawler.sites.web import Web

HEAD = (
    '<!DOCTYPE html><html lang="en-US"><head><meta charset="utf-8">'
    '<meta name="generator" content="WordPress 5.7">'
    "<title>Conversation téléphonique - Exemple</title></head><body class='single'>"
    "<nav><ul><li><a href='/'>Accueil</a></li><li><a href='/monde'>Monde</a></li></ul></nav>"
)
TITLE = "<h1 class='entry-title'>Conversation téléphonique</h1>"
SASSY = (
    "<div class='heateorSssClear'></div>"
    "<div class='heateor_sss_sharing_container heateor_sss_horizontal_sharing'"
    " data-heateor-sss-href='/p'><div class='heateor_sss_sharing_title' style=\"font-weight:bold\" >"
    "Spread the love</div><div class='heateor_sss_sharing_ul'><a href='/s' title='Facebook'></a></div></div>"
)
SMARTMAG = (
    "<div id='respond' class='comment-respond'><p id='reply-title'><div class='section-heading'>"
    "<span class='h-text'>Leave A Reply</span></div></p>"
    "<form class='comment-form'><textarea></textarea></form></div>"
)
CORE = (
    "<div id='respond' class='comment-respond'>"
    "<h3 id='reply-title' class='comment-reply-title'>Leave A Reply</h3>"
    "<p class='comment-notes'>Your email address will not be published.</p></div>"
)
CREDIT = (
    "<div style='clear:both;width:100%;text-align:center; font-size:11px; '>"
    "<a href='https://xyzscripts.com/wordpress-plugins/social-media-auto-publish/compare'>"
    "Social Media Auto Publish</a>"
    " Powered By : <a href='http://www.xyzscripts.com'>XYZScripts.com</a></div>"
)
TAIL = ("Leave A Reply", "Social Media Auto Publish Powered By : XYZScripts.com")
FOOTERS = ("Spread the love", "Leave A Reply", "XYZScripts")


def paragraphs(texts) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts)


def intact(form: str) -> str:
    def page(body: list[str]) -> str:
        inside = f"<article>{TITLE}<div class='entry-content'>{SASSY}{paragraphs(body)}</div></article>"
        return f"{HEAD}{inside}<div id='comments' class='comments-area'>{form}</div>{CREDIT}</body></html>"

    return page


def bare(body: list[str]) -> str:
    lines = paragraphs(["Spread the love", *body, "\xa0", "\xa0", *TAIL])
    return f"{HEAD}<article>{TITLE}<div class='entry-content'>{lines}</div></article></body></html>"


def bare_without_container(body: list[str]) -> str:
    lines = paragraphs(["Spread the love", *body, "\xa0", *TAIL])
    return f"{HEAD}<div id='wrap'>{TITLE}{lines}</div></body></html>"


def broken_lines(body: list[str]) -> str:
    lines = "<br><br>".join(escape(text) for text in ["Spread the love", *body, *TAIL])
    return f"{HEAD}<article>{TITLE}<div class='entry-content'>{lines}</div></article></body></html>"


def broken_lines_without_container(body: list[str]) -> str:
    lines = "<br /><br />\n".join(escape(text) for text in ["Spread the love", *body, *TAIL])
    return f"{HEAD}<div id='wrap'>{TITLE}{lines}</div></body></html>"


def table(body: list[str]) -> str:
    lines = paragraphs(["Spread the love", *body, *TAIL])
    side = "<td><ul><li><a href='/a'>Archives</a></li></ul></td>"
    return f"{HEAD}<table width='100%'><tr><td>{TITLE}{lines}</td>{side}</tr></table></body></html>"


def table_of_broken_lines(body: list[str]) -> str:
    lines = "<br/><br/>".join(escape(text) for text in ["Spread the love", *body, *TAIL])
    side = "<td><a href='/a'>Archives</a></td>"
    return f"{HEAD}<table><tr><td>{TITLE}{lines}</td>{side}</tr></table></body></html>"


MARKUPS = {
    "intact plug-ins, SmartMag form": intact(SMARTMAG),
    "intact plug-ins, core form": intact(CORE),
    "bare paragraphs": bare,
    "bare paragraphs, no container": bare_without_container,
    "broken lines": broken_lines,
    "broken lines, no container": broken_lines_without_container,
    "table": table,
    "table of broken lines": table_of_broken_lines,
}


@pytest.fixture(scope="module")
def body(shared: Path) -> list[str]:
    """Return the nine paragraphs of the real repost, without its three footers."""
    text = (shared / "data" / "seed" / "repost-fr-2021-07-02.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert [lines[0], *lines[-2:]] == ["Spread the love", *TAIL]
    return lines[1:-2]


def read(source: str) -> Document:
    page = Page(
        address="https://exemple.example/2021/07/02/appel/",
        body=source.encode(),
        content_type="text/html; charset=UTF-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return Web().read(page).documents[0]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("markup", MARKUPS)
def test_exactly_the_nine_paragraphs_are_read(body, markup):
    document = read(MARKUPS[markup](body))
    assert len(body) == 9
    assert [block.text for block in document.blocks] == [flat(text) for text in body]
    assert document.agency == "INTERFAX.RU"
    assert document.language == "fr"


@pytest.mark.parametrize("markup", MARKUPS)
def test_the_known_footers_are_listed_as_dropped(body, markup):
    dropped = " ".join(text for _, text in read(MARKUPS[markup](body)).dropped)
    assert all(footer in dropped for footer in FOOTERS)
