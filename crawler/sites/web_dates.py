"""Knows when a page of the web at large says it was published and last changed; never a guess."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from archive.models import Moment, Precision
from crawler.sites.date_stamps import first_stamp
from crawler.sites.head import Head
from crawler.sites.linked_data import text_in
from crawler.sites.near_title import NearTitle
from crawler.sites.page import Element, select, squeeze, values
from crawler.sites.shown_dates import ELSEWHERE, agreed, printed

__all__ = ["modified_of", "published_of"]

_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "published_time",
    "pubdate",
    "originalpublicationdate",
    "article_date_original",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "citation_publication_date",
    "citation_online_date",
    "bt:pubdate",
    "dcterms.date",
    "dc.date",
    "published_on",
    "published",
    "publisheddate",
    "published-date",
    "prism.publicationdate",
    "release_date",
    "date",
)
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_STATED = (
    f"//time[@pubdate]{ELSEWHERE}/@datetime | //@publishdate",
    (
        "//time[contains(concat(' ', @class, ' '), ' published ') or contains(@class, 'entry-date')]"
        f"{ELSEWHERE}/@datetime"
    ),
)
_VALUES = ("content", "datetime")
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)[0-9]{2})(?P<mark>[/-]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"(?=[/_.-]|$)|/(?P<years>(?:19|20)[0-9]{2})/(?P<months>0[1-9]|1[0-2])(?P<days>0[1-9]|[12][0-9]|3[01])(?=/)"
)
# A number that begins with a whole second is an id that was given then: /article/A2021070214320005196.
_SECOND = re.compile(
    r"/[A-Za-z]{0,4}(?P<year>(?:19|20)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"(?:[01][0-9]|2[0-3])(?:[0-5][0-9]){2}[0-9]{0,8}(?=[/_.-]|$)"
)
# What a page's own scripts hold of its article, also where json refuses its JSON-LD.
_SCRIPTED = re.compile(
    r"[\"'](?:date_?published|published_?at|publish_?date|published_?date|pub_?date|publication_?date"
    r"|first_?published(?:_?at)?)"
    r"\\?[\"']\s{0,3}:\s{0,3}\\?[\"']?([0-9][0-9T:.+Z /-]{7,30})",
    re.IGNORECASE,
)
_MOST_SCRIPT = 400_000
_WESTERNMOST, _EASTERNMOST = timedelta(hours=12), timedelta(hours=14)


def published_of(
    head: Head, data: dict[str, Any], near: NearTitle, *, language: str, address: str
) -> Moment | None:
    """Return when a page says it was published; None rather than a guess.

    Believes JSON-LD first, then the head, then marked times, what is printed near the title, and last the
    day in the address, or the one day that all dates it marks, or its scripts, agree on. A date that is
    said to be of a change is never taken. Where a stamp in UTC falls on the day before or after the one in
    the address, that day is kept alone: it is the one printed, in a zone that is not stated. Source:
    extraction.md section 4.
    """
    marked = (found for path in _STATED for found in values(head.root, path))
    stated = chain(_stated(head, data, "datePublished", _METAS), marked)
    if stamp := first_stamp(stated, language=language):
        return _local(stamp, _of_address(address))
    return (
        printed(head, near, language=language)
        or _of_address(address)
        or agreed(head.root, language=language)
        or _scripted(head.root, language)
    )


def modified_of(head: Head, data: dict[str, Any], *, language: str) -> Moment | None:
    """Return when a page says it was last changed, in its JSON-LD or its head."""
    return first_stamp(_stated(head, data, "dateModified", _CHANGES), language=language)


def _stated(head: Head, data: dict[str, Any], name: str, metas: tuple[str, ...]) -> Iterator[str]:
    """Yield what is stated as a property for machines: in JSON-LD, in the head, and in the mark-up."""
    if linked := text_in(data, name):
        yield linked
    yield from head.said(*metas)
    for element in head.properties(name):
        yield from (squeeze(value) for key, value in element.items() if key in _VALUES)


def _scripted(root: Element, language: str) -> Moment | None:
    """Return the one day that the page's scripts give for a publication; None where they know several."""
    stated, read = set[str](), 0
    for script in select(root, "//script"):
        source = script.text or ""
        read += len(source)
        if read > _MOST_SCRIPT:
            break
        stated.update(found.strip() for found in _SCRIPTED.findall(source))
    moments = [moment for one in sorted(stated) if (moment := first_stamp([one], language=language))]
    return moments[0] if len({one.day for one in moments}) == 1 else None


def _local(stamp: Moment, there: Moment | None) -> Moment:
    """Return the day in the address where a stamp in UTC falls beside it: the day where the paper is."""
    if there is None or stamp.zone != "UTC" or stamp.precision is Precision.DAY:
        return stamp
    possible = {(stamp.utc - _WESTERNMOST).date(), stamp.day, (stamp.utc + _EASTERNMOST).date()}
    return there if there.day in possible - {stamp.day} else stamp


def _of_address(address: str) -> Moment | None:
    """Return the day that an address holds: /2021/07/02/, or a number of the second, /A20210702143200051."""
    path = urlsplit(address).path
    found = _IN_ADDRESS.search(path) or _SECOND.search(path)
    if found is None:
        return None
    held = found.groupdict()
    year, month, day = (int(held[name] or held[f"{name}s"]) for name in ("year", "month", "day"))
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    return Moment(utc=midnight, precision=Precision.DAY, printed=found[0].strip("/"))
