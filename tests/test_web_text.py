"""The text of a page without a layout of its own is judged line by line, and what is left out is named."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import UnknownLayout
from archive.models import BlockKind, Document
from crawler.sites.judge import Trees, judge, trees_in
from crawler.sites.judge_signs import SIGNS
from crawler.sites.lines import lines_of
from crawler.sites.page import Page, fragment
from crawler.sites.web import Web
from crawler.sites.web_ready import prepared

ADDRESS = "https://harbour-gazette.example/2024/05/the-lighthouse/"
TEXT = (
    "The lighthouse of Saint Orla will be painted again this summer, the harbour office said on Monday.",
    "Its last coat is thirty years old, and the salt has eaten through it on the side of the open sea.",
    "Painters will hang from ropes for nine weeks, and the lamp will be lit every night all the same.",
    "The office asked three firms for an offer, and took the one that had painted the tower of Brenn.",
)
TEASERS = (
    ("Ferry fares rise", "The crossing to the islands will cost two crowns more from the first day of June."),
    ("Nets found", "Two crews found their nets on the beach after the storm of last week, whole and clean."),
    ("A new pilot", "Ilse Marrow is the first woman to bring ships through the narrows of the outer bay."),
)


def page(source: str) -> Page:
    return Page(
        address=ADDRESS,
        body=source.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def read(inside: str, *, after: str = "", head: str = "") -> Document:
    source = (
        f"<html lang='en'><head><title>The lighthouse is painted</title>{head}</head><body>"
        "<ul class='menu'><li><a href='/'>Home</a></li><li><a href='/sea'>Sea</a></li></ul>"
        f"<div class='page'><h1>The lighthouse is painted</h1><div class='story'>{inside}</div>{after}</div>"
        "<div class='bottom'>© Harbour Gazette</div></body></html>"
    )
    return Web().read(page(source)).documents[0]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def test_the_lines_of_an_article_are_its_text():
    document = read(paragraphs(*TEXT))
    assert document.layout == "judged"
    assert texts(document) == list(TEXT)


def test_cards_of_other_stories_are_no_text():
    cards = "".join(
        f"<div class='card'><a href='/{number}'><h3>{title}</h3></a><p>{teaser}</p></div>"
        for number, (title, teaser) in enumerate(TEASERS)
    )
    document = read(paragraphs(*TEXT), after=f"<div class='cards'>{cards}</div>")
    assert texts(document) == list(TEXT)


def test_what_the_general_reader_kept_and_the_judge_did_not_is_named():
    cards = "".join(f"<p><a href='/{title}'>{title}</a> {teaser}</p>" for title, teaser in TEASERS)
    tree = page(f"<html><body><div>{paragraphs(*TEXT)}</div><div>{cards}</div></body></html>").tree
    ready = prepared(tree)
    told = judge(ready.lines, (*TEXT, *(line.block.text for line in ready.lines[len(TEXT) :])))
    assert set(told.doubted).isdisjoint(told.kept)
    assert [ready.lines[at].block.text for at in told.kept[: len(TEXT)]] == list(TEXT)


@pytest.mark.parametrize(
    "line",
    [
        "The comment form asks for a name and an e-mail address, and nothing that it is given is published.",
        "Related posts were drawn by lot in 1911, when the office still paid its keepers by the lamp.",
        "Share buttons of brass were sewn on every keeper's coat until the winter of the great storm.",
    ],
)
def test_a_sentence_about_furniture_is_no_furniture(line):
    assert texts(read(paragraphs(TEXT[0], TEXT[1], line, TEXT[2], TEXT[3]))) == [
        TEXT[0],
        TEXT[1],
        line,
        TEXT[2],
        TEXT[3],
    ]


def test_a_paragraph_that_is_said_twice_stands_twice():
    document = read(paragraphs(TEXT[0], TEXT[1], TEXT[0], TEXT[2], TEXT[3]))
    assert texts(document).count(TEXT[0]) == 2


def test_a_quotation_is_a_quotation_and_an_item_an_item():
    quoted = f"<blockquote><p>{TEXT[2]}</p></blockquote>"
    listed = f"<ul><li>{TEXT[1]}</li><li>{TEXT[3]}</li></ul>"
    document = read(paragraphs(*TEXT) + quoted + paragraphs(TEXT[0]) + listed + paragraphs(TEXT[0]))
    kinds = [block.kind for block in document.blocks]
    assert kinds[4] is BlockKind.QUOTATION
    assert kinds[6:8] == [BlockKind.ITEM, BlockKind.ITEM]


def test_signs_of_other_scripts_are_kept_as_they_are():
    line = "Маяк «Святая Орла» — 灯台 — φάρος: краска ещё держится, сказал смотритель, и держится неплохо."
    assert line in texts(read(paragraphs(TEXT[0], TEXT[1], line, TEXT[2])))


def test_a_text_that_stands_in_the_head_alone_is_the_general_readers():
    stated = json.dumps({"@type": "NewsArticle", "headline": "The lighthouse", "articleBody": " ".join(TEXT)})
    document = read("", head=f"<script type='application/ld+json'>{stated}</script>")
    assert document.layout == "trafilatura"
    assert document.text == " ".join(TEXT)


def test_a_page_of_links_alone_is_no_article():
    links = "".join(f"<p><a href='/{number}'>{line}</a></p>" for number, line in enumerate(TEXT))
    with pytest.raises(UnknownLayout, match="no article text was found"):
        read(links)


def test_the_same_page_is_judged_the_same_twice():
    lines = lines_of(fragment(paragraphs(*TEXT)))
    assert judge(lines, TEXT) == judge(lines, TEXT)


def test_a_page_without_lines_has_nothing_to_judge():
    told = judge((), ())
    assert (told.chances, told.kept, told.doubted) == ((), (), ())


def test_every_chance_is_a_share():
    lines = lines_of(fragment(paragraphs(*TEXT) + "<hr><table><tr><td>1</td></tr></table>"))
    told = judge(lines, TEXT)
    assert all(0 <= chance <= 1 for chance in told.chances)
    assert len(told.chances) == len(lines)


def test_trees_are_left_out_only_where_they_change_nothing():
    leaves = ((0, 1.0, 1, 2), (-1, -2.0, 0, 0), (1, 0.5, 3, 4), (-1, 0.25, 0, 0), (-1, 3.0, 0, 0))
    trees, other = Trees(start=0.5, trees=(leaves,) * 40), [0.0] * (len(SIGNS) - 2)
    assert trees.chance([1.0, 0.0, *other]) < 0.01
    assert trees.chance([1.5, 1.0, *other]) > 0.99
    weak = Trees(start=0.0, trees=(((0, 1.0, 1, 2), (-1, -0.01, 0, 0), (-1, 0.01, 0, 0)),) * 40)
    assert weak.chance([1.0, 0.0, *other]) == pytest.approx(1 / (1 + 2.718281828**0.4))


def test_trees_of_other_signs_are_refused(tmp_path: Path):
    other = tmp_path / "judge.json"
    other.write_text(json.dumps({"signs": [*SIGNS, "new"], "start": 0, "trees": []}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"judge\.json was grown for other signs"):
        trees_in(other)


def test_the_tree_of_a_page_is_left_as_it_is():
    asked = page(f"<html><body><div>{paragraphs(*TEXT)}<script>1</script></div></body></html>")
    before = asked.tree.text_content()
    prepared(asked.tree)
    assert asked.tree.text_content() == before
    assert replace(asked) == asked


@pytest.mark.parametrize("wordpress", [True, False])
def test_a_table_of_figures_in_the_article_keeps_its_rows(wordpress):
    rows = "<tr><th>Month</th><th>Metres</th></tr><tr><td>June</td><td>12</td></tr>"
    inside = f"<div class='entry-content'>{paragraphs(*TEXT)}<table>{rows}</table>{paragraphs(TEXT[0])}</div>"
    head = "<meta name='generator' content='WordPress 6.9'>" if wordpress else ""
    document = read(inside, head=head)
    assert texts(document)[4:6] == ["Month | Metres", "June | 12"]
