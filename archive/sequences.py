"""Knows what two sequences have in common, in time that hostile input cannot stretch.

The one door to rapidfuzz.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.fuzz import partial_ratio_alignment

__all__ = ["Run", "alike", "close", "common_runs", "numbered", "within"]

_CELLS = 200_000_000
"""Cells of the table that a comparison fills, a bit each: 25 MB and some 30 ms at most."""


@dataclass(frozen=True, slots=True)
class Run:
    """So many elements, from ``old`` on in the one sequence and from ``new`` on in the other, are equal."""

    old: int
    new: int
    length: int


def common_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[list[Run], bool]:
    """Return the longest common subsequence as runs, in order, and whether it is surely the longest.

    What is too long is held together by the elements that stand once on each side alone (patience diff).
    """
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle[0]) * len(middle[1]) > _CELLS:
        inner, whole = _by_unique(*middle), False
    else:
        inner, whole = _longest(*middle), True
    runs = [Run(0, 0, head), *(Run(run.old + head, run.new + head, run.length) for run in inner)]
    runs.append(Run(len(old) - tail, len(new) - tail, tail))
    return _joined(runs), whole


def alike(old: Sequence[int], new: Sequence[int]) -> float:
    """Return the share of common elements in order, 0 to 1; of what is too long, a part of it."""
    if not old or not new:
        return 0.0
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    short = len(one) * len(other) <= _CELLS
    common = LCSseq.similarity(one, other) if short else len(_by_unique(one, other))
    return 2 * (head + tail + common) / (len(old) + len(new))


def close(one: str, other: str) -> float:
    """Return how alike two short words are, letter by letter, 0 to 1."""
    return float(Indel.normalized_similarity(one, other))


def within(passage: str, text: str) -> tuple[int, int, float]:
    """Return where a passage stands best in a text, from and to, and how like it is there, 0 to 100.

    A passage that is longer than the text stands nowhere in it: (0, 0, 0.0).
    """
    found = partial_ratio_alignment(passage, text) if 0 < len(passage) <= len(text) else None
    return (0, 0, 0.0) if found is None else (found.dest_start, found.dest_end, found.score)


def numbered(*sequences: Sequence[Hashable]) -> list[list[int]]:
    """Return sequences with a number for each different element."""
    numbers: dict[Hashable, int] = {}
    return [[numbers.setdefault(one, len(numbers)) for one in sequence] for sequence in sequences]


def _shared(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    length = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        length += 1
    return length


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    if not old or not new:
        return []
    operations = LCSseq.opcodes(*numbered(old, new))
    return [
        Run(one.src_start, one.dest_start, one.src_end - one.src_start)
        for one in operations
        if one.tag == "equal"
    ]


def _by_unique(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Run]:
    often, seldom = Counter(old), Counter(new)
    places = {one: place for place, one in enumerate(new) if seldom[one] == 1}
    pairs = [(i, places[one]) for i, one in enumerate(old) if often[one] == 1 and one in places]
    return [Run(i, j, 1) for i, j in _increasing(pairs)]


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest choice of pairs that rises on both sides; they come sorted by the first."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(ends, j)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [j]
        last[place : place + 1] = [number]
    chosen, at = [], last[-1] if last else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if not run.length:
            continue
        last = joined[-1] if joined else Run(0, 0, 0)
        if joined and (last.old + last.length, last.new + last.length) == (run.old, run.new):
            joined[-1] = Run(last.old, last.new, last.length + run.length)
        else:
            joined.append(run)
    return joined
