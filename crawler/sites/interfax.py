"""Knows interfax.ru: its hosts, where a crawl begins, and what each kind of its pages is."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar
from urllib.parse import urlsplit

from archive.errors import NotThisKind
from archive.models import Link, LinkKind, Reading, View
from crawler.sites.base import Target, without_scheme
from crawler.sites.charset import settle
from crawler.sites.interfax_addresses import HOSTS, MAIN, amp_address, plain_parts, plain_target
from crawler.sites.interfax_article import read_story
from crawler.sites.interfax_feeds import read_feed, read_sitemap
from crawler.sites.interfax_layouts import AMP_LAYOUTS, LAYOUTS
from crawler.sites.interfax_lists import DAY_PATH, day_link, read_day, read_timeline
from crawler.sites.interfax_site import InterfaxSite
from crawler.sites.page import Page
from crawler.sites.unread import told_apart

__all__ = ["Interfax"]

FEED = f"{MAIN}/rss.asp"
SITEMAP = f"{MAIN}/SEO_SiteMapLastChanges.xml"
DEFAULT_DAYS = 2


class Interfax(InterfaxSite):
    """Interfax's Russian site with its sport host, which serves the same stories by the same numbers.

    ``sections`` are the ones that have an archive of their own; a crawl that names none reads the undivided
    archive, the feed and the sitemap of last changes. Interfax-Ukraine (interfax.com.ua) is another agency
    and is never taken for this site: hosts match whole. Source: interfax.md sections 1 to 9.
    """

    name: ClassVar[str] = "interfax"
    title: ClassVar[str] = "Interfax"
    hosts: ClassVar[Mapping[str, str]] = HOSTS
    sections: ClassVar[tuple[str, ...]] = ("russia", "world", "business", "moscow", "culture", "digital")

    def target(self, address: str) -> Target | None:
        """Return the story that an address names by its number, or None."""
        return plain_target(address)

    def starts(
        self,
        *,
        languages: tuple[str, ...],
        since: date | None,
        today: date,
        sections: tuple[str, ...],
    ) -> tuple[Link, ...]:
        """Return feed, sitemap and the archive of each day from ``since`` (two days back) to ``today``.

        Newest day first; days are Moscow's. With ``sections`` only their archives. Raises `BadUsage` for an
        unknown section.
        """
        self.require_known(sections)
        if languages and "ru" not in languages:
            return ()
        begin = since if since is not None else today - timedelta(days=DEFAULT_DAYS)
        days = [today - timedelta(days=back) for back in range((today - begin).days + 1)]
        archives = tuple(day_link(day, name) for day in days for name in sections or ("",))
        if sections:
            return archives
        return (_start(FEED, LinkKind.FEED), _start(SITEMAP, LinkKind.SITEMAP), *archives)

    @told_apart
    def read(self, page: Page) -> Reading:
        """Return what stands on a page of the site; its address says what it should be.

        Raises `NotThisKind` where the address names nothing that Readout reads, and what the readers of
        stories and lists raise.
        """
        target = self.target(page.address)
        if target is not None:
            return self._story(page, target)
        parts = plain_parts(page.address, self.hosts)
        path = parts.path.lower() if parts else ""
        if path == urlsplit(FEED).path:
            return read_feed(page)
        if path == urlsplit(SITEMAP).path.lower():
            return read_sitemap(page)
        if DAY_PATH.fullmatch(path):
            return read_day(settle(page))
        if parts and path.strip("/") in {"", *self.sections}:
            return read_timeline(settle(page))
        raise NotThisKind(f"{page.address}: neither a story nor a list of stories")

    def _story(self, page: Page, target: Target) -> Reading:
        number = target.identity.number
        is_amp = target.view is View.AMP
        plain = Target(identity=target.identity, address=f"{MAIN}/{number}", view=target.view)
        return read_story(
            settle(page),
            plain,
            AMP_LAYOUTS if is_amp else LAYOUTS,
            names=self.target,
            aliases=(amp_address(number),),
        )


def _start(address: str, kind: LinkKind) -> Link:
    return Link(address=address, kind=kind, key=without_scheme(address), source="interfax", language="ru")
