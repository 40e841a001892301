"""Knows how the body of a Kremlin document, on its page or in the feed, becomes typed blocks."""

import re
from types import MappingProxyType

from archive.models import Block, BlockKind
from crawler.sites.page import Element, squeeze, words

__all__ = ["Body", "cleaned", "preformatted"]

_SEPARATOR = re.compile(r"\*(?: ?\*){2,}")
_KINDS = MappingProxyType(
    {
        "p": BlockKind.PARAGRAPH,
        "blockquote": BlockKind.QUOTATION,
        "dd": BlockKind.PARAGRAPH,
        "dt": BlockKind.PARAGRAPH,
        "li": BlockKind.ITEM,
        **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.SUBHEAD),
    }
)
_BLOCKS = frozenset(_KINDS) | {"hr", "pre", "table"}
_CONTAINERS = frozenset({"article", "center", "div", "dl", "main", "ol", "section", "ul"})
_SILENT = frozenset({"iframe", "img", "link", "meta", "noscript", "script", "style", "template"})
_BREAKS = frozenset({"blockquote", "br", "div", "li", "p", "td", "th", "tr"})
_BOLD = frozenset({"b", "br", "strong"})
_INVISIBLE = str.maketrans({"\u00a0": " ", "\u200b": None, "\u00ad": None, "\ufeff": None, "\u2060": None})


class Body:
    """The blocks of one body element in reading order, and what was dropped from it.

    Elements with a class of ``furniture`` are dropped with all that is in them, and their tail is kept.
    Source: kremlin.md section 0, decision 6, and section 5.
    """

    def __init__(self, element: Element, furniture: frozenset[str], *, whole: bool = False) -> None:
        """Read the element's children; ``whole`` reads the element itself as one block."""
        self.blocks: list[Block] = []
        self.dropped: list[tuple[str, str]] = []
        self.elements: list[Element | None] = []
        """The element of each block; loose text has none."""
        self._furniture = furniture
        self._loose: list[str] = []
        if whole:
            self._block(str(element.tag), element)
        else:
            self._children(element)
            self._close()

    def leave_out(self, text: str) -> None:
        """Take out the blocks that say just this."""
        kept = [source for source in self.sources() if source[0].text != text]
        self.blocks = [block for block, _ in kept]
        self.elements = [element for _, element in kept]

    def sources(self) -> list[tuple[Block, Element | None]]:
        """Return each block with its element."""
        return list(zip(self.blocks, self.elements, strict=True))

    def _children(self, element: Element) -> None:
        # The blanks that stand around every paragraph are no loose text.
        if (text := element.text) and (self._loose or not text.isspace()):
            self._loose.append(text)
        for child in element:
            name = str(child.tag)
            if (stated := child.get("class")) and (rule := _rule(stated, self._furniture)):
                self.dropped.append((rule, words(child)))
            elif name in _BLOCKS:
                if self._loose:
                    self._close()
                self._block(name, child)
            elif name in _CONTAINERS:
                self._close()
                self._children(child)
                self._close()
            elif name not in _SILENT:
                self._loose.append(
                    " " if name == "br" else cleaned(child, self._furniture, self.dropped, raw=True)
                )
            if (tail := child.tail) and (self._loose or not tail.isspace()):
                self._loose.append(tail)

    def _block(self, name: str, child: Element) -> None:
        if kind := _KINDS.get(name):
            inner: list[Element] = []
            if len(child):
                pieces: list[str] = []
                inner = _gather(child, self._furniture, self.dropped, pieces)
                text = squeeze("".join(pieces))
            else:
                text = squeeze(child.text or "")
            if kind is BlockKind.PARAGRAPH and (inner or text.startswith("*")):
                kind = _kind(child.text, inner, text)
            if text:
                self.blocks.append(Block(kind, text))
                self.elements.append(child)
        elif name == "hr":
            self.blocks.append(Block(BlockKind.SEPARATOR, ""))
            self.elements.append(child)
        elif name == "pre":
            self._add(BlockKind.PREFORMATTED, preformatted("".join(map(str, child.itertext()))), child)
        else:
            self._add(BlockKind.TABLE, self._table(child), child)

    def _table(self, table: Element) -> str:
        """Return a line for each row, its cells parted by tabs."""
        rows = (
            "\t".join(
                cleaned(cell, self._furniture, self.dropped) for cell in row if cell.tag in {"td", "th"}
            )
            for row in table.iter("tr")
        )
        return "\n".join(row for row in rows if row.strip())

    def _close(self) -> None:
        """Keep text that stands outside any block as a paragraph: nothing of a body may vanish."""
        text = squeeze("".join(self._loose))
        self._loose.clear()
        self._add(BlockKind.SEPARATOR if _SEPARATOR.fullmatch(text) else BlockKind.PARAGRAPH, text)

    def _add(self, kind: BlockKind, text: str, element: Element | None = None) -> None:
        if text:
            self.blocks.append(Block(kind, text))
            self.elements.append(element)


def cleaned(
    element: Element, furniture: frozenset[str], dropped: list[tuple[str, str]], *, raw: bool = False
) -> str:
    """Return the squeezed text of an element without its furniture, whose tails stay; ``raw`` unsqueezed.

    What is dropped is appended to ``dropped``. A line break or an inner block reads as a blank.
    """
    pieces: list[str] = []
    _gather(element, furniture, dropped, pieces)
    return "".join(pieces) if raw else squeeze("".join(pieces))


def _gather(
    element: Element, furniture: frozenset[str], dropped: list[tuple[str, str]], pieces: list[str]
) -> list[Element]:
    """Add the texts in an element to the pieces, and return its children.

    A page's depth is limited, so this function's is too.
    """
    if text := element.text:
        pieces.append(text)
    children = list(element)
    for child in children:
        name = child.tag
        if (stated := child.get("class")) and (rule := _rule(stated, furniture)):
            dropped.append((rule, words(child)))
        elif name in _BREAKS:
            pieces.append(" ")
            _gather(child, furniture, dropped, pieces)
            pieces.append(" ")
        elif len(child) and name not in _SILENT:
            _gather(child, furniture, dropped, pieces)
        elif (text := child.text) and name not in _SILENT:
            pieces.append(text)
        if tail := child.tail:
            pieces.append(tail)
    return children


def preformatted(text: str) -> str:
    """Return a text whose line breaks and columns mean something, without trailing blanks."""
    lines = [line.rstrip() for line in text.translate(_INVISIBLE).splitlines()]
    return "\n".join(lines).strip("\n")


def _rule(stated: str, furniture: frozenset[str]) -> str:
    """Return by which of the classes that it states an element is furniture, or ""."""
    classes = stated.split()
    return "" if furniture.isdisjoint(classes) else classes[0]


def _kind(begins: str | None, inner: list[Element], text: str) -> BlockKind:
    """Return what a paragraph is by its first text, its children and all of its text."""
    if text.startswith("*") and _SEPARATOR.fullmatch(text):
        return BlockKind.SEPARATOR
    return BlockKind.SUBHEAD if inner and _wholly_bold(begins, inner, text) else BlockKind.PARAGRAPH


def _wholly_bold(begins: str | None, inner: list[Element], text: str) -> bool:
    """Tell a subhead; a bold name with a colon is a speaker. Source: kremlin.md section 8."""
    if text.endswith(":") or not _blank(begins):
        return False
    for child in inner:
        if child.tag not in _BOLD or not _blank(child.tail):
            return False
    return any(map(str.isalpha, text))


def _blank(text: str | None) -> bool:
    return not text or text.isspace()
