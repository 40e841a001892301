"""Knows when one word was taken out, or put in, all over a text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from archive.changes.edits import grouped
from archive.changes.kinds import Kind, ranked
from archive.changes.small_words import negations, pronouns
from archive.names import folded
from archive.worddiff import Piece

__all__ = ["with_repeats"]

Pieces = tuple[Piece, ...]

_WORD = re.compile(r"[^\W\d_]{4,}")
_PLACES = 3
"""Places from which it is no accident."""
_WHOLE = frozenset({Kind.ADDED, Kind.REMOVED, Kind.COMPLETED, Kind.TYPOGRAPHY})


def with_repeats(*parts: Sequence[Pieces]) -> tuple[list[Pieces], ...]:
    """Return the pieces of fields and paragraphs, those of a word's repeated edit with the kind of that."""
    edits = [
        (which, number, group, told)
        for which, part in enumerate(parts)
        for number, pieces in enumerate(part)
        for group in grouped(pieces)
        if (told := _told(pieces, group))
    ]
    often = Counter(word for *_, told in edits for word in told)
    done = [list(part) for part in parts]
    for which, number, group, told in edits:
        if any(often[word] >= _PLACES for word in told):
            pieces = list(done[which][number])
            for one in group:
                pieces[one] = replace(
                    pieces[one], kinds=ranked((*map(Kind, pieces[one].kinds), Kind.REPEATED))
                )
            done[which][number] = tuple(pieces)
    return tuple(done)


def _told(pieces: Pieces, group: Sequence[int]) -> frozenset[tuple[str, str]]:
    """Return the words that an edit takes out for good, or puts in, by their stems."""
    if any(kind in _WHOLE for one in group for kind in pieces[one].kinds):
        return frozenset()
    stems = {
        change: {stem for one in group if pieces[one].change == change for stem in _stems(pieces[one].text)}
        for change in ("removed", "added")
    }
    both = stems["removed"] & stems["added"]
    return frozenset((change, stem) for change, found in stems.items() for stem in found - both)


def _stems(text: str) -> set[str]:
    small = {one.start for one in (*negations(text), *pronouns(text))}
    words = (match[0] for match in _WORD.finditer(text) if match.start() not in small)
    return {stem.removesuffix("s") for word in words for stem in folded(word)}
