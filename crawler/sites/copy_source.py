"""Knows where a page says that the original of its text stands, and which other versions it has."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.models import Reference
from crawler.sites.linked_data import text_in
from crawler.sites.page import Element, holds, squeeze, values, words
from crawler.sites.page_looks import looks_of
from crawler.sites.web_address import canonical_address

__all__ = ["sources_stated", "versions_of"]

_LABELS = (
    r"source|original(?: source| article)?|read the original(?: article)?|re-?(?:printed|published) from|via",
    r"(?:originally|first) (?:published|appeared)|the post .{1,200} appeared first",
    r"this (?:article|story|post) (?:was |has been )?(?:originally |first )?(?:published|appeared)",
    r"источник|оригинал|первоисточник|читать в источнике|материал (?:взят|с сайта)|джерело|першоджерело",
    r"lire l['’]original|article original|source originale|quelle|originalartikel|zuerst erschienen",
    r"fuente|artículo original|fonte|articolo originale|źródło|sursa|sursă|articol original|kaynak|bron",
)
_LABEL = re.compile(rf"(?:{'|'.join(_LABELS)})\b.{{0,120}}", re.IGNORECASE | re.DOTALL)
_FIRST_WORDS = (
    *("source", "original", "read", "re-p", "rep", "via", "first", "the post", "this"),
    *("источник", "оригинал", "первоисточник", "читать", "материал", "джерело", "першоджерело"),
    *("lire", "article", "quelle", "zuerst", "fuente", "artículo", "fonte", "articol", "źródło"),
    *("sursa", "sursă", "kaynak", "bron"),
)
"""What every label begins with, small."""
_ENOUGH, _PIECES = 14, 40
_BESIDE = (
    "boolean(ancestor::*[self::nav or self::footer or self::figure or self::figcaption or self::aside"
    " or @id='comments' or contains(@class, 'comment')])"
)
_STATED = (
    ("canonical", "link", "rel", frozenset({"canonical"}), "href"),
    ("syndication-source", "link", "rel", frozenset({"syndication-source", "original-source"}), "href"),
    ("syndication-source", "meta", "name", frozenset({"syndication-source", "original-source"}), "content"),
)
_REPOST = "u-repost-of"
_REPOSTED = f"//*[contains(concat(' ', @class, ' '), ' {_REPOST} ')]/@href"
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_INLINE = frozenset("a b em font i small span strong u".split())  # noqa: SIM905
_LONGEST_LINE = 260
_MOST = 5


def sources_stated(root: Element, data: dict[str, Any], address: str) -> tuple[Reference, ...]:
    """Return where the original is said to stand, on other hosts than the page's own, each address once.

    In the head (a canonical address elsewhere, "syndication-source", JSON-LD's isBasedOn), and in lines of
    the page that begin with "Source" and link it; the title is the link's words.
    """
    found = dict[str, Reference]()
    for note, href in _in_head(root, data):
        if there := _elsewhere(href, address):
            found.setdefault(there, Reference("source", there, "", note))
    own = f"//{urlsplit(address).hostname or ''}/"
    for link in looks_of(root).named["a"]:
        href = link.get("href") or ""
        if "//" not in href or len(found) >= _MOST or own in href:
            continue
        if not _labelled(link) or holds(link, _BESIDE):
            continue
        if (there := _elsewhere(href, address)) and there not in found:
            found[there] = Reference("source", there, words(link), "")
    return tuple(found.values())


def versions_of(root: Element, address: str) -> tuple[Reference, ...]:
    """Return the page's AMP version, and the feeds that it names, by their printed titles."""
    links = looks_of(root).named["link"]
    amps = (href for one in links if one.get("rel") == "amphtml" and (href := squeeze(one.get("href") or "")))
    amp = [Reference("amp", there) for href in islice(amps, 1) if (there := _joined(href, address))]
    rivals = (one for one in links if one.get("type") in _FEEDS and _is_alternate(one.get("rel") or ""))
    feeds = [
        Reference("feed", there, str(one.get("title", "")))
        for one in islice(rivals, _MOST)
        if (there := _joined(str(one.get("href", "")), address))
    ]
    return (*amp, *feeds)


def _in_head(root: Element, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    looks = looks_of(root)
    for note, tag, key, names, holder in _STATED:
        named = (one.get(holder) for one in looks.named[tag] if one.get(key) in names)
        stated = (where for one in named if one and (where := squeeze(one)))
        yield from ((note, href) for href in islice(stated, _MOST))
    if any(_REPOST in one for one in looks.classes):
        yield from ((_REPOST, href) for href in values(root, _REPOSTED)[:_MOST])
    based = data.get("isBasedOn") or data.get("isBasedOnUrl")
    for one in based if isinstance(based, list) else [based]:
        href = text_in(one, "url") or text_in(one, "@id") if isinstance(one, dict) else one
        if isinstance(href, str):
            yield "isBasedOn", href


def _is_alternate(relation: str) -> bool:
    return " alternate " in f" {relation} "


def _may_label(element: Element) -> bool:
    """Tell whether an element's first words may be a label's, without reading the rest of it."""
    first, pieces = "", element.itertext()
    for piece in islice(pieces, _PIECES):
        first += str(piece)
        if len(begun := squeeze(first)) >= _ENOUGH:
            return begun.lower().startswith(_FIRST_WORDS)
    return squeeze(first).lower().startswith(_FIRST_WORDS) or next(pieces, None) is not None


def _labelled(link: Element) -> bool:
    """Tell whether the line that a link stands in, or the link itself, says that it is the source."""
    block = link.getparent()
    while block is not None and block.tag in _INLINE:
        block = block.getparent()
    around = (block, link) if block is not None else (link,)
    return any(
        _LABEL.match(line) is not None and len(line) <= _LONGEST_LINE and _LABEL.fullmatch(line) is not None
        for line in map(words, filter(_may_label, around))
    )


def _elsewhere(href: str, address: str) -> str:
    """Return the address that a link leads to if that is a page of another host, else ""."""
    there = _joined(href, address)
    parts = urlsplit(there)
    other = parts.hostname and _bare(parts.hostname) != _bare(urlsplit(address).hostname or "")
    return there if other and (parts.path.strip("/") or parts.query) else ""


def _bare(host: str) -> str:
    return re.sub(r"^(?:www|amp|m|mobile)\.", "", host)


def _joined(href: str, address: str) -> str:
    try:
        there = canonical_address(urljoin(address, href.strip()))
        return there if there.startswith(("http://", "https://")) and urlsplit(there).hostname else ""
    except ValueError:
        return ""
