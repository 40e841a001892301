"""Knows how a Kremlin page that holds one document becomes that document: article, announcement, letter."""

import re
from types import MappingProxyType

from archive.errors import NotThisKind, TruncatedPage, UnknownLayout, WrongLanguage
from archive.models import Document, Moment, Reading, Section, Tag, View
from crawler.sites.base import Target
from crawler.sites.kremlin_address import canonical, resolve, target
from crawler.sites.kremlin_body import Body, cleaned
from crawler.sites.kremlin_boxes import Boxes
from crawler.sites.kremlin_layouts import KremlinLayout
from crawler.sites.kremlin_references import references
from crawler.sites.kremlin_times import announced_day, dated_place, printed_time
from crawler.sites.kremlin_turns import turns_of
from crawler.sites.page import Element, Page, select, values, words

__all__ = [
    "aliases",
    "check_whole",
    "no_document",
    "own_address",
    "published_of",
    "read_article",
    "sections_of",
    "tags_of",
]

_END = b"</html>"
_TAIL = 200
_CATALOGUE = re.compile(r"/catalog/(?P<list>keywords|persons|countries|regions)/(?P<id>[A-Za-z0-9_-]+)")
_TAG_KINDS = MappingProxyType(
    {"keywords": "topic", "persons": "person", "countries": "country", "regions": "region"}
)
_IGNORED = frozenset({"masha-ignore"})
_LETTERS = "/events/president/letters"


def read_article(page: Page, asked: Target, layout: KremlinLayout, *, turns: bool) -> Reading:
    """Return the document of an article page, its print view or its version for people with disabilities.

    ``turns`` asks who speaks in it. Raises `TruncatedPage`, `UnknownLayout`, `NotThisKind` or
    `WrongLanguage`; an empty body is legitimate.
    """
    boxes, container, title = _parts(page, layout)
    body = Body(container, layout.furniture)
    address = own_address(page, asked)
    published, place = _stated(page, boxes, layout, asked.identity.language)
    line, event_day = _announced(boxes, layout, asked.identity.language)
    letter = address.startswith(canonical(asked.identity.language, f"{_LETTERS}/"))
    if asked.view is View.SPECIAL:
        body.leave_out(title)
    lead = _one(boxes.find(layout.lead))
    tags = tags_of(boxes, layout, letter_kind=place if letter else None)
    points_at = references(page.tree, boxes.article, container, layout, asked.identity.language)
    document = Document(
        identity=asked.identity,
        address=address,
        title=title,
        language=asked.identity.language,
        lead=lead,
        blocks=tuple(body.blocks),
        kind="announcement" if _announces(boxes.article) or line else "letter" if letter else "article",
        view=asked.view,
        published=published,
        modified=_moment(_all(page.tree, layout.changed), asked.identity.language),
        event_day=event_day,
        place=None if letter else place,
        sections=sections_of(boxes, layout, asked.identity.language),
        tags=tags,
        references=points_at,
        aliases=aliases(page, asked, address),
        layout=layout.name,
        dropped=(*body.dropped, *((("announce_date", line),) if line and event_day is None else ())),
        turns=turns_of(body.sources(), layout.furniture, tags, points_at, lead=lead) if turns else (),
    )
    return Reading(kind="article", documents=(document,))


def _parts(page: Page, layout: KremlinLayout) -> tuple[Boxes, Element, str]:
    """Return the article of a whole page, its body and its title."""
    check_whole(page)
    article = next(iter(select(page.tree, layout.article)), None)
    if article is None:
        raise no_document(page)
    boxes = Boxes(article)
    bodies = boxes.find(layout.body)
    title = _one(boxes.find(layout.title))
    if not bodies or not title:
        raise UnknownLayout(f"{page.address}: an article without {'its title' if bodies else 'its body'}")
    return boxes, bodies[0], title


def check_whole(page: Page) -> None:
    """Refuse a page that stops before its closing tag. Source: kremlin.md section 2."""
    if _END not in page.body[-_TAIL:].lower():
        raise TruncatedPage(f"{page.address}: the page ends before its closing tag")


