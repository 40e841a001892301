"""Knows how a page of an Interfax site becomes one document."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from archive.errors import EmptyPage, NotThisKind, TruncatedPage, UnknownLayout, WrongLanguage
from archive.models import Document, Reading, Reference
from crawler.sites.base import Target, pick_layout
from crawler.sites.charset import Decoding
from crawler.sites.interfax_addresses import MOSCOW, absolute
from crawler.sites.interfax_body import Body, part_body
from crawler.sites.interfax_layouts import StoryLayout
from crawler.sites.interfax_pieces import pieces
from crawler.sites.interfax_stated import first, stated_in
from crawler.sites.page import Element, Page, select, squeeze, values, words

__all__ = ["read_story", "require_russian", "require_whole"]

AGENCY = "Интерфакс"
"""As the pages' microdata name it; the AMP view has none, and every story of the sites is its own."""

_END = re.compile(r"</html\s*>", re.IGNORECASE)
_CYRILLIC = re.compile("[А-Яа-яЁё]")


def require_whole(page: Page) -> None:
    """Raise `TruncatedPage` for a page that stops before its end."""
    if not _END.search(page.text):
        raise TruncatedPage(f"{page.address}: the page stops before its end")


def require_russian(page: Page) -> None:
    """Raise `NotThisKind` for a page without one Russian letter: a block page of somebody on the way."""
    if not _CYRILLIC.search(page.text):
        raise NotThisKind(f"{page.address}: not a page of the site: there is no Russian letter on it")


def read_story(
    settled: Decoding,
    target: Target,
    layouts: tuple[StoryLayout, ...],
    *,
    names: Callable[[str], Target | None],
    aliases: tuple[str, ...] = (),
) -> Reading:
    """Return the one document of an article page.

    ``names`` is the site's own reading of an address, by which the page's statement of its address is
    believed only when it names the same story. Raises `NotThisKind` without an article and without Russian,
    `TruncatedPage`, `UnknownLayout` without an article, `EmptyPage` without text, `WrongLanguage`.
    """
    page = settled.page
    layout = pick_layout(layouts, page.captured_at.astimezone(ZoneInfo(MOSCOW)).date())
    scope = next(iter(select(page.tree, layout.scope)), page.tree)
    article = _article(page, scope, layout)
    furniture = {element: rule for rule, path in layout.furniture for element in select(article, path)}
    body = part_body(pieces(article, furniture), layout, page.address)
    title = _title(page, scope, layout)
    _require_text(page, title, body)
    stated = [address for path in layout.own_address for address in values(scope, path)]
    address = _canonical(stated, target, names)
    document = Document(
        identity=target.identity,
        address=address,
        title=title,
        language=target.identity.language,
        view=target.view,
        agency=AGENCY,
        references=_references(page, article, body),
        aliases=tuple(dict.fromkeys(one for one in (page.address, *aliases) if one != address)),
        layout=layout.name,
        blocks=body.blocks,
        credit=body.credit,
        dateline=body.dateline,
        dropped=tuple(body.dropped),
        **stated_in(page, scope, article, layout),
    )
    notes = [settled.note, _other_story(stated, target, names)]
    return Reading(kind="article", documents=(document,), note="; ".join(note for note in notes if note))


def _article(page: Page, scope: Element, layout: StoryLayout) -> Element:
    article = next((found for path in layout.article for found in select(scope, path)), None)
    if article is None:
        require_russian(page)
    require_whole(page)
    if article is None:
        raise UnknownLayout(f"{page.address}: layout {layout.name} finds no article on the page")
    return article


def _require_text(page: Page, title: str, body: Body) -> None:
    if not body.blocks:
        raise EmptyPage(f"{page.address}: the article has no text")
    if not _CYRILLIC.search(title + "".join(block.text for block in body.blocks)):
        raise WrongLanguage(f"{page.address}: the article has no Russian letter")


def _title(page: Page, scope: Element, layout: StoryLayout) -> str:
    heads = (words(head) for path in layout.headline for head in select(scope, path))
    title = next((head for head in heads if head), "") or first(
        scope, ("//meta[@property='og:title']/@content",)
    )
    if not title:
        raise UnknownLayout(f"{page.address}: layout {layout.name} finds no title on the page")
    return title


def _canonical(stated: list[str], target: Target, names: Callable[[str], Target | None]) -> str:
    """Return the address that the page states for itself, else the one that the identity gives."""
    for address in stated:
        named = names(address)
        if named and named.identity == target.identity and named.view == "page":
            return named.address
    return target.address


def _other_story(stated: list[str], target: Target, names: Callable[[str], Target | None]) -> str:
    """Return a note when the page calls itself another story and never this one."""
    named = [one.identity for one in map(names, stated) if one]
    if named and target.identity not in named:
        return f"the page calls itself {named[0].key}"
    return ""


def _references(page: Page, article: Element, body: Body) -> tuple[Reference, ...]:
    pictures = (
        (absolute(page.address, str(image.get("src"))), squeeze(str(image.get("alt") or "")))
        for image in select(article, ".//figure//img[@src] | .//*[@itemprop='image']//img[@src]")
    )
    images = (Reference("image", source, title) for source, title in pictures if source)
    return (*body.references, *images)
