"""Knows how a question is said to FTS5, and by which rows of tokens its hits are seen in a text."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from archive.search.letters import CYRILLIC
from archive.search.question import Clause, Question, Term, terms
from archive.search.sounds import is_surname, named
from archive.search.words import begun, rows_of

__all__ = ["Row", "Sought", "expression", "sought"]

_WORDS = {"": "{title lead body}", "title": "{title}", "lead": "{lead}"}
_NAMES = {"": "{title_names names}", "title": "{title_names}"}
_MOST_WAYS = 24

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """The rows of tokens that count as a hit; those of ``begun`` end in the beginning of a token.

    ``names`` are rows of skeletons and sounds.
    """

    rows: frozenset[Row] = frozenset()
    begun: frozenset[Row] = frozenset()
    names: frozenset[Row] = frozenset()


def expression(question: Question, languages: tuple[str, ...], *, column: str = "") -> str:
    """Return the FTS5 expression of a question to texts of these languages.

    With ``column`` (title) all that is wanted must stand there.
    """
    wanted = " AND ".join(_clause(clause, languages, column) for clause in question.wanted)
    unwanted = " OR ".join(_clause(clause, languages, "") for clause in question.unwanted)
    return f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"


def sought(question: Question, languages: tuple[str, ...]) -> Sought:
    """Return what to mark in a text."""
    rows, begins, names = set[Row](), set[Row](), set[Row]()
    for term in terms(question.wanted):
        rows.update(rows_of(term.pieces, languages))
        names.update(_names(term))
        if term.prefix:
            begins.update(_begun(term, languages))
    return Sought(frozenset(rows), frozenset(begins), frozenset(names))


def _clause(clause: Clause, languages: tuple[str, ...], column: str) -> str:
    ways = [
        _near(alternative, clause.near, languages, column)
        if len(alternative) > 1
        else _term(alternative[0], languages, column)
        for alternative in clause.either
    ]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _term(term: Term, languages: tuple[str, ...], column: str) -> str:
    column = column or term.column
    ways = [_quoted(row) for row in rows_of(term.pieces, languages)]
    if term.prefix:
        ways += [f"{_quoted(row)} *" for row in _begun(term, languages)]
    parts = [f"{_WORDS[column]} : ({' OR '.join(ways)})"]
    names = [_quoted(row) for row in _names(term)]
    if names and column in _NAMES:
        parts.append(f"{_NAMES[column]} : ({' OR '.join(names)})")
    return f"({' OR '.join(parts)})"


def _near(near: list[Term], distance: int, languages: tuple[str, ...], column: str) -> str:
    """Return the words of one language near each other; names are not looked for in other letters here."""
    column = column or next((term.column for term in near if term.column), "")
    ways = dict[str, None]()
    for combined in product(*(rows_of(term.pieces, languages) for term in near)):
        ways[f"NEAR({' '.join(_quoted(row) for row in combined)}, {distance})"] = None
        if len(ways) == _MOST_WAYS:
            break
    return f"({_WORDS[column]} : ({' OR '.join(ways)}))"


def _names(term: Term) -> Iterator[Row]:
    """Yield the rows by which a name is found in other letters, another spelling or another case."""
    if term.prefix:
        return
    ways = [named(piece) for piece in term.pieces]
    if not all(ways):
        return
    for row in zip(*ways, strict=True):
        if row[0][0] != "c" or any(map(is_surname, row)) or not CYRILLIC.search(term.pieces[0]):
            yield row


def _begun(term: Term, languages: tuple[str, ...]) -> Iterator[Row]:
    *before, last = term.pieces
    for row in rows_of(tuple(before), languages) if before else ((),):
        for beginning in begun(last, languages):
            yield (*row, beginning)


def _quoted(row: Row) -> str:
    return f'"{" ".join(row)}"'
