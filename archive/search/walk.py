"""Knows how very many hits are gone through by day of publication without looking at all of them."""

from collections.abc import Iterator

from archive.search.candidates import RANKED, Candidate, Candidates, newest_first
from archive.search.facets import UNDATED

__all__ = ["Walk"]

_MOST_EXAMINED = 150_000
"""Entries that a walk looks at; with filters that nearly none of them meets it ends there and says so."""
_PERIODS = """
select 'f' || id, value from _search_facets where kind = ? and value >= ? and value < ?
order by value = ?, value desc
"""


class Walk:
    """One way through the hits of one question: the newest first, what has no day last."""

    def __init__(self, candidates: Candidates) -> None:
        """Begin with nothing examined."""
        self._candidates = candidates
        self._examined = 0

    @property
    def stopped(self) -> bool:
        """Tell whether a walk ended before it had seen all."""
        return self._examined > _MOST_EXAMINED

    def through(self, match: str, whole: str) -> Iterator[Candidate]:
        """Yield one candidate a document; ``whole`` is ``match`` and the days that are asked for."""
        seen = set[int]()
        for token, year in self._periods("year", ""):
            if self.stopped:
                return
            if not self._candidates.many(f"{match} AND facets : {token}", 0):
                continue
            for batch in self._batches(match, token, year):
                for one in newest_first(batch):
                    if one.document_id not in seen and not self._candidates.is_superseded(one, whole):
                        seen.add(one.document_id)
                        yield one

    def _batches(self, match: str, token: str, year: str) -> Iterator[list[Candidate]]:
        """Yield the hits of a year month by month, and those of a full month day by day."""
        if year == UNDATED:
            yield self._some(f"{match} AND facets : {token}", _MOST_EXAMINED)
            return
        for monthly, month in self._periods("month", year):
            if self.stopped:
                return
            test = f"{match} AND facets : {monthly}"
            if not self._candidates.many(test):
                yield self._some(test, RANKED)
                continue
            for daily, _ in self._periods("day", month):
                yield self._some(f"{match} AND facets : {daily}", _MOST_EXAMINED)

    def _some(self, match: str, most: int) -> list[Candidate]:
        entries = self._candidates.rows(match, most)
        self._examined += len(entries)
        return self._candidates.among(entries)

    def _periods(self, kind: str, within: str) -> list[tuple[str, str]]:
        """Return the tokens and names of years, months or days, the newest first, undated last."""
        filters = self._candidates.asked.filters
        since = filters.since.isoformat() if filters.since else ""
        until = filters.until.isoformat() if filters.until else ""
        rows = self._candidates.connection.execute(_PERIODS, (kind, within, f"{within}~", UNDATED)).fetchall()
        return [
            (token, value)
            for token, value in rows
            if (value >= since[: len(value)] and (not until or value <= until[: len(value)]))
            or (value == UNDATED and not since and not until)
        ]
