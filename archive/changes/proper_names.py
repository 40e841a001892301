"""Knows which words of a text are proper names, by their capitals and by what the page itself marks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.changes.found import Found
from archive.changes.small_words import sentence_starts
from archive.names import folded

__all__ = ["NOT_NAMES", "Known", "capitals", "known_of", "names"]

_NAMED = re.compile(r"(?:[A-ZА-ЯЁ]\.[\s\u00a0]?){0,2}[A-ZА-ЯЁ][^\W\d_]*(?:[’'-][^\W\d_]+)*")
_SMALL = re.compile(r"\b[a-zа-яё][^\W\d_]*")
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|around|across|towards|из|в|во|под|близ|около|на)[\s\u00a0]$", re.IGNORECASE
)
# Capitals that are no names: titles of office, forms of address, the first person, months and days.
_CAPITALS = (
    "I Mr Mrs Ms Dr Sir Madam President Presidents Prime Minister Ministers Deputy Chairman Chairperson "
    "Chief Governor Head Secretary General Director Government Executive Order Federal Law State Council "
    "Duma Presidential Commission Office Question Answer Remark Article Decree Today Tomorrow Yesterday "
    "January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday The A An And But Or In On At Of To For This That These "
    "Those There Here We You He She It They My Our Your Президент Президента Президентом Президенту "
    "Правительство Правительства Указ Вопрос Ответ Реплика Государственный Государственной Федеральный "
    "Федерального Закон Вы Вас Вам Вами Ваш Ваша Ваше Ваши"
)
NOT_NAMES = frozenset(_CAPITALS.split())


@dataclass(frozen=True, slots=True)
class Known:
    """What a page knows of names: words, as archive.names folds them, that are names, persons', places'.

    ``common`` are the words, as they stand, that the page writes in small letters too: they are no names.
    """

    names: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    _folded: dict[str, str] = field(default_factory=dict, compare=False)

    def fold(self, name: str) -> str:
        """Return the skeleton of a name's last word, without case endings; remembered."""
        if name not in self._folded:
            words = [word for word in folded(name) if len(word) > 1] or list(folded(name))
            self._folded[name] = words[-1] if words else name.casefold()
        return self._folded[name]


def capitals(text: str) -> list[tuple[int, int, bool]]:
    """Return the capitalised words, with their initials: (start, end, whether a sentence begins)."""
    starts = sentence_starts(text)
    found = []
    for match in _NAMED.finditer(text):
        if match.start() and (text[match.start() - 1].isalnum() or text[match.start() - 1] in "’'"):
            continue
        # Initials are a name's wherever they stand.
        begins = match.start() in starts and "." not in match[0]
        found.append((match.start(), match.end(), begins))
    return found


def known_of(texts: Iterable[str], *, persons: Iterable[str] = (), places: Iterable[str] = ()) -> Known:
    """Return what texts, and the persons and places that are marked beside them, know of names."""
    told = tuple(dict.fromkeys(texts))
    known = Known(common=frozenset(word for text in told for word in _SMALL.findall(text)))
    words = {
        known.fold(text[start:end])
        for text in told
        for start, end, begins in capitals(text)
        if not begins and not _is_common(text[start:end], known)
    }
    marked_persons = {word for name in persons for word in folded(name) if len(word) > 1}
    marked_places = {word for name in places for word in folded(name) if len(word) > 1}
    return Known(
        names=frozenset(words | marked_persons | marked_places),
        common=known.common,
        persons=frozenset(marked_persons),
        places=frozenset(marked_places - marked_persons),
    )


def names(text: str, known: Known) -> tuple[list[Found], list[Found]]:
    """Return the names of persons and of all else, and those of places, by their skeletons.

    A capital at the beginning of a sentence counts only for a word that is a name elsewhere on the page.
    A name after "in", «в» and the like is a place's, unless it is a person's.
    """
    persons, places = list[Found](), list[Found]()
    for start, end, begins in capitals(text):
        word = text[start:end]
        value = known.fold(word)
        if value not in known.persons and _is_common(word, known):
            continue
        if begins and value not in known.names:
            continue
        located = value in known.places or bool(_LOCATIVE.search(text, max(0, start - 9), start))
        # В.Иванов and С.Иванов are two.
        initials = "".join(part for part in folded(word) if len(part) == 1) if "." in word else ""
        found = Found(start, end, f"{initials} {value}".strip())
        (places if located and value not in known.persons else persons).append(found)
    return persons, places


def _is_common(word: str, known: Known) -> bool:
    return word in NOT_NAMES or word.casefold() in known.common
