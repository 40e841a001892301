"""Knows what a page is that a site's own reader could not read: a wall, an honest "not found", or neither."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from urllib.parse import urljoin

from archive.errors import AbsentPage, BlockedPage, UnreadablePage
from archive.models import Reading
from crawler.sites.absence import says_absent
from crawler.sites.base import Site
from crawler.sites.charset import settle_any
from crawler.sites.page import Page, values
from crawler.sites.refusal import wall_on

__all__ = ["refuse_walls", "told_apart", "told_of"]

S = TypeVar("S", bound=Site)


def told_apart(read: Callable[[S, Page], Reading]) -> Callable[[S, Page], Reading]:
    """Let a declared site's reader say of a page that it cannot read whether it is a wall or an absence.

    What the site's own rules can read is never looked at, so an article about captchas stays an article. An
    absence is believed only in the site's own frame: a page that leads on into the site.
    """

    @wraps(read)
    def reading(site: S, page: Page) -> Reading:
        try:
            return read(site, page)
        except (AbsentPage, BlockedPage):
            raise
        except UnreadablePage as error:
            why = told_of(site, page)
            if why is None:
                raise
            raise why from error

    return reading


def refuse_walls(page: Page) -> None:
    """Raise `BlockedPage` or `AbsentPage` for a rightly decoded page of the web at large that is one."""
    if wall := wall_on(page):
        raise _blocked(page, wall)
    if says_absent(page):
        raise _absent(page)


def told_of(site: Site, page: Page) -> UnreadablePage | None:
    """Return what a declared site's page proves to be that is not its own, or None."""
    settled = settle_any(page).page
    if wall := wall_on(settled):
        return _blocked(page, wall)
    return _absent(page) if says_absent(settled) and _leads_on(site, settled) else None


def _leads_on(site: Site, page: Page) -> bool:
    try:
        hrefs = values(page.tree, "//body//a/@href")
    except UnreadablePage:
        return False
    return any(_inside(site, page.address, href) for href in hrefs)


def _inside(site: Site, base: str, href: str) -> bool:
    try:
        address = urljoin(base, href)
        return address.partition("#")[0] != base and site.owns(address)
    except ValueError:
        return False


def _blocked(page: Page, wall: str) -> BlockedPage:
    return BlockedPage(f"{page.address}: {wall} stands where the page should be")


def _absent(page: Page) -> AbsentPage:
    return AbsentPage(f"{page.address}: the site says that there is no such page")
