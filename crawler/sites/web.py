"""Knows any other page: a repost of an agency's text on a site that Readout has no rules for."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import ClassVar
from urllib.parse import urlsplit

from archive.errors import EmptyPage, NotThisKind, UnknownLayout
from archive.models import Document, Identity, Link, Reading
from crawler.sites.base import Site, Target
from crawler.sites.dateline import split_dateline
from crawler.sites.language import settled_language
from crawler.sites.metadata import Metadata, metadata
from crawler.sites.page import Element, Page, select, words
from crawler.sites.reshape import deepest
from crawler.sites.web_address import canonical_address
from crawler.sites.web_body import Body, body_of

__all__ = ["Web"]

_LARGEST = 2_000_000
_DEEPEST = 250
_MARKUP = re.compile(r"(?:text/html|application/xhtml\+xml)?", re.IGNORECASE)
_OTHER_BYTES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF")
_CHALLENGE = re.compile(
    r"just a moment\W*|один момент\W*|ddos-guard|checking your browser\b.{0,60}|"
    r"attention required! \| cloudflare|"
    r"access denied|доступ (?:к сайту |к ресурсу )?(?:ограничен|запрещ[её]н).{0,40}|"
    r"(?:please )?verify(?:ing)? you are (?:a )?human.{0,40}|are you a robot\?|403 forbidden",
    re.IGNORECASE,
)
_CHALLENGE_LENGTH = 2_000


class Web(Site):
    """The web at large: every http address that no declared site owns; never crawled, only asked."""

    name: ClassVar[str] = "web"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType({})
    timezone: ClassVar[str] = "UTC"

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

        Raises `NotThisKind` for bytes that are no page, for a block page and for one too large or too
        deep to read; `EmptyPage` for nothing; `UnknownLayout` when no title or no text is found.
        """
        _refuse_other_kinds(page)
        stated = metadata(page)
        if not stated.title:
            raise UnknownLayout(f"{page.address}: no title was found")
        body = body_of(page.tree, title=stated.title)
        if not any(block.text for block in body.blocks):
            raise UnknownLayout(f"{page.address}: no article text was found")
        return Reading(kind="article", documents=(self._document(page, stated, body),))

    def _document(self, page: Page, stated: Metadata, body: Body) -> Document:
        text = "\n".join(block.text for block in body.blocks)
        dateline, _ = split_dateline(next(block.text for block in body.blocks if block.text))
        return Document(
            identity=Identity(self.name, "", stated.address),
            address=stated.address,
            title=stated.title,
            language=settled_language(text, declared=stated.language),
            blocks=body.blocks,
            published=stated.published,
            modified=stated.modified,
            author=stated.author,
            site_name=stated.site_name,
            agency=dateline.brand if dateline else None,
            dateline=dateline,
            aliases=(page.address,) if page.address != stated.address else (),
            layout=body.layout,
            dropped=body.dropped,
        )


def _refuse_other_kinds(page: Page) -> None:
    kind = page.content_type.partition(";")[0].strip()
    if not _MARKUP.fullmatch(kind) or page.body.startswith(_OTHER_BYTES):
        raise NotThisKind(f"{page.address}: not a web page ({kind or 'by its first bytes'})")
    if len(page.body) > _LARGEST:
        raise NotThisKind(f"{page.address}: too large to read ({len(page.body)} bytes)")
    shown = _shown(page.tree)
    if not shown:
        raise EmptyPage(f"{page.address}: there is no text on the page")
    if deepest(page.tree) > _DEEPEST:
        raise NotThisKind(f"{page.address}: too deep to read (over {_DEEPEST} levels)")
    heads = [words(one) for one in select(page.tree, "//title | //h1")]
    if any(_CHALLENGE.fullmatch(head) for head in heads) and shown < _CHALLENGE_LENGTH:
        raise NotThisKind(f"{page.address}: a block page, not an article")


def _shown(root: Element) -> int:
    """Return how many characters of text a page shows, blanks included."""
    return sum(
        len(text)
        for element in root.iter()
        for text in (element.text if element.tag not in {"script", "style"} else "", element.tail)
        if text and not text.isspace()
    )
