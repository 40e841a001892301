"""Knows the Russian and the English page of one number, and what stands in only one of them; reads only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.changes.content import Content, content_of
from archive.changes.dates import dates
from archive.changes.found import free_of
from archive.changes.numbers import numbers
from archive.changes.proper_names import NOT_NAMES, Known, capitals, known_of
from archive.changes.small_words import sentence_starts
from archive.errors import BadUsage, UnknownDocument
from archive.library import DocumentRow, RevisionRow, find, history
from archive.names import folded
from archive.sequences import close

__all__ = ["Only", "Pair", "Side", "pair"]

_OTHER = {"ru": "en", "en": "ru"}
_CLOSE = 0.72
"""Likeness of skeletons from which a name is that of the other language: Valmont, «Вальмон»."""
_SHORTEST = 3
_JOINED = re.compile(r"[\s\u00a0]?")
# Words with a capital in English that a Russian text translates: they are no names to be looked for.
_TRANSLATED = (
    "Russian American French German Ukrainian Chinese British English European Turkish Indian Japanese "
    "Syrian Northern Southern Eastern Western North South East West Sea Ocean River Lake Island Republic "
    "Region Regions Territory Area Federation Russia Ministry Minister Ministers President Presidents "
    "Presidential Prime Deputy Chairman Chairperson Head Governor Director General Chief Secretary "
    "Council Commission Committee Duma Government Cabinet Office State Federal Law Order Executive Decree "
    "Constitution Bank Fund Union Nations United Security World War Great Patriotic Day Year Orthodox "
    "Church Bank Armed Forces Army Navy Academy University Institute Museum Supreme Court Parliament "
    "Assembly Foreign Affairs Defence Economic Development"
)
_LEFT_OUT = NOT_NAMES | frozenset(_TRANSLATED.split())


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One language's page: its current revision, and how many paragraphs of text it has."""

    document: DocumentRow
    title: str
    revision: int
    paragraphs: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Only:
    """A number, date or name that stands in one page alone; paragraphs count from 1, 0 is a head."""

    language: str
    kind: str
    value: str
    printed: str
    paragraph: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """The two pages; one of them may not be held: then ``elsewhere`` is its address, where it is known."""

    russian: Side | None
    english: Side | None
    only: tuple[Only, ...]
    elsewhere: str | None = None


def pair(db: Database, document: DocumentRow) -> Pair:
    """Return a document and that of the same number in the other language, and what only one of them says.

    Numbers are compared by value, days by month and day, names by their skeletons (archive.names). Raises
    `BadUsage` for a document that is in neither language, or has no whole revision.
    """
    ours = document.key.split("/")[1] if document.key.count("/") == 2 else ""  # noqa: PLR2004 - source/language/number
    if ours not in _OTHER:
        raise BadUsage(f"{document.key}: has no number that a Russian and an English page share")
    rows = {ours: _current(db, document)}
    other = _document(db, f"{document.source}/{_OTHER[ours]}/{document.number}")
    if other is not None and other.revision_id is not None:
        rows[_OTHER[ours]] = _current(db, other)
    held = {ours: document} | ({_OTHER[ours]: other} if other else {})
    sides = {language: _side(held[language], row) for language, row in rows.items()}
    only = _only({language: content_of(row) for language, row in rows.items()}) if len(rows) > 1 else ()
    return Pair(
        russian=sides.get("ru"),
        english=sides.get("en"),
        only=tuple(only),
        elsewhere=None if len(rows) > 1 else _elsewhere(rows[ours]),
    )


def _document(db: Database, key: str) -> DocumentRow | None:
    try:
        return find(db, key)
    except UnknownDocument:
        return None


def _current(db: Database, document: DocumentRow) -> RevisionRow:
    for row in history(db, document.id):
        if row.id == document.revision_id:
            return row
    raise BadUsage(f"{document.key}: no whole revision is held ({document.state})")


def _side(document: DocumentRow, row: RevisionRow) -> Side:
    count = sum(bool(block["text"]) for block in row.blocks)
    return Side(document=document, title=row.title, revision=row.ordinal, paragraphs=count)


def _elsewhere(row: RevisionRow) -> str | None:
    references = row.metadata.get("references") or []
    return next((str(one["address"]) for one in references if one["kind"] == "translation"), None)


def _only(contents: dict[str, Content]) -> Iterator[Only]:
    told = {language: _Told(language, content) for language, content in contents.items()}
    for language in ("ru", "en"):
        ours, theirs = told[language], told[_OTHER[language]]
        seen: set[tuple[str, str]] = set()
        for one in sorted((*ours.values(), *ours.names()), key=lambda only: (only.kind, only.paragraph)):
            if (one.kind, one.value) not in seen and not theirs.has(one):
                yield one
            seen.add((one.kind, one.value))


class _Told:
    """What one page says, by its heads and paragraphs."""

    def __init__(self, language: str, content: Content) -> None:
        heads = f"{content.title}\n{content.subtitle}\n{content.lead}"
        self._language = language
        self._texts = (heads, *(text for _, text in content.blocks))
        self._known: Known = known_of(self._texts, persons=content.persons)
        self._values = {one.value for one in self.values()}
        self._words = {word for text in self._texts for word in folded(text) if len(word) >= _SHORTEST}
        self._capitals = {
            word
            for text in self._texts
            for start, end, _ in capitals(text)
            for word in folded(text[start:end])
            if len(word) >= _SHORTEST
        }

    def has(self, one: Only) -> bool:
        if one.kind != "name":
            return one.value in self._values
        return any(self._names(word) for word in one.value.split())

    def _names(self, word: str) -> bool:
        return word in self._words or any(close(word, other) >= _CLOSE for other in self._capitals)

    def values(self) -> Iterator[Only]:
        """Yield numbers and dates; what is only said in words of a day ("tomorrow") is left out."""
        for number, text in enumerate(self._texts):
            days = dates(text)
            for kind, found in (("date", days), ("number", free_of(numbers(text), days))):
                for one in found:
                    printed = text[one.start : one.end]
                    alone = one.value == "1" and printed.isalpha()
                    if one.value[0].isdigit() and not alone:
                        yield self._of(kind, one.value, printed, number)

    def names(self) -> Iterator[Only]:
        """Yield names: words with capitals that follow each other are one, known by the last of them."""
        for number, text in enumerate(self._texts):
            for run in _runs(text):
                # The first word of a sentence has its capital from that, unless it is a name elsewhere.
                begins = run[0][3] and self._known.fold(run[0][2]) not in self._known.names
                told = [word for word in run[begins:] if not self._is_common(word[2])]
                value = self._known.fold(told[-1][2]) if told else ""
                if len(value) >= _SHORTEST:
                    yield self._of("name", value, text[run[begins][0] : run[-1][1]], number)

    def _is_common(self, word: str) -> bool:
        return word in _LEFT_OUT or word.casefold() in self._known.common

    def _of(self, kind: str, value: str, printed: str, number: int) -> Only:
        return Only(language=self._language, kind=kind, value=value, printed=printed, paragraph=number)


def _runs(text: str) -> Iterator[list[tuple[int, int, str, bool]]]:
    """Yield the capitalised words that stand together: (start, end, word, whether it begins a sentence)."""
    starts = sentence_starts(text)
    run: list[tuple[int, int, str, bool]] = []
    for start, end, begins in capitals(text):
        if run and not (start - run[-1][1] <= 1 and _JOINED.fullmatch(text, run[-1][1], start)):
            yield run
            run = []
        run.append((start, end, text[start:end], begins or start in starts))
    if run:
        yield run
