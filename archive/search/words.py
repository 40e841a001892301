"""Knows what a word of a text is, and by which tokens it is found: stems, and the sound of names.

The same rules cut an archived text and a person's question, so that what looks alike meets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.search.letters import LATIN, LONGEST, PIECE, alike, bare, parts
from archive.search.sounds import written
from archive.search.stems import LATIN as LANGUAGES
from archive.search.stems import plain, stem

__all__ = ["ANALYSER", "Word", "begun", "names_of", "rows_of", "stems_of", "words_of"]

ANALYSER = 1
"""The version of all rules for words: an index that was made by others is to be made again."""

_IN_EI = re.compile("(?<=[а-я])(?:е[йяюе]|еем)$", re.IGNORECASE)
_SHORTEST_IN_EI = 4
_MOST_KEPT = 60_000
"""Words of a language that are kept in memory: some 25 MB."""


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


def _tidied(language: str) -> str:
    """Return the language whose stems are meant: its code, or nothing where it has none of its own."""
    code = language.partition("-")[0].casefold()
    return code if code in LANGUAGES else ""


def words_of(text: str, language: str) -> Iterator[tuple[int, int, Word]]:
    """Yield where each word of a text begins and ends, and by what it is found."""
    known = _known(_tidied(language))
    for found in PIECE.finditer(text):
        yield found.start(), found.end(), known[found[0]]


def stems_of(text: str, language: str) -> str:
    """Return the tokens of a text, blanks between."""
    known = _known(_tidied(language))
    return " ".join([token for piece in PIECE.findall(text) for token in known[piece].tokens])


def names_of(text: str, language: str) -> str:
    """Return the tokens of what is written as a name is; ``-`` parts those that do not stand side by side.

    Russian names have ``c`` before their skeleton, Latin ones ``l``, and ``p`` before their sound.
    """
    known = _known(_tidied(language))
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
    for language in ("", *dict.fromkeys(map(_tidied, languages))):
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
        if stressed == "ея" or len(stem(other.casefold(), "")) >= _SHORTEST_IN_EI:
            return other
    return piece


def begun(piece: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return with what the tokens begin of words that begin so."""
    word = "".join(part for part in re.findall(r"[^\W_]+", plain(alike(bare(piece).casefold()))))
    marks = ("", *(f"{language}_" for language in dict.fromkeys(map(_tidied, languages)) if language))
    return tuple(f"{mark}{word}" for mark in (marks if LATIN.search(word) else ("",)))


def _analysed(piece: str, language: str) -> Word:
    words = parts(bare(piece).casefold(), elided=bool(language))
    return Word(tuple(stem(word[:LONGEST], language) for word in words), *written(piece))
