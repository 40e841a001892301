"""Knows where a passage stands in a text of the same language, word for word or nearly.

The only door to rapidfuzz.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rapidfuzz.fuzz import partial_ratio_alignment

from archive.tracing.masks import unmasked

__all__ = ["Place", "may_hold", "place", "plain", "shingles", "words"]

_SAME = str.maketrans("ёЁ«»“”„‟″’‘`–—−\u00a0\u202f\t", 'еЕ"""""""\'\'\'---   ')
_WORD = re.compile(r"\w+")
_SHINGLE = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands in a text, and how like it is there, 0 to 100."""

    start: int
    end: int
    ratio: float


def plain(text: str) -> str:
    """Return a text in small letters with one kind of quotation mark, dash and space, each at its place."""
    same = unmasked(text).translate(_SAME)
    small = same.lower()
    return small if len(small) == len(same) else same


def place(passage: str, text: str) -> Place:
    """Return where a passage stands best in a text that is no shorter, in whole words; both are ``plain``."""
    found = partial_ratio_alignment(passage, text) if 0 < len(passage) <= len(text) else None
    if found is None:
        return Place(0, 0, 0.0)
    start, end = found.dest_start, found.dest_end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Place(start, end, found.score)


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def may_hold(known: AbstractSet[str], passage: str) -> bool:
    """Tell whether half a passage's words are known at least; without them no alignment is worth its time."""
    its = words(passage)
    return 2 * sum(word in known for word in its) >= len(its) > 0


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of five words of a text that is ``plain``."""
    its = words(text)
    return {tuple(its[at : at + _SHINGLE]) for at in range(len(its) - _SHINGLE + 1)}
