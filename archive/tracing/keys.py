"""Knows what of a text survives translation: names by their sound, countries, days of the year, numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.tracing.folding import skeleton
from archive.tracing.places import countries, days_of_month

__all__ = ["Key", "KeyKind", "keys"]

KeyKind = Literal["name", "country", "day", "number", "address"]
CASES = frozenset({"be", "bg", "mk", "ru", "sr", "uk"})
"""Languages whose names change their endings as Russian ones do."""
_SHORTEST = 2
_NUMBER = re.compile(r"\d{2,}")
_PARTS = re.compile(r"[-'’ʼ‘`]")


@dataclass(frozen=True, slots=True)
class Key:
    """What two texts have in common: how the readout spells it, how the report does, and what it weighs."""

    kind: KeyKind
    value: str
    said: str
    weight: float


def keys(text: str, words: list[str], language: str) -> dict[str, tuple[int, str]]:
    """Return the keys of a text: how often each occurs, and how it is spelled where it occurs first.

    A key is its kind and what is compared: ``name:ntnh``, ``country:IL``, ``day:05-09``, ``number:175``.
    """
    found: dict[str, tuple[int, str]] = {}
    for key, spelled in _all(text, words, language):
        count, first = found.get(key, (0, spelled))
        found[key] = (count + 1, first)
    return found


def _all(text: str, words: list[str], language: str) -> Iterator[tuple[str, str]]:
    small = {word for word in words if word[0].islower()}
    for word in words:
        for part in _PARTS.split(word):
            if part and not part[0].islower() and not part[0].isdigit() and part.lower() not in small:
                sound = skeleton(part, cases=language in CASES)
                if len(sound) >= _SHORTEST:
                    yield f"name:{sound}", part
    for code in countries(words):
        yield f"country:{code}", code
    for month, day in sorted(set(days_of_month(text))):
        yield f"day:{month:02}-{day:02}", f"{month:02}-{day:02}"
    for number in _NUMBER.findall(text):
        yield f"number:{number}", number
