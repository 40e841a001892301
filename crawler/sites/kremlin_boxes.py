"""Knows the boxes and links of an article by their class: lxml's own walk costs a third of an XPath."""

import re

from crawler.sites.kremlin_layouts import BOXES, CLASSED
from crawler.sites.page import Element, select

__all__ = ["Boxes", "find"]

_BLANKS = re.compile(r"[ \t\r\n]+")
"""What parts classes; a space of another kind belongs to a name, in XPath as in HTML."""


class Boxes:
    """An article, and what stands where a layout's path points in it: all its boxes are found in one walk."""

    def __init__(self, article: Element) -> None:
        """Walk the article for the boxes that have a class."""
        self.article = article
        self._named: dict[str, list[Element]] = {}
        for box in article.iter("div"):
            if box is not article and (stated := box.get("class")):
                for name in _names(stated):
                    named = self._named.setdefault(name, [])
                    if not named or named[-1] is not box:
                        named.append(box)

    def find(self, path: str) -> list[Element]:
        """Return the elements that a path finds, in reading order; "" finds nothing."""
        return self._named.get(BOXES[path], []) if path in BOXES else find(self.article, path)


def find(box: Element, path: str) -> list[Element]:
    """Return the elements that a path finds in a box, in reading order; "" finds nothing."""
    if path not in CLASSED:
        return select(box, path) if path else []
    tag, attribute, name = CLASSED[path]
    return [
        one
        for one in box.iter(tag)
        if _is_classed(one, name) and one.get(attribute) is not None and one is not box
    ]


def _is_classed(element: Element, name: str) -> bool:
    stated = element.get("class")
    return stated is not None and name in stated and name in _names(stated)


def _names(stated: str) -> list[str]:
    # Among printable signs the space is the only blank.
    return stated.split() if stated.isprintable() else _BLANKS.split(stated)
