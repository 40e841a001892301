"""Knows which stored documents a report is compared with: those of its days, and their neighbours."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from sqlite_utils import Database

from archive.linkage.stored import READOUTS, Stored, batched, stored
from archive.tracing.features import Features, features
from archive.tracing.scoring import Match, Pool, merged
from archive.tracing.window import WINDOW, span

__all__ = ["Pools", "Progress", "known"]

_AROUND = timedelta(days=30)
"""Neighbours on each side: what is usual, and what is rare, is told by them."""
_FEW = 60
"""Where so many days hold fewer readouts, those before and after them are taken too."""
_CHUNK = 3000
"""Readouts of any day that are compared at once with a report that has no day."""
_HELD = 6
"""Pools that are kept ready; reports come sorted by day."""
_TOP = 10
_NEAR = """
select document_id, data from features where source = ? and day between ? and ? and data is not null
"""
_BEFORE = """
select document_id, data from features where source = ? and day < ? and data is not null
order by day desc limit ?
"""
_AFTER = """
select document_id, data from features where source = ? and day > ? and data is not null order by day limit ?
"""
_AGENCY = """
select document_id, data from features where day between ? and ? and host in ({hosts}) and data is not null
    and source <> ?
"""
_COUNT = "select count(*) from features where source = ? and data is not null"
_ALL = """
select document_id, data from features where source = ? and data is not null and document_id > ?
order by document_id limit ?
"""

Row = tuple[int, bytes]
Progress = Callable[[int, int], None]


class Pools:
    """The pools of one open archive, made when first asked for."""

    def __init__(self, db: Database, progress: Progress | None = None) -> None:
        """Stand on an open database; nothing is written. ``progress`` is told (readouts read, of all)."""
        self._db = db
        self._progress = progress
        self._ready: dict[object, tuple[Pool, ...]] = {}
        self._wide: tuple[date, date, tuple[Pool, ...]] | None = None

    def ranked(self, report: Features, *, top: int = _TOP) -> tuple[Match, ...]:
        """Return the readouts that are most like a dated report, each number once, the best first."""
        days = span(report, WINDOW)
        if days is None:
            return ()
        pools = self._covering(*days)
        return merged(*(pool.rank(report, window=WINDOW, top=top) for pool in pools), top=top)

    def prepare(self, first: date, last: date) -> None:
        """Let all reports of some days be compared with one pool."""
        self._wide = None
        self._covering(first - timedelta(WINDOW.before), last + timedelta(WINDOW.after))

    def beside(self, one: Stored) -> Pool:
        """Return the readouts of a document's language and days, which say how much a name proves."""
        day = one.text.day
        pools = self._covering(day, day) if day else ()
        return next((pool for pool in pools if pool.readouts[0].language == one.text.language), Pool(()))

    def _covering(self, first: date, last: date) -> tuple[Pool, ...]:
        """Return the pools of some days: those at hand where they reach as far."""
        if self._wide is None or not (self._wide[0] <= first and last <= self._wide[1]):
            slack = timedelta(days=WINDOW.before + WINDOW.after)
            self._wide = (first - slack, last + slack, self._near(first, last))
        return self._wide[2]

    def ranked_of_all(self, reports: dict[int, Features], *, top: int = _TOP) -> dict[int, tuple[Match, ...]]:
        """Return the same for undated reports: every readout is read once, some thousands at a time."""
        found: dict[int, tuple[Match, ...]] = dict.fromkeys(reports, ())
        (count,) = self._db.conn.execute(_COUNT, (READOUTS,)).fetchone()
        size = -(
            -count // max(1, -(-count // _CHUNK))
        )  # chunks of one size: in a small one all scores are high
        after = done = 0
        while reports and (rows := self._db.conn.execute(_ALL, (READOUTS, after, size)).fetchall()):
            after = rows[-1][0]
            done += len(rows)
            if self._progress:
                self._progress(done, count)
            for pool in self._pools(rows):
                for name, report in reports.items():
                    found[name] = merged(found[name], pool.rank(report, top=top), top=top)
        return found

    def of_agency(self, report: Features, hosts: tuple[str, ...], *, top: int = _TOP) -> tuple[Match, ...]:
        """Return the documents of an agency's own sites that are most like a dated report, the best first."""
        days = span(report, WINDOW)
        if days is None or not hosts:
            return ()

        def made() -> tuple[Pool, ...]:
            sql = _AGENCY.format(hosts=", ".join("?" * len(hosts)))
            values = (*(day.isoformat() for day in days), *hosts, READOUTS)
            return self._pools(self._db.conn.execute(sql, values).fetchall())

        pools = self._held((*days, hosts), made)
        return merged(*(pool.rank(report, window=WINDOW, top=top) for pool in pools), top=top)

    def _near(self, first: date, last: date) -> tuple[Pool, ...]:
        start, end = (first - _AROUND).isoformat(), (last + _AROUND).isoformat()
        rows = self._db.conn.execute(_NEAR, (READOUTS, start, end)).fetchall()
        if len(rows) < _FEW:
            for sql, day in ((_BEFORE, start), (_AFTER, end)):
                rows += self._db.conn.execute(sql, (READOUTS, day, _FEW)).fetchall()
        return self._pools(rows)

    def _held(self, name: object, make: Callable[[], tuple[Pool, ...]]) -> tuple[Pool, ...]:
        if name not in self._ready:
            while len(self._ready) >= _HELD:
                self._ready.pop(next(iter(self._ready)))
            self._ready[name] = make()
        return self._ready[name]

    def _pools(self, rows: Iterable[Row]) -> tuple[Pool, ...]:
        by_language: dict[str, list[Features]] = defaultdict(list)
        for one in known(self._db, rows):
            by_language[one.language].append(one)
        return tuple(Pool(by_language[language]) for language in sorted(by_language))


def known(db: Database, rows: Iterable[Row]) -> Iterator[Features]:
    """Yield the features that are kept; what older code made is made anew from the text."""
    stale = list[int]()
    for document_id, data in rows:
        try:
            yield Features.unpacked(data)
        except ValueError:
            stale.append(document_id)
    for some in batched(stale):
        for one in stored(db, some):
            yield features(one.text)
