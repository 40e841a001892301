"""Knows the bars that the tracing of texts must hold, as issue 6 sets them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench_links.measures import Measured, Ranks, Speed, Types

__all__ = ["Verdict", "verdicts"]

RANKS = {"5 days": (0.95, 0.99), "±15 days": (0.90, 0.98)}
TRUE, COUNTERPART = 0.9, 0.1
SPEED = 300


@dataclass(frozen=True)
class Verdict:
    """A bar: what was asked, whether it was held, and the numbers."""

    what: str
    held: bool
    numbers: str

    def __str__(self) -> str:
        """Return the bar as a line."""
        return f"{'held  ' if self.held else 'MISSED'}  {self.what} ({self.numbers})"


def verdicts(told: Measured) -> list[Verdict]:
    """Return a verdict a bar."""
    return [*_ranks(told.ranks), *_types(told.types), *_seed(told.seed), _speed(told.speed)]


def _ranks(ranked: Sequence[Ranks]) -> Iterator[Verdict]:
    for one in ranked:
        if one.group == "all" and one.window in RANKS:
            first, five = RANKS[one.window]
            yield Verdict(f"R@1 at least {first:g}, {one.window}", one.first >= first, f"{one.first:.3f}")
            yield Verdict(f"R@5 at least {five:g}, {one.window}", one.five >= five, f"{one.five:.3f}")


def _types(typed: Types) -> Iterator[Verdict]:
    linked = f"{typed.strangers_linked} of {typed.strangers}"
    yield Verdict("no dated report of another event is linked", typed.strangers_linked == 0, linked)
    share = typed.counterpart_share
    yield Verdict(f"counterparts typed reports at most {COUNTERPART:g}", share <= COUNTERPART, f"{share:.3f}")
    share = typed.true_share
    yield Verdict(f"true reports typed reports or via at least {TRUE:g}", share >= TRUE, f"{share:.3f}")


def _seed(seed: dict[str, int]) -> Iterator[Verdict]:
    for among, place in seed.items():
        yield Verdict(
            f"the undated seed ranks 66055 first among {among}", place == 1, f"place {place or 'none'}"
        )


def _speed(speed: Speed) -> Verdict:
    what = f"at least {SPEED} reports a second at {speed.candidates} candidates"
    return Verdict(what, speed.linked >= SPEED, f"{speed.linked:.0f}; ranking alone {speed.ranked:.0f}")
