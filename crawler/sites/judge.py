"""Knows which lines of a page are its article's: decision trees over what can be seen of each line.

The trees were grown by ``python -m bench_text.teach`` on pages with a known text, and stand in judge.json.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from crawler.sites.judge_signs import SIGNS, seen
from crawler.sites.lines import Line

__all__ = ["Judgement", "Trees", "judge", "trees_in"]

_TREES = Path(__file__).with_name("judge.json")
_KEPT = 0.5


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """Of each line how likely it is the article's (0..1), and whether it is taken for that.

    ``doubted`` are the numbers of the lines that the general reader kept and the trees do not.
    """

    chances: tuple[float, ...]
    kept: tuple[int, ...]
    doubted: tuple[int, ...]


@dataclass(frozen=True)
class Trees:
    """Sums of leaves: a node is (sign, at most, left, right) or, with the sign -1, (-1, value, 0, 0)."""

    start: float
    trees: tuple[tuple[tuple[int, float, int, int], ...], ...]

    def chance(self, signs: Sequence[float]) -> float:
        """Return how likely a line of these signs is the article's."""
        score = self.start
        for tree in self.trees:
            sign, limit, left, right = tree[0]
            while sign >= 0:
                sign, limit, left, right = tree[left if signs[sign] <= limit else right]
            score += limit
        return 1 / (1 + math.exp(-score))


@cache
def trees_in(path: Path) -> Trees:
    """Return the trees of a file; raises `ValueError` where they were grown for other signs."""
    stated = json.loads(path.read_text(encoding="utf-8"))
    if tuple(stated["signs"]) != SIGNS:
        raise ValueError(f"{path.name} was grown for other signs: run python -m bench_text.teach")
    trees = tuple(
        tuple((int(n[0]), float(n[1]), int(n[2]), int(n[3])) for n in tree) for tree in stated["trees"]
    )
    return Trees(start=float(stated["start"]), trees=trees)


def judge(lines: Sequence[Line], kept: Sequence[str], *, summary: str = "") -> Judgement:
    """Tell which lines are the article's, given the texts that a general reader kept of the same page."""
    looked, trees = seen(lines, kept, summary=summary), trees_in(_TREES)
    chances = [0.0] * len(lines)
    for at, signs in looked.signs.items():
        chances[at] = trees.chance(signs)
    return Judgement(
        chances=tuple(chances),
        kept=tuple(at for at, chance in enumerate(chances) if chance >= _KEPT),
        doubted=tuple(
            at
            for at, share in enumerate(looked.found)
            if share >= 0.5 and chances[at] < _KEPT  # noqa: PLR2004
        ),
    )
