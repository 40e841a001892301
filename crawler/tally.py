"""Knows what a run has come to so far: outcomes, documents, troubles, and what still waits."""

from collections import Counter
from dataclasses import dataclass, field

from archive.models import Outcome
from archive.recording import Ended
from archive.tasks import WALKED

__all__ = ["Tally"]

_REFUSALS = frozenset({Outcome.REFUSED, Outcome.BLOCKED, Outcome.DISALLOWED})
# Of all troubles so many are remembered whole, so that a site that is down costs no memory.
REMEMBERED = 100


@dataclass
class Tally:
    """The count of one run."""

    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[Ended] = field(default_factory=list)
    trouble_count: int = 0
    last: Ended | None = None
    _waiting: dict[str, Ended] = field(default_factory=dict)
    _refused: int = 0
    _answered: int = 0

    def add(self, ended: Ended) -> None:
        """Count how an address ended, or that it is to be tried again."""
        if not ended.task.canary:
            self.last = ended
        if ended.again:
            self.counts["tried_again"] += 1
            self._waiting[ended.task.key] = ended
            return
        self._waiting.pop(ended.task.key, None)
        self.counts[ended.outcome.value] += 1
        for one in ended.observed:
            self.counts[f"documents_{one.change.value}"] += 1
        self._refused += ended.outcome in _REFUSALS
        self._answered += ended.task.kind not in WALKED and ended.outcome not in _REFUSALS
        if ended.outcome.failed or _broke_a_walk(ended):
            self._trouble(ended)

    def close(self) -> None:
        """Count as troubles what was to be tried again and still waits."""
        for ended in self._waiting.values():
            self._refused += ended.outcome in _REFUSALS
            self._trouble(ended)
        self._waiting.clear()

    @property
    def refused_altogether(self) -> bool:
        """Tell whether the site refused and not one document of it was answered."""
        return self._refused > 0 and self._answered == 0

    def _trouble(self, ended: Ended) -> None:
        self.trouble_count += 1
        if len(self.troubles) < REMEMBERED:
            self.troubles.append(ended)


def _broke_a_walk(ended: Ended) -> bool:
    """Tell whether a listing or feed that leads to documents is not there, or closed."""
    return ended.task.kind in WALKED and ended.outcome in (Outcome.ABSENT, Outcome.DISALLOWED)
