"""Knows who the labels of one transcript mean: the person, the name in full, the office."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.models import TurnKind
from crawler.sites.kremlin_address import SOURCE
from crawler.sites.kremlin_naming import Label
from crawler.sites.persons import Person, folded, whose

__all__ = ["Speaker", "Speakers"]

_INITIALS = re.compile(r"(?P<role>.*?)(?P<name>(?:[A-ZА-ЯЁ]\. ?){1,2}(?:[а-яё]+-)?[A-ZА-ЯЁ][\w’'-]+)")
_COMMA = re.compile(r"(?P<name>[A-ZА-ЯЁ][\w.’'-]+(?: [A-ZА-ЯЁ][\w.’'-]+){1,3}), ?(?P<role>\S.*)")
_OFFICE = re.compile(
    r"\b(?:ambassador|anchor|centre|chair(?:man|person|woman)?|chancellor|colleagues?|commander|correspondent"
    r"|deputy|director|editor|general|governor|head|host|interpreter|journalist|king|minister|moderator|officer"
    r"|president|professor|secretary|speaker|student|teacher|worker|agency|bank|channel"
    r"|committee|company|corporation|council|duma|federation|fund|group|ministry|news|office|party|region|republic"
    r"|russia|service|territory|times|university|ведущ\w+|губернатор|директор|министр"
    r"|переводчик|председатель|президент|секретарь)\b",
    re.IGNORECASE,
)
_JOINING = frozenset({"and", "at", "by", "for", "in", "of", "on", "the", "to", "и", "по"})
_EDGE = re.compile(r"\b")
_LONGEST_NAME = 4
_MASCULINE = "бвгджзйклмнпрстфхцчшщ"


@dataclass(frozen=True)
class Speaker:
    """Who a label means, as far as the page says; ``person`` is the site's id, «kremlin/61»."""

    person: str | None = None
    name: str | None = None
    role: str | None = None


_NOBODY = Speaker()


class Speakers:
    """The speakers of one transcript; an office that is said once holds for what follows."""

    def __init__(self, labels: Iterable[Label], persons: Iterable[Person], text: str) -> None:
        """Know the labels of a page, the persons whom it names, and its words."""
        named = tuple(dict.fromkeys(labels))
        self._short = {folded(label.naming) for label in named if label.kind is TurnKind.SPEECH}
        self._ends = {
            folded(label.naming)[-count:]
            for label in named
            for count in range(2, min(_LONGEST_NAME, len(folded(label.naming)) - 1) + 1)
        }
        self._persons = _with_links(tuple(persons), named)
        self._text = text
        self._roles: dict[str | tuple[str, ...], str] = {}
        self._full: dict[str, str | None] = {}
        self._parts: dict[tuple[str, str], tuple[str, str | None]] = {}
        self._found: dict[str, Person | None] = {}
        self._told: dict[Label, tuple[int, Speaker]] = {}

    def speaker(self, label: Label) -> Speaker:
        """Return who is meant; call it in the order of the page."""
        # What was told of a label holds until another one adds an office.
        offices, told = self._told.get(label, (-1, _NOBODY))
        if offices != len(self._roles):
            told = self._speaker(label)
            self._told[label] = len(self._roles), told
        return told

    def _speaker(self, label: Label) -> Speaker:
        if label.kind is not TurnKind.SPEECH and label.person is None:
            return Speaker(role=label.note)
        asked = label.naming, label.linked
        if asked not in self._parts:
            self._parts[asked] = self._parted(label)
        printed, role = self._parts[asked]
        person = self._person(label, printed)
        key = person.id if person else folded(printed)
        role = self._roles.setdefault(key, role) if role and key not in self._roles else role
        role = role or self._roles.get(key)
        return Speaker(
            person=f"{SOURCE}/{person.id}" if person else None,
            name=(person.name or label.linked or printed) if person else self._in_full(printed),
            role="; ".join(filter(None, (role, label.note))) or None,
        )

    def _parted(self, label: Label) -> tuple[str, str | None]:
        """Return name and office: by the link, the comma, the initials, or the shorter label elsewhere."""
        naming = label.naming
        if label.linked and label.linked in naming:
            rest = naming.replace(label.linked, "", 1)
            return label.linked, rest.strip(" ,–-") or None
        for pattern in (_COMMA, _INITIALS):
            if found := pattern.fullmatch(naming):
                return found["name"], found["role"].strip(" ,") or None
        words = naming.split()
        for count in range(min(_LONGEST_NAME, len(words) - 1), 1, -1):
            name = " ".join(words[-count:])
            if folded(name) in self._short or whose(name, self._persons):
                return name, " ".join(words[:-count])
        name = " ".join(words[-2:])
        if self._ends_in_a_name(words) and _stands_twice(name, self._text):
            self._ends.add(folded(name))
            return name, " ".join(words[:-2])
        return naming, None

    def _ends_in_a_name(self, words: list[str]) -> bool:
        """Tell whether an office may stand before two words that are a name elsewhere on the page."""
        name = words[-2:]
        return (
            len(words) > 2  # noqa: PLR2004 - a name has two words
            and all(word[0].isupper() for word in name)
            and words[-3].casefold() not in _JOINING
            and not _OFFICE.search(" ".join(name))
        )

    def _person(self, label: Label, printed: str) -> Person | None:
        if label.person is not None:
            return next(person for person in self._persons if person.id == label.person)
        if printed not in self._found:
            self._found[printed] = whose(printed, self._persons)
        return self._found[printed]

    def _in_full(self, printed: str) -> str | None:
        """Return the name in full where the page prints it: as the label, or «Владимир Путин» for «В.Путин».

        Only names whose nominative cannot be another case are looked for.
        """
        initials = _INITIALS.fullmatch(printed)
        if initials is None:
            return printed if self._is_name(printed) else None
        if printed not in self._full:
            surname = printed.rpartition(".")[2].strip()
            wanted = rf"\b{printed[0]}[а-яё]*[{_MASCULINE}] {re.escape(surname)}\b"
            sure = surname[-1] in _MASCULINE
            found = set(re.findall(wanted, self._text)) if sure else set()
            self._full[printed] = found.pop() if len(found) == 1 else None
        return self._full[printed]

    def _is_name(self, printed: str) -> bool:
        """Tell whether a label without initials is a name: two words, or those that end a longer label."""
        words = printed.split()
        if _OFFICE.search(printed) or not all(word[0].isupper() for word in words):
            return False
        return len(words) == 2 or folded(printed) in self._ends  # noqa: PLR2004


def _stands_twice(name: str, text: str) -> bool:
    """Tell whether a name stands in a text more than once as words of their own."""
    found, at = 0, text.find(name)
    while at >= 0:
        end = at + len(name)
        if _EDGE.match(text, at) and _EDGE.match(text, end):
            found += 1
            if found > 1:
                return True
        else:
            end = at + 1
        at = text.find(name, end)
    return False


def _with_links(persons: tuple[Person, ...], labels: tuple[Label, ...]) -> tuple[Person, ...]:
    """Return the page's persons and those whom only labels link to, as in the feed."""
    known = {person.id: person for person in persons}
    for label in labels:
        if label.person is not None:
            before = known.get(label.person, Person(label.person, ""))
            printed = dict.fromkeys((*before.printed, label.linked))
            known[label.person] = Person(before.id, before.name, tuple(printed))
    return tuple(known.values())
