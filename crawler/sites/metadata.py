"""Knows what any page states about itself: title, times, author, site, language, address."""

from dataclasses import dataclass
from urllib.parse import urljoin

from archive.models import Moment
from crawler.sites.authors import authors_of
from crawler.sites.linked_data import article_data, name_in
from crawler.sites.page import Element, Page, select, values
from crawler.sites.titles import title_of
from crawler.sites.web_address import stated_address
from crawler.sites.web_dates import modified_of, published_of

__all__ = ["Metadata", "metadata"]


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What a page states beside its text; ``language`` is what is declared, not yet what is true.

    ``author`` joins the names of several by "; ".
    """

    title: str
    address: str
    published: Moment | None
    modified: Moment | None
    author: str | None
    site_name: str | None
    language: str | None
    aliases: tuple[str, ...] = ()
    is_amp: bool = False


def metadata(page: Page) -> Metadata:
    """Return what a page states about itself; the title is empty when it states none."""
    root, data = page.tree, article_data(page.tree)
    declared = _first(root, "/html/@lang | //html/@lang", "//meta[@property='og:locale']/@content")
    site_name = _first(root, "//meta[@property='og:site_name']/@content") or name_in(data, "publisher")
    title = title_of(root, data, site_name=site_name, address=page.address)
    language = (declared or "").lower()[:2]
    canonical = _first(root, "//link[@rel='canonical']/@href")
    address = stated_address(page.address, canonical)
    amp = _first(root, "//link[@rel='amphtml']/@href")
    is_amp = bool(select(root, "/html[@amp or @*[name()='⚡']]")) and address != stated_address(
        page.address, None
    )
    return Metadata(
        title=title,
        address=address,
        aliases=_aliases(page.address, address, amp),
        is_amp=is_amp,
        published=published_of(root, data, title=title, language=language, address=page.address),
        modified=modified_of(root, data, language=language),
        author="; ".join(authors_of(root, data, site_name=site_name, title=title)) or None,
        site_name=site_name,
        language=declared,
    )


def _aliases(asked: str, address: str, amp: str | None) -> tuple[str, ...]:
    """Return the other addresses of a page: the one it was asked at, and its AMP version's on its host."""
    try:
        version = stated_address(address, urljoin(address, amp or ""))
    except ValueError:
        version = address
    named = (asked, version if version != address else asked)
    return tuple(dict.fromkeys(one for one in named if one != address))


def _first(root: Element, *paths: str) -> str | None:
    return next((found for path in paths for found in values(root, path)), None)
