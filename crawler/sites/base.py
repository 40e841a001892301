"""Knows what a site is: declarations, and how an address and a page of it are read."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Protocol, TypeVar
from urllib.parse import urlsplit

from archive.errors import UnknownLayout
from archive.models import Identity, Link, Reading, Rights, View, without_scheme
from crawler.sites.page import Page

__all__ = ["Layout", "Site", "Target", "pick_layout", "without_scheme"]


class Dated(Protocol):
    """Anything that is valid until a day."""

    @property
    def until(self) -> date:
        """Return the last day."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The selectors of one design of a site; ``until`` is the last Moscow day that it was served.

    Sites subclass this with their own selectors. A redesign gives the last layout its day and
    appends a new one; an old one is never edited.
    """

    name: str
    until: date = field(default=date.max)


def pick_layout(layouts: tuple[D, ...], day: date) -> D:
    """Return the layout of a capture's day: the first whose ``until`` is not before it."""
    for layout in layouts:
        if day <= layout.until:
            return layout
    raise UnknownLayout(f"no layout is declared for {day.isoformat()}")


@dataclass(frozen=True, kw_only=True)
class Target:
    """What an address of a site points at: a document, through which view, which part of it."""

    identity: Identity
    address: str
    view: View = View.PAGE
    part: int = 1


class Site(ABC):
    """One publisher. Pure: no network, clock, database or Scrapy.

    Attributes are declarations: ``hosts`` maps each exact host name to its language; ``sections``
    names what a crawl walks by default; ``delay`` is the polite pause in seconds; ``rights`` are what the
    publisher allows, None where nobody has looked.
    """

    name: ClassVar[str]
    hosts: ClassVar[Mapping[str, str]]
    timezone: ClassVar[str] = "Europe/Moscow"
    delay: ClassVar[float] = 2.0
    sections: ClassVar[tuple[str, ...]] = ()
    rights: ClassVar[Rights | None] = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that the site publishes in."""
        return tuple(dict.fromkeys(language for language in self.hosts.values() if language))

    def owns(self, address: str) -> bool:
        """Tell whether an address is on a host of the site: exact hosts, never suffixes."""
        parts = urlsplit(address)
        return parts.scheme in {"http", "https"} and (parts.hostname or "") in self.hosts

    @abstractmethod
    def target(self, address: str) -> Target | None:
        """Return what document an address names, or None when it names none."""

    @abstractmethod
    def starts(
        self,
        *,
        languages: tuple[str, ...],
        since: date | None,
        today: date,
        sections: tuple[str, ...],
    ) -> tuple[Link, ...]:
        """Return the listings, feeds and sitemaps that a crawl begins with.

        ``today`` is the Moscow day of the run; ``sections`` is empty for the site's default.
        """

    @abstractmethod
    def read(self, page: Page) -> Reading:
        """Return what stands on a page.

        Raises an `UnreadablePage` child when it should hold a document and none can be read.
        """
