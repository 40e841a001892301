"""No line of a plug-in comes into a text and no paragraph goes lost, in any language, skeleton or paste."""

from datetime import UTC, datetime

import pytest

from crawler.sites.page import Page
from crawler.sites.web import Web
from tests.plugin_pages import LANGUAGES, PluginPage, plugin_pages

PAGES = {one.name: one for one in plugin_pages()}


def read(one: PluginPage) -> list[str]:
    found = Page(
        address=one.address,
        body=one.html.encode(),
        content_type="text/html; charset=UTF-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return [block.text for block in Web().read(found).documents[0].blocks]


def test_ten_languages_are_tried():
    assert set(LANGUAGES) == {"en", "ru", "fr", "de", "es", "it", "uk", "pl", "ro", "tr"}


@pytest.mark.parametrize("name", PAGES)
def test_exactly_the_article_is_read(name):
    assert read(PAGES[name]) == [" ".join(text.split()) for text in PAGES[name].body]
