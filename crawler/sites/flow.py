"""Knows how an article's own subtree becomes typed blocks, in reading order, with every repeat."""

from archive.models import Block, BlockKind
from crawler.sites.lines import FURNITURE, lines_of
from crawler.sites.page import Element

__all__ = ["flow"]


def flow(element: Element) -> list[Block]:
    """Return the blocks of an element: paragraphs, quotations, subheads, items, table rows, separators.

    Pictures, forms, scripts and navigation are left out; text that stands in no block of its own is a
    paragraph. The cells of a table row are joined by " | ".
    """
    return [
        line.block
        for line in lines_of(element, FURNITURE)
        if line.block.text or line.block.kind is BlockKind.SEPARATOR
    ]
