"""Knows which links of a page lead to its sources: the declared publishers, and the original it states."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from urllib.parse import urljoin

from archive.models import Reference
from crawler.sites.base import Site
from crawler.sites.copy_source import sources_stated, versions_of
from crawler.sites.linked_data import article_data
from crawler.sites.page import Element, Page, select, words
from crawler.sites.reshape import BLOCKS
from crawler.sites.web_body import Body

__all__ = ["references_of", "sources_of"]

_PRINTED = re.compile(r"https?://[^\s<>\"«»“”()]+")
# No page of the web at large is a publisher's, so no address without a host is one either.
_LEADING_AWAY = ".//a[contains(@href, '//')]"
_DROPPED = str.maketrans("", "", "\t\r\n")
"""What a browser leaves out of an address, wherever it stands."""
_AFTER = ".,;:!?…"
_MOST = 20


def references_of(body: Body, page: Page, publishers: tuple[Site, ...]) -> tuple[Reference, ...]:
    """Return the sources of a page's text, each address once, then its AMP version and its feeds."""
    linked = sources_of(body, page.address, publishers)
    original = sources_stated(page.tree, article_data(page.tree), page.address)
    known = {_known(one.address, "", publishers) or one.address: one for one in original}
    others = (replace(one, address=address) for address, one in known.items())
    named = {one.address for one in linked}
    fresh = tuple(one for one in others if one.address not in named)
    return (*linked, *fresh, *versions_of(page.tree, page.address))


def sources_of(body: Body, address: str, publishers: tuple[Site, ...]) -> tuple[Reference, ...]:
    """Return what a text links to on the exact hosts of the publishers, each address once.

    Counts a link in a block of the text or beside one («Lire l'original»), not in what was stripped, and
    an address that is only printed. A story is named by the address that its site knows it by.
    """
    titles: dict[str, str] = {}
    linked = (
        (found, link)
        for link in (
            select(body.ready.tree, _LEADING_AWAY) if _named_in(body.ready.links_to, publishers) else ()
        )
        if (found := _known(address, str(link.get("href")), publishers))
    )
    kept = frozenset(block.text for block in body.blocks if block.text)
    stripped = frozenset(text for _, text in body.dropped)
    for found, link in islice(linked, _MOST):
        if _in_text(link, kept, stripped):
            titles.setdefault(found, words(link))
    for text in (text for block in body.blocks for text in _PRINTED.findall(block.text)):
        if found := _known(address, text.rstrip(_AFTER), publishers):
            titles.setdefault(found, "")
    return tuple(Reference("source", found, title) for found, title in titles.items())


def _named_in(hrefs: Iterable[str], publishers: tuple[Site, ...]) -> bool:
    """Tell whether any address names a host of some sites: what names none is none of theirs."""
    small = "\v".join(hrefs).translate(_DROPPED).lower()
    return any(host in small for host in _hosts(publishers))


@lru_cache(maxsize=8)
def _hosts(publishers: tuple[Site, ...]) -> tuple[str, ...]:
    """Return the hosts of some sites, small, without those that another's name is a part of."""
    hosts = {host.lower() for site in publishers for host in site.hosts}
    return tuple(host for host in hosts if not any(one != host and one in host for one in hosts))


def _known(base: str, href: str, publishers: tuple[Site, ...]) -> str:
    """Return where a link leads if that is a publisher's page, else ""."""
    try:
        address = urljoin(base, href.strip())
        site = next((site for site in publishers if site.owns(address)), None)
    except ValueError:
        return ""
    if site is None:
        return ""
    named = site.target(address)
    return named.address if named else address


def _in_text(link: Element, kept: frozenset[str], stripped: frozenset[str]) -> bool:
    """Tell whether a link stands in a block of the text, or in a box between or after its paragraphs."""
    block = next((one for one in link.iterancestors() if one.tag in BLOCKS), None)
    if block is None or words(block) in stripped:
        return False
    above = block.getparent()
    beside = (block, *block, *(above if above is not None else ()))
    return any(words(one) in kept for one in beside)
