"""Knows the stem of a word, by Snowball, whose one door this is: "meetings" and "meeting" have one.

Of Russian surnames it makes two: «Лавров» gives «лавр», «Лаврова» «лавров». They are found by their sound,
see archive.search.words. PyStemmer's `Stemmer` holds no state but a cache; one for each algorithm serves all.
"""

import re
import unicodedata
from functools import cache

from Stemmer import Stemmer  # type: ignore[import-not-found]  # it carries no annotations

__all__ = ["LATIN", "plain", "stem"]

LATIN = {
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "nb": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Languages in Latin letters with stems of their own; all others are stemmed as English is."""

# A letter tells its script; words in these are stemmed alike whatever the document's language.
_SCRIPTS = (
    (re.compile("[\u0400-\u052f]"), "russian"),
    (re.compile("[\u0370-\u03ff\u1f00-\u1fff]"), "greek"),
    (re.compile("[\u0530-\u058f]"), "armenian"),
    (re.compile("[\u0600-\u06ff]"), "arabic"),
    (re.compile("[\u0900-\u097f]"), "hindi"),
    (re.compile("[\u0b80-\u0bff]"), "tamil"),
)
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]")
_ACCENTS = re.compile("[\u0300-\u036f]")


def stem(word: str, language: str) -> str:
    """Return the token of a word in small letters, by its script, and by the language where that is Latin.

    A stem in a language other than English carries its code: French «cas» is not what "cases" has.
    """
    for letters, algorithm in _SCRIPTS:
        if letters.search(word):
            return str(_stemmer(algorithm).stemWord(word))
    if not _LATIN.search(word):
        return word
    if language in LATIN:
        return f"{language}_{plain(_stemmer(LATIN[language]).stemWord(word))}"
    return plain(_stemmer("english").stemWord(word))


def plain(word: str) -> str:
    """Return a word without its accents; Cyrillic keeps its own letters, for й is not и."""
    if word.isascii() or _SCRIPTS[0][0].search(word):
        return word
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", word)))


@cache
def _stemmer(algorithm: str) -> Stemmer:
    return Stemmer(algorithm)
