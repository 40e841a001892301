"""Knows which words differ between two texts: paragraphs are paired first, then words within them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

__all__ = ["Piece", "diff_paragraphs", "diff_words"]

_WORD = re.compile(r"\s+|\w+|[^\w\s]")

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both have, or only the older (removed), or only the newer (added)."""

    change: Change
    text: str


def diff_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of each paragraph, in reading order; one that is only in one text is one piece."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from ((Piece("same", text),) for text in old[i:j])
        else:
            yield from _changed(old[i:j], new[k:m])


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that make ``old`` without the added, and ``new`` without the removed."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        sides: tuple[tuple[Change, list[str]], ...] = (("removed", before[i:j]), ("added", after[k:m]))
        pieces.extend(Piece(change, "".join(words)) for change, words in sides if words)
    return tuple(pieces)


_ALIKE = 0.5
"""Share of common words from which two paragraphs are taken for one that was edited."""


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Pair each old paragraph with the first new one, from where we are, that is like it."""
    place = 0
    for text in old:
        found = next((at for at in range(place, len(new)) if _alike(text, new[at])), None)
        if found is None:
            yield (Piece("removed", text),)
            continue
        yield from ((Piece("added", skipped),) for skipped in new[place:found])
        yield diff_words(text, new[found])
        place = found + 1
    yield from ((Piece("added", text),) for text in new[place:])


def _alike(old: str, new: str) -> bool:
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
