"""Knows how a report is compared with the readouts of one language, and which comes first, and why."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from archive.tracing.features import Features
from archive.tracing.grams import Likeness
from archive.tracing.keys import Key, KeyKind
from archive.tracing.window import WINDOW, Window, apart, span

__all__ = ["SCORING", "Match", "Pool", "merged"]

SCORING = "1"
"""Rises when scores of older code can no longer be compared with new ones."""

_KEY_USUAL = (0.02, 0.045)
_GRAM_USUAL = (0.02, 0.018)
"""Mean and deviation of the likeness of a report and a readout that have nothing to do with each other."""
_USUAL_WEIGHT = 20
"""As many texts as the usual deviation stands for beside the neighbours at hand."""
_DAY_BEFORE, _DAY_AFTER = 0.5, 1.0
"""What each day costs by which the readout is older, or younger, than the report."""
_ANNOUNCED = 0.4
"""What is left of an announcement's score when the day it speaks of has come before the report."""
_ADDRESSED = 100.0
"""What it brings that the report spells the readout's address."""
_HALF, _STEEP = 5.0, 0.8
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A readout that a report may go back to.

    ``score`` is in deviations from what readouts around it score, ``probability`` the same between 0 and 1.
    ``ahead`` is by how much it scores above the next one. ``days`` is the readout's day less the report's,
    None when a day is missing. ``held`` is the share of the report's keys, by weight, that the readout holds
    too.
    """

    key: str
    node: str
    score: float
    ahead: float
    days: int | None
    held: float
    explanation: tuple[Key, ...]

    @property
    def probability(self) -> float:
        """Return the score between 0 and 1: a half where a true match is as likely as none."""
        return 1 / (1 + math.exp(-_STEEP * (self.score - _HALF)))


class Pool:
    """Readouts of one language, ready to be compared with many reports.

    Candidates and neighbours in one: the scores are deviations from those of all that stand in it, so give it
    the readouts of some thirty days on either side. Of a small pool the usual deviations take the neighbours'
    place.
    """

    def __init__(self, readouts: Sequence[Features]) -> None:
        """Weigh the keys and the n-grams; raises ValueError for readouts of more than one language."""
        if len({one.language for one in readouts}) > 1:
            raise ValueError("a pool holds readouts of one language: scripts outweigh what is said")
        self.readouts = tuple(readouts)
        self.likeness = Likeness([one.grams for one in readouts])
        seen = Counter(key for one in readouts for key in one.keys)
        self._rarity = {key: math.log((len(readouts) + 1) / (count + 0.5)) for key, count in seen.items()}
        self._unseen = math.log((len(readouts) + 1) / 0.5)
        self._holders: dict[str, list[tuple[int, float]]] = {}
        for at, one in enumerate(readouts):
            weights = self._weights(one)
            length = _length(weights.values())
            for key, weight in weights.items():
                self._holders.setdefault(key, []).append((at, weight / length))

    def candidates(self, report: Features, window: Window = WINDOW) -> tuple[int, ...]:
        """Return the places in the pool of the readouts that the report's day allows: without one, all."""
        days = span(report, window)
        if days is None:
            return tuple(range(len(self.readouts)))
        first, last = days
        return tuple(
            at for at, one in enumerate(self.readouts) if one.day is not None and first <= one.day <= last
        )

    def rank(self, report: Features, *, window: Window = WINDOW, top: int = 5) -> tuple[Match, ...]:
        """Return the readouts that are most like the report among those its day allows, the best first."""
        at_all = self.candidates(report, window)
        if not at_all:
            return ()
        by_grams = _standing(self.likeness.of(report.grams), *_GRAM_USUAL)
        by_keys = _standing(self._by_keys(report), *_KEY_USUAL)
        scored = [(_dated(by_grams[at] + by_keys[at], self.readouts[at], report), at) for at in at_all]
        scored.sort(key=lambda one: (-one[0], self.readouts[one[1]].key))
        below = [score for score, _ in scored[1 : top + 1]] + [0.0] * top
        return tuple(
            self._match(report, at, score, max(0.0, score - next_one))
            for (score, at), next_one in zip(scored[:top], below, strict=False)
        )

    def rarity(self, key: str) -> float:
        """Return how much a key says: the more, the fewer readouts hold it."""
        return self._rarity.get(key, self._unseen)

    def _weights(self, one: Features) -> dict[str, float]:
        rarity = self._rarity
        return {
            key: (1 + math.log(count)) * rarity[key] for key, (count, _) in one.keys.items() if key in rarity
        }

    def _by_keys(self, report: Features) -> list[float]:
        found = [0.0] * len(self.readouts)
        weights = self._weights(report)
        length = _length(weights.values())
        for key, weight in weights.items():
            for at, its in self._holders[key]:
                found[at] += weight * its / length
        return found

    def _match(self, report: Features, at: int, score: float, ahead: float) -> Match:
        readout = self.readouts[at]
        mine, its = self._weights(report), self._weights(readout)
        length = _length(mine.values()) * _length(its.values())
        shared = sorted(
            ((mine[key] * its[key] / length, key) for key in mine.keys() & its.keys()), reverse=True
        )
        explanation = tuple(
            Key(
                cast("KeyKind", key.partition(":")[0]),
                readout.keys[key][1],
                report.keys[key][1],
                round(weight, 4),
            )
            for weight, key in shared[:_SHOWN]
        )
        if readout.node in report.addressed:
            explanation = (Key("address", readout.node, readout.node, 1.0), *explanation)
        held = sum(mine[key] for _, key in shared) / (sum(mine.values()) or 1)
        days = apart(readout, report)
        return Match(
            readout.key, readout.node, round(score, 3), round(ahead, 3), days, round(held, 3), explanation
        )


