"""Knows what a trial comes to, and how so many trials are chosen out of all."""

import random
from dataclasses import dataclass, field

__all__ = ["Verdict", "spread"]


@dataclass
class Verdict:
    """How a trial ended: what is wrong, if anything, and whether the blow fell at all.

    ``harmed`` is for the control: it lost something, as it must when it does not wait for the disk.
    """

    name: str
    wrongs: list[str] = field(default_factory=list)
    struck: bool = True
    acked: int = 0
    harmed: bool = False


def spread(total: int, number: int, chance: random.Random) -> list[int]:
    """Return so many of the numbers from 1 on: one out of each equal part, by chance."""
    if total <= 0:
        return []
    parts = [(place * total / number, (place + 1) * total / number) for place in range(number)]
    return [min(total, 1 + int(chance.uniform(low, high))) for low, high in parts]