def no_document(page: Page) -> Exception:
    """Return why a page that an address promised to be a document is none."""
    return UnknownLayout(f"{page.address}: nothing on the page is where an article stands")


def own_address(page: Page, asked: Target) -> str:
    """Return the address that the page gives itself, else the asked one on the main host.

    Raises `WrongLanguage` or `NotThisKind` when the page says that it is another document.
    """
    stated = values(page.tree, "/html/head/link[@rel='canonical']/@href")
    named = target(resolve(asked.identity.language, stated[0])) if stated else None
    if named is None:
        path = asked.address.partition("://")[2].partition("/")[2]
        return canonical(asked.identity.language, "/" + path.removesuffix("/print"))
    if named.identity.language != asked.identity.language:
        raise WrongLanguage(f"{page.address}: the page calls itself {named.address}")
    if named.identity != asked.identity:
        raise NotThisKind(f"{page.address}: the page calls itself {named.address}")
    path = named.address.partition("://")[2].partition("/")[2]
    return canonical(asked.identity.language, f"/{path}")


def aliases(page: Page, asked: Target, address: str) -> tuple[str, ...]:
    """Return the other addresses that the document is known to answer under."""
    number = asked.identity.number
    short = (canonical(asked.identity.language, f"/d/{number}"),) if number.isdigit() else ()
    return tuple(dict.fromkeys(name for name in (page.address, *short) if name != address))


def sections_of(boxes: Boxes, layout: KremlinLayout, language: str) -> tuple[Section, ...]:
    """Return every section that the status footer says the document is published in."""
    return tuple(
        Section(name, resolve(language, link.get("href") or "") or None)
        for status in boxes.find(layout.status)
        for link in select(status, layout.sections)
        if (name := words(link))
    )


def tags_of(boxes: Boxes, layout: KremlinLayout, *, letter_kind: str | None) -> tuple[Tag, ...]:
    """Return topics, persons, countries and regions with the site's own ids, also those shown on demand.

    On letters the place's line holds the kind of letter. Source: kremlin.md section 10.
    """
    tags = [Tag("letter", letter_kind)] if letter_kind else []
    for link in (one for box in boxes.find(layout.tag_box) for one in select(box, layout.tags)):
        match = _CATALOGUE.search(link.get("href") or "")
        if match and (name := words(link)):
            tags.append(Tag(_TAG_KINDS[match["list"]], name, match["id"]))
    return tuple(dict.fromkeys(tags))


def _stated(
    page: Page, boxes: Boxes, layout: KremlinLayout, language: str
) -> tuple[Moment | None, str | None]:
    """Return when and where, from the status footer, which is on every whole page (decision 4)."""
    if not layout.status:
        printed = _one(boxes.find(layout.stated))
        return dated_place(printed, language)
    statuses = boxes.find(layout.status)
    if not statuses:
        raise TruncatedPage(f"{page.address}: the article has no status footer")
    published = _moment(_all(statuses[0], layout.stated), language)
    return published, _one(boxes.find(layout.place)) or None


def published_of(root: Element, layout: KremlinLayout, language: str) -> Moment | None:
    """Return the publication time of a page whose status footer may be missing."""
    footers = _all(root, layout.status)
    return _moment(_all(footers[0], layout.stated), language) if footers else None


def _announces(article: Element) -> bool:
    return "announce" in (article.get("class") or "").split()


def _announced(boxes: Boxes, layout: KremlinLayout, language: str) -> tuple[str, Moment | None]:
    """Return the line that says what day an announcement is about, and the day."""
    line = _one(boxes.find(layout.announced))
    return line, announced_day(line, language) if line else None


def _moment(found: list[Element], language: str) -> Moment | None:
    printed = _one(found)
    return printed_time(printed, language) if printed else None


def _all(node: Element, path: str) -> list[Element]:
    return select(node, path) if path else []


def _one(found: list[Element]) -> str:
    """Return the first text that stands in what a path found."""
    for element in found:
        if text := cleaned(element, _IGNORED, []):
            return text
    return ""