def merged(*rankings: Sequence[Match], top: int = 5) -> tuple[Match, ...]:
    """Return the matches of the pools of several languages as one ranking, each Kremlin number once."""
    best: dict[str, Match] = {}
    for match in (match for ranking in rankings for match in ranking):
        if match.node not in best or match.score > best[match.node].score:
            best[match.node] = match
    return tuple(sorted(best.values(), key=lambda one: -one.score)[:top])


def _length(weights: Iterable[float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights)) or 1.0


def _standing(scores: Sequence[float], usual: float, deviation: float) -> list[float]:
    """Return how many deviations each score stands above those of the others.

    The score itself is left out of the mean, for in a small pool it would be its own measure.
    """
    count = len(scores)
    total, squares = sum(scores), sum(score * score for score in scores)
    found = []
    for score in scores:
        mean = (total - score + _USUAL_WEIGHT * usual) / (count - 1 + _USUAL_WEIGHT)
        others = squares - score * score - 2 * mean * (total - score) + (count - 1) * mean * mean
        spread = math.sqrt((others + _USUAL_WEIGHT * deviation * deviation) / (count - 1 + _USUAL_WEIGHT))
        found.append((score - mean) / spread)
    return found


def _dated(score: float, readout: Features, report: Features) -> float:
    """Return a score with what days and addresses say for and against a readout."""
    if _announced(readout, report):
        score *= _ANNOUNCED
    if readout.node in report.addressed:
        score += _ADDRESSED
    days = apart(readout, report) or 0
    return score - (days * _DAY_AFTER if days > 0 else -days * _DAY_BEFORE)


def _announced(readout: Features, report: Features) -> bool:
    """Tell whether a readout says what will be on a day that has come when the report is published."""
    if readout.ahead is None or readout.day is None or report.day is None or report.precision != "day":
        return False
    month, day = readout.ahead
    year = readout.day.year + (month < readout.day.month)
    return (year, month, day) <= (report.day.year, report.day.month, report.day.day)
