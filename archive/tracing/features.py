"""Knows what is kept of a document so that it can be compared: keys, n-grams, its day, the kind of event."""

import json
import re
import struct
import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.tracing.folding import WORD, folded
from archive.tracing.grams import Grams, grams
from archive.tracing.keys import keys
from archive.tracing.masks import unmasked
from archive.tracing.places import days_of_month
from archive.tracing.texts import MOST, Precision, Text

__all__ = ["FEATURES", "Features", "features"]

FEATURES = "1"
"""Rises when features of older code can no longer be compared with new ones."""
_AHEAD = re.compile(
    r"\b(?:состо[ия]тся|провед[её]т|встретится|посетит|примет|выступит|"
    r"will|to (?:hold|meet|visit|attend|receive))\b"
)
_ADDRESS = re.compile(r"kremlin\.ru/(?:[a-z-]+/)+(\d{2,6})\b")
_HEAD = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Features:
    """What a document is compared by; made once and kept.

    ``ahead`` is the (month, day) that an announcement speaks of in its title, None for all else;
    ``addressed`` are the nodes of the Kremlin pages whose addresses the text spells.
    """

    key: str
    node: str
    language: str
    day: date | None
    precision: Precision
    keys: dict[str, tuple[int, str]] = field(repr=False)
    grams: Grams = field(repr=False)
    ahead: tuple[int, int] | None = None
    addressed: tuple[str, ...] = ()

    def packed(self) -> bytes:
        """Return all as bytes, compressed."""
        head: dict[str, Any] = {
            "made": FEATURES,
            "of": [self.key, self.node, self.language, self.day and self.day.isoformat(), self.precision],
            "keys": self.keys,
            "ahead": self.ahead,
            "addressed": self.addressed,
        }
        told = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
        return zlib.compress(_HEAD.pack(len(told)) + told + self.grams.packed(), 6)

    @classmethod
    def unpacked(cls, data: bytes) -> "Features":
        """Return what ``packed`` wrote; raises ValueError when it was made by other code: make it anew."""
        try:
            plain = zlib.decompress(data)
            (size,) = _HEAD.unpack_from(plain)
            head = json.loads(plain[_HEAD.size : _HEAD.size + size])
        except (zlib.error, struct.error) as reason:
            raise ValueError("these are no features of a text") from reason
        if head["made"] != FEATURES:
            raise ValueError(f"features of {head['made']} cannot be compared with those of {FEATURES}")
        key, node, language, day, precision = head["of"]
        return cls(
            key,
            node,
            language,
            date.fromisoformat(day) if day else None,
            precision,
            {name: (count, spelled) for name, (count, spelled) in head["keys"].items()},
            Grams.unpacked(plain[_HEAD.size + size :]),
            tuple(head["ahead"]) if head["ahead"] else None,
            tuple(head["addressed"]),
        )


def features(text: Text) -> Features:
    """Return what a document is compared by; of a long one the first 20,000 characters."""
    whole = "\n".join((unmasked(text.whole[:MOST]), *text.tags))
    words = WORD.findall(whole)
    return Features(
        text.key,
        text.node,
        text.language,
        text.day,
        text.precision,
        keys(whole, words, text.language),
        grams(f" {' '.join(map(folded, words))} "),
        _ahead(text.title),
        tuple(sorted({f"K{number}" for number in _ADDRESS.findall(whole)})),
    )


def _ahead(title: str) -> tuple[int, int] | None:
    """Return the day of which a title says what will be: «17 апреля состоятся переговоры»."""
    return next(days_of_month(title), None) if _AHEAD.search(title) else None
