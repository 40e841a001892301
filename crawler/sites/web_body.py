"""Knows where the text of a page of the web at large stands, and which of the two readers reads it."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from archive.models import Block, BlockKind
from crawler.sites.flow import flow
from crawler.sites.furniture import trim
from crawler.sites.furniture_parts import prune
from crawler.sites.page import Element, select, words
from crawler.sites.reshape import reshape
from crawler.sites.text import general_blocks

__all__ = ["Body", "body_of"]

_CLASSES = (
    "entry-content",
    "td-post-content",
    "post-content",
    "wp-block-post-content",
    "elementor-widget-theme-post-content",
    "single-content",
)
_CONTAINERS = tuple(
    f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]" for name in _CLASSES
)
_WORDPRESS = (
    "//meta[@name='generator'][starts-with(@content, 'WordPress')] | "
    "//link[contains(@href, '/wp-content/') or contains(@href, '/wp-json')] | "
    "//script[contains(@src, '/wp-')] | //img[contains(@src, '/wp-content/')]"
)
# trafilatura reads the article body that JSON-LD states where the page has next to no text.
_HIDDEN = "//style | //script[not(@type='application/ld+json')]"
_SHORTEST = 200
_AGREED = 0.6


@dataclass(frozen=True, kw_only=True)
class Body:
    """The blocks of a text, which reader read them, and what was stripped: (rule, text).

    ``tree`` is the page that they are of, without its scripts and its known furniture.
    """

    blocks: tuple[Block, ...]
    layout: str
    dropped: tuple[tuple[str, str], ...]
    tree: Element


def body_of(root: Element, *, title: str) -> Body:
    """Read the text of a page: a WordPress container by its own blocks, anything else by trafilatura.

    A container stands only while trafilatura, reading the whole page, agrees: when the container holds
    under 60 % of what trafilatura finds, it was not the article's. A text of nothing but links is
    a list of articles, and none itself. The given tree is left as it is.
    """
    tree = deepcopy(root)
    for hidden in select(tree, _HIDDEN):
        hidden.drop_tree()
    links = frozenset(words(link) for link in select(tree, "//a"))
    removed = prune(tree)
    reshape(tree)
    container = _container(tree) if select(root, _WORDPRESS) else None
    own = flow(container) if container is not None else []
    general = general_blocks(tree)
    agreed = bool(own) and _size(own) >= _AGREED * _size(general)
    kept, lines = trim(own if agreed else general, title=title, links=links)
    if all(block.text in links for block in kept):
        kept = ()
    return Body(
        blocks=_between(kept),
        layout="wordpress" if agreed else "trafilatura",
        dropped=tuple(dict.fromkeys((*removed, *lines))),
        tree=tree,
    )


def _container(tree: Element) -> Element | None:
    for path in _CONTAINERS:
        longest = sorted(select(tree, path), key=lambda one: len(words(one)), reverse=True)[:1]
        if longest and len(words(longest[0])) >= _SHORTEST:
            return longest[0]
    return None


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _between(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out separators that follow another one."""
    return tuple(
        block
        for number, block in enumerate(blocks)
        if not (
            block.kind is BlockKind.SEPARATOR and number and blocks[number - 1].kind is BlockKind.SEPARATOR
        )
    )
