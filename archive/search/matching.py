"""Knows what FTS5 is asked for a question and its filters, and what is marked in what it finds."""

import re
import sqlite3
from dataclasses import dataclass

from archive.clock import stamp
from archive.errors import BadUsage
from archive.search.asked import Asked
from archive.search.expression import Sought, expression, sought
from archive.search.facets import days_for, seen_by, tokens_for
from archive.search.letters import PIECE
from archive.search.question import Question, parse, terms

__all__ = ["Match", "match_of"]

_MOST_SAID = 200


@dataclass(frozen=True, slots=True)
class Match:
    """What FTS5 is asked: for the words, for all of them in the title, and for the facets of each filter.

    ``titled`` is empty where that makes no sense. ``sought`` is what to mark.
    """

    words: str
    titled: str
    facets: tuple[str, ...]
    days: tuple[str, ...]
    sought: Sought

    @property
    def whole(self) -> str:
        """Return what all hits meet."""
        return " AND ".join((self.words, *self.facets, *self.days))

    @property
    def titles(self) -> str:
        """Return what all hits in titles meet; empty where that makes no sense."""
        return self.titled and " AND ".join((self.titled, *self.facets, *self.days))

    def any_day(self, words: str) -> str:
        """Return what hits of some words meet on whatever day: for a walk, which goes by days itself."""
        return " AND ".join((words, *self.facets))


def match_of(connection: sqlite3.Connection, asked: Asked) -> Match | None:
    """Return what to ask FTS5; None where a filter names what no revision states."""
    titled = ""
    if asked.raw:
        words = f"({_checked(connection, asked.words)})"
        marks = Sought(rows=frozenset((token,) for token in re.findall(r"\w+", asked.words.casefold())))
    else:
        question, languages = parse(asked.words), _languages(connection)
        words, marks = expression(question, languages), sought(question, languages)
        if _may_be_titled(question):
            titled = expression(question, languages, column="title")
    groups, days = tokens_for(connection, asked.filters), days_for(connection, asked.filters)
    if asked.as_of is not None:
        groups.append(seen_by(connection, stamp(asked.as_of)))
    if not all(groups) or days == []:
        return None
    dated = () if days is None else (_one_of(days),)
    return Match(words, titled, tuple(map(_one_of, groups)), dated, marks)


def _one_of(tokens: list[str]) -> str:
    return f"facets : ({' OR '.join(tokens)})"


def _checked(connection: sqlite3.Connection, words: str) -> str:
    """Return raw FTS5 syntax that FTS5 takes as it stands, alone."""
    if not PIECE.search(words):
        raise BadUsage("nothing to look for: there is no word in what was asked")
    if "\0" in words:
        raise BadUsage("FTS5 does not take this: there is a NUL in it")
    try:
        connection.execute("select 1 from _search where _search match ? limit 1", (words,)).fetchone()
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        said = " ".join(str(error).split())[:_MOST_SAID]
        columns = "title, lead, body, title_names, names and facets"
        raise BadUsage(f"FTS5 does not take this: {said}; its columns are {columns}") from error
    return words


def _languages(connection: sqlite3.Connection) -> tuple[str, ...]:
    rows = connection.execute("select value from _search_facets where kind = 'language' order by value")
    return tuple(row[0] for row in rows)


def _may_be_titled(question: Question) -> bool:
    return not any(term.column for term in terms(question.wanted))
