"""Knows what any page states about itself: title, times, author, site, language, address."""

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from archive.models import Moment, Precision
from crawler.sites.dates import parse_iso, parse_printed, parse_rfc822
from crawler.sites.linked_data import article_data, name_in, text_in
from crawler.sites.page import Element, Page, select, values, words
from crawler.sites.web_address import stated_address

__all__ = ["Metadata", "metadata"]

_NEAR = 0.5
_LONGEST_NAME = 120
_HEADS = 20
_COMPARED = 300
"""Letters of a title that are compared: the matcher's time grows with the square of their number."""
_CLOCKED_OFFSET = re.compile(r"(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)$")
_SEPARATED = re.compile(r"\s+[|–—»•-]\s+")
_NOBODY = frozenset({"admin", "administrator", "editor", "root", "user", "webmaster"})
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content | //time[@itemprop='datePublished']/@datetime",
    "//meta[@name='date' or @name='pubdate' or @name='DC.date.issued']/@content",
    "//time[contains(concat(' ', @class, ' '), ' published ') or contains(@class, 'entry-date')]/@datetime",
    "//time[@datetime][not(ancestor::*[@id='comments' or contains(@class, 'comment')])]/@datetime",
)
_PRINTED = (
    "//*[contains(concat(' ', @class, ' '), ' entry-date ')"
    " or contains(concat(' ', @class, ' '), ' post-date ')"
    " or contains(concat(' ', @class, ' '), ' posted-on ') or self::time]"
)
_MODIFIED = ("//meta[@property='article:modified_time']/@content",)
_AUTHOR = (
    "//meta[@name='author']/@content",
    (
        "//*[@rel='author' or contains(concat(' ', @class, ' '), ' fn ')]"
        "[not(ancestor::*[@id='comments'])]/text()"
    ),
)


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What a page states beside its text; ``language`` is what is declared, not yet what is true."""

    title: str
    address: str
    published: Moment | None
    modified: Moment | None
    author: str | None
    site_name: str | None
    language: str | None


def metadata(page: Page) -> Metadata:
    """Return what a page states about itself; the title is empty when it states none."""
    root, data = page.tree, article_data(page.tree)
    declared = _first(root, "/html/@lang | //html/@lang", "//meta[@property='og:locale']/@content")
    site_name = _first(root, "//meta[@property='og:site_name']/@content") or name_in(data, "publisher")
    return Metadata(
        title=_title(root, data, site_name),
        address=stated_address(page.address, _first(root, "//link[@rel='canonical']/@href")),
        published=_stamp(root, text_in(data, "datePublished"), _PUBLISHED) or _printed(root, declared),
        modified=_stamp(root, text_in(data, "dateModified"), _MODIFIED),
        author=_author(root, data),
        site_name=site_name,
        language=declared,
    )


def _first(root: Element, *paths: str) -> str | None:
    return next((found for path in paths for found in values(root, path)), None)


def _title(root: Element, data: dict[str, Any], site_name: str | None) -> str:
    """Return the h1 that is nearest to what the head states, else the headline, else that less the site.

    Source: extraction.md section 4, the one-page rule.
    """
    headline = text_in(data, "headline")
    stated = [
        headline,
        _first(root, "//meta[@property='og:title']/@content"),
        _first(root, "//head/title/text()"),
    ]
    named = [one for one in stated if one]
    heads = [text for text in map(words, select(root, "//h1")[:_HEADS]) if text]
    near = max(((_alike(head, one), head) for head in heads for one in named), default=(0.0, ""))
    if near[0] >= _NEAR:
        return near[1]
    if headline or not named:
        return headline or (heads[0] if heads else "")
    return _without_site(named[0], site_name)


def _alike(one: str, other: str) -> float:
    one, other = one[:_COMPARED].casefold(), other[:_COMPARED].casefold()
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _without_site(title: str, site_name: str | None) -> str:
    parts = _SEPARATED.split(title)
    last = parts[-1].casefold()
    if len(parts) > 1 and site_name and last == site_name.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—»•-")
    return title


def _stamp(root: Element, first: str | None, paths: tuple[str, ...]) -> Moment | None:
    stated = ([first] if first else []) + [found for path in paths for found in values(root, path)]
    for printed in stated:
        if moment := parse_rfc822(printed):
            return moment
        if moment := parse_iso(printed, zone="UTC"):
            return moment if _CLOCKED_OFFSET.search(printed[10:]) else _day_of(moment)
    return None


def _day_of(moment: Moment) -> Moment:
    """Return the day of a clock time whose zone is not stated: the hour in UTC would be invented."""
    midnight = moment.utc.replace(hour=0, minute=0, second=0)
    return replace(moment, utc=midnight, precision=Precision.DAY)


def _printed(root: Element, declared: str | None) -> Moment | None:
    language = (declared or "").lower()[:2]
    for element in select(root, _PRINTED):
        moment = parse_printed(words(element), zone="UTC", language=language)
        if moment:
            return _day_of(moment)
    return None


def _author(root: Element, data: dict[str, Any]) -> str | None:
    stated = [name_in(data, "author"), *(found for path in _AUTHOR for found in values(root, path))]
    for name in stated:
        if name and len(name) <= _LONGEST_NAME and "://" not in name and name.casefold() not in _NOBODY:
            return name
    return None
