"""Knows a thing that was found in a text: where it stands, and its one form by which it is compared."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

__all__ = ["Found", "free_of", "within"]

_end = attrgetter("end")


@dataclass(frozen=True, slots=True)
class Found:
    """A number, a date, a word of a kind: its place in the text, and its value however it is written."""

    start: int
    end: int
    value: str

    def meets(self, start: int, end: int) -> bool:
        """Tell whether it shares a character with a span, or an empty span lies inside it."""
        return self.start < end and start < self.end


def within(found: Sequence[Found], start: int, end: int) -> Counter[str]:
    """Return the values of what meets a span, counted; ``found`` comes in the order of the text."""
    values = Counter[str]()
    for one in found[bisect_right(found, start, key=_end) :]:
        if one.start > end:
            break
        if one.meets(start, end):
            values[one.value] += 1
    return values


def free_of(found: Iterable[Found], taken: Sequence[Found]) -> list[Found]:
    """Return what does not overlap with anything that is taken; both come in the order of the text."""
    free: list[Found] = []
    at = 0
    for one in found:
        while at < len(taken) and taken[at].end <= one.start:
            at += 1
        if at == len(taken) or not one.meets(taken[at].start, taken[at].end):
            free.append(one)
    return free
