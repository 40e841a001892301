"""Knows a paragraph of a transcript as lines of marked text: what is bold, italic, linked to a person."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from crawler.sites.page import Element, squeeze

__all__ = ["Line", "Mark", "lines_of"]

PERSON = re.compile(r"/catalog/persons/(?P<id>\d+)")
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"em", "i"})
_SILENT = frozenset({"iframe", "img", "link", "meta", "noscript", "script", "style", "template"})
_INNER_BLOCKS = frozenset({"blockquote", "div", "li", "p", "td", "th", "tr"})


@dataclass(frozen=True, slots=True)
class Mark:
    """How a stretch of text is set: ``person`` is the site's id of the person whom it links to."""

    bold: bool = False
    italic: bool = False
    person: str | None = None

    def inside(self, element: Element) -> "Mark":
        """Return the mark of an element's own text."""
        name = element.tag
        if name in _BOLD:
            return Mark(bold=True, italic=self.italic, person=self.person)
        if name in _ITALIC:
            return Mark(bold=self.bold, italic=True, person=self.person)
        if name == "a" and (found := PERSON.search(element.get("href") or "")):
            return Mark(bold=self.bold, italic=self.italic, person=found["id"])
        return self


@dataclass
class Line:
    """What stands between two line breaks: raw text, and each stretch of it with its mark."""

    pieces: list[tuple[str, Mark]] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """Return the unsqueezed text; positions in a line count in it."""
        return "".join(piece for piece, _ in self.pieces)

    def stretches(self, start: int, end: int) -> Iterator[tuple[str, Mark]]:
        """Yield what stands between two positions, a mark at a time."""
        at = 0
        for piece, mark in self.pieces:
            low, high = max(start - at, 0), min(end - at, len(piece))
            if low < high:
                yield piece[low:high], mark
            at += len(piece)

    def wholly(self, start: int, end: int, holds: Callable[[Mark], bool]) -> bool:
        """Tell whether every letter and figure between two positions, and at least one, is so marked."""
        marks = [mark for piece, mark in self.stretches(start, end) if any(map(str.isalnum, piece))]
        return bool(marks) and all(map(holds, marks))

    def linked(self, start: int, end: int) -> tuple[str | None, str]:
        """Return the first person who is linked between two positions, and the words of the link."""
        person, words = None, []
        for piece, mark in self.stretches(start, end):
            if mark.person and mark.person == (person or mark.person):
                person = mark.person
                words.append(piece)
        return person, squeeze("".join(words))


def lines_of(element: Element, furniture: frozenset[str]) -> list[Line]:
    """Return the lines of a paragraph without its furniture; their words are those of its block."""
    lines = [Line([(element.text or "", Mark())])]
    stack: list[tuple[Element | str, Mark]] = [(child, Mark()) for child in reversed(element)]
    while stack:
        item, mark = stack.pop()
        if isinstance(item, str):
            lines[-1].pieces.append((item, mark))
            continue
        if item.tail:
            stack.append((item.tail, mark))
        if item.tag == "br":
            lines.append(Line())
        elif item.tag not in _SILENT and furniture.isdisjoint((item.get("class") or "").split()):
            inside = mark.inside(item)
            apart = " " if item.tag in _INNER_BLOCKS else ""
            stack.append((apart, mark))
            stack.extend((child, inside) for child in reversed(item))
            stack.append((apart + (item.text or ""), inside))
    return lines
