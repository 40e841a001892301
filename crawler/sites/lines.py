"""Knows how a subtree becomes lines in reading order: each a typed block, its element, how much is linked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from archive.models import Block, BlockKind
from crawler.sites.page import Element, select, squeeze, words
from crawler.sites.reshape import BLOCKS

__all__ = ["FURNITURE", "UNREADABLE", "Line", "lines_of"]

UNREADABLE = frozenset(
    "script style noscript template iframe button input select textarea svg object video audio".split()  # noqa: SIM905
)
"""What shows no text of its own to a reader."""
FURNITURE = UNREADABLE | {"form", "nav", "aside", "figcaption"}
"""What is no part of an article inside the article's own box."""
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
_BREAKING = BLOCKS | {"figcaption"}
_CELLS = "./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr"
_SEPARATOR = Block(BlockKind.SEPARATOR, "")


@dataclass(frozen=True, slots=True)
class Line:
    """A block of a page, the innermost block element that it stands in, its share of linked text (0..1)."""

    block: Block
    element: Element
    linked: float


def lines_of(element: Element, skipped: frozenset[str] = UNREADABLE) -> list[Line]:
    """Return the lines of an element: paragraphs, quotations, subheads, items, table rows, separators.

    What is named in ``skipped`` is left out; text that stands in no block of its own is a paragraph. The
    cells of a table row are joined by " | ".
    """
    walk = _Walk(skipped)
    walk.inside(element, BlockKind.PARAGRAPH)
    walk.close(element, BlockKind.PARAGRAPH)
    return walk.lines


@dataclass(slots=True)
class _Walk:
    """One walk through a subtree: the lines so far, the loose text, and how much of it is linked."""

    skipped: frozenset[str]
    lines: list[Line] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0

    def inside(self, element: Element, kind: BlockKind) -> None:
        """Walk through what an element holds; close the loose text wherever a block begins or ends."""
        self.add(element.text)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in self.skipped:
                pass
            elif tag in _BREAKING:
                self.close(element, kind)
                self.block(child, kind)
            elif tag == "br":
                self.loose.append(" ")
            else:
                self.inline(child, kind)
            self.add(child.tail)

    def inline(self, child: Element, kind: BlockKind) -> None:
        """Walk through an element that is no block, though it may hold some."""
        self.links += child.tag == "a"
        self.inside(child, kind)
        self.links -= child.tag == "a"

    def add(self, text: str | None) -> None:
        """Take loose text in."""
        if text:
            self.loose.append(text)
            if self.links:
                self.linked += len(text.strip())

    def block(self, child: Element, kind: BlockKind) -> None:
        """Make lines of a block element."""
        if child.tag == "hr":
            self.lines.append(Line(_SEPARATOR, child, 0.0))
        elif child.tag == "table":
            self.lines.extend(_rows(child))
        elif child.tag == "pre":
            text = "".join(child.itertext()).strip("\n")
            self.lines.append(Line(Block(BlockKind.PREFORMATTED, text), child, 0.0))
        else:
            own = kind if kind is BlockKind.QUOTATION else _KINDS.get(str(child.tag), kind)
            self.inside(child, own)
            self.close(child, own)

    def close(self, element: Element, kind: BlockKind) -> None:
        """Make a line of the loose text, and empty it."""
        if not self.loose:
            return
        text = squeeze("".join(self.loose))
        if text:
            self.lines.append(Line(Block(kind, text), element, min(1.0, self.linked / len(text))))
        self.loose.clear()
        self.linked = 0


def _rows(table: Element) -> Iterator[Line]:
    for row in select(table, _CELLS):
        text = " | ".join(words(cell) for cell in select(row, "./td | ./th")).strip(" |")
        if text:
            linked = sum(len(words(link)) for link in select(row, ".//a"))
            yield Line(Block(BlockKind.TABLE, text), row, min(1.0, linked / len(text)))
