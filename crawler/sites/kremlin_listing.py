"""Knows how a Kremlin listing page is read: its rows, what each says of itself, and which page comes next."""

from dataclasses import dataclass
from datetime import date

from archive.errors import NotThisKind, UnknownLayout
from archive.models import Link, LinkKind, Reading
from crawler.sites.base import without_scheme
from crawler.sites.kremlin_address import HOSTS, SOURCE, canonical, listing_page, place, resolve, target
from crawler.sites.kremlin_article import check_whole
from crawler.sites.kremlin_layouts import KremlinLayout
from crawler.sites.page import Element, Page, select, values, words

__all__ = ["Listing", "Row", "listing_of", "read_listing"]

_REL = "/html/head/link[@rel='{0}']/@href|//a[@rel='{0}']/@href"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a listing as printed; ``address`` is absolute, ``stated`` and ``changed`` are days."""

    address: str
    title: str
    printed: str
    stated: date | None
    changed: str | None
    place: str | None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What a listing page says of itself; ``path`` is the one it was asked by, ``page`` the one it shows."""

    path: str
    page: int | None
    pages: int | None
    previous: str
    next: str
    rows: tuple[Row, ...]


def read_listing(page: Page, layout: KremlinLayout) -> Reading:
    """Return a link for each row and one to the next page; no rows is an empty listing, not an error.

    Next is followed only when the shown page is the asked one or a later one: past its end a listing
    answers with an earlier page, and the note says so. A ``by-date`` page is a jump into the listing, so
    its address leads no further. Raises `TruncatedPage` for a page that stops before its end.
    """
    listing = listing_of(page, layout)
    where = place(page.address)
    if listing is None or where is None:
        raise NotThisKind(f"{page.address}: neither a document nor a listing nor a feed")
    links = [link for row in listing.rows if (link := _link(row))]
    check_whole(page)
    if listing.rows and not links:
        raise UnknownLayout(f"{page.address}: no row of the listing names a document")
    asked = listing_page(where[1])
    follows = _next_page(listing, asked)
    if follows:
        links.append(
            Link(
                address=follows,
                kind=LinkKind.LISTING,
                key=without_scheme(follows),
                source=SOURCE,
                language=HOSTS[where[0]],
            )
        )
    return Reading(kind="listing", links=tuple(links), note=_note(listing, asked))


def _note(listing: Listing, asked: int | None) -> str:
    if not listing.rows:
        return "the listing has no rows"
    if asked is not None and listing.page is not None and listing.page < asked:
        return f"asked for page {asked}, answered with page {listing.page}: past the end"
    return ""


def listing_of(page: Page, layout: KremlinLayout) -> Listing | None:
    """Return the listing of a page as it stands, or None when it has none."""
    lister = next(iter(select(page.tree, layout.lister)), None)
    host = (place(page.address) or ("", ""))[0]
    if lister is None or not host:
        return None
    rows = tuple(_row(row, layout, HOSTS[host]) for row in select(lister, layout.row))
    if not rows and lister.get("data-path") is None:
        return None
    return Listing(
        path=lister.get("data-path") or "",
        page=_count(lister.get("data-page")),
        pages=_count(lister.get("data-pages")),
        previous=_rel(page, "prev", host),
        next=_rel(page, "next", host),
        rows=rows,
    )


def _row(row: Element, layout: KremlinLayout, language: str) -> Row:
    times = select(row, layout.row_stated)
    links = select(row, layout.row_link)
    return Row(
        address=resolve(language, links[0].get("href") or "") if links else "",
        title=_text(row, layout.row_title) or (words(links[0]) if links else ""),
        printed=words(times[0]) if times else "",
        stated=_day(times[0].get("datetime")) if times else None,
        changed=_text(row, layout.row_changed) or None,
        place=_text(row, layout.row_place) or None,
    )


def _link(row: Row) -> Link | None:
    """Return the row's document; rows that name none (a photo set, another site) are left out."""
    named = target(row.address)
    if named is None:
        return None
    return Link(
        address=named.address,
        kind=LinkKind.DOCUMENT,
        key=named.identity.key,
        source=SOURCE,
        language=named.identity.language,
        stated=row.stated,
        updated=row.changed,
        title=row.title,
    )


def _next_page(listing: Listing, asked: int | None) -> str:
    """Return the next page's address where following it leads on, else ""."""
    where = place(listing.next)
    if where is None or asked is None:
        return ""
    shown = listing.page or asked
    following = listing_page(where[1])
    return listing.next if shown >= asked and following is not None and following > shown else ""


def _rel(page: Page, rel: str, host: str) -> str:
    """Return where a page's rel points, on the host that was asked; the label is no guide."""
    hrefs = values(page.tree, _REL.format(rel))
    if not hrefs:
        return ""
    address = resolve(HOSTS[host], hrefs[0])
    if hrefs[0].startswith("/") and not hrefs[0].startswith("//"):
        return address.replace(canonical(HOSTS[host], ""), f"http://{host.removeprefix('www.')}", 1)
    return address


def _text(row: Element, path: str) -> str:
    found = select(row, path) if path else []
    return words(found[0]) if found else ""


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
