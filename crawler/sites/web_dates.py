"""Knows when a page of the web at large says it was published and last changed; never a guess."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from archive.models import Moment, Precision
from crawler.sites.date_stamps import first_stamp
from crawler.sites.linked_data import text_in
from crawler.sites.page import Element, select, squeeze, values
from crawler.sites.shown_dates import agreed, printed

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
    "date",
)
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_ELSEWHERE = (
    "[not(ancestor::*[@id='comments' or contains(@class, 'comment')"
    " or self::aside or self::footer or self::nav])]"
)
_STATED = (
    "//*[@itemprop='datePublished']/@content | //*[@itemprop='datePublished']/@datetime",
    f"//time[@pubdate]{_ELSEWHERE}/@datetime | //*[@publishdate]/@publishdate",
    (
        "//time[contains(concat(' ', @class, ' '), ' published ') or contains(@class, 'entry-date')]"
        f"{_ELSEWHERE}/@datetime"
    ),
)
_CHANGED = ("//*[@itemprop='dateModified']/@content | //*[@itemprop='dateModified']/@datetime",)
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)[0-9]{2})(?P<mark>[/-]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12][0-9]|3[01])"
    r"(?=[/_.-]|$)|/(?P<years>(?:19|20)[0-9]{2})/(?P<months>0[1-9]|1[0-2])(?P<days>0[1-9]|[12][0-9]|3[01])(?=/)"
)
# What a page's own scripts hold of its article, also where json refuses its JSON-LD.
_SCRIPTED = re.compile(
    r"[\"'](?:date_?published|published_?at|publish_?date|published_?date|pub_?date|publication_?date"
    r"|first_?published(?:_?at)?)"
    r"\\?[\"']\s{0,3}:\s{0,3}\\?[\"']?([0-9][0-9T:.+Z /-]{7,30})",
    re.IGNORECASE,
)
_MOST_SCRIPT = 400_000


def published_of(
    root: Element, data: dict[str, Any], *, title: str, language: str, address: str
) -> Moment | None:
    """Return when a page says it was published; None rather than a guess.

    Believes JSON-LD first, then the head, then marked times, what is printed near the title, and last the
    day in the address, or the one day that all dates it marks, or its scripts, agree on. A date that is
    said to be of a change is never taken. Source: extraction.md section 4.
    """
    stated = (text_in(data, "datePublished"), *_in_head(root, _METAS), *_listed(root, _STATED))
    return (
        first_stamp(stated, language=language)
        or printed(root, title=title, language=language)
        or _of_address(address)
        or agreed(root, language=language)
        or _scripted(root, language)
    )


def modified_of(root: Element, data: dict[str, Any], *, language: str) -> Moment | None:
    """Return when a page says it was last changed, in its JSON-LD or its head."""
    stated = (text_in(data, "dateModified"), *_in_head(root, _CHANGES), *_listed(root, _CHANGED))
    return first_stamp(stated, language=language)


def _in_head(root: Element, names: tuple[str, ...]) -> list[str]:
    """Return what the meta elements of these names say, in the order of the names."""
    metas = [
        (str(one.get(key, "")).casefold(), squeeze(str(one.get("content"))))
        for one in select(root, "//meta[@content]")
        for key in ("property", "name", "itemprop")
    ]
    return [stated for name in names for found, stated in metas if found == name and stated]


def _listed(root: Element, paths: tuple[str, ...]) -> Iterator[str]:
    return (found for path in paths for found in values(root, path))


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


def _of_address(address: str) -> Moment | None:
    """Return the day that an address holds: /2021/07/02/."""
    found = _IN_ADDRESS.search(urlsplit(address).path)
    if found is None:
        return None
    year, month, day = (int(found[name] or found[f"{name}s"]) for name in ("year", "month", "day"))
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    return Moment(utc=midnight, precision=Precision.DAY, printed=found[0].strip("/"))
