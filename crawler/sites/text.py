"""Knows how trafilatura reads a page that has no layout of its own; the only door to it."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from types import MappingProxyType
from typing import Any

from archive.models import Block, BlockKind
from crawler.sites.page import Element, squeeze, strip, words

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
# Not its forms and figures, for it keeps those that hold the text or a table.
_DROPPED = (  # noqa: SIM905
    "area audio blink button canvas datalist dialog embed fieldset footer frame frameset iframe input "
    "label legend link map marquee math menu menuitem nav noindex noscript object optgroup option output "
    "param picture progress rp rt rtc select source style svg textarea time track use video"
).split()
_SHORTEST = 200
_INSIDE = frozenset({"p", "head", "quote", "list", "table", "code", "item"})


def general_blocks(root: Element) -> list[Block]:
    """Return what trafilatura takes for the article's body; empty when it finds none.

    The tree is left as it is. Its fast mode is used, which is a third quicker: what it misses or keeps too
    much of is for the judge (see crawler.sites.judge). What it would drop anyway is taken off before, for it
    copies what it is given four times, and looks at each element with a dozen regular expressions.
    """
    tree = deepcopy(root)
    strip(tree, *_DROPPED)
    found = _read(tree)
    # The text of a page of nothing but such boxes is theirs.
    return found if sum(len(block.text) for block in found) >= _SHORTEST else _read(root)


def _read(tree: Element) -> list[Block]:
    # Importing trafilatura costs 0.4 s, which only pages without a layout should pay.
    from trafilatura import bare_extraction  # noqa: PLC0415

    body = getattr(bare_extraction(tree, options=_options()), "body", None)
    return [] if body is None else [block for block in _blocks(body) if block.text]


@cache
def _options() -> Any:
    from trafilatura.settings import Extractor  # noqa: PLC0415

    return Extractor(output_format="txt", fast=True, comments=False, tables=True, with_metadata=False)


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
