"""Knows letters that look Cyrillic and are not, by which copied texts are hidden from comparison."""

import re

__all__ = ["unmasked"]

_LOOK = str.maketrans(
    "aceopxyABCEHKMOPTXYiαοκτρχυεΑΒΕΖΗΙΚΜΟΡΤΥΧɜ϶",
    "асеорхуАВСЕНКМОРТХУіаоктрхуеАВЕЗНІКМОРТУХзэ",
)
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"[а-яёА-ЯЁ][a-zA-Zα-ωΑ-Ωɜ϶]|[a-zA-Zα-ωΑ-Ωɜ϶][а-яёА-ЯЁ]")


def unmasked(text: str) -> str:
    """Return a text whose Russian words have Russian letters alone; every letter keeps its place."""
    if not _MIXED.search(text):
        return text
    return _WORD.sub(lambda word: word[0].translate(_LOOK) if _MIXED.search(word[0]) else word[0], text)
