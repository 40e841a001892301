"""Knows a paragraph of a transcript as lines of marked text: what is bold, italic, linked to a person."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawler.sites.page import Element, squeeze

__all__ = ["UNMARKED", "Line", "Mark", "lines_of"]

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
            return _mark(bold=True, italic=self.italic, person=self.person)
        if name in _ITALIC:
            return _mark(bold=self.bold, italic=True, person=self.person)
        if name == "a" and (found := PERSON.search(element.get("href") or "")):
            return _mark(bold=self.bold, italic=self.italic, person=found["id"])
        return self


@lru_cache(maxsize=1024)  # a transcript has a handful, each a hundred times
def _mark(*, bold: bool, italic: bool, person: str | None) -> Mark:
    return Mark(bold=bold, italic=italic, person=person)


UNMARKED = Mark()


class Line:
    """What stands between two line breaks: raw text, and each stretch of it with its mark.

    ``text`` is unsqueezed; positions in a line count in it.
    """

    __slots__ = ("pieces", "text")

    def __init__(self, pieces: list[tuple[str, Mark]]) -> None:
        """Know the stretches in their order."""
        self.pieces = pieces
        self.text = "".join([piece for piece, _ in pieces])

    def stretches(self, start: int, end: int) -> list[tuple[str, Mark]]:
        """Return what stands between two positions, a mark at a time."""
        found = []
        at = 0
        for piece, mark in self.pieces:
            if at >= end:
                break
            till = at + len(piece)
            if till > start and piece:
                found.append(
                    (piece if start <= at and till <= end else piece[max(start - at, 0) : end - at], mark)
                )
            at = till
        return found

    def lettered(self, start: int, end: int) -> Iterator[Mark]:
        """Yield the mark of each stretch between two positions that holds a letter or a figure."""
        for piece, mark in self.stretches(start, end):
            if any(map(str.isalnum, piece)):
                yield mark

    def wholly(self, start: int, end: int, holds: Callable[[Mark], bool]) -> bool:
        """Tell whether every letter and figure between two positions, and at least one, is so marked."""
        some = False
        for mark in self.lettered(start, end):
            if not holds(mark):
                return False
            some = True
        return some

    def linked(self, start: int, end: int) -> tuple[str | None, str]:
        """Return the first person who is linked between two positions, and the words of the link."""
        person, words = None, []
        for piece, mark in self.stretches(start, end):
            if mark.person and mark.person == (person or mark.person):
                person = mark.person
                words.append(piece)
        return person, squeeze("".join(words)) if words else ""


def lines_of(element: Element, furniture: frozenset[str]) -> list[Line]:
    """Return the lines of a paragraph without its furniture; their words are those of its block."""
    lines: list[list[tuple[str, Mark]]] = [[]]
    _gather(element, UNMARKED, furniture, lines)
    return [Line(pieces) for pieces in lines]


def _gather(
    element: Element, mark: Mark, furniture: frozenset[str], lines: list[list[tuple[str, Mark]]]
) -> None:
    """Add what stands in an element to the last line; a page's depth is limited, so this one's is too."""
    if text := element.text:
        lines[-1].append((text, mark))
    for child in element:
        name = child.tag
        if name == "br":
            lines.append([])
        elif name not in _SILENT and not (
            (stated := child.get("class")) and not furniture.isdisjoint(stated.split())
        ):
            if name in _INNER_BLOCKS:
                lines[-1].append((" ", mark))
                _gather(child, mark, furniture, lines)
                lines[-1].append((" ", mark))
            elif len(child):
                _gather(child, mark.inside(child), furniture, lines)
            elif text := child.text:
                lines[-1].append((text, mark.inside(child)))
        if tail := child.tail:
            lines[-1].append((tail, mark))
