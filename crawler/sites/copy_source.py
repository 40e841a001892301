"""Knows where a page says that the original of its text stands, and which other versions it has."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.models import Reference
from crawler.sites.linked_data import text_in
from crawler.sites.page import Element, holds, select, values, words
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
_LINKS = "//a[contains(@href, '//')]"
_BESIDE = (
    "boolean(ancestor::*[self::nav or self::footer or self::figure or self::figcaption or self::aside"
    " or @id='comments' or contains(@class, 'comment')])"
)
_STATED = (
    ("canonical", "//link[@rel='canonical']/@href"),
    ("syndication-source", "//link[@rel='syndication-source' or @rel='original-source']/@href"),
    ("syndication-source", "//meta[@name='syndication-source' or @name='original-source']/@content"),
    ("u-repost-of", "//*[contains(concat(' ', @class, ' '), ' u-repost-of ')]/@href"),
)
_FEEDS = (
    "//link[contains(concat(' ', @rel, ' '), ' alternate ')]"
    "[@type='application/rss+xml' or @type='application/atom+xml' or @type='application/feed+json']"
)
_AMP = "//link[@rel='amphtml']/@href"
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
    for link in select(root, _LINKS):
        href = str(link.get("href"))
        if len(found) >= _MOST or own in href or not _labelled(link) or holds(link, _BESIDE):
            continue
        if (there := _elsewhere(href, address)) and there not in found:
            found[there] = Reference("source", there, words(link), "")
    return tuple(found.values())


def versions_of(root: Element, address: str) -> tuple[Reference, ...]:
    """Return the page's AMP version, and the feeds that it names, by their printed titles."""
    amp = [Reference("amp", there) for one in values(root, _AMP)[:1] if (there := _joined(one, address))]
    feeds = [
        Reference("feed", there, str(one.get("title", "")))
        for one in select(root, _FEEDS)[:_MOST]
        if (there := _joined(str(one.get("href", "")), address))
    ]
    return (*amp, *feeds)


def _in_head(root: Element, data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for note, path in _STATED:
        yield from ((note, href) for href in values(root, path)[:_MOST])
    based = data.get("isBasedOn") or data.get("isBasedOnUrl")
    for one in based if isinstance(based, list) else [based]:
        href = text_in(one, "url") or text_in(one, "@id") if isinstance(one, dict) else one
        if isinstance(href, str):
            yield "isBasedOn", href


def _labelled(link: Element) -> bool:
    """Tell whether the line that a link stands in, or the link itself, says that it is the source."""
    block = link.getparent()
    while block is not None and block.tag in _INLINE:
        block = block.getparent()
    around = (block, link) if block is not None else (link,)
    return any(
        _LABEL.match(line) is not None and len(line) <= _LONGEST_LINE and _LABEL.fullmatch(line) is not None
        for line in map(words, around)
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
