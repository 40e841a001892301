"""Knows how an article's own subtree becomes typed blocks, in reading order, with every repeat."""

from collections.abc import Iterator
from types import MappingProxyType

from archive.models import Block, BlockKind
from crawler.sites.page import Element, select, squeeze, words
from crawler.sites.reshape import BLOCKS

__all__ = ["flow"]

_SKIPPED = frozenset(
    "script style noscript template iframe form button input select textarea svg nav aside object video "  # noqa: SIM905
    "audio figcaption".split()
)
_KINDS = MappingProxyType(
    {
        "blockquote": BlockKind.QUOTATION,
        "li": BlockKind.ITEM,
        "dt": BlockKind.ITEM,
        "dd": BlockKind.ITEM,
        "pre": BlockKind.PREFORMATTED,
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.SUBHEAD),
    }
)
_CELLS = "./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr"
_SEPARATOR = Block(BlockKind.SEPARATOR, "")


def flow(element: Element) -> list[Block]:
    """Return the blocks of an element: paragraphs, quotations, subheads, items, table rows, separators.

    Pictures, forms, scripts and navigation are left out; text that stands in no block of its own is a
    paragraph. The cells of a table row are joined by " | ".
    """
    blocks: list[Block] = []
    loose = list(_walk(element, BlockKind.PARAGRAPH, blocks))
    _close(loose, BlockKind.PARAGRAPH, blocks)
    return [block for block in blocks if block.text or block.kind is BlockKind.SEPARATOR]


def _walk(element: Element, kind: BlockKind, blocks: list[Block]) -> Iterator[str]:
    """Yield the loose text of an element; close it into a block wherever a block begins or ends."""
    loose = [element.text or ""]
    for child in element:
        if child.tag in BLOCKS and child.tag not in _SKIPPED:
            _close(loose, kind, blocks)
            _block(child, kind, blocks)
        elif child.tag == "br":
            loose.append(" ")
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            if any(True for _ in child.iter(*BLOCKS)):
                _close(loose, kind, blocks)
            loose.extend(_walk(child, kind, blocks))
        loose.append(child.tail or "")
    yield from loose


def _block(child: Element, kind: BlockKind, blocks: list[Block]) -> None:
    if child.tag == "hr":
        blocks.append(_SEPARATOR)
    elif child.tag == "table":
        blocks += (Block(BlockKind.TABLE, _row(row)) for row in select(child, _CELLS))
    elif child.tag == "pre":
        blocks.append(Block(BlockKind.PREFORMATTED, "".join(child.itertext()).strip("\n")))
    else:
        own = kind if kind is BlockKind.QUOTATION else _KINDS.get(str(child.tag), kind)
        _close(list(_walk(child, own, blocks)), own, blocks)


def _row(row: Element) -> str:
    return " | ".join(words(cell) for cell in select(row, "./td | ./th")).strip(" |")


def _close(loose: list[str], kind: BlockKind, blocks: list[Block]) -> None:
    """Make a block of the loose text, and empty it."""
    text = squeeze("".join(loose))
    loose.clear()
    if text:
        blocks.append(Block(kind, text))
