"""Knows how interfax.ru lists its stories: day archive and timeline of a front."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

from archive.errors import UnknownLayout
from archive.models import Link, LinkKind, Reading
from crawler.sites.base import without_scheme
from crawler.sites.charset import Decoding
from crawler.sites.dates import parse_iso
from crawler.sites.interfax_addresses import MAIN, MOSCOW, absolute
from crawler.sites.interfax_article import require_russian, require_whole
from crawler.sites.interfax_feeds import distinct, story_link
from crawler.sites.page import Element, select, squeeze, values, words

__all__ = ["DAY_PATH", "day_link", "read_day", "read_timeline"]

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
    day = _asked_day(asked, page.address)
    wanted, active = asked["page"] or "1", next((words(a) for a in select(page.tree, _ACTIVE)), "")
    if (active or "1") != wanted:
        note = f"asked for page {wanted}, answered with page {active or 1}: past the end"
        return Reading(kind="listing", note=_notes(settled.note, note))
    rows = [row for archive in archives for row in select(archive, "./div")]
    stories = [_row(row, page.address, day) for row in rows]
    following = (absolute(page.address, str(a.get("href"))) for a in select(page.tree, _NEXT))
    onward = [_listing(address, stated=day) for address in following if address and _is_day(address)]
    missed = stories.count(None)
    return Reading(
        kind="listing",
        links=(*distinct(stories), *onward),
        note=_notes(settled.note, f"{missed} of {len(rows)} rows name no story" if missed else ""),
    )


def _asked_day(asked: re.Match[str], address: str) -> date:
    try:
        return date(int(asked["year"]), int(asked["month"]), int(asked["day"]))
    except ValueError as error:
        raise UnknownLayout(f"{address}: no such day") from error


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
        return story_link(absolute(base, str(anchor.get("href"))), title=title, stated=day)
    number = str(row.get("data-id") or "").strip()
    return story_link(f"{MAIN}/{number}" if number else None, title=title, stated=day)


def read_timeline(settled: Decoding) -> Reading:
    """Return the stories of a section front and the link to the older ones.

    ``?a=timeline&dt=<minute>`` answers what is older than dt, and several stories share a minute: the next
    question repeats the last minute, and the known ones drop out by their keys. When the oldest minute is
    the asked one there is nothing older. Text without a timeline is no answer to the question. Times there
    are Moscow's, without a zone.
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
    if not stamped and (not asked or words(page.tree)):
        raise UnknownLayout(f"{page.address}: there is no timeline on the page")
    found = distinct(_timed(a, page.address, stamp) for stamp, a in stamped)
    oldest = min((stamp for stamp, _ in stamped), default="")
    onward: list[Link] = []
    if oldest and oldest != asked:
        address = f"{parts.scheme}://{parts.netloc}{parts.path or '/'}?a=timeline&dt={oldest}"
        onward = [_listing(address, stated=_day_of(oldest))]
    note = "" if onward else "nothing older"
    return Reading(kind="listing", links=(*found, *onward), note=_notes(settled.note, note))


def _timed(anchor: Element, base: str, stamp: str) -> Link | None:
    title = squeeze(str(anchor.get("title") or "")) or words(anchor)
    return story_link(absolute(base, str(anchor.get("href"))), title=title, stated=_day_of(stamp))


def _day_of(stamp: str) -> date | None:
    moment = parse_iso(stamp, zone=MOSCOW)
    return moment.day if moment else None


def _listing(address: str, *, stated: date | None) -> Link:
    return Link(
        address=address,
        kind=LinkKind.LISTING,
        key=without_scheme(address),
        source="interfax",
        language="ru",
        stated=stated,
    )


def _notes(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
