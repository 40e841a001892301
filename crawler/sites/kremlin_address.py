"""Knows what the addresses of the Kremlin site name: documents, their parts and views, feeds, listings."""

import re
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urljoin, urlsplit

from archive.models import Identity, View
from crawler.sites.base import Target

__all__ = [
    "HOSTS",
    "SOURCE",
    "canonical",
    "feed_page",
    "is_tab",
    "listing_page",
    "place",
    "resolve",
    "target",
]

SOURCE = "kremlin"
HOSTS = MappingProxyType(
    {
        "kremlin.ru": "ru",
        "www.kremlin.ru": "ru",
        "special.kremlin.ru": "ru",
        "en.kremlin.ru": "en",
        "www.en.kremlin.ru": "en",
        "en.special.kremlin.ru": "en",
    }
)
MAIN = MappingProxyType({"ru": "kremlin.ru", "en": "en.kremlin.ru"})

_NUMBER = r"[1-9][0-9]{0,8}"
_WORD = r"(?!(?:page|by-date|by-council|calendar|copy|feed|photos|videos)/)[a-z][a-z_-]*"
_ITEM = re.compile(
    rf"/(?:events(?:/{_WORD})+(?:/by-council/{_NUMBER})?"
    rf"|transcripts(?:/{_WORD})*|press/{_WORD}|acts/news|d"
    r"|catalog/(?:countries|regions|persons|keywords)/[A-Za-z0-9_-]+/events"
    rf")/(?P<number>{_NUMBER})(?P<print>/print)?"
)
_ACT = re.compile(rf"/(?P<number>acts/bank/{_NUMBER})(?:/page/(?P<part>{_NUMBER})|(?P<print>/print))?")
_SUPPLEMENT = re.compile(rf"/(?P<number>supplement/{_NUMBER})(?P<print>/print)?")
_TAB = re.compile(rf".+/{_NUMBER}/(?:photos|videos)(?:/{_NUMBER})?")
_FEED = re.compile(rf"(?P<section>/.+)/feed(?:/page/(?P<page>{_NUMBER}))?")
_PLAIN = re.compile(r"(?P<host>https?://[a-z0-9.-]+)?(?:/[A-Za-z0-9_-]+)+(?:\.[A-Za-z0-9]+)?")
_LISTING = re.compile(rf"(?P<section>/[a-z][a-z0-9_/-]*?)(?:/page/(?P<page>{_NUMBER}))?")


@lru_cache(maxsize=4096)
def place(address: str) -> tuple[str, str] | None:
    """Return (host, path without a trailing slash) of an address of the site, else None.

    Exact hosts, http or https, their usual ports, no user name: anything else only looks like the site.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = parts.hostname or ""
    genuine = parts.scheme in {"http", "https"} and port in {None, 80, 443} and "@" not in parts.netloc
    return (host, parts.path.rstrip("/") or "/") if genuine and host in HOSTS else None


def canonical(language: str, path: str) -> str:
    """Return the address that the site itself prints: http, the language's main host."""
    return f"http://{MAIN[language]}{path}"


@lru_cache(maxsize=4096)
def resolve(language: str, href: str) -> str:
    """Return a link of a page as an absolute address, or "" when it is no address at all."""
    # Nearly all links are so plain that there is nothing to resolve.
    if plain := _PLAIN.fullmatch(href):
        return href if plain["host"] else canonical(language, href)
    try:
        joined = urljoin(canonical(language, "/"), href.strip())
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


@lru_cache(maxsize=4096)  # of one page its reader asks, the page's own statement and its links
def target(address: str) -> Target | None:
    """Return which document an address names, whatever path, host or scheme it is named by.

    Query and fragment name nothing. Source: kremlin.md sections 1 and 7.
    """
    where = place(address)
    if where is None:
        return None
    host, path = where
    match = _ITEM.fullmatch(path) or _ACT.fullmatch(path) or _SUPPLEMENT.fullmatch(path)
    if match is None:
        return None
    special = ".special." in f".{host}"
    groups = match.groupdict()
    view = View.PRINT if groups["print"] else View.SPECIAL if special else View.PAGE
    return Target(
        identity=Identity(SOURCE, HOSTS[host], groups["number"]),
        address=f"http://{host.removeprefix('www.')}{path}",
        view=view,
        part=int(groups.get("part") or 1),
    )


def is_tab(path: str) -> bool:
    """Tell whether a path is the photo or video tab of a document."""
    return _TAB.fullmatch(path) is not None


def feed_page(path: str) -> int | None:
    """Return which page of a feed a path is, or None when it is no feed."""
    match = _FEED.fullmatch(path)
    return int(match["page"] or 1) if match else None


def listing_page(path: str) -> int | None:
    """Return which page of a listing a path asks for, or None when it asks for none (``by-date``)."""
    match = _LISTING.fullmatch(path)
    return int(match["page"] or 1) if match and "/by-date/" not in f"{path}/" else None
