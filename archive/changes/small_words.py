"""Knows the small words that turn a sentence round, in Russian and English: negations and pronouns."""

import re
from collections.abc import Iterator

from archive.changes.found import Found

__all__ = ["negations", "pronouns", "sentence_starts"]

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NOT = re.compile(r"n[’']t$|^cannot$")
_NEGATING = (
    "not no never none nobody nothing nowhere neither nor without не ни нет нельзя никогда никто никого "
    "никому никем ничто ничего ничему ничем нигде никуда никак без никакой никакая никакое никакие "
    "никакого никаких никакому никаким никакими никакую незачем некому нечего"
)
_NEGATIONS = frozenset(_NEGATING.split())
_PERSONAL = (
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself "
    "she her hers herself they them their theirs themselves it its itself я меня мне мной мною мой моя "
    "мое мои моего моей моему моим моих моими мою мы нас нам нами наш наша наше наши нашего нашей нашему "
    "нашим наших нашими нашу ты тебя тебе тобой твой твоя твое твои вы вас вам вами ваш ваша ваше ваши "
    "вашего вашей вашему вашим ваших он она оно они его него ему нему им ним ею ней нее ее их них ими "
    "ними себя себе собой свой своя свое свои своего своей своему своим своих своими свою"
)
_PRONOUNS = frozenset(_PERSONAL.split())
_START = re.compile(r"(?:^|[.!?…:]|\n|^\W*[–—-])[\s\"'«»“”„()\[\]–—-]*")


def negations(text: str) -> list[Found]:
    """Return the words that negate; "isn't" is "not"."""
    found = []
    for start, end, word in _words(text):
        if _NOT.search(word):
            found.append(Found(start, end, "not"))
        elif word in _NEGATIONS:
            found.append(Found(start, end, word))
    return found


def pronouns(text: str) -> list[Found]:
    """Return the personal and possessive pronouns."""
    return [Found(start, end, word) for start, end, word in _words(text) if word in _PRONOUNS]


def sentence_starts(text: str) -> frozenset[int]:
    """Return the places where a capital letter says nothing: the beginnings of sentences and quotations."""
    return frozenset(match.end() for match in _START.finditer(text))


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), match[0].casefold().replace("ё", "е").replace("’", "'")
