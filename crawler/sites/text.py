"""Knows how trafilatura reads a page that has no layout of its own; the only door to it."""

from collections.abc import Iterator
from types import MappingProxyType

from archive.models import Block, BlockKind
from crawler.sites.page import Element, squeeze, words

__all__ = ["general_blocks"]

_KINDS = MappingProxyType(
    {
        "p": BlockKind.PARAGRAPH,
        "head": BlockKind.SUBHEAD,
        "quote": BlockKind.QUOTATION,
        "item": BlockKind.ITEM,
        "code": BlockKind.PREFORMATTED,
    }
)
_INSIDE = frozenset({"p", "head", "quote", "list", "table", "code", "item"})


def general_blocks(root: Element) -> list[Block]:
    """Return what trafilatura takes for the article's body; empty when it finds none.

    The tree is left as it is: trafilatura copies what it is given. Its fast mode is used, which is a third
    quicker: what it misses or keeps too much of is for the judge (see crawler.sites.judge).
    """
    # Importing trafilatura costs 0.4 s, which only pages without a layout should pay.
    from trafilatura import bare_extraction  # noqa: PLC0415

    read = bare_extraction(
        root,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        fast=True,
        with_metadata=False,
    )
    body = getattr(read, "body", None)
    return [] if body is None else [block for block in _blocks(body) if block.text]


def _blocks(element: Element) -> Iterator[Block]:
    for child in element:
        if child.tag == "table":
            for row in child.iter("row"):
                yield Block(BlockKind.TABLE, " | ".join(words(cell) for cell in row.iter("cell")).strip(" |"))
        elif child.tag == "list" or (
            child.tag in {"div", "quote"} and any(one.tag in _INSIDE for one in child)
        ):
            kind = BlockKind.QUOTATION if child.tag == "quote" else None
            loose = squeeze(child.text or "")
            yield Block(kind or BlockKind.PARAGRAPH, loose)
            for block in _blocks(child):
                yield Block(kind or block.kind, block.text)
        else:
            yield Block(_KINDS.get(str(child.tag), BlockKind.PARAGRAPH), _lines(child))
        if child.tail and child.tail.strip():
            yield Block(BlockKind.PARAGRAPH, squeeze(child.tail))


def _lines(element: Element) -> str:
    for one in element.iter("lb"):
        one.tail = " " + (one.tail or "")
    return words(element)
