"""Knows which short lines stand near a page's title: where bylines and dates of publication are printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.sites.page import Element, select, squeeze, words

__all__ = ["Line", "lines_of", "near_title"]

_BEFORE, _AFTER = 8, 40
_LONGEST = 150
_PROSE, _PROSE_LINES = 160, 4
_APART = frozenset(
    {"nav", "footer", "aside", "form", "script", "style", "noscript", "template", "svg", "select"}
)
_OTHERS = re.compile(r"\b(?:related|comments?|sidebar|recommend(?:ed|ations?)|teasers?)\b", re.IGNORECASE)
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite data em font i img ins mark q s small span strong sub sup time tt u".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the element that holds it."""

    text: str
    element: Element | None


def near_title(root: Element, title: str) -> list[Line]:
    """Return the short lines around a title: those after it, nearest first, then those before it.

    Stops where the text begins in earnest: at the fifth line of over 160 letters. Menus, footers, asides
    and forms are left out. A page that does not print its title is read from its beginning.
    """
    heading = _heading(root, title)
    before, after, prose, met = list[Line](), list[Line](), 0, heading is None
    for line in lines_of(root, heading):
        if line is None:
            met = True
        elif not met:
            before = [*before[1 - _BEFORE :], line] if len(line.text) <= _LONGEST else before
        elif len(line.text) <= _LONGEST:
            after.append(line)
        elif len(line.text) > _PROSE:
            prose += 1
        if prose > _PROSE_LINES or len(after) >= _AFTER:
            break
    return after + before[::-1]


def _heading(root: Element, title: str) -> Element | None:
    wanted = squeeze(title).casefold()
    heads = select(root, "//h1") or select(root, "//h2")
    same = (one for one in heads if words(one).casefold() == wanted)
    return next(same, heads[0] if heads else None)


def lines_of(root: Element, heading: Element | None = None) -> Iterator[Line | None]:
    """Yield the lines of a page in reading order, and None where the heading stands.

    Menus, footers, asides and forms are left out; a line is what no inner box divides.
    """
    waiting: list[Element] = select(root, "//body")[:1] or [root]
    while waiting:
        element = waiting.pop()
        if element is heading:
            yield None
            continue
        if element.tag in _APART or _OTHERS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            continue
        children = list(element)
        if all(child.tag in _INLINE and not len(child) for child in children):
            if text := words(element):
                yield Line(text, element)
            continue
        loose = (squeeze(one) for one in (element.text or "", *(child.tail or "" for child in children)))
        yield from (Line(text, None) for text in loose if text)
        waiting.extend(reversed(children))
