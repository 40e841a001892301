"""Knows how an act is read: one document over several pages, whose lines and columns mean something."""

from archive.errors import UnknownLayout
from archive.models import Block, Document, Link, LinkKind, Reading
from crawler.sites.base import Target
from crawler.sites.kremlin_address import SOURCE, canonical, resolve, target
from crawler.sites.kremlin_article import aliases, check_whole, no_document, published_of
from crawler.sites.kremlin_body import Body, cleaned
from crawler.sites.kremlin_layouts import KremlinLayout
from crawler.sites.page import Page, select, values, words

__all__ = ["read_act"]

_TITLES = "//article//h1|//div[@class='read']//h1|//h1"
_HEAD_TITLES = "/html/head/meta[@property='og:title']/@content|/html/head/title//text()"
_PRE = "//pre"
_NEXT_LABELS = ("Показать следующую страницу документа", "Show the next page")


def read_act(page: Page, asked: Target, layout: KremlinLayout) -> Reading:
    """Return one part of an act, and a link to the part that the page says follows.

    Raises `TruncatedPage`, `NotThisKind` or `UnknownLayout`. Source: kremlin.md section 10.
    """
    check_whole(page)
    blocks = _blocks(page, layout)
    if not blocks:
        raise no_document(page)
    title = next((words(found) for found in select(page.tree, _TITLES) if words(found)), "")
    title = title or next((text.partition(" • ")[0] for text in values(page.tree, _HEAD_TITLES)), "")
    if not title:
        raise UnknownLayout(f"{page.address}: an act without its title")
    follows = _follows(page, asked)
    address = canonical(asked.identity.language, f"/{asked.identity.number}")
    document = Document(
        identity=asked.identity,
        address=address,
        title=title,
        language=asked.identity.language,
        lead=_lead(page, layout),
        blocks=blocks,
        kind="act",
        view=asked.view,
        published=published_of(page.tree, layout, asked.identity.language),
        aliases=aliases(page, asked, address),
        layout=layout.name,
        part=asked.part,
        last_part=not follows,
    )
    return Reading(kind="article", documents=(document,), links=(_link(asked),) if follows else ())


def _blocks(page: Page, layout: KremlinLayout) -> tuple[Block, ...]:
    """Return the act's text, which stands in its own element or in bare ``pre``."""
    containers = select(page.tree, layout.act_body)
    blocks = [block for element in containers for block in Body(element, layout.act_furniture).blocks]
    if blocks:
        return tuple(blocks)
    return tuple(
        block
        for element in select(page.tree, _PRE)
        for block in Body(element, layout.act_furniture, whole=True).blocks
    )


def _lead(page: Page, layout: KremlinLayout) -> str:
    leads = select(page.tree, layout.lead) if layout.lead else []
    return cleaned(leads[0], layout.furniture, []) if leads else ""


def _follows(page: Page, asked: Target) -> bool:
    """Tell whether the page offers a later part; the last page's link to itself offers none."""
    links = select(page.tree, "//a")
    named = (target(resolve(asked.identity.language, link.get("href") or "")) for link in links)
    if any(one and one.identity == asked.identity and one.part == asked.part + 1 for one in named):
        return True
    # Seen only as text: where the label has no address of a part, the label itself is the offer.
    labels = (link for link in links if link.get("href") in {None, "", "#"})
    return any(label in words(link) for link in labels for label in _NEXT_LABELS)


def _link(asked: Target) -> Link:
    part = asked.part + 1
    identity = asked.identity
    return Link(
        address=canonical(identity.language, f"/{identity.number}/page/{part}"),
        kind=LinkKind.DOCUMENT,
        key=f"{identity.key}#{part}",
        source=SOURCE,
        language=identity.language,
        part_of=identity.key,
    )
