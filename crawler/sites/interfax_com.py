"""Knows the English newsroom of interfax.com."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from archive.errors import EmptyPage, NotThisKind, UnknownLayout
from archive.models import Block, BlockKind, Document, Identity, Link, LinkKind, Moment, Reading
from crawler.sites.base import Target, without_scheme
from crawler.sites.charset import settle
from crawler.sites.dateline import split_dateline
from crawler.sites.dates import parse_iso
from crawler.sites.interfax_addresses import absolute, plain_parts
from crawler.sites.interfax_article import require_whole
from crawler.sites.interfax_site import InterfaxSite
from crawler.sites.page import Element, Page, select, values, words
from crawler.sites.unread import told_apart

__all__ = ["InterfaxCom"]

FRONT = "https://www.interfax.com/newsroom/top-stories/"

_FRONT = re.compile(r"/newsroom/top-stories/?")
_STORY = re.compile(r"/newsroom/top-stories/(?P<number>[0-9]{1,9})/?")
_LAYOUT = "interfax-com-dateline"
_AGENCY = "Interfax"
_PLACES = ("//article", "//main", "//body")
_PUBLISHED = (
    "//meta[@property='article:published_time']/@content | //meta[@itemprop='datePublished']/@content"
)


class InterfaxCom(InterfaxSite):
    """Interfax in English. Its ids are its own, small, and no kin of interfax.ru's.

    No stored article page was found, so none was ever seen: a story is read by its h1 and the paragraphs
    from the first that carries the English dateline «MOSCOW. April 7 (Interfax) - »; a page without that
    anchor raises `UnknownLayout`, and no date is read but one that is stated for machines. Source:
    interfax.md section 10.
    """

    name: ClassVar[str] = "interfax-com"
    title: ClassVar[str] = "interfax.com"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType({"www.interfax.com": "en", "interfax.com": "en"})
    sections: ClassVar[tuple[str, ...]] = ("top-stories",)

    def target(self, address: str) -> Target | None:
        """Return the story that an address of the newsroom names, or None."""
        parts = plain_parts(address, self.hosts)
        found = _STORY.fullmatch(parts.path) if parts else None
        if found is None:
            return None
        number = str(int(found["number"]))
        return Target(identity=Identity("interfax-com", "en", number), address=f"{FRONT}{number}/")

    def starts(
        self,
        *,
        languages: tuple[str, ...],
        since: date | None,  # noqa: ARG002 - the newsroom has no archive by day
        today: date,  # noqa: ARG002 - the same
        sections: tuple[str, ...],
    ) -> tuple[Link, ...]:
        """Return the front of the newsroom, the one known list; `BadUsage` for another section."""
        self.require_known(sections)
        if languages and "en" not in languages:
            return ()
        return (
            Link(
                address=FRONT,
                kind=LinkKind.LISTING,
                key=without_scheme(FRONT),
                source=self.name,
                language="en",
            ),
        )

    @told_apart
    def read(self, page: Page) -> Reading:
        """Return the story or the list of stories on a page.

        Raises `NotThisKind`, `TruncatedPage`, `UnknownLayout` or `EmptyPage`.
        """
        settled = settle(page)
        target = self.target(page.address)
        require_whole(settled.page)
        if target is not None:
            return self._story(settled.page, target, settled.note)
        parts = plain_parts(page.address, self.hosts)
        if parts is None or not _FRONT.fullmatch(parts.path):
            raise NotThisKind(f"{page.address}: neither a story nor the newsroom")
        return self._front(settled.page, settled.note)

    def _front(self, page: Page, note: str) -> Reading:
        links: dict[str, Link] = {}
        for anchor in select(page.tree, "//a[@href]"):
            address = absolute(page.address, str(anchor.get("href")))
            named = self.target(address) if address else None
            if named is None or named.identity.key in links:
                continue
            heads = select(anchor, ".//h3") or select(anchor, "preceding::h3[1]")
            links[named.identity.key] = Link(
                address=named.address,
                kind=LinkKind.DOCUMENT,
                key=named.identity.key,
                source=self.name,
                language="en",
                title=words(heads[0]) if heads else words(anchor),
            )
        if not links:
            raise UnknownLayout(f"{page.address}: the newsroom lists no story")
        return Reading(kind="listing", links=tuple(links.values()), note=note)

    def _story(self, page: Page, target: Target, note: str) -> Reading:
        heads = [words(head) for head in select(page.tree, "//h1") if words(head)]
        paragraphs = _anchored(page)
        if not heads or not paragraphs:
            raise UnknownLayout(f"{page.address}: no headline with an «(Interfax) -» dateline on the page")
        blocks = tuple(Block(BlockKind.PARAGRAPH, words(one)) for one in paragraphs if words(one))
        if not blocks:
            raise EmptyPage(f"{page.address}: the article has no text")
        document = Document(
            identity=target.identity,
            address=target.address,
            title=heads[0],
            language="en",
            blocks=blocks,
            published=_published(page),
            agency=_AGENCY,
            dateline=split_dateline(blocks[0].text)[0],
            aliases=(page.address,) if page.address != target.address else (),
            layout=_LAYOUT,
        )
        return Reading(kind="article", documents=(document,), note=note)


def _anchored(page: Page) -> list[Element]:
    """Return the paragraph with the dateline and its later siblings, from the narrowest place."""
    for place in _PLACES:
        for paragraph in select(page.tree, f"{place}//p"):
            dateline, _ = split_dateline(words(paragraph))
            if dateline and "(Interfax)" in dateline.printed:
                return [paragraph, *select(paragraph, "./following-sibling::p")]
    return []


def _published(page: Page) -> Moment | None:
    stamps = (parse_iso(text, zone="Europe/Moscow") for text in values(page.tree, _PUBLISHED))
    return next((moment for moment in stamps if moment), None)
