"""Knows what a page leads to: links to follow, and all that was read off it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from archive.document import Document

__all__ = ["Link", "LinkKind", "Reading", "without_scheme"]


def without_scheme(address: str) -> str:
    """Return the form in which addresses are compared: no scheme, no fragment, host in lower case."""
    parts = urlsplit(address)
    return parts.netloc.lower() + (parts.path or "/") + ("?" + parts.query if parts.query else "")


class LinkKind(StrEnum):
    """What an address is expected to answer with."""

    FEED = "feed"
    LISTING = "listing"
    SITEMAP = "sitemap"
    DOCUMENT = "document"
    PAGE = "page"


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address that a page or a site's declaration names, and what is known of it before asking.

    ``key`` is what makes it the same task (a document's identity, else the address without its
    scheme); ``stated`` the publication day that the listing prints (Moscow's day for both sites);
    ``updated`` the listing's or feed's own mark of the last change, compared as text;
    ``past`` counts the listing pages in a row that lay wholly before the asked period.
    """

    address: str
    kind: LinkKind
    key: str
    source: str
    language: str = ""
    stated: date | None = None
    updated: str | None = None
    title: str = ""
    past: int = 0
    hops: int = 0
    part_of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """All that was read off one page: documents (several for a feed) and the links to follow.

    ``kind`` says what the page proved to be: article, listing, feed, sitemap, tab.
    """

    kind: str
    documents: tuple[Document, ...] = ()
    links: tuple[Link, ...] = ()
    note: str = ""
