"""Knows what a word of a text is, and by which tokens it is found: stems, and the sound of names.

The same rules cut an archived text and a person's question, so that what looks alike meets.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.names import folded, sounded
from archive.search.stems import LATIN, plain, stem

__all__ = [
    "ANALYSER",
    "CYRILLIC",
    "PIECE",
    "Word",
    "begun",
    "named",
    "names_of",
    "rows_of",
    "stems_of",
    "tidied",
    "words_of",
]

ANALYSER = 1
"""The version of these rules: an index that was made by others is to be made again."""

# Within a word: soft hyphens, joiners, stress marks and the vowel signs of scripts that have them.
_INNER = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0b80-\u0dff"
PIECE = re.compile(
    r"(?:[A-Za-z]\.){2,}(?![^\W\d_])"  # U.S.
    "|(?<!\\d)\\d{1,3}(?:[ \u00a0\u2009\u202f,.'’]\\d{3})+(?!\\d)"  # 1 500, 1,500
    f"|[^\\W_][\\w{_INNER}]*(?:['’ʼ][^\\W_][\\w{_INNER}]*)*"
)
"""A piece of text that is one word, or a number, or an abbreviation."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_STRESS = re.compile("[\u0300-\u036f]")
_POINTS = re.compile("[\u0591-\u05c7\u064b-\u065f]")
_APOSTROPHES = re.compile("['’ʼ]")
CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
_LETTERS = str.maketrans({"ё": "е", "ї": "і", "ѝ": "и"})
# Latin and Greek letters that stand for Cyrillic ones in words that are otherwise Cyrillic.
_LOOKALIKES = str.maketrans("aceopxykmthbiοαρνυκτ", "асеорхукмтнвіоарнукт")
_LOOKING = re.compile("[aceopxykmthbiοαρνυκτ\u0400-\u052f]+")
# Written without blanks: each sign is a token, and a word is their phrase.
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1780-\u17ff]")
_OUTER = re.compile(r"\w+")
_LONGEST = 64
"""Letters of a word that count."""
_SHORTEST_NAME = 3
_SURNAME = re.compile("c..+(?:ov|ev|in)")
_IN_EI = re.compile("(?<=[а-я])(?:е[йяюе]|еем)$", re.IGNORECASE)
_MOST_KEPT = 300_000


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is found by: its tokens in a row; of a name its skeleton, and its sound where Latin."""

    tokens: tuple[str, ...]
    skeleton: str = ""
    sound: str = ""


class _Known(dict[str, Word]):
    """The words of one language as they were met, for most come again."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, piece: str) -> Word:
        if len(self) > _MOST_KEPT:
            self.clear()
        word = self[piece] = _analysed(piece, self._language)
        return word


@cache
def _known(language: str) -> _Known:
    return _Known(language)


def tidied(language: str) -> str:
    """Return the language whose stems are meant: its code, or nothing where it has none of its own."""
    code = language.partition("-")[0].casefold()
    return code if code in LATIN else ""


def words_of(text: str, language: str) -> Iterator[tuple[int, int, Word]]:
    """Yield where each word of a text begins and ends, and by what it is found."""
    known = _known(tidied(language))
    for found in PIECE.finditer(text):
        yield found.start(), found.end(), known[found[0]]


def stems_of(text: str, language: str) -> str:
    """Return the tokens of a text, blanks between."""
    known = _known(tidied(language))
    return " ".join([token for piece in PIECE.findall(text) for token in known[piece].tokens])


def names_of(text: str, language: str) -> str:
    """Return the tokens of what is written as a name is; ``-`` parts those that do not stand side by side.

    Russian names have ``c`` before their skeleton, Latin ones ``l``, and ``p`` before their sound.
    """
    known = _known(tidied(language))
    skeletons, sounds, last = list[str](), list[str](), -2
    for place, piece in enumerate(PIECE.findall(text)):
        word = known[piece]
        if not word.skeleton:
            continue
        if place != last + 1:
            skeletons.append("-")
            sounds.append("-")
        skeletons.append(word.skeleton)
        sounds.append(word.sound or "-")
        last = place
    tokens = [*skeletons, *sounds]
    gaps = zip(tokens, ("-", *tokens), strict=False)
    return " ".join([one for one, before in gaps if (one, before) != ("-", "-")])


