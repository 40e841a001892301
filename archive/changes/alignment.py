"""Knows which paragraph of a text became which of another: edited, moved, split, joined, or neither."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.changes.likeness import Likeness
from archive.sequences import common_runs

__all__ = ["Match", "align"]

_WORD = re.compile(r"\w+")
_LIKE_WHOLE = 0.72
"""Likeness from which two or more neighbours are taken for one paragraph that was split, or joined."""
_GAIN = 0.08
"""What a neighbour must add to the likeness to be taken for a part."""
_MOST_PARTS = 8
_MOVED_WORDS = 2
_MOVED_EDITED_WORDS = 6
_ALIKE_MOVED = 0.65


@dataclass(frozen=True, slots=True)
class Match:
    """Paragraphs of the one text that are those of the other; several on a side were joined, or split."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def align(old: Sequence[str], new: Sequence[str]) -> tuple[list[Match], bool]:
    """Return the matches, by their place in the new text, and whether nothing was too long to be looked at.

    What is in no match was taken out, or put in.
    """
    runs, whole = common_runs(old, new)
    matches = [Match((run.old + at,), (run.new + at,)) for run in runs for at in range(run.length)]
    likeness = Likeness(old, new)
    at = 0, 0
    for run in (*runs, None):
        end = (run.old, run.new) if run else (len(old), len(new))
        matches += _in_gap(likeness, range(at[0], end[0]), range(at[1], end[1]))
        at = (run.old + run.length, run.new + run.length) if run else end
    matches += _moved(likeness, matches)
    return sorted(matches, key=lambda match: match.new), whole and not likeness.tired


def _in_gap(likeness: Likeness, old: range, new: range) -> list[Match]:
    """Pair the paragraphs between two that are the same, in order; then look for parts beside them."""
    if not old or not new:
        return []
    pairs = likeness.pairs(old, new)
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    matches = []
    for number, (i, j) in enumerate(pairs):
        low = (pairs[number - 1][0], pairs[number - 1][1]) if number else (old.start - 1, new.start - 1)
        following = pairs[number + 1] if number + 1 < len(pairs) else (old.stop, new.stop)
        match = _with_parts(likeness, Match((i,), (j,)), low, following, taken)
        if match is not None:
            matches.append(match)
            taken[0].update(match.old)
            taken[1].update(match.new)
    return matches


def _with_parts(
    likeness: Likeness,
    match: Match,
    low: tuple[int, int],
    high: tuple[int, int],
    taken: tuple[set[int], set[int]],
) -> Match | None:
    """Return a pair with the neighbours that belong to it; None for one that is alike in a part only."""
    best = likeness.of(match.old, match.new)
    grown = True
    while grown and len(match.old) + len(match.new) < _MOST_PARTS:
        grown = False
        for wider in _wider(match, low, high, taken):
            value = likeness.of(wider.old, wider.new)
            if value >= max(best + _GAIN, _LIKE_WHOLE):
                match, best, grown = wider, value, True
                break
    alone = len(match.old) == len(match.new) == 1
    return match if best >= likeness.least or (alone and likeness.extends(*match.old, *match.new)) else None


def _wider(
    match: Match, low: tuple[int, int], high: tuple[int, int], taken: tuple[set[int], set[int]]
) -> Iterable[Match]:
    old, new = match.old, match.new
    if len(old) == 1:
        if new[-1] + 1 < high[1] and new[-1] + 1 not in taken[1]:
            yield Match(old, (*new, new[-1] + 1))
        if new[0] - 1 > low[1] and new[0] - 1 not in taken[1]:
            yield Match(old, (new[0] - 1, *new))
    if len(new) == 1:
        if old[-1] + 1 < high[0] and old[-1] + 1 not in taken[0]:
            yield Match((*old, old[-1] + 1), new)
        if old[0] - 1 > low[0] and old[0] - 1 not in taken[0]:
            yield Match((old[0] - 1, *old), new)


def _moved(likeness: Likeness, matches: Sequence[Match]) -> list[Match]:
    """Return the paragraphs that stand elsewhere now, word for word or slightly edited."""
    taken = {i for match in matches for i in match.old}, {j for match in matches for j in match.new}
    old = [i for i in range(len(likeness.old)) if i not in taken[0]]
    new = [j for j in range(len(likeness.new)) if j not in taken[1]]
    places: dict[str, list[int]] = {}
    for j in reversed(new):
        places.setdefault(likeness.new[j], []).append(j)
    found, left = list[Match](), list[int]()
    for i in old:
        text = likeness.old[i]
        if places.get(text) and len(_WORD.findall(text)) >= _MOVED_WORDS:
            found.append(Match((i,), (places[text].pop(),), moved=True))
        else:
            left.append(i)
    free = sorted(set(new) - {match.new[0] for match in found})
    for i, j in likeness.best(left, free, least=_ALIKE_MOVED, words=_MOVED_EDITED_WORDS):
        found.append(Match((i,), (j,), moved=True))
    return found
