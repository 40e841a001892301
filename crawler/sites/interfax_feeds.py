"""Knows how interfax.ru names its stories to machines: RSS, sitemap of last changes, and the link to one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from archive.errors import EmptyPage
from archive.models import Link, LinkKind, Reading
from crawler.sites.dates import parse_iso, parse_rfc822
from crawler.sites.interfax_addresses import MOSCOW, plain_target
from crawler.sites.page import Element, Page, select, values

__all__ = ["distinct", "read_feed", "read_sitemap", "story_link"]

_ITEM = "./channel/item"
_ENTRY = "./*[local-name()='url']"


def read_feed(page: Page) -> Reading:
    """Return the links of the RSS; ``stated`` is Moscow's day of ``pubDate``. A teaser is no document."""
    items = select(page.xml, _ITEM)
    if not items:
        raise EmptyPage(f"{page.address}: there is no item in the feed")
    stories = [_fed(item) for item in items]
    missed = stories.count(None)
    return Reading(
        kind="feed",
        links=distinct(stories),
        note=f"{missed} of {len(items)} items name no story" if missed else "",
    )


def _fed(item: Element) -> Link | None:
    printed = next(iter(values(item, "./pubDate/text()")), "")
    moment = parse_rfc822(printed) if printed else None
    day = moment.utc.astimezone(ZoneInfo(MOSCOW)).date() if moment else None
    title = next(iter(values(item, "./title/text()")), "")
    addresses = (*values(item, "./link/text()"), *values(item, "./guid/text()"))
    stories = (story_link(address, title=title, stated=day) for address in addresses)
    return next((link for link in stories if link), None)


def read_sitemap(page: Page) -> Reading:
    """Return the stories of the sitemap of last changes; ``updated`` is ``lastmod`` as Moscow's wall time."""
    entries = select(page.xml, _ENTRY)
    if not entries:
        raise EmptyPage(f"{page.address}: there is no address in the sitemap")
    stories: list[Link | None] = []
    for entry in entries:
        addresses = values(entry, "./*[local-name()='loc']/text()")
        story = story_link(addresses[0] if addresses else None, title="", stated=None)
        if story:
            changed = values(entry, "./*[local-name()='lastmod']/text()")
            stories.append(replace(story, updated=_wall(changed[0]) if changed else None))
    missed = len(entries) - len(stories)
    note = f"{missed} of {len(entries)} addresses name no story" if missed else ""
    return Reading(kind="sitemap", links=distinct(stories), note=note)


def _wall(printed: str) -> str | None:
    moment = parse_iso(printed, zone=MOSCOW)
    return f"{moment.utc.astimezone(ZoneInfo(MOSCOW)):%Y-%m-%dT%H:%M:%S}" if moment else None


def story_link(address: str | None, *, title: str, stated: date | None) -> Link | None:
    """Return the link to a story, None where an address names none; ``stated`` is a Moscow day."""
    named = plain_target(address) if address else None
    if named is None:
        return None
    return Link(
        address=named.address,
        kind=LinkKind.DOCUMENT,
        key=named.identity.key,
        source=named.identity.source,
        language=named.identity.language,
        stated=stated,
        title=title,
    )


def distinct(links: Iterable[Link | None]) -> tuple[Link, ...]:
    """Return the links, the first of each key; None, which names no story, is left out."""
    found: dict[str, Link] = {}
    for link in links:
        if link is not None:
            found.setdefault(link.key, link)
    return tuple(found.values())
