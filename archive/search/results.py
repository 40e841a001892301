"""Knows how a question is answered: all hits ranked while they are few, titles and the newest of many."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Protocol

from archive.errors import OlderSchema
from archive.search.asked import Asked, Found, Hit, Order
from archive.search.candidates import RANKED, Candidate, Candidates, newest_first, one_each
from archive.search.hits import hit_of
from archive.search.matching import Match, match_of
from archive.search.standing import standing
from archive.search.walk import Walk

__all__ = ["search"]

_MANY = (
    "so many were not ranked: those with all words in the title come first, then the newest;"
    " more words, a day, section or person narrow it"
)
_COUNTED = 50_000
"""Entries with a word or a facet up to which BM25 counts them in no time that is felt."""
_STOPPED = "very many have these words and few pass the filters: only the newest of them were looked at"
_IN_STATES = """
select e.entry from documents d join _search_entries e on e.document_id = d.id where d.state in ({}) limit ?
"""


class Opened(Protocol):
    """An archive as sqlite-utils opens it."""

    @property
    def conn(self) -> sqlite3.Connection:
        """Return the connection that is searched."""


def search(db: sqlite3.Connection | Opened, asked: Asked) -> Found:
    """Answer a question; ``db`` is an open archive or its connection, which is only read.

    Raises BadUsage where there is nothing to look for, or FTS5 does not take what was asked raw;
    OlderSchema where the archive has no index.
    """
    connection = db if isinstance(db, sqlite3.Connection) else db.conn
    with _one_moment(connection):
        try:
            notes = tuple(filter(None, (standing(connection).said,)))
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            raise OlderSchema("the archive has no index of words yet; readout reindex makes it") from error
        match = match_of(connection, asked)
        if match is None:
            return Found(page=asked.page, size=asked.size, notes=notes)
        return _Search(connection, asked, match, notes).found()


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all that is read be of one moment, also while a crawl writes."""
    if connection.in_transaction:
        yield
        return
    connection.execute("begin")
    try:
        yield
    finally:
        connection.rollback()


class _Search:
    """One question on its way to its answer."""

    def __init__(
        self, connection: sqlite3.Connection, asked: Asked, match: Match, notes: tuple[str, ...]
    ) -> None:
        self._connection = connection
        self._asked = asked
        self._match = match
        self._notes = notes
        self._candidates = Candidates(connection, asked)
        self._by_date = asked.order is Order.DATE

    def found(self) -> Found:
        """Return the page that is asked for."""
        entries = self._candidates.rows(self._match.whole, RANKED + 1)
        if len(entries) <= RANKED:
            return self._of_few(entries)
        rare = self._entries_in_states()
        if rare is None:
            return self._of_many(entries)
        hits = [entry for entry in rare if self._candidates.hits(self._match.whole, entry)]
        return self._whole(self._titles_before(hits), ranked="newest")

    def _of_few(self, entries: list[int]) -> Found:
        if self._by_date:
            return self._whole(newest_first(one_each(self._candidates.among(entries))), ranked="date")
        narrow = self._narrow()
        if narrow is None:
            return self._whole(self._titles_before(entries), ranked="newest")
        return self._whole(self._candidates.ranked(narrow, entries), ranked="all")

    def _narrow(self) -> str | None:
        """Return what to rank by; None where BM25 would cost too much, as for «в» on one day.

        It counts all that has a word or a facet, so words come alone where they are rare, and with them
        those facets that few have.
        """
        rankable, match = self._candidates, self._match
        if not rankable.many(match.words, _COUNTED):
            return match.words
        narrow = " AND ".join(
            (
                match.words,
                *(facet for facet in (*match.facets, *match.days) if not rankable.many(facet, _COUNTED)),
            )
        )
        return None if rankable.many(narrow, _COUNTED) else narrow

    def _titles_before(self, entries: list[int]) -> list[Candidate]:
        """Return candidates by date, but first those that have all words in the title."""
        ordered = newest_first(one_each(self._candidates.among(entries)))
        if not self._match.titles:
            return ordered
        titled = set(self._candidates.rows(self._match.titles, RANKED + 1))
        if len(titled) > RANKED:
            titled = {one.entry for one in ordered if self._candidates.hits(self._match.titles, one.entry)}
        return sorted(ordered, key=lambda one: one.entry not in titled)

    def _entries_in_states(self) -> list[int] | None:
        """Return the entries of documents in the states that are asked for, None where that is no help."""
        states = self._asked.filters.states
        if not states:
            return None
        sql = _IN_STATES.format(", ".join("?" * len(states)))
        found = [row[0] for row in self._connection.execute(sql, (*states, RANKED + 1))]
        return found if len(found) <= RANKED else None

    def _whole(self, ordered: list[Candidate], *, ranked: str) -> Found:
        """Return a page of all that hit."""
        asked = self._asked
        if self._by_date:
            ordered, ranked = newest_first(ordered), "date"
        first = (asked.page - 1) * asked.size
        hits = self._hits(ordered[first : first + asked.size])
        return Found(
            hits=hits,
            total=len(ordered),
            page=asked.page,
            size=asked.size,
            ranked=ranked,
            notes=self._notes,
        )

    def _of_many(self, entries: list[int]) -> Found:
        """Return a page of so many hits that not all were looked at; ``entries`` are some of them."""
        asked, walk = self._asked, Walk(self._candidates)
        by_date = self._by_date or not self._match.titles
        ordered = self._walked(walk, self._match.words) if by_date else self._titled_first(walk)
        first = (asked.page - 1) * asked.size
        shown = list(islice(ordered, first, first + asked.size + 1))
        met, whole = first + len(shown), len(shown) <= asked.size
        if not asked.filters.states and asked.as_of is None:
            met = max(met, self._candidates.documents(entries))
        return Found(
            hits=self._hits(shown[: asked.size]),
            total=met,
            over=not whole or walk.stopped,
            page=asked.page,
            size=asked.size,
            ranked="date" if by_date else "newest",
            notes=(*self._notes, *(() if by_date else (_MANY,)), *((_STOPPED,) if walk.stopped else ())),
        )

    def _titled_first(self, walk: Walk) -> Iterator[Candidate]:
        """Yield what has all words in its title, ranked where that is not too much, then all else by date."""
        titles, seen = self._match.titles, set[int]()
        many = self._candidates.many(titles)
        for one in self._walked(walk, self._match.titled) if many else self._candidates.ranked(titles):
            seen.add(one.document_id)
            yield one
        yield from (one for one in self._walked(walk, self._match.words) if one.document_id not in seen)

    def _walked(self, walk: Walk, words: str) -> Iterator[Candidate]:
        whole = " AND ".join((self._match.any_day(words), *self._match.days))
        return walk.through(self._match.any_day(words), whole)

    def _hits(self, chosen: list[Candidate]) -> tuple[Hit, ...]:
        as_of = self._asked.as_of is not None
        hits = (hit_of(self._connection, one, self._match.sought, as_of=as_of) for one in chosen)
        return tuple(hit for hit in hits if hit is not None)
