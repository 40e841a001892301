"""Knows any other page: a repost of an agency's text on a site that Readout has no rules for."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import ClassVar
from urllib.parse import urlsplit

from archive.errors import UnknownLayout
from archive.models import Document, Identity, Link, Reading, View
from crawler.sites.base import Site, Target
from crawler.sites.charset import settle_any
from crawler.sites.dateline import split_dateline
from crawler.sites.language import settled_language
from crawler.sites.linked_data import article_data
from crawler.sites.metadata import Metadata, metadata
from crawler.sites.page import Page
from crawler.sites.partial import ending_of
from crawler.sites.scripted import scripted_article
from crawler.sites.unread import refuse_walls
from crawler.sites.web_address import canonical_address
from crawler.sites.web_body import Body, body_of
from crawler.sites.web_refusal import refuse_other_kinds, refuse_other_pages
from crawler.sites.web_sources import references_of

__all__ = ["Web"]


class Web(Site):
    """The web at large: every http address that no declared site owns; never crawled, only asked."""

    name: ClassVar[str] = "web"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType({})
    timezone: ClassVar[str] = "UTC"

    def __init__(self, publishers: tuple[Site, ...] = ()) -> None:
        """Know the sites whose texts are reposted: links to them are the text's sources."""
        self._publishers = publishers

    def owns(self, address: str) -> bool:
        """Tell whether an address is an http one with a host; declared sites are asked first."""
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)

    def target(self, address: str) -> Target | None:
        """Return the page itself, known by its canonical address."""
        if not self.owns(address):
            return None
        canonical = canonical_address(address)
        return Target(identity=Identity(self.name, "", canonical), address=canonical)

    def starts(
        self,
        *,
        languages: tuple[str, ...],  # noqa: ARG002
        since: date | None,  # noqa: ARG002
        today: date,  # noqa: ARG002
        sections: tuple[str, ...],  # noqa: ARG002
    ) -> tuple[Link, ...]:
        """Return nothing: the web at large has no beginning."""
        return ()

    def read(self, page: Page) -> Reading:
        """Return the one article of a page.

        Raises `NotThisKind` for bytes that are no page and for one too large or too deep to read;
        `BlockedPage` for a wall, `AbsentPage` for an honest "not found"; `EmptyPage` for nothing;
        `UnknownLayout` when no title or no text is found.
        """
        refuse_other_kinds(page)
        settled = settle_any(page)
        page = settled.page
        refuse_walls(page)
        refuse_other_pages(page)
        stated = metadata(page)
        if not stated.title:
            raise UnknownLayout(f"{page.address}: no title was found")
        body = _body(page, stated.title)
        ending = ending_of(body, page.tree, article_data(page.tree), page.address)
        body = replace(body, blocks=ending.blocks, dropped=(*body.dropped, *ending.dropped))
        if not any(block.text for block in body.blocks):
            raise UnknownLayout(f"{page.address}: no article text was found")
        return Reading(
            kind="article", documents=(self._document(page, stated, body, ending.partial),), note=settled.note
        )

    def _document(self, page: Page, stated: Metadata, body: Body, partial: str | None) -> Document:
        text = "\n".join(block.text for block in body.blocks)
        dateline, _ = split_dateline(next(block.text for block in body.blocks if block.text))
        language = settled_language(text, declared=stated.language)
        return Document(
            identity=Identity(self.name, "", stated.address),
            address=stated.address,
            view=View.AMP if stated.is_amp else View.PAGE,
            title=stated.title,
            language=language.code,
            language_declared=stated.language,
            language_confidence=language.confidence,
            partial=partial,
            blocks=body.blocks,
            published=stated.published,
            modified=stated.modified,
            author=stated.author,
            site_name=stated.site_name,
            agency=dateline.brand if dateline else None,
            dateline=dateline,
            references=references_of(body, page, self._publishers),
            aliases=stated.aliases,
            layout=body.layout,
            dropped=body.dropped,
        )


def _body(page: Page, title: str) -> Body:
    """Read the text of a page off its mark-up; where that has none, off its scripts' data."""
    body = body_of(page.tree, title=title)
    if any(block.text for block in body.blocks):
        return body
    article = scripted_article(page.tree)
    return body if article is None else replace(body_of(article, title=title), layout="scripted")
