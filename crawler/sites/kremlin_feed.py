"""Knows how the Kremlin's Atom feeds are read: whole texts, stamps to the second, the pages that follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive.errors import NotThisKind, WrongLanguage
from archive.models import Document, Link, LinkKind, Reading, Reference, View
from crawler.sites.base import Target, without_scheme
from crawler.sites.kremlin_address import HOSTS, SOURCE, canonical, feed_page, place, resolve, target
from crawler.sites.kremlin_body import Body, cleaned
from crawler.sites.kremlin_layouts import KremlinLayout
from crawler.sites.kremlin_times import feed_published, feed_updated, wall_stamp
from crawler.sites.kremlin_turns import turns_of
from crawler.sites.page import Page, fragment, select, squeeze

__all__ = ["Entry", "Feed", "feed_of", "read_feed"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LEAD = ".//div[contains(concat(' ', normalize-space(@class), ' '), ' c-summary ')]"
_SUMMARY = frozenset({"c-summary"})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry as printed: its stamps with the feed's own offset, its content as mark-up."""

    id: str
    address: str
    title: str
    published: str
    updated: str
    content: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed as it stands: the whole's stamp, where its rels point, its entries."""

    language: str
    updated: str
    links: Mapping[str, str]
    entries: tuple[Entry, ...]


def read_feed(page: Page, layout: KremlinLayout, *, turns: bool) -> Reading:
    """Return a document and a link for each entry, and a link to the feed's next page.

    ``turns`` asks who speaks in the entries.
    Raises `NotThisKind` for anything but Atom and `WrongLanguage` when the feed is not in its host's
    language. Entries that name no document of the site in that language are left out and counted.
    """
    where = place(page.address)
    if where is None:
        raise NotThisKind(f"{page.address}: not an address of the site")
    language = HOSTS[where[0]]
    feed = feed_of(page)
    if feed.language and feed.language.partition("-")[0] != language:
        raise WrongLanguage(f"{page.address}: the feed says that it is in {feed.language!r}")
    named = [(entry, one) for entry in feed.entries if (one := _named(entry, language))]
    own = _once(named)
    links = [_link(entry, named) for entry, named in own]
    if follows := _next_page(feed, where[1], language):
        key = without_scheme(follows)
        links.append(Link(address=follows, kind=LinkKind.FEED, key=key, source=SOURCE, language=language))
    foreign = len(feed.entries) - len(named)
    return Reading(
        kind="feed",
        documents=tuple(_document(entry, named, layout, turns=turns) for entry, named in own if entry.title),
        links=tuple(links),
        note=_note(foreign=foreign, twice=len(named) - len(own)),
    )


def _once(named: list[tuple[Entry, Target]]) -> list[tuple[Entry, Target]]:
    """Return each document once, by its entry that was updated last; of equals the first."""
    best: dict[str, tuple[Entry, Target]] = {}
    for entry, one in named:
        former = best.get(one.identity.key)
        if former is None or wall_stamp(entry.updated) > wall_stamp(former[0].updated):
            best[one.identity.key] = (entry, one)
    return list(best.values())


def _note(*, foreign: int, twice: int) -> str:
    told = ((foreign, "entries name no document of the site"), (twice, "entries repeat another's document"))
    return "; ".join(f"{count} {what}" for count, what in told if count)


def feed_of(page: Page) -> Feed:
    """Return the feed of a page as it stands; `NotThisKind` when it is no Atom."""
    root = page.xml
    if root.tag != f"{_ATOM}feed":
        raise NotThisKind(f"{page.address}: not an Atom feed")
    links = {link.get("rel") or "alternate": link.get("href") or "" for link in root.findall(f"{_ATOM}link")}
    return Feed(
        language=squeeze(root.get(_XML_LANG) or ""),
        updated=squeeze(root.findtext(f"{_ATOM}updated") or ""),
        links=links,
        entries=tuple(
            Entry(
                id=squeeze(entry.findtext(f"{_ATOM}id") or ""),
                address=next((link.get("href") or "" for link in entry.findall(f"{_ATOM}link")), ""),
                title=squeeze(entry.findtext(f"{_ATOM}title") or ""),
                published=squeeze(entry.findtext(f"{_ATOM}published") or ""),
                updated=squeeze(entry.findtext(f"{_ATOM}updated") or ""),
                content=entry.findtext(f"{_ATOM}content") or entry.findtext(f"{_ATOM}summary") or "",
            )
            for entry in root.findall(f"{_ATOM}entry")
        ),
    )


def _named(entry: Entry, language: str) -> Target | None:
    """Return the document that an entry is about, if it is one of the feed's own language."""
    named = target(resolve(language, entry.address)) or target(resolve(language, entry.id))
    return named if named is not None and named.identity.language == language else None


def _document(entry: Entry, named: Target, layout: KremlinLayout, *, turns: bool) -> Document:
    """Return an entry as a document; what it has no place for (tags, sections, place) is left empty."""
    content = fragment(entry.content)
    leads = select(content, _LEAD)
    body = Body(content, layout.furniture | _SUMMARY)
    lead = cleaned(leads[0], layout.furniture, []) if leads else ""
    language = named.identity.language
    images = select(content, ".//img[@src]")[:1]
    number = named.identity.number
    return Document(
        identity=named.identity,
        address=named.address,
        title=entry.title,
        language=language,
        lead=lead,
        blocks=tuple(body.blocks),
        view=View.FEED,
        published=feed_published(entry.published),
        modified=feed_updated(entry.updated),
        references=tuple(Reference("image", resolve(language, image.get("src") or "")) for image in images),
        aliases=(canonical(language, f"/d/{number}"),) if number.isdigit() else (),
        layout=layout.name,
        dropped=tuple((rule, text) for rule, text in body.dropped if rule not in _SUMMARY),
        turns=turns_of(body.sources(), layout.furniture, lead=lead) if turns else (),
    )


def _link(entry: Entry, named: Target) -> Link:
    """Return an entry's document with the stamp that tells whether it must be asked again."""
    try:
        stated = date.fromisoformat(entry.published[:10])
    except ValueError:
        stated = None
    return Link(
        address=named.address,
        kind=LinkKind.DOCUMENT,
        key=named.identity.key,
        source=SOURCE,
        language=named.identity.language,
        stated=stated,
        updated=wall_stamp(entry.updated) or None,
        title=entry.title,
    )


def _next_page(feed: Feed, path: str, language: str) -> str:
    """Return the address of the next page where it is a later page of a feed of the site, else ""."""
    address = resolve(language, feed.links.get("next", ""))
    where = place(address) if feed.links.get("next") else None
    following = feed_page(where[1]) if where else None
    return address if following is not None and following > (feed_page(path) or 1) else ""
