"""Knows what counts as a word in a text, and how words are made alike that differ in their letters only."""

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["CYRILLIC", "LATIN", "LONGEST", "PIECE", "alike", "bare", "parts", "unpossessed"]

LONGEST = 64
"""Letters of a word that count."""

# Within a word: soft hyphens, joiners, stress marks and the vowel signs of scripts that have them.
_INNER = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0b80-\u0dff"
PIECE = re.compile(
    r"(?:[A-Za-z]\.){2,}(?![^\W\d_])"  # U.S.
    "|(?<!\\d)\\d{1,3}(?:[ \u00a0\u2009\u202f,.'’]\\d{3})+(?!\\d)"  # 1 500, 1,500
    f"|[^\\W_][\\w{_INNER}]*(?:['’ʼ][^\\W_][\\w{_INNER}]*)*"
)
"""A piece of text that is one word, or a number, or an abbreviation."""

CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_STRESS = re.compile("[\u0300-\u036f]")
_POINTS = re.compile("[\u0591-\u05c7\u064b-\u065f]")
_APOSTROPHES = re.compile("['’ʼ]")
_LETTERS = str.maketrans({"ё": "е", "ї": "і", "ѝ": "и"})
# Latin and Greek letters that stand for Cyrillic ones in words that are otherwise Cyrillic.
_LOOKALIKES = str.maketrans("aceopxykmthbiοαρνυκτ", "асеорхукмтнвіоарнукт")
_LOOKING = re.compile("[aceopxykmthbiοαρνυκτ\u0400-\u052f]+")
_NUMBER = re.compile(r"\d[\d\s,.'’]*")
_ABBREVIATION = re.compile(r"(?:[a-z]\.){2,}")
_OUTER = re.compile(r"\w+")
# Written without blanks: each sign is a token, and a word is their phrase.
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff]")


def bare(piece: str) -> str:
    """Return a piece in compatible letters, without stress marks and what is not seen."""
    return _STRESS.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", piece)))


def unpossessed(word: str) -> str:
    """Return a word without the end of an English genitive."""
    return word[:-2] if word[-2:].casefold() in ("'s", "’s", "ʼs") else word


def alike(small: str) -> str:
    """Return a bare word in small letters with е for ё, and in one script where look-alikes hide it."""
    if not CYRILLIC.search(small):
        return small
    one_script = small.translate(_LOOKALIKES) if _LOOKING.fullmatch(small) else small
    return _APOSTROPHES.sub("", one_script).translate(_LETTERS)


def parts(small: str, *, elided: bool) -> Iterator[str]:
    """Yield the words of a bare piece in small letters: l’été, 1 500, U.S., 习近平 have 2, 1, 1 and 3.

    ``elided`` tells that an apostrophe leaves out a vowel and is no English genitive.
    """
    if _NUMBER.fullmatch(small):
        yield re.sub(r"\D", "", small)
        return
    if _ABBREVIATION.fullmatch(small):
        yield small.replace(".", "")
        return
    whole = small if elided else unpossessed(small)
    for part in _OUTER.findall(_POINTS.sub("", alike(whole))):
        for word in part.split("_"):
            if _SIGN.search(word):
                yield from (sign for sign in word if sign.isalnum())
            elif word:
                yield word
