"""Knows which lines of a page are its article's: decision trees over what can be seen of each line.

The trees were grown by ``python -m bench_text.teach`` on pages with a known text, and stand in judge.json.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from crawler.sites.judge_signs import SIGNS, seen
from crawler.sites.lines import Line

__all__ = ["Judgement", "Trees", "judge", "trees_in"]

_TREES = Path(__file__).with_name("judge.json")
_KEPT = 0.5
_TOGETHER = 16
_SETTLED = 0.5
"""How far beyond all doubt a sum has to be, whatever the trees that are left say, to leave those out."""

Node = tuple[int, float, int, int]
Stage = tuple[Callable[..., float], float, float]


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
    trees: tuple[tuple[Node, ...], ...]

    def chance(self, signs: Sequence[float]) -> float:
        """Return how likely a line of these signs is the article's; to the last digit only where in doubt."""
        score = self.start
        for sum_of, least, most in self._stages:
            score += sum_of(*signs)
            if score + least > _SETTLED or score + most < -_SETTLED:
                break
        return 1 / (1 + math.exp(-score))

    @cached_property
    def _stages(self) -> tuple[Stage, ...]:
        """Return sums of some trees each, as functions of the signs, and the least and most that may follow.

        Compiled, a tree takes a third of the time that walking from node to node does.
        """
        stages, least, most = list[Stage](), 0.0, 0.0
        for at in reversed(range(0, len(self.trees), _TOGETHER)):
            some = self.trees[at : at + _TOGETHER]
            signs = ", ".join(f"s{number}" for number in range(len(SIGNS)))
            sum_of = eval(f"lambda {signs}: {'+'.join(map(_written, some))}")  # noqa: S307 - numbers of ours
            stages.insert(0, (sum_of, least, most))
            leaves = [[value for sign, value, *_ in tree if sign < 0] for tree in some]
            least, most = least + sum(map(min, leaves)), most + sum(map(max, leaves))
        return tuple(stages)


def _written(tree: tuple[Node, ...], at: int = 0) -> str:
    """Return a tree as an expression of its signs."""
    sign, limit, left, right = tree[at]
    if sign < 0:
        return f"({limit!r})"
    return f"({_written(tree, left)} if s{sign} <= {limit!r} else {_written(tree, right)})"


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
