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

    def _children(self, element: Element) -> None:
        self._loose.append(element.text or "")
        for child in element:
            name = str(child.tag)
            if rule := _rule(child, self._furniture):
                self.dropped.append((rule, words(child)))
            elif name in _CONTAINERS:
                self._close()
                self._children(child)
                self._close()
            elif name in _KINDS or name in {"hr", "pre", "table"}:
                self._close()
                self._block(name, child)
            elif name not in _SILENT:
                self._loose.append(
                    " " if name == "br" else cleaned(child, self._furniture, self.dropped, raw=True)
                )
            self._loose.append(child.tail or "")

    def _block(self, name: str, child: Element) -> None:
        if name == "hr":
            self.blocks.append(Block(BlockKind.SEPARATOR, ""))
            self.elements.append(child)
        elif name == "pre":
            self._add(BlockKind.PREFORMATTED, preformatted("".join(map(str, child.itertext()))), child)
        elif name == "table":
            self._add(BlockKind.TABLE, self._table(child), child)
        else:
            text = cleaned(child, self._furniture, self.dropped)
            self._add(_kind(child, _KINDS[name], text), text, child)

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
    pieces = [element.text or ""]
    stack: list[Element | str] = list(reversed(element))
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        stack.append(item.tail or "")
        if rule := _rule(item, furniture):
            dropped.append((rule, words(item)))
        elif item.tag not in _SILENT:
            if item.tag in _BREAKS:
                pieces.append(" ")
                stack.append(" ")
            pieces.append(item.text or "")
            stack.extend(reversed(item))
    return "".join(pieces) if raw else squeeze("".join(pieces))


def preformatted(text: str) -> str:
    """Return a text whose line breaks and columns mean something, without trailing blanks."""
    lines = [line.rstrip() for line in text.translate(_INVISIBLE).splitlines()]
    return "\n".join(lines).strip("\n")


def _rule(element: Element, furniture: frozenset[str]) -> str:
    """Return by which class an element is furniture, or ""."""
    stated = element.get("class")
    if not stated:
        return ""
    classes = stated.split()
    return classes[0] if not furniture.isdisjoint(classes) else ""


def _kind(element: Element, kind: BlockKind, text: str) -> BlockKind:
    if kind is not BlockKind.PARAGRAPH:
        return kind
    if _SEPARATOR.fullmatch(text):
        return BlockKind.SEPARATOR
    return BlockKind.SUBHEAD if _wholly_bold(element, text) else kind


def _wholly_bold(element: Element, text: str) -> bool:
    """Tell a subhead; a bold name with a colon is a speaker. Source: kremlin.md section 8."""
    return (
        len(element) > 0
        and not (element.text or "").strip()
        and all(child.tag in _BOLD and not (child.tail or "").strip() for child in element)
        and not text.endswith(":")
        and any(character.isalpha() for character in text)
    )
