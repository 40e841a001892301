"""Proves how a story of interfax.ru is read: a field a test, and pages that are no story."""

import json
import re
from pathlib import Path

import pytest

from archive.errors import BlockedPage, EmptyPage, NotThisKind, TruncatedPage, UnknownLayout, WrongLanguage
from archive.models import Document
from crawler.sites.interfax import Interfax
from tests.interfax_proof import page_of

PAGES = Path(__file__).parent / "pages" / "interfax"
CASES = [
    (path.stem, field)
    for path in sorted(PAGES.glob("*.json"))
    for field in json.loads(path.read_text(encoding="utf-8"))["expected"]
]
ADDRESS = "https://www.interfax.ru/world/9000001"


def fields(document: Document) -> dict[str, object]:
    dateline = document.dateline
    return document.as_dict() | {
        "text": document.text,
        "published": document.published and document.published.utc.isoformat(),
        "modified": document.modified and document.modified.utc.isoformat(),
        "section": document.sections[0].name if document.sections else None,
        "tags": [tag.name for tag in document.tags],
        "dateline": dateline and [dateline.city, dateline.day, dateline.brand],
        "references": [f"{one.kind} {one.address} {one.note}" for one in document.references],
        "rules": [rule for rule, _ in document.dropped],
    }


@pytest.mark.parametrize(("name", "field"), CASES)
def test_field_is_read_as_printed(name, field):
    case = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    reading = Interfax().read(page_of(case["address"], (PAGES / f"{name}.html").read_bytes()))
    assert fields(reading.documents[0])[field] == case["expected"][field]


@pytest.mark.parametrize(
    ("markup", "error"),
    [
        ("<html><body><h1>Access denied</h1></body></html>", BlockedPage),
        ("<html><body><p>Подвал сайта, реклама.</p></body></html>", UnknownLayout),
        ('<html><body><article itemprop="articleBody"><h1>Маяк</h1><p>Он', TruncatedPage),
        ('<html><body><article itemprop="articleBody"><h1>Маяк</h1></article></body></html>', EmptyPage),
        (
            '<html><body><article itemprop="articleBody"><h1>Lamp</h1><p>Lit.</p></article></body></html>',
            WrongLanguage,
        ),
    ],
)
def test_page_that_is_no_story_is_a_named_error(markup, error):
    with pytest.raises(error, match=ADDRESS):
        Interfax().read(page_of(ADDRESS, markup.encode("cp1251")))


@pytest.mark.parametrize("depth", [150, 1000])
def test_a_page_nested_too_deeply_is_refused_by_name_and_no_part_of_it_is_lost(depth):
    deep = "<div>" * depth + "<p>Маяк.</p>" + "</div>" * depth
    body = f'<html><body><article itemprop="articleBody"><h1>М</h1><p>Свет.</p>{deep}</article></body></html>'
    page = page_of(ADDRESS, body.encode("cp1251"))
    if depth > 250:
        with pytest.raises(NotThisKind, match="nested too deeply"):
            Interfax().read(page)
    else:
        assert Interfax().read(page).documents[0].text == "Свет.\nМаяк."


def test_agency_and_content_are_the_same_in_the_page_and_in_amp_without_microdata():
    story = (PAGES / "plain.html").read_bytes()
    start, end = story.index(b'<div class="h" itemprop="author"'), story.index(b'<meta itemprop="mainEntity')
    (page,) = Interfax().read(page_of(ADDRESS, story)).documents
    (amp,) = (
        Interfax().read(page_of("https://www.interfax.ru/amp/9000001", story[:start] + story[end:])).documents
    )
    assert (page.agency, amp.agency) == ("Интерфакс", "Интерфакс")
    assert (page.view, amp.view) == ("page", "amp")
    assert amp.content_sha256 == page.content_sha256


def test_page_without_metas_is_dated_by_its_printed_time():
    story = (PAGES / "full.html").read_text(encoding="cp1251")
    bare = re.sub(r"<meta (?:property|itemprop)=[^>]*>", "", story)
    (document,) = Interfax().read(page_of(ADDRESS, bare.encode("cp1251"))).documents
    assert document.published is not None
    assert (document.published.printed, document.published.utc.hour) == ("12:00, 2 апреля 2031", 9)
    assert document.modified is None
