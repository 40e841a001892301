"""Which of the titles that a page states of its article is taken: the editors' own, and no template's."""

import json

import pytest
from lxml import html

from crawler.sites.head import Head
from crawler.sites.linked_data import article_data
from crawler.sites.near_title import near_title
from crawler.sites.titles import title_of

FIELD = "Ferry to Lindmouth: Harbour council stops the night service"
HAND = "Why nobody crosses the Lind after dark any more"
ADDRESS = "https://gazette.example/harbour/ferry"


def titled(og: str, *, title: str = FIELD, kind: str = "article", h1: str = FIELD, more: str = "") -> str:
    linked = json.dumps({"@type": "NewsArticle", "headline": FIELD})
    tree = html.document_fromstring(
        f"<html><head><title>{title}</title><meta property='og:type' content='{kind}'>"
        f'<meta property="og:title" content="{og}"><script type="application/ld+json">{linked}</script>{more}'
        f"</head><body><h1>{h1}</h1></body></html>"
    )
    return title_of(Head(tree), article_data(tree), site_name="Gazette", address=ADDRESS)


@pytest.mark.parametrize("title", [FIELD, f"{FIELD} | Gazette", "Ferry news, Lindmouth - Gazette"])
def test_an_og_title_that_was_written_by_hand_is_the_title(title):
    assert titled(HAND, title=title) == HAND


def test_so_is_one_that_is_the_headline_without_its_kicker_or_its_end():
    assert titled("Harbour council stops the night service") == "Harbour council stops the night service"
    assert titled("Ferry to Lindmouth: Harbour council stops") == "Ferry to Lindmouth: Harbour council stops"


def test_a_heading_that_the_page_takes_for_its_own_name_does_not_hide_it():
    assert titled(HAND, more=f'<meta name="application-name" content="{FIELD}">') == HAND


@pytest.mark.parametrize(
    ("og", "title"),
    [
        (HAND, HAND),
        (HAND, f"{HAND} | Gazette"),
        (f"{HAND} | Gazette", FIELD),
        (f"{HAND} | Gazette Coast", f"{FIELD} | Gazette Coast"),
        (f"{FIELD}：Lind", FIELD),
        ("Gazette", FIELD),
    ],
    ids=["title", "title with site", "site after it", "same end", "headline and more", "short"],
)
def test_an_og_title_that_a_template_filled_is_not(og, title):
    assert titled(og, title=title) == FIELD


def test_nor_is_one_of_the_whole_site_or_one_beside_another_heading():
    assert titled(HAND, kind="website") == FIELD
    assert (
        titled("The ferry rests at night", h1="Night ferry to Lindmouth stops") != "The ferry rests at night"
    )


def test_names_in_the_head_are_read_in_any_case_and_from_any_attribute():
    tree = html.document_fromstring(
        "<html><head><META NAME='OG:Title' content=' A  ferry '><meta itemprop='author' content='Ivo Marsh'>"
        "<meta property='og:title' content='B'><link rel='canonical' href=' /a '><title> C </title></head>"
        "<body><svg><title>D</title></svg></body></html>"
    )
    head = Head(tree)
    assert (head.said("author", "og:title"), head.first("og:title")) == (
        ["Ivo Marsh", "A ferry", "B"],
        "A ferry",
    )
    assert (head.link("canonical"), head.title, head.first("none")) == ("/a", "C", None)


@pytest.mark.parametrize(
    "body",
    [
        "<div class='has-sidebar right-sidebar'><h1>Night ferry stops</h1><p>May 4, 2021</p></div>",
        "<h2>Weather</h2><p>Fog</p><div><h3><i>Harbour</i> Night ferry stops</h3><p>May 4, 2021</p></div>",
    ],
    ids=["in a box beside a sidebar", "under a kicker"],
)
def test_the_lines_near_a_title_follow_the_heading_that_prints_it(body):
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    assert near_title(tree, "Night ferry stops")[0].text == "May 4, 2021"
