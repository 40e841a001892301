"""Knows how near a text is to the known one: overlap of runs of four words, as news benchmarks count it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Self

__all__ = ["Score", "score", "strays", "tokens"]

_WORD = re.compile(r"\w+")
_RUN = 4
_HALF = 0.5


def tokens(text: str) -> list[str]:
    """Return the words of a text as they stand."""
    return _WORD.findall(text)


def _runs(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))


@dataclass(frozen=True)
class Score:
    """Precision and recall of one page, or their means over many; None where there is nothing to count."""

    precision: float | None
    recall: float | None
    perfect: float = 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        p, r = self.precision or 0.0, self.recall or 0.0
        return 2 * p * r / (p + r) if p + r else 0.0

    @classmethod
    def mean(cls, scores: Sequence[Self]) -> "Score":
        """Return the means over pages; F1 is that of the means (the scrapinghub benchmark's definition)."""
        precisions = [one.precision for one in scores if one.precision is not None]
        recalls = [one.recall for one in scores if one.recall is not None]
        return Score(
            fmean(precisions) if precisions else None,
            fmean(recalls) if recalls else None,
            fmean(one.perfect for one in scores) if scores else 0.0,
        )

    def __str__(self) -> str:
        """Return F1 (precision/recall) with four and three digits."""
        return f"{self.f1:.4f} ({self.precision or 0.0:.3f}/{self.recall or 0.0:.3f})"


def score(known: str, read: str) -> Score:
    """Return how near a text that was read is to the known one."""
    right, found = _runs(tokens(known)), _runs(tokens(read))
    both = sum((right & found).values())
    return Score(
        both / sum(found.values()) if found else None,
        both / sum(right.values()) if right else None,
        float(tokens(known) == tokens(read)),
    )


def strays(lines: str, text: str) -> int:
    """Count the lines that are not in a text: under half of their runs are, or a short one not as it stands.

    What was read against the known text counts leaked lines; the known one against what was read, lost ones.
    """
    words = tokens(text)
    runs, within = _runs(words).keys(), f" {' '.join(words)} "
    count = 0
    for line in lines.split("\n"):
        own = tokens(line)
        if len(own) >= _RUN:
            of_line = [tuple(own[at : at + _RUN]) for at in range(len(own) - _RUN + 1)]
            count += sum(run in runs for run in of_line) / len(of_line) < _HALF
        elif own:
            count += f" {' '.join(own)} " not in within
    return count
