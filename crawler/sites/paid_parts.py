"""Knows whether the part of an article that its page states to be paid for stands on the page."""

import re
from typing import Any

from archive.models import Block
from crawler.sites.page import Element, select, words

__all__ = ["paid_part"]

_FALSE = frozenset({"false", "http://schema.org/false", "https://schema.org/false", "0", "no"})
_LONG = 3_000
"""Letters. Of six news pages that only say they are not free, the four whole ones have over 4,000."""
_ENOUGH_BEHIND = 300
_SIMPLE = re.compile(r"[.#][\w-]+")
_MOST_BOXES = 10


def paid_part(root: Element, data: dict[str, Any], kept: list[Block]) -> str | None:
    """Return what a page states that says its article is not free and does not show the paid part."""
    if not _is_false(data.get("isAccessibleForFree")):
        return None
    parts = data.get("hasPart")
    listed = [one for one in (parts if isinstance(parts, list) else [parts]) if isinstance(one, dict)]
    paid = [one for one in listed if _is_false(one.get("isAccessibleForFree", False))]
    selectors = [str(one["cssSelector"]) for one in paid if isinstance(one.get("cssSelector"), str)]
    whole = (
        sum(len(block.text) for block in kept) >= _LONG
        if not selectors
        else _behind(root, selectors, kept) >= _ENOUGH_BEHIND
    )
    return None if whole else "stated: isAccessibleForFree is false"


def _is_false(value: Any) -> bool:
    return value is False or (isinstance(value, str) and value.strip().casefold() in _FALSE)


def _behind(root: Element, selectors: list[str], kept: list[Block]) -> int:
    """Return how many letters of a text stand in what simple selectors (.class, #id) of a paid part find."""
    names = [name.strip().split(" ")[-1] for one in selectors for name in one.split(",")]
    tests = (
        f"//*[@id='{name[1:]}']"
        if name[0] == "#"
        else f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name[1:]} ')]"
        for name in names
        if _SIMPLE.fullmatch(name)
    )
    found = [words(one) for path in tests for one in select(root, path)[:_MOST_BOXES]]
    return sum(len(block.text) for block in kept if any(block.text in text for text in found))
