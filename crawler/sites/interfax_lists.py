"""Knows how interfax.ru lists its stories: day archive, timeline of a front, RSS, sitemap of last changes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from archive.errors import EmptyPage, UnknownLayout
from archive.models import Link, LinkKind, Reading
from crawler.sites.base import without_scheme
from crawler.sites.charset import Decoding
from crawler.sites.dates import parse_iso, parse_rfc822
from crawler.sites.interfax_addresses import MAIN, absolute, plain_target
from crawler.sites.interfax_article import MOSCOW, require_russian, require_whole
from crawler.sites.page import Element, Page, select, squeeze, values, words

__all__ = ["DAY_PATH", "day_link", "read_day", "read_feed", "read_sitemap", "read_timeline"]

DAY_PATH = re.compile(
    r"/(?:(?P<section>[a-z][a-z0-9-]*)/)?news/(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})"
    r"(?:/(?:all/)?page_(?P<page>[0-9]{1,4}))?/?"
)


def _has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_ARCHIVE = f"//div[{_has('an')}]"
_PAGER = f"//*[{_has('pages')}]"
_ACTIVE = f"{_PAGER}//a[{_has('active')}]"
_NEXT = f"{_ACTIVE}/following-sibling::a[1][@href]"
_TIMELINE_ITEM = (
    f"//*[{_has('timeline__text')} or {_has('timeline__photo')}] | //*[{_has('timeline__group')}]/div"
)
_STAMP = ".//time[@datetime]/@datetime"
_ITEM = "./channel/item"
_ENTRY = "./*[local-name()='url']"


def day_link(day: date, section: str = "") -> Link:
    """Return the link to the archive of one Moscow day, of the whole site or of a section."""
    prefix = f"/{section}" if section else ""
    address = f"{MAIN}{prefix}/news/{day:%Y/%m/%d}"
    return _listing(address, stated=day)


def read_day(settled: Decoding) -> Reading:
    """Return the stories of an archive day and its next page; the day is Moscow's.

    A page past the end answers 200 with another page: when the active page is not the asked one there are
    no rows and no next page, and the note says so. Source: interfax.md section 3.
    """
    page = settled.page
    asked = DAY_PATH.fullmatch(urlsplit(page.address).path)
    require_russian(page)
    require_whole(page)
    archives = select(page.tree, _ARCHIVE)
    if asked is None or not archives:
        raise UnknownLayout(f"{page.address}: there is no archive of a day on the page")
    try:
        day = date(int(asked["year"]), int(asked["month"]), int(asked["day"]))
    except ValueError as error:
        raise UnknownLayout(f"{page.address}: no such day") from error
    wanted, active = asked["page"] or "1", next((words(a) for a in select(page.tree, _ACTIVE)), "")
    if (active or "1") != wanted:
        note = f"asked for page {wanted}, answered with page {active or 1}: past the end"
        return Reading(kind="listing", note=_notes(settled.note, note))
    rows = [row for archive in archives for row in select(archive, "./div")]
    stories = [_row(row, page.address, day) for row in rows]
    found = _distinct(link for link in stories if link)
    following = (absolute(page.address, str(a.get("href"))) for a in select(page.tree, _NEXT))
    onward = [_listing(address, stated=day) for address in following if address and _is_day(address)]
    missed = stories.count(None)
    return Reading(
        kind="listing",
        links=(*found, *onward),
        note=_notes(settled.note, f"{missed} of {len(rows)} rows name no story" if missed else ""),
    )


def _is_day(address: str) -> bool:
    parts = urlsplit(address)
    return parts.hostname == urlsplit(MAIN).hostname and bool(DAY_PATH.fullmatch(parts.path))


def _row(row: Element, base: str, day: date) -> Link | None:
    """Return the story of an archive row; its number comes from the link, else from ``data-id``."""
    anchors = select(row, ".//a[@href][.//h3]") or select(row, ".//a[@href]")
    heads = select(row, ".//h3")
    title = (
        words(heads[0])
        if heads
        else next((squeeze(str(a.get("title") or "")) or words(a) for a in anchors), "")
    )
    for anchor in anchors:
        return _story(absolute(base, str(anchor.get("href"))), title=title, stated=day)
    number = str(row.get("data-id") or "").strip()
    return _story(f"{MAIN}/{number}" if number else None, title=title, stated=day)


def read_timeline(settled: Decoding) -> Reading:
    """Return the stories of a section front and the link to the older ones.

    ``?a=timeline&dt=<minute>`` answers what is older than dt, and several stories share a minute: the next
    question repeats the last minute, and the known ones drop out by their keys. When the oldest minute is
    the asked one there is nothing older. Times there are Moscow's, without a zone.
    """
    page = settled.page
    parts = urlsplit(page.address)
    asked = (parse_qs(parts.query).get("dt") or [""])[0]
    if not asked:
        require_russian(page)
        require_whole(page)
    stamped = [
        (values(item, _STAMP)[0][:16], anchor)
        for item in select(page.tree, _TIMELINE_ITEM)
        for anchor in select(item, "./descendant::a[@href][.//h3][1]")
        if values(item, _STAMP)
    ]
    if not stamped and not asked:
        raise UnknownLayout(f"{page.address}: there is no timeline on the page")
    found = _distinct(link for link in (_timed(a, page.address, stamp) for stamp, a in stamped) if link)
    oldest = min((stamp for stamp, _ in stamped), default="")
    onward: list[Link] = []
    if oldest and oldest != asked:
        address = f"{parts.scheme}://{parts.netloc}{parts.path or '/'}?a=timeline&dt={oldest}"
        onward = [_listing(address, stated=_day_of(oldest))]
    note = "" if onward else "nothing older"
    return Reading(kind="listing", links=(*found, *onward), note=_notes(settled.note, note))


def _timed(anchor: Element, base: str, stamp: str) -> Link | None:
    title = squeeze(str(anchor.get("title") or "")) or words(anchor)
    return _story(absolute(base, str(anchor.get("href"))), title=title, stated=_day_of(stamp))


def _day_of(stamp: str) -> date | None:
    moment = parse_iso(stamp, zone=MOSCOW)
    return moment.day if moment else None


def read_feed(page: Page) -> Reading:
    """Return the links of the RSS; ``stated`` is Moscow's day of ``pubDate``. A teaser is no document."""
    items = select(page.xml, _ITEM)
    if not items:
        raise EmptyPage(f"{page.address}: there is no item in the feed")
    stories = [_fed(item) for item in items]
    missed = stories.count(None)
    return Reading(
        kind="feed",
        links=_distinct(link for link in stories if link),
        note=f"{missed} of {len(items)} items name no story" if missed else "",
    )


