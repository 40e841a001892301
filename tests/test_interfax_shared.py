"""Proves interfax.ru's reader on the real pieces beside the checkout."""

import json

import pytest

from crawler.sites.charset import implausible
from crawler.sites.interfax import Interfax
from tests.interfax_proof import charsets, differences, page_of
from tests.interfax_rows import VARIANTS, rows


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_row_is_parted_as_it_stands(shared, variant):
    stories = [row for row in rows(shared) if row]
    assert len(stories) == 79
    assert [one for row in stories for one in differences(row, variant)] == []


def test_every_item_of_the_real_feed_is_a_story(shared):
    body = (shared / "data/interfax/rss-2018-12-14.xml").read_bytes()
    links = Interfax().read(page_of("https://www.interfax.ru/rss.asp", body)).links
    assert len({link.key for link in links}) == 25
    assert {str(link.stated) for link in links} == {"2018-12-14"}


def test_real_article_element_is_read(shared):
    fragment = (shared / "data/interfax/article-1094215.fragment.html").read_text(encoding="utf-8")
    body = f"<html><body>{fragment}</body></html>".encode("cp1251")
    (document,) = Interfax().read(page_of("https://interfax.ru/amp/1094215", body)).documents
    (plain,) = Interfax().read(page_of("https://interfax.ru/1094215", body)).documents
    assert document.text_sha256 == plain.text_sha256
    assert len(plain.blocks) == 5
    assert plain.modified.utc < plain.published.utc
    assert plain.address == "https://www.interfax.ru/world/1094215"


def test_real_head_states_time_rubric_and_tags(shared):
    head = (shared / "data/interfax/head-978898.fragment.html").read_text(encoding="utf-8")
    story = '<article itemprop="articleBody"><h1>Маяк</h1><p>Свет.</p></article>'
    body = f"<html><head>{head}</head><body>{story}</body></html>".encode("cp1251")
    (document,) = Interfax().read(page_of("https://interfax.ru/978898", body)).documents
    assert document.address == "https://www.interfax.ru/russia/978898"
    assert document.site_name == "Interfax.ru"
    assert document.published.utc.isoformat() == "2024-08-30T13:04:00+00:00"
    assert document.modified is None
    assert len(document.tags) == head.count("article:tag") == 2
    assert f'article:section" content="{document.sections[0].name}"' in head


def test_no_real_page_is_read_wrong_in_silence(shared):
    assert {"wrong", "foreign, SILENT"}.isdisjoint(charsets(shared))
    stored = json.loads(
        (shared / "data/interfax/pages-interfax-lcz-mojibake.json").read_text(encoding="utf-8")
    )
    assert implausible(stored["text"]) > 0.5
    assert implausible(stored["text_repaired"]) < 0.01
