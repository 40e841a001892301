"""Knows which short lines stand near a page's title: where bylines and dates of publication are printed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from crawler.sites.page import Element, select, squeeze, words

__all__ = ["Line", "NearTitle", "lines_of", "near_title"]

_BEFORE, _AFTER = 8, 40
_LONGEST = 150
_TELLING = 12
"""Letters of a title that tell it from a section's name where a heading ends with it."""
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


class NearTitle:
    """The short lines around a page's title, which are looked for once, and only when they are asked for."""

    def __init__(self, root: Element, *titles: str) -> None:
        """Know the page and its titles, for the one that is printed may not be the one that is its own."""
        self._root, self._titles = root, titles

    @cached_property
    def lines(self) -> list[Line]:
        """Return the lines, as `near_title` orders them."""
        return near_title(self._root, *self._titles)


def near_title(root: Element, *titles: str) -> list[Line]:
    """Return the short lines around a title: those after it, nearest first, then those before it.

    Stops where the text begins in earnest: at the fifth line of over 160 letters. Menus, footers, asides
    and forms are left out. A page that does not print its title is read from its beginning.
    """
    heading = _heading(root, titles)
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


def _heading(root: Element, titles: tuple[str, ...]) -> Element | None:
    """Return the heading that prints a title, maybe after a kicker; else the first of the largest."""
    wanted = tuple(filter(None, (squeeze(title).casefold() for title in titles)))
    heads = select(root, "//h1") or select(root, "//h2 | //h3")
    said = [(words(one).casefold(), one) for one in heads]
    same = (one for text, one in said if text in wanted)
    after = (
        one for text, one in said if any(len(title) >= _TELLING and text.endswith(title) for title in wanted)
    )
    first = (one for one in heads if one.tag != "h3")
    return next(chain(same, after, first), None)


def lines_of(root: Element, heading: Element | None = None) -> Iterator[Line | None]:
    """Yield the lines of a page in reading order, and None where the heading stands.

    Menus, footers, asides and forms are left out; a line is what no inner box divides.
    """
    waiting: list[Element] = select(root, "//body")[:1] or [root]
    above = frozenset(heading.iterancestors()) if heading is not None else frozenset[Element]()
    while waiting:
        element = waiting.pop()
        if element is heading:
            yield None
            continue
        if element.tag in _APART or (_is_other(element) and element not in above):
            continue
        children = list(element)
        if all(child.tag in _INLINE and not len(child) for child in children):
            if text := words(element):
                yield Line(text, element)
            continue
        loose = (squeeze(one) for one in (element.text, *(child.tail for child in children)) if one)
        yield from (Line(text, None) for text in loose if text)
        waiting.extend(reversed(children))


def _is_other(element: Element) -> bool:
    """Tell whether an element is named after what stands beside an article."""
    named, known = element.get("class"), element.get("id")
    return bool((named and _names_others(named)) or (known and _names_others(known)))


@lru_cache(maxsize=4096)
def _names_others(name: str) -> bool:
    """Tell whether a class or an id names what stands beside an article; a page repeats its names."""
    return _OTHERS.search(name) is not None
