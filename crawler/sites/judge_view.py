"""Knows what is counted once of a page's lines: how much of each was kept, and what stands in each box."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.sites.lines import Line
from crawler.sites.page import Element

__all__ = ["HALF", "WORD", "View", "Weight", "shares_found"]

WORD = re.compile(r"\w+")
HALF = 0.5
_RUN = 4
_LONG = 8
_HELD = 0.7
_NEAR = 4
_LINKED = 0.9
Run = tuple[str, ...]


@dataclass(slots=True)
class Weight:
    """How many letters stand in an element, how many of them were kept, how many are linked."""

    letters: int = 0
    found: int = 0
    linked: float = 0.0

    def add(self, other: "Weight") -> None:
        """Count what another weighs as well."""
        self.letters += other.letters
        self.found += other.found
        self.linked += other.linked

    def share(self) -> float:
        """Return which share of the letters was kept, 0 to 1."""
        return self.found / max(1, self.letters)

    def links(self) -> float:
        """Return which share of the letters is linked, 0 to 1."""
        return self.linked / max(1, self.letters)


def _runs(tokens: Sequence[str]) -> Iterable[Run]:
    return zip(*(tokens[at:] for at in range(_RUN)), strict=False)


def shares_found(lines: Sequence[Line], kept: Sequence[str]) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return of each line how much of it was kept, and how many words it has."""
    tokens = [WORD.findall(text) for text in kept]
    whole = {" ".join(one) for one in tokens}
    runs = frozenset(_runs([word for words in tokens for word in words]))
    shares, counts = [], []
    for line in lines:
        own = WORD.findall(line.block.text)
        counts.append(len(own))
        if " ".join(own) in whole:
            shares.append(1.0)
        elif len(own) < _RUN:
            shares.append(0.0)
        else:
            shares.append(sum(map(runs.__contains__, _runs(own))) / (len(own) - _RUN + 1))
    return tuple(shares), tuple(counts)


class View:
    """What is counted once for a page."""

    def __init__(
        self, lines: Sequence[Line], found: tuple[float, ...], counts: tuple[int, ...], summary: str
    ) -> None:
        """Count; time grows with the number of lines and of the elements around them."""
        self.lines, self.found, self.counts = lines, found, counts
        self.summary = frozenset(WORD.findall(summary.casefold()))
        self.logs = [math.log1p(count) for count in counts]
        self.weights: defaultdict[Element | None, Weight] = defaultdict(Weight)
        self.by_parent: defaultdict[Element | None, list[int]] = defaultdict(lambda: [0, 0])
        self.by_look: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
        self.parents = [line.element.getparent() for line in lines]
        self.looks = [_look(line.element, above) for line, above in zip(lines, self.parents, strict=True)]
        self._paths: dict[Element | None, tuple[Element, ...] | None] = {}
        self._weigh()
        kept = (line for line, share in zip(lines, found, strict=True) if share >= HALF)
        self.total = max(1, sum(len(line.block.text) for line in kept))
        self.main = self._main()
        long = [at for at, f in enumerate(found) if f >= HALF and counts[at] >= _LONG]
        self.first, self.last = (long[0], long[-1]) if long else (0, 0)
        self.kept = math.log1p(len(long))
        times: Counter[str] = Counter()
        self.repeats = []
        for line in lines:
            self.repeats.append(times[line.block.text])
            times[line.block.text] += 1

    def _weigh(self) -> None:
        """Add each line's letters to all that it stands in, from the innermost boxes outwards."""
        below: defaultdict[Element | None, Weight] = defaultdict(Weight)
        for at, line in enumerate(self.lines):
            letters, kept = len(line.block.text), self.found[at] >= HALF
            for pair in (self.by_parent[self.parents[at]], self.by_look[self.looks[at]]):
                pair[0] += kept
                pair[1] += 1
            one = Weight(letters, letters if kept else 0, line.linked * letters)
            self.weights[line.element].add(one)
            below[self.parents[at]].add(one)
        above = {parent: parent.getparent() for parent in below if parent is not None}
        for element in _outer_first(above)[::-1]:
            held, outer = below[element], above[element]
            self.weights[element].add(held)
            if outer is not None:
                below[outer].add(held)

    def _main(self) -> Element | None:
        """Return the smallest box that holds at least 70 % of what was kept."""
        if not self.lines:
            return None
        main: Element | None = None
        *_, root = (self.lines[0].element, *self.lines[0].element.iterancestors())
        inner: Element | None = root
        while inner is not None:
            main = inner
            inner = next((one for one in main if self._holds_most(one)), None)
        return main

    def _holds_most(self, element: Element) -> bool:
        return element in self.weights and self.weights[element].found >= _HELD * self.total

    def path(self, at: int) -> tuple[Element, ...] | None:
        """Return the elements from a line's own up to the main box, both included; None outside it."""
        element, parent = self.lines[at].element, self.parents[at]
        if element is self.main:
            return (element,)
        if parent not in self._paths:
            self._paths[parent] = self._up(parent)
        above = self._paths[parent]
        return None if above is None else (element, *above)

    def _up(self, element: Element | None) -> tuple[Element, ...] | None:
        path: list[Element] = []
        while element is not None:
            path.append(element)
            if element is self.main:
                return tuple(path)
            element = element.getparent()
        return None

    def candidates(self) -> list[int]:
        """Return the lines that were kept, or that stand near those or in the box that holds most of them."""
        near = set[int]()
        for at, share in enumerate(self.found):
            if share >= HALF:
                near.update(range(at - _NEAR, at + _NEAR + 1))
        return [
            at
            for at, line in enumerate(self.lines)
            if line.block.text and (at in near or (line.linked <= _LINKED and self.path(at) is not None))
        ]


def _outer_first(above: dict[Element, Element | None]) -> list[Element]:
    """Add to elements, each with its parent, all that they stand in; return all, the outer ones first."""
    ordered, known = list[Element](), set[Element]()
    for element in list(above):
        chain, inner = list[Element](), element
        while inner not in known:
            known.add(inner)
            chain.append(inner)
            outer = above[inner] if inner in above else above.setdefault(inner, inner.getparent())
            if outer is None:
                break
            inner = outer
        ordered += chain[::-1]
    return ordered


def _look(element: Element, above: Element | None) -> tuple[str, str, str]:
    around = above.get("class") if above is not None else None
    return str(element.tag), element.get("class") or "", around or ""
