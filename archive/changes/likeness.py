"""Knows which paragraphs of two texts are alike, without comparing each with each where they are many."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.sequences import alike

__all__ = ["Likeness"]

_TOKEN = re.compile(r"\w+|[.,:;!?()]")
_GROUP = re.compile(r"(?<=\d)[\u0020\u00a0\u202f,](?=\d{3}(?!\d))")
_HOPE = 0.3
"""Likeness from which two paragraphs may be parts of one that was split, or joined."""
_FEW = 2_500
"""Pairs that are compared each with each."""
_RARE = 16
"""Paragraphs in which a word may stand to lead from one to another."""
_CANDIDATES = 4
_BUDGET = 20_000_000_000
"""Cells of all comparisons together, a bit each: half a second at most. What comes after is not alike."""
_EACH = 500_000
"""What a comparison costs beside its cells."""
_PART_WORDS = 3
"""Words, signs too, from which a paragraph that another begins or ends with is that one, shortened."""


class Likeness:
    """The paragraphs of two texts; ``tired`` is true once a comparison was left out for its length."""

    least = 0.5
    """Share of common words, in order, from which two paragraphs are one that was edited."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Know the paragraphs; their words are counted when they are asked for."""
        self.old, self.new = old, new
        self.tired = False
        self._spent = 0
        self._words: dict[tuple[bool, int], list[int]] = {}
        self._numbers: dict[str, int] = {}
        self._values: dict[tuple[int, int], float] = {}

    def of(self, old: Sequence[int], new: Sequence[int]) -> float:
        """Return how alike paragraphs are, taken together on each side."""
        if len(old) == len(new) == 1:
            return self._compared(old[0], new[0])
        one = [word for i in old for word in self._of(i, new=False)]
        other = [word for j in new for word in self._of(j, new=True)]
        return self._measured(one, other)

    def pairs(self, old: range, new: range) -> list[tuple[int, int]]:
        """Return the best pairs that keep their order, among them those alike in a part only."""
        scored = []
        for i, j in self._candidates(old, new):
            value = self._compared(i, j)
            if value >= self.least or self.extends(i, j) or value >= _HOPE:
                shorter = min(len(self._of(i, new=False)), len(self._of(j, new=True)))
                scored.append((i, j, value * shorter))
        return _heaviest(scored)

    def extends(self, i: int, j: int) -> bool:
        """Tell whether one of two paragraphs begins or ends with all of the other."""
        one, other = sorted((self._of(i, new=False), self._of(j, new=True)), key=len)
        return len(one) >= _PART_WORDS and one in (other[: len(one)], other[len(other) - len(one) :])

    def best(
        self, old: Sequence[int], new: Sequence[int], *, least: float, words: int
    ) -> Iterator[tuple[int, int]]:
        """Yield pairs alike enough in whatever order, the most alike first; each paragraph once."""
        scored = []
        for i, j in self._candidates(old, new):
            one, other = self._of(i, new=False), self._of(j, new=True)
            if min(len(one), len(other)) >= words:
                scored.append((self._compared(i, j), i, j))
        taken_old, taken_new = set[int](), set[int]()
        for value, i, j in sorted(scored, reverse=True):
            if value >= least and i not in taken_old and j not in taken_new:
                taken_old.add(i)
                taken_new.add(j)
                yield i, j

    def _compared(self, i: int, j: int) -> float:
        if (i, j) not in self._values:
            self._values[i, j] = self._measured(self._of(i, new=False), self._of(j, new=True))
        return self._values[i, j]

    def _measured(self, one: list[int], other: list[int]) -> float:
        self._spent += len(one) * len(other) + _EACH
        if self._spent > _BUDGET:
            self.tired = True
            return 0.0
        return alike(one, other)

    def _of(self, number: int, *, new: bool) -> list[int]:
        name = new, number
        if name not in self._words:
            # Quotation marks, dashes, capitals and ё make no paragraph another one.
            text = (self.new if new else self.old)[number].casefold().replace("ё", "е")
            tokens = _TOKEN.findall(_GROUP.sub("", text))
            self._words[name] = [self._numbers.setdefault(token, len(self._numbers)) for token in tokens]
        return self._words[name]

    def _candidates(self, old: Sequence[int], new: Sequence[int]) -> Iterator[tuple[int, int]]:
        if len(old) * len(new) <= _FEW:
            yield from ((i, j) for i in old for j in new)
            return
        places: dict[int, list[int]] = {}
        for j in new:
            for word in set(self._of(j, new=True)):
                places.setdefault(word, []).append(j)
        for number, i in enumerate(old):
            if self.tired:
                return
            votes = Counter[int]()
            for word in set(self._of(i, new=False)):
                named = places.get(word, ())
                if len(named) <= _RARE:
                    votes.update(named)
            # Short ones may have no rare word: then their place speaks for them.
            place = max(0, number * len(new) // len(old) - 1)
            beside = new[place : place + 3]
            yield from ((i, j) for j in {*beside, *(j for j, _ in votes.most_common(_CANDIDATES))})


def _heaviest(scored: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the choice of pairs that rises on both sides and weighs most (a Fenwick tree of maxima)."""
    order = sorted(scored, key=lambda one: (one[0], -one[1]))
    ends = sorted({j for _, j, _ in order})
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ends) + 1)
    before: list[int] = []
    for number, (_, j, weight) in enumerate(order):
        rank = bisect_left(ends, j)
        best, at = (0.0, -1), rank
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        at = rank + 1
        while at < len(tree):
            tree[at] = max(tree[at], (best[0] + weight, number))
            at += at & -at
    top, at = (0.0, -1), len(ends)
    while at > 0:
        top = max(top, tree[at])
        at -= at & -at
    chosen, number = list[tuple[int, int]](), top[1]
    while number >= 0:
        chosen.append(order[number][:2])
        number = before[number]
    return chosen[::-1]
