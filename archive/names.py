"""Knows how names are compared across scripts, initials and cases: «В.Путина» is "Vladimir Putin".

The only door to anyascii.
"""

import re

from anyascii import anyascii

__all__ = ["folded", "latin", "matches"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
# Spellings of one sound: Shoigu and Shoygu, Alexei and Aleksey, Matviyenko and Matvienko, Fyodor and Fedor.
_ALIKE = (
    ("'", ""),
    ("kh", "h"),
    ("ck", "k"),
    ("ph", "f"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
)
_SOFT = re.compile(r"i[eo]")
_HARD_C = re.compile(r"c(?!h)")
_TWICE = re.compile(r"(.)\1+")
_ENDING = re.compile(r"(?:ogo|omu|[oei]m|oi|ei|[aeiou])$")
_SHORTEST = 3
"""Letters that a stem has at least; of a shorter one an ending may be all there is."""


def latin(text: str) -> str:
    """Return a text of any script in ASCII; transliteration is anyascii's, letter by letter."""
    return str(anyascii(text))


def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: Latin letters, one spelling a sound, no case endings.

    Transliteration is anyascii's, which for Russian is near BGN/PCGN; a single letter stays an initial.
    """
    return tuple(_stem(_plain(word)) for word in _WORD.findall(anyascii(name).casefold()))


def matches(asked: tuple[str, ...], stored: tuple[str, ...]) -> bool:
    """Tell whether each word that is asked for stands in a stored name, in any order.

    An initial stands for a name that begins with it, on either side; but one word at least must be a whole.
    """
    whole = any(len(word) > 1 and word in stored for word in asked)
    return whole and all(any(_same(word, other) for other in stored) for word in asked)


def _same(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[:1] == other[:1])


def _plain(word: str) -> str:
    for spelling, sound in _ALIKE:
        word = word.replace(spelling, sound)
    return _TWICE.sub(r"\1", _SOFT.sub("e", _HARD_C.sub("k", _TWICE.sub(r"\1", word))))


def _stem(word: str) -> str:
    """Return a word without the endings of Russian cases."""
    while (shorter := _ENDING.sub("", word)) != word and len(shorter) >= _SHORTEST:
        word = shorter
    return word
