"""Knows how a word sounds in any script: «Нетаньяху», "Netanyahou" and «نتنياهو» get one skeleton."""

import re
from functools import lru_cache

from archive.names import latin

__all__ = ["WORD", "folded", "skeleton"]

WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`-][^\W_]+)*")

_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_AND_THE = re.compile(r"^(?:و?ال(?=.{3})|و(?=.{4}))")
"""Arabic writes "and" and "the" with the word that follows."""
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_TWICE = re.compile(r"(.)\1+")
_GREEK_SOUNDS = (("oy", "u"), ("mp", "b"), ("nt", "d"), ("gk", "g"), ("ts", "c"), ("tz", "c"))
_SOUNDS = (
    *(("shch", "s"), ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s")),
    *(("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("qu", "k")),
    *(("ts", "c"), ("tz", "c"), ("cz", "s"), ("sz", "s"), ("ou", "u"), ("oo", "u"), ("ee", "i")),
    *(("w", "v"), ("q", "k"), ("x", "ks"), ("j", "i"), ("y", "i")),
)
_HARD_C = re.compile(r"c(?=[aoulr]|$)")
_ENDINGS = re.compile(
    r"(?:iami|ami|iah|ogo|omu|imi|ymi|oiu|eiu|iei|ov|ev|am|ah|om|em|im|oi|ei|ii|iu|ia|ie|a|e|i|o|u)$"
)
_SHORTEST = 3
_VOWELS = re.compile(r"[aeiouy]")
_CLASSES = str.maketrans({"p": "b", "f": "v", "g": "k", "h": "", "c": "s", "z": "s", "d": "t"})


@lru_cache(maxsize=1 << 17)
def folded(word: str) -> str:
    """Return a word in Latin letters, one spelling a sound; transliteration is anyascii's."""
    if _ARABIC.match(word):
        word = _AND_THE.sub("", word)
    plain = latin(word).casefold()
    if _GREEK.match(word):
        for spelling, sound in _GREEK_SOUNDS:
            plain = plain.replace(spelling, sound)
    plain = _NOT_LETTERS.sub("", plain)
    for spelling, sound in _SOUNDS:
        plain = plain.replace(spelling, sound)
    return _TWICE.sub(r"\1", _HARD_C.sub("k", plain))


@lru_cache(maxsize=1 << 17)
def skeleton(word: str, *, cases: bool = False) -> str:
    """Return the consonants of a word by classes of sounds; ``cases`` takes a Slavic ending off first."""
    plain = folded(word)
    if cases and len(shorter := _ENDINGS.sub("", plain)) >= _SHORTEST:
        plain = shorter
    if _ARABIC.match(word):
        plain = plain.replace("v", "")
    return _TWICE.sub(r"\1", _VOWELS.sub("", plain).translate(_CLASSES))
