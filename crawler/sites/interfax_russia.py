"""Knows interfax-russia.ru, Interfax's site of the regions."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from archive.errors import NotThisKind, UnknownLayout
from archive.models import Identity, Link, LinkKind, Reading
from crawler.sites.base import Target, without_scheme
from crawler.sites.charset import Decoding, settle
from crawler.sites.interfax_addresses import absolute, plain_parts
from crawler.sites.interfax_article import read_story, require_russian, require_whole
from crawler.sites.interfax_layouts import RUSSIA_LAYOUTS
from crawler.sites.interfax_site import InterfaxSite
from crawler.sites.page import Page, select, squeeze, words
from crawler.sites.unread import told_apart

__all__ = ["InterfaxRussia"]

MAIN = "https://www.interfax-russia.ru"

_STORY = re.compile(
    r"/(?P<path>(?:[a-z0-9-]+/){0,2}(?:main|news|novosti-[a-z0-9-]+)/[a-z0-9]+(?:-[a-z0-9]+)+)/?"
)
_LIST = re.compile(r"/(?:main|[a-z0-9-]+(?:/[a-z0-9-]+)?/news|)/?")
_ROW = (
    "//a[contains(concat(' ', @class, ' '), ' d-block ')]"
    "[contains(concat(' ', @class, ' '), ' mb-0 ')][@href]"
    " | //section[contains(concat(' ', @class, ' '), ' mb-20 ')]"
    "//a[contains(concat(' ', @class, ' '), ' stretched-link ')][@href]"
)


class InterfaxRussia(InterfaxSite):
    """The regions' site: another design, addresses of words, the dateline Interfax-Russia.ru.

    A story's number is its whole path (``main/...``, ``volga/news/...``), for nothing says that a slug is
    unique across districts. Where the lists go on ("show more") is not known: only their first page is
    read. Source: interfax.md section 10.
    """

    name: ClassVar[str] = "interfax-russia"
    title: ClassVar[str] = "interfax-russia.ru"
    hosts: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"www.interfax-russia.ru": "ru", "interfax-russia.ru": "ru"}
    )
    sections: ClassVar[tuple[str, ...]] = (
        "main",
        "north-west",
        "south-and-north-caucasus",
        "volga",
        "center",
    )

    def target(self, address: str) -> Target | None:
        """Return the story that an address names by its path, or None."""
        parts = plain_parts(address, self.hosts)
        found = _STORY.fullmatch(parts.path) if parts else None
        if found is None:
            return None
        identity = Identity("interfax-russia", "ru", found["path"])
        return Target(identity=identity, address=f"{MAIN}/{found['path']}")

    def starts(
        self,
        *,
        languages: tuple[str, ...],
        since: date | None,  # noqa: ARG002 - the lists have no days
        today: date,  # noqa: ARG002 - the same
        sections: tuple[str, ...],
    ) -> tuple[Link, ...]:
        """Return the list of each section, of all when none is named; `BadUsage` for an unknown one."""
        self.require_known(sections)
        if languages and "ru" not in languages:
            return ()
        return tuple(self._list(name) for name in sections or self.sections)

    def _list(self, section: str) -> Link:
        address = f"{MAIN}/main?per-page=100" if section == "main" else f"{MAIN}/{section}/news"
        return Link(
            address=address,
            kind=LinkKind.LISTING,
            key=without_scheme(address),
            source=self.name,
            language="ru",
        )

    @told_apart
    def read(self, page: Page) -> Reading:
        """Return the story or the list of stories on a page; raises an `UnreadablePage` where none is."""
        settled = settle(page)
        target = self.target(page.address)
        if target is not None:
            return read_story(settled, target, RUSSIA_LAYOUTS, names=self.target)
        parts = plain_parts(page.address, self.hosts)
        if parts is None or not _LIST.fullmatch(parts.path):
            raise NotThisKind(f"{page.address}: neither a story nor a list of stories")
        return self._rows(settled)

    def _rows(self, settled: Decoding) -> Reading:
        page = settled.page
        require_russian(page)
        require_whole(page)
        links: dict[str, Link] = {}
        for anchor in select(page.tree, _ROW):
            address = absolute(page.address, str(anchor.get("href")))
            named = self.target(address) if address else None
            if named:
                links.setdefault(
                    named.identity.key,
                    Link(
                        address=named.address,
                        kind=LinkKind.DOCUMENT,
                        key=named.identity.key,
                        source=self.name,
                        language="ru",
                        title=words(anchor) or squeeze(str(anchor.get("title") or "")),
                    ),
                )
        if not links:
            raise UnknownLayout(f"{page.address}: the list names no story")
        return Reading(kind="listing", links=tuple(links.values()), note=settled.note)
