"""Knows which revisions hit: their entries in the index, those that stand for a document, and their rank."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from archive.clock import stamp
from archive.search.asked import Asked

__all__ = ["RANKED", "Candidate", "Candidates", "newest_first", "one_each"]

RANKED = 3_000
"""Entries that are ranked by BM25, which costs a microsecond and more for each; what is more is walked."""
WEIGHTS = "10, 4, 1, 8, 1, 0"
"""Of title, lead, body, names in titles, names elsewhere, facets."""

_COLUMNS = "e.entry, e.document_id, e.revision_id, d.revision_id, e.day, d.published_at"
_RANKED = f"""
select {_COLUMNS}, bm25(_search, {WEIGHTS}) from _search s cross join _search_entries e on e.entry = s.rowid
    cross join documents d on d.id = e.document_id where _search match ?
"""
# With the sign FTS5 goes through its hits once; without it SQLite would ask it for each entry.
_COUNTS = " and +s.rowid in (select value from json_each(?))"
_AMONG = f"""
select {_COLUMNS}, null from json_each(?) s cross join _search_entries e on e.entry = s.value
    cross join documents d on d.id = e.document_id where true
"""
_AS_OF = """ and e.revision_id = (select r.id from revisions r
    where r.document_id = e.document_id and r.first_seen <= ? order by r.ordinal desc limit 1)"""
_ROWS = "select rowid from _search where _search match ? limit ?"
_ROW = "select 1 from _search where _search match ? and rowid = ?"
_OF_REVISION = "select entry from _search_entries where revision_id = ?"
_NEWER = """
select id from revisions where document_id = ?
    and (id = ? or ordinal > (select ordinal from revisions where id = ?))
"""
_DOCUMENTS = """
select count(distinct e.document_id) from json_each(?) s join _search_entries e on e.entry = s.value
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A revision that hits; ``score`` is BM25, smaller is better, None where it was not ranked."""

    entry: int
    document_id: int
    revision_id: int
    current_id: int | None
    day: str | None
    published_at: str | None
    score: float | None

    @property
    def when(self) -> tuple[str, str, int]:
        """Return what puts the newest last."""
        return self.day or "", self.published_at or "", self.document_id


class Candidates:
    """The entries of an index that meet what is asked beside the words."""

    def __init__(self, connection: sqlite3.Connection, asked: Asked) -> None:
        """Take what is asked."""
        self.connection = connection
        self.asked = asked
        self._where, self._values = _conditions(asked)

    def rows(self, match: str, most: int) -> list[int]:
        """Return entries that FTS5 finds, at most so many, whatever else is asked."""
        return [row[0] for row in self.connection.execute(_ROWS, (match, most))]

    def many(self, match: str, most: int = RANKED) -> bool:
        """Tell whether FTS5 finds more entries than that."""
        return len(self.rows(match, most + 1)) > most

    def hits(self, match: str, entry: int) -> bool:
        """Tell whether an entry is one that FTS5 finds."""
        return self.connection.execute(_ROW, (match, entry)).fetchone() is not None

    def documents(self, entries: list[int]) -> int:
        """Count the documents of entries, whatever else is asked."""
        return int(self.connection.execute(_DOCUMENTS, (json.dumps(entries),)).fetchone()[0])

    def among(self, entries: list[int]) -> list[Candidate]:
        """Return those of some entries that meet all conditions, not ranked."""
        if not entries:
            return []
        found = self.connection.execute(f"{_AMONG}{self._where}", (json.dumps(entries), *self._values))
        return [Candidate(*row) for row in found]

    def ranked(self, match: str, entries: list[int] | None = None) -> list[Candidate]:
        """Return one candidate a document of all that hit, the best first, of equals the newest first.

        ``entries`` are those that count, where ``match`` finds more.
        """
        if entries is None:
            rows = self.connection.execute(f"{_RANKED}{self._where}", (match, *self._values))
        else:
            values = (match, json.dumps(entries), *self._values)
            rows = self.connection.execute(f"{_RANKED}{_COUNTS}{self._where}", values)
        chosen = one_each(Candidate(*row) for row in rows)
        return sorted(newest_first(chosen), key=lambda one: one.score or 0.0)

    def is_superseded(self, one: Candidate, match: str) -> bool:
        """Tell whether a newer revision of the document hits too; that one stands for it."""
        if self.asked.as_of is not None or one.revision_id == one.current_id:
            return False
        newer = self.connection.execute(_NEWER, (one.document_id, one.current_id, one.revision_id))
        return any(
            self.hits(match, entry)
            for (revision,) in newer.fetchall()
            for (entry,) in self.connection.execute(_OF_REVISION, (revision,)).fetchall()
        )


def newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return them by day of publication; what has no day comes last."""
    return sorted(candidates, key=lambda one: one.when, reverse=True)


def one_each(candidates: Iterable[Candidate]) -> Iterable[Candidate]:
    """Return the candidate that stands for each document: its current revision, else the newest that hits."""
    chosen: dict[int, Candidate] = {}
    for one in candidates:
        other = chosen.get(one.document_id)
        if other is None or _better(one, other):
            chosen[one.document_id] = one
    return chosen.values()


def _better(one: Candidate, other: Candidate) -> bool:
    if other.revision_id == other.current_id:
        return False
    return one.revision_id == one.current_id or one.revision_id > other.revision_id


def _conditions(asked: Asked) -> tuple[str, list[str]]:
    where, values = "", list[str]()
    for sign, day in ((">=", asked.filters.since), ("<=", asked.filters.until)):
        if day is not None:
            where += f" and e.day {sign} ?"
            values.append(day.isoformat())
    if asked.filters.states:
        where += f" and d.state in ({', '.join('?' * len(asked.filters.states))})"
        values += asked.filters.states
    if asked.as_of is not None:
        where += _AS_OF
        values.append(stamp(asked.as_of))
    return where, values
