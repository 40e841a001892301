"""Knows what an Interfax page states about a story beside its text: times, author, rubric, tags."""

import re
from typing import TypedDict

from archive.models import Moment, Section, Tag
from crawler.sites.dates import parse_iso, parse_printed
from crawler.sites.interfax_addresses import MOSCOW, absolute
from crawler.sites.interfax_layouts import StoryLayout
from crawler.sites.page import Element, Page, select, squeeze, values, words

__all__ = ["Stated", "first", "stated_in"]

_CHRONICLE = re.compile(r"/chronicle/(?P<slug>[^/]+?)(?:\.html)?/?$")


class Stated(TypedDict):
    """The fields of a document that the page states beside its text."""

    subtitle: str
    published: Moment | None
    modified: Moment | None
    author: str | None
    site_name: str | None
    sections: tuple[Section, ...]
    tags: tuple[Tag, ...]


def first(node: Element, paths: tuple[str, ...]) -> str:
    """Return the first non-empty text that the paths find."""
    return next((text for path in paths for text in values(node, path)), "")


def stated_in(page: Page, scope: Element, article: Element, layout: StoryLayout) -> Stated:
    """Return the fields that stand beside the text; what is not stated is None or empty."""
    return Stated(
        subtitle=_subtitle(article, layout),
        published=_published(scope, layout),
        modified=_stamp(first(scope, layout.modified)),
        author=first(scope, layout.author) or None,
        site_name=first(scope, ("//meta[@property='og:site_name']/@content",)) or None,
        sections=_sections(page, scope, layout),
        tags=_tags(scope, layout),
    )


def _subtitle(article: Element, layout: StoryLayout) -> str:
    lines = (words(line) for path in layout.subtitle for line in select(article, path))
    return next((line for line in lines if line), "")


def _stamp(printed: str) -> Moment | None:
    return parse_iso(printed, zone=MOSCOW) if printed else None


def _published(scope: Element, layout: StoryLayout) -> Moment | None:
    """Return the publication time: stated for machines first, then as printed, both Moscow's."""
    stamps = (_stamp(text) for path in layout.published for text in values(scope, path))
    printed = (
        parse_printed(text, zone=MOSCOW, language="ru")
        for path in layout.printed
        for text in values(scope, path)
    )
    return next((moment for moment in (*stamps, *printed) if moment), None)


def _sections(page: Page, scope: Element, layout: StoryLayout) -> tuple[Section, ...]:
    printed = {
        words(link): absolute(page.address, str(link.get("href") or ""))
        for link in (select(scope, layout.rubrics) if layout.rubrics else ())
        if not _CHRONICLE.search(str(link.get("href") or ""))
    }
    name = first(scope, layout.section) or next(iter(printed), "")
    return (Section(name, printed.get(name)),) if name else ()


def _tags(scope: Element, layout: StoryLayout) -> tuple[Tag, ...]:
    named = dict.fromkeys(squeeze(name) for path in layout.tags for name in values(scope, path))
    chronicles = (
        Tag("chronicle", words(link), found["slug"])
        for link in (select(scope, layout.rubrics) if layout.rubrics else ())
        if (found := _CHRONICLE.search(str(link.get("href") or "")))
    )
    return (*(Tag("tag", name) for name in named), *chronicles)