def _fed(item: Element) -> Link | None:
    printed = next(iter(values(item, "./pubDate/text()")), "")
    moment = parse_rfc822(printed) if printed else None
    day = moment.utc.astimezone(ZoneInfo(MOSCOW)).date() if moment else None
    title = next(iter(values(item, "./title/text()")), "")
    addresses = (*values(item, "./link/text()"), *values(item, "./guid/text()"))
    stories = (_story(address, title=title, stated=day) for address in addresses)
    return next((link for link in stories if link), None)


def read_sitemap(page: Page) -> Reading:
    """Return the stories of the sitemap of last changes; ``updated`` is ``lastmod`` as Moscow's wall time."""
    entries = select(page.xml, _ENTRY)
    if not entries:
        raise EmptyPage(f"{page.address}: there is no address in the sitemap")
    stories = []
    for entry in entries:
        addresses = values(entry, "./*[local-name()='loc']/text()")
        story = _story(addresses[0] if addresses else None, title="", stated=None)
        if story:
            changed = values(entry, "./*[local-name()='lastmod']/text()")
            stories.append(replace(story, updated=_wall(changed[0]) if changed else None))
    missed = len(entries) - len(stories)
    note = f"{missed} of {len(entries)} addresses name no story" if missed else ""
    return Reading(kind="sitemap", links=_distinct(stories), note=note)


def _wall(printed: str) -> str | None:
    moment = parse_iso(printed, zone=MOSCOW)
    return f"{moment.utc.astimezone(ZoneInfo(MOSCOW)):%Y-%m-%dT%H:%M:%S}" if moment else None


def _story(address: str | None, *, title: str, stated: date | None) -> Link | None:
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


def _listing(address: str, *, stated: date | None) -> Link:
    return Link(
        address=address,
        kind=LinkKind.LISTING,
        key=without_scheme(address),
        source="interfax",
        language="ru",
        stated=stated,
    )


def _distinct(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links, the first of each key."""
    return tuple({link.key: link for link in reversed(list(links))}.values())[::-1]


def _notes(*notes: str) -> str:
    return "; ".join(_filled(notes))


def _filled(notes: Iterable[str]) -> Iterator[str]:
    return (note for note in notes if note)
