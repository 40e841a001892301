"""Knows of which kinds an edit is, by what was taken out, what was put in, and where it stands. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from archive.changes.dates import dates
from archive.changes.found import Found, free_of, within
from archive.changes.kinds import Kind
from archive.changes.numbers import numbers
from archive.changes.proper_names import Known, names
from archive.changes.quoting import MARKS, quotations
from archive.changes.small_words import negations, pronouns

__all__ = ["Edit", "Judged", "annuls", "is_typography", "kinds_of", "to_be_continued"]

_WORD = re.compile(r"\w+")
_PASSAGE_WORDS = 8
"""Words on one side alone from which an edit is a passage put in or taken out."""

_QUOTES = re.compile("[«»“”„‟\"❝❞'’‘‚‛`´]")
_DASHES = re.compile("[-\u2010-\u2015\u2212]")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_PARTING = frozenset(" \u00a0\u202f,'’")
_CONTINUED = re.compile(
    r"\W*(?:to be continued|продолжение следует|(?:the )?transcript (?:is )?being (?:updated|completed))\W*$",
    re.IGNORECASE,
)
_ANNULS = re.compile(
    r"\b(?:аннулир\w+|отозван[аоы]?\b|отзыва(?:ет|ется|ем)\b|считать недействительн\w+|просим не использовать"
    r"|опровержение|annul(?:s|led|ment)\b|retract(?:s|ed|ion)\b|withdrawn\b|kill(?:ed)? (?:notice|story)"
    r"|disregard (?:the|our))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Judged:
    """One text of a revision, with all that is found in it, found once.

    ``quoted`` is true for a text that is a quotation as a whole; ``label`` is the length of the speaker's
    label that it begins with, 0 for none.
    """

    text: str
    known: Known
    quoted: bool = False
    label: int = 0

    @cached_property
    def dates(self) -> list[Found]:
        """Return its dates."""
        return dates(self.text)

    @cached_property
    def numbers(self) -> list[Found]:
        """Return its numbers that are no part of a date."""
        return free_of(numbers(self.text), self.dates)

    @cached_property
    def names(self) -> tuple[list[Found], list[Found]]:
        """Return its names, and those of places."""
        return names(self.text, self.known)

    @cached_property
    def negations(self) -> list[Found]:
        """Return its negations."""
        return negations(self.text)

    @cached_property
    def pronouns(self) -> list[Found]:
        """Return its pronouns."""
        return pronouns(self.text)

    @cached_property
    def quotations(self) -> list[Found]:
        """Return what it quotes."""
        return [Found(0, len(self.text), "")] if self.quoted else quotations(self.text)


@dataclass(frozen=True, slots=True)
class Edit:
    """A span of an old text in whose place stands a span of a new one; either may be empty."""

    old: Judged
    old_span: tuple[int, int]
    new: Judged
    new_span: tuple[int, int]

    @property
    def removed(self) -> str:
        """Return what was taken out."""
        return self.old.text[slice(*self.old_span)]

    @property
    def added(self) -> str:
        """Return what was put in."""
        return self.new.text[slice(*self.new_span)]


def kinds_of(edit: Edit) -> set[Kind]:
    """Return all kinds of an edit; one at least."""
    kinds = {
        kind
        for kind, old, new in (
            (Kind.NUMBER, edit.old.numbers, edit.new.numbers),
            (Kind.DATE, edit.old.dates, edit.new.dates),
            (Kind.NEGATION, edit.old.negations, edit.new.negations),
            (Kind.PRONOUN, edit.old.pronouns, edit.new.pronouns),
        )
        if within(old, *edit.old_span) != within(new, *edit.new_span)
    }
    if not edit.added.strip() and to_be_continued(edit.removed):
        return {Kind.COMPLETED}
    if not kinds and (is_typography(edit.removed, edit.added) or _regrouped(edit)):
        return {Kind.TYPOGRAPHY}
    for kind, place in ((Kind.NAME, 0), (Kind.PLACE, 1)):
        if within(edit.old.names[place], *edit.old_span) != within(edit.new.names[place], *edit.new_span):
            kinds.add(kind)
    if _in_label(edit):
        kinds.add(Kind.SPEAKER)
    if _in_quotation(edit):
        kinds.add(Kind.QUOTATION)
    if (passage := _passage(edit)) is not None:
        kinds.add(passage)
    return kinds or {Kind.WORDING}


def is_typography(removed: str, added: str) -> bool:
    """Tell whether two texts differ in quotation marks, dashes, spaces, ё or capitals alone."""
    return _plain(removed) == _plain(added)


def to_be_continued(text: str) -> bool:
    """Tell whether a text ends with the promise of more."""
    return bool(_CONTINUED.search(text[-120:]))


def annuls(text: str) -> bool:
    """Tell whether a text says that what was published does not hold."""
    return bool(_ANNULS.search(text))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е").replace("…", "...")
    return _UNSEEN.sub("", _DASHES.sub("-", _QUOTES.sub('"', folded)))


def _regrouped(edit: Edit) -> bool:
    """Tell whether an edit only parts the figures of a number otherwise: 1 500, 1,500."""
    signs = set(edit.removed + edit.added) <= _PARTING
    return signs and bool(
        within(edit.old.numbers, *edit.old_span) or within(edit.new.numbers, *edit.new_span)
    )


def _in_label(edit: Edit) -> bool:
    """Tell whether an edit touches the label of a turn; what only comes after it does not."""
    sides = ((edit.old, edit.old_span), (edit.new, edit.new_span))
    return any(side.label and span[0] < side.label and (span[1] > span[0]) for side, span in sides)


def _in_quotation(edit: Edit) -> bool:
    sides = ((edit.old, edit.old_span), (edit.new, edit.new_span))
    if any(within(side.quotations, *span) for side, span in sides):
        return True
    marks = [sum(mark in MARKS for mark in text) for text in (edit.removed, edit.added)]
    return marks[0] != marks[1]


def _passage(edit: Edit) -> Kind | None:
    words = [len(_WORD.findall(text)) for text in (edit.removed, edit.added)]
    if words[0] >= _PASSAGE_WORDS and not words[1]:
        return Kind.REMOVED
    if words[1] >= _PASSAGE_WORDS and not words[0]:
        return Kind.ADDED
    return None
