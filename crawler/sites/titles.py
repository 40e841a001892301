"""Knows which of the titles that a page states of its article is the article's own."""

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

from crawler.sites.linked_data import text_in
from crawler.sites.page import Element, select, squeeze, values, words

__all__ = ["title_of"]

_NEAR = 0.5
_HEADS = 20
_SHORTEST_HEAD = 12
"""Letters of an h1 that is unlike all that the head states; shorter ones name sections: «News»."""
_COMPARED = 300
"""Letters of a title that are compared: the matcher's time grows with the square of their number."""
_SEPARATED = re.compile(r"\s+(?:[|–—»›·•:/-]|::)\s+|\s*[|｜ㅣ»›]\s*|(?<=\w)-{1,2}(?=[^\W\d_]+$)")
_NAMES_THE_SITE = 0.7
_SHORTEST_LABEL = 4
_BYLINE = ".//*[self::time or contains(@class, 'byline') or contains(@class, 'entry-meta')]"
_OG = "//meta[@property='og:title' or @name='og:title']/@content"
_QUOTES = str.maketrans("’‘‛`“”„«»‟", '\'\'\'\'""""""')
_MARKDOWN = re.compile(r"^#{1,6} ")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def title_of(root: Element, data: dict[str, Any], *, site_name: str | None, address: str) -> str:
    """Return the title of a page's article; empty when the page states none.

    That is what the JSON-LD headline and og:title both say; else the h1 that is nearest to what the head
    states; else the headline; else the only h1, for the head's titles may be made for search engines; else
    og:title or the title without the site's name. A heading that only names the site is none. Source:
    extraction.md section 4, the one-page rule.
    """
    sites = _names_of_site(root, site_name, address)
    headline = text_in(data, "headline")
    og = next((_without_site(one, sites) for one in values(root, _OG)), None)
    if headline and og and _same(headline, og):
        return _MARKDOWN.sub("", og)
    named = [one for one in (headline, og, _head_title(root)) if one]
    heads = [text for text in map(_heading, select(root, "//h1")[:_HEADS]) if text]
    own = [head for head in heads if not any(_same(head, site) for site in sites)]
    near = max(((_alike(head, one), head) for head in own for one in named), default=(0.0, ""))
    if near[0] >= _NEAR:
        return _without_section(near[1], root)
    if headline or not named:
        return headline or (heads[0] if heads else "")
    if len(own) == 1 and len(own[0]) >= _SHORTEST_HEAD:
        return _without_section(own[0], root)
    return _without_section(_without_site(named[0], sites), root)


def _head_title(root: Element) -> str | None:
    return next(iter(values(root, "//head/title/text()")), None)


def _names_of_site(root: Element, site_name: str | None, address: str) -> tuple[str, ...]:
    """Return what the site calls itself: by its name, and by the labels of its host."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        host = ""
    labels = [label for label in host.split(".")[:-1] if len(label) >= _SHORTEST_LABEL]
    stated = values(root, "//meta[@name='application-name']/@content")[:1]
    return tuple(filter(None, (site_name, host.removeprefix("www."), *labels, *stated, _after_title(root))))


def _after_title(root: Element) -> str:
    """Return what the head's title has after og:title and a separator: the name of the site."""
    og, head = next(iter(values(root, _OG)), ""), _head_title(root) or ""
    mark = _SEPARATED.match(head, len(og)) if og and head.startswith(og) else None
    return head[mark.end() :] if mark else ""


def _heading(head: Element) -> str:
    """Return the words of a heading without the byline that some themes put into it."""
    inner = select(head, _BYLINE)
    apart = {text for one in inner for text in one.itertext()} if inner else frozenset()
    return squeeze("".join(text for text in head.itertext() if text not in apart)) if apart else words(head)


def _plain(text: str) -> str:
    """Return a title as it is compared: without case, and with one kind of quotation marks."""
    return squeeze(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)).casefold()


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _alike(one: str, other: str) -> float:
    one, other = one[:_COMPARED].casefold(), other[:_COMPARED].casefold()
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _without_site(title: str, sites: tuple[str, ...]) -> str:
    """Cut the last part of a title off that names the site."""
    for mark in reversed(list(_SEPARATED.finditer(title)) if len(title) <= _COMPARED else []):
        last = title[mark.end() :]
        if any(_names(last, site) for site in sites) and mark.start():
            return title[: mark.start()].rstrip()
    return title


def _names(last: str, site: str) -> bool:
    closed = "".join(filter(str.isalnum, last)).casefold()
    asked = "".join(filter(str.isalnum, site)).casefold()
    return bool(closed) and (closed == asked or _alike(last, site) >= _NAMES_THE_SITE)


def _without_section(title: str, root: Element) -> str:
    """Cut a last part off that only names the section the page stands in."""
    sections = values(root, "//meta[@property='article:section']/@content")
    for mark in list(_SEPARATED.finditer(title[:_COMPARED]))[-1:]:
        if mark.start() and title[mark.end() :].casefold() in {one.casefold() for one in sections}:
            return title[: mark.start()].rstrip()
    return title
