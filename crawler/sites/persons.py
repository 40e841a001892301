"""Knows who a printed name is: initials, cases and word orders against the persons whom a page names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from archive.models import Reference, Tag
from crawler.sites.page import squeeze

__all__ = ["Person", "folded", "persons_of", "whose"]

_ID = re.compile(r"/catalog/persons/(\d+)")
_INITIALS = re.compile(r"((?:[^\W\d_]\. ?)+)(\S.*)")
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FOLDS = MappingProxyType(str.maketrans({"ё": "е", "’": "'"}))
_STEM = re.compile(r"(?:ий|ый|ой|[аяйьоеыи])$")
_ENDINGS = frozenset(
    [
        "а",
        "я",
        "у",
        "ю",
        "ы",
        "и",
        "е",
        "о",
        "ой",
        "ей",
        "ою",
        "ею",
        "ом",
        "ем",
        "ым",
        "им",
        "ых",
        "ью",
        "й",
        "ий",
        "ый",
        "ого",
        "его",
        "ому",
        "ему",
        "ая",
        "яя",
        "ую",
        "юю",
    ]
) | {""}
_FEMININE = re.compile(r"(?:ов|ев|ин|ын|ск)(?:а|ая)$")
_SHORTEST = 3
"""Letters of a stem below which a case ending proves nothing."""


@dataclass(frozen=True)
class Person:
    """A person as a page names one: the site's id, the catalogue's name, the names in the text.

    ``name`` begins with the surname («Sechin Igor»); "" where the page prints names in the text only.
    """

    id: str
    name: str
    printed: tuple[str, ...] = ()


def persons_of(tags: Iterable[Tag], references: Iterable[Reference]) -> tuple[Person, ...]:
    """Return the persons whom a document's tags and the links in its text name, each once."""
    names: dict[str, str] = {}
    printed: dict[str, list[str]] = {}
    for tag in tags:
        if tag.kind == "person" and tag.id:
            names[tag.id] = tag.name
    for link in references:
        if link.kind == "person_link" and (found := _ID.search(link.address)):
            names[found[1]] = names.get(found[1]) or link.note
            printed.setdefault(found[1], []).append(link.title)
    return tuple(Person(one, name, tuple(dict.fromkeys(printed.get(one, ())))) for one, name in names.items())


def whose(printed: str, persons: Iterable[Person]) -> Person | None:
    """Return the one person whom a printed name means, or None where none or several fit.

    The catalogue's own name is tried before the names in the text, which may stand in any case.
    """
    known = tuple(persons)
    for fits in (_is_catalogued, _is_printed):
        found = [person for person in known if fits(printed, person)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


@lru_cache(maxsize=4096)  # the labels of a transcript are few, and each is asked for again and again
def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no case, no «ё», no full stops."""
    return tuple(_WORDS.findall(squeeze(name).casefold().translate(_FOLDS)))


def _is_catalogued(printed: str, person: Person) -> bool:
    """Tell whether «С.Шойгу», "Sergei Shoigu" or "Shoigu Sergei" is «Шойгу Сергей Кужугетович»."""
    whole = folded(person.name)
    if initials := _INITIALS.fullmatch(squeeze(printed)):
        letters, surname = folded(initials[1].replace(".", ". ")), folded(initials[2])
        given = whole[len(surname) :]
        return (
            whole[: len(surname)] == surname
            and len(letters) <= len(given)
            and all(name.startswith(letter) for name, letter in zip(given, letters, strict=False))
        )
    asked = folded(printed)
    return len(asked) > 1 and asked in {whole, whole[:2], (*whole[1:], *whole[:1]), (*whole[1:2], *whole[:1])}


def _is_printed(printed: str, person: Person) -> bool:
    """Tell whether a name is one of those in the text: «С.Собянин» where «Сергеем Собяниным» stands."""
    if not person.printed:
        return False
    asked = folded(printed)
    return any(_same(asked, folded(other)) for other in person.printed)


def _same(asked: tuple[str, ...], stated: tuple[str, ...]) -> bool:
    """Tell whether two names are one; «С.Иванова» is not looked for in «Сергея Иванова»."""
    if asked == stated:
        return len(asked) > 1
    if len(asked) < 2 or len(stated) < 2 or _FEMININE.search(asked[-1]):  # noqa: PLR2004 - a name has two words
        return False
    return all(
        _same_case(mine, other) if len(mine) > 1 else other.startswith(mine)
        for mine, other in zip((asked[0], asked[-1]), (stated[0], stated[-1]), strict=True)
    )


def _same_case(nominative: str, other: str) -> bool:
    """Tell whether a Russian word is a case of another."""
    stem = _STEM.sub("", nominative)
    return nominative == other or (
        len(stem) >= _SHORTEST
        and not stem.isascii()
        and other.startswith(stem)
        and nominative[len(stem) :] in _ENDINGS
        and other[len(stem) :] in _ENDINGS
    )
