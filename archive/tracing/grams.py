"""Knows the character n-grams of texts as hashed numbers, and how alike a text is to each of many.

The only door to numpy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Grams", "Likeness", "grams"]

_LENGTHS = (4, 5)
_BITS = 18
"""A text's 3,000 n-grams share the slots of 2^18: 1 in 90 falls on another."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - _BITS)
_MOST = 255


@dataclass(frozen=True, slots=True)
class Grams:
    """The slots of a text's n-grams, rising, and how often each occurs (255 at most)."""

    slots: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.uint8]

    def packed(self) -> bytes:
        """Return slots and counts as bytes, little-endian."""
        return self.slots.astype("<u4").tobytes() + self.counts.tobytes()

    @classmethod
    def unpacked(cls, data: bytes) -> "Grams":
        """Return what ``packed`` wrote."""
        size = len(data) // 5
        return cls(
            np.frombuffer(data, "<u4", size).astype(np.uint32), np.frombuffer(data, np.uint8, size, 4 * size)
        )


def grams(text: str) -> Grams:
    """Return the n-grams of 4 and 5 characters of an ASCII text."""
    codes = np.frombuffer(text.encode("ascii", "replace"), dtype=np.uint8).astype(np.uint64)
    found = [_hashed(codes, length) for length in _LENGTHS if len(codes) >= length]
    if not found:
        return Grams(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.uint8))
    slots, counts = np.unique(np.concatenate(found), return_counts=True)
    return Grams(slots, np.minimum(counts, _MOST).astype(np.uint8))


def _hashed(codes: npt.NDArray[np.uint64], length: int) -> npt.NDArray[np.uint32]:
    last = len(codes) - length + 1
    value = np.zeros(last, dtype=np.uint64)
    for step in range(length):
        value = (value << np.uint64(8)) | codes[step : last + step]
    return ((value * _MIX) >> _SHIFT).astype(np.uint32)


class Likeness:
    """Compares a text with each of many by what both hold: the cosine of tf-idf, the idf that of the many."""

    def __init__(self, many: Sequence[Grams], *, as_in: "Likeness | None" = None) -> None:
        """Weigh what the many hold, by how rare it is among them, or among those of another."""
        size = 1 << _BITS
        slots = np.concatenate([np.zeros(0, np.uint32), *(one.slots for one in many)])
        texts = np.repeat(np.arange(len(many)), [len(one.slots) for one in many])
        seen = np.bincount(slots, minlength=size)
        rarity = np.maximum(np.log((len(many) + 1) / (seen + 0.5)), 0).astype(np.float32)
        self.rarity: npt.NDArray[np.float32] = as_in.rarity if as_in else rarity
        weights = np.concatenate([np.zeros(0, np.float32), *(self._weighed(one) for one in many)])
        order = np.argsort(slots, kind="stable")
        self._texts, self._weights = texts[order], weights[order]
        self._from = np.concatenate([[0], np.cumsum(seen)])
        self._many = len(many)

    def of(self, one: Grams) -> list[float]:
        """Return the cosine of a text with each of the many, in their order."""
        held = one.slots[self.rarity[one.slots] > 0]
        begin, count = self._from[held], self._from[held + np.uint32(1)] - self._from[held]
        ends = np.cumsum(count)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begin - ends + count, count)
        mine = np.repeat(self._weighed(one)[self.rarity[one.slots] > 0], count)
        sums = np.bincount(self._texts[places], mine * self._weights[places], minlength=self._many)
        return list(sums.tolist())

    def _weighed(self, one: Grams) -> npt.NDArray[np.float32]:
        """Return the weight of each slot of a text, of length 1 together."""
        weights = (1 + np.log(one.counts)).astype(np.float32) * self.rarity[one.slots]
        return np.asarray(weights / (np.linalg.norm(weights) or 1), dtype=np.float32)