def rows_of(pieces: tuple[str, ...], languages: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of tokens that words side by side may have in texts of these languages.

    Whoever asks may leave accents out, so words without them are stemmed too.
    """
    found = dict[tuple[str, ...], None]()
    for language in ("", *dict.fromkeys(map(tidied, languages))):
        known, other = _known(language), plain if language else _otherwise
        for forms in (pieces, tuple(map(other, pieces))):
            row = tuple(token for form in forms for token in known[form].tokens)
            if row:
                found[row] = None
    return tuple(found)


def _otherwise(piece: str) -> str:
    """Return another form of a Russian word in -ей, of which Snowball makes two stems: музей, музея."""
    if ending := _IN_EI.search(piece):
        stressed = "ея" if ending[0].casefold() == "ей" else "ей"
        other = f"{piece[: ending.start()]}{stressed}"
        if stressed == "ея" or len(stem(other.casefold(), "")) > _SHORTEST_NAME:
            return other
    return piece


def begun(piece: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return with what the tokens begin of words that begin so."""
    small = plain(_as_cyrillic(_bare(piece).casefold()).translate(_LETTERS))
    word = "".join(_OUTER.findall(small)).replace("_", "")
    marks = ("", *(f"{language}_" for language in dict.fromkeys(map(tidied, languages)) if language))
    return tuple(f"{mark}{word}" for mark in (marks if _LATIN.search(word) else ("",)))


def named(piece: str) -> tuple[str, ...]:
    """Return by which token a name is found in other letters, and by which in its own, however it ends.

    Nothing is returned for what is too short to be told by its sound.
    """
    base = _as_cyrillic(_unpossessed(_bare(piece))[:_LONGEST].casefold())
    skeleton = "".join(folded(base))
    if len(skeleton) < _SHORTEST_NAME:
        return ()
    if CYRILLIC.search(base):
        return (f"l{skeleton}", f"c{skeleton}")
    if _LATIN.search(base):
        return (f"c{skeleton}", f"p{''.join(sounded(base))}")
    return ()


def is_surname(token: str) -> bool:
    """Tell whether what `named` gave is a Russian surname by its end, which the skeleton keeps in all cases.

    Of other words it keeps too little: «Китай» would be found by «кит».
    """
    return _SURNAME.fullmatch(token) is not None


def _bare(piece: str) -> str:
    return _STRESS.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", piece)))


def _unpossessed(word: str) -> str:
    return word[:-2] if word[-2:].casefold() in ("'s", "’s", "ʼs") else word


def _analysed(piece: str, language: str) -> Word:
    small = piece.casefold()
    if small.isascii() and small.isalpha():
        tokens: tuple[str, ...] = (stem(small[:_LONGEST], language),)
    else:
        tokens = tuple(_tokens(_bare(piece).casefold(), language))
    if not piece[0].isupper() or len(piece) < _SHORTEST_NAME:
        return Word(tokens)
    base = _as_cyrillic(_unpossessed(_bare(piece))[:_LONGEST].casefold())
    skeleton = "".join(folded(base))
    if len(skeleton) < _SHORTEST_NAME:
        return Word(tokens)
    if CYRILLIC.search(base):
        return Word(tokens, f"c{skeleton}")
    if _LATIN.search(base):
        return Word(tokens, f"l{skeleton}", f"p{''.join(sounded(base))}")
    return Word(tokens)


def _tokens(small: str, language: str) -> Iterator[str]:
    """Yield the tokens of a piece in small letters."""
    if small[0].isdigit() and not small.isalnum():  # 1 500
        digits = re.sub(r"\D", "", small)
        if re.fullmatch(r"[\d\s,.'’]+", small):
            yield digits[:_LONGEST]
            return
    if re.fullmatch(r"(?:[a-z]\.){2,}", small):  # U.S.
        yield stem(small.replace(".", ""), language)
        return
    if CYRILLIC.search(small):
        small = _APOSTROPHES.sub("", _as_cyrillic(small)).translate(_LETTERS)
    elif (base := _unpossessed(small)) != small and not language:
        small = base
    for part in _OUTER.findall(_POINTS.sub("", plain(small) if small.isdigit() else small)):
        for word in part.split("_"):
            if _SIGN.search(word):
                yield from (sign for sign in word if sign.isalnum())
            elif word:
                yield stem(word[:_LONGEST], language)


def _as_cyrillic(word: str) -> str:
    """Return a word with its look-alikes of other scripts as the Cyrillic letters that they stand for."""
    return word.translate(_LOOKALIKES) if _LOOKING.fullmatch(word) else word
