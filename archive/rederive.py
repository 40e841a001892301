"""Knows how all that was derived for a source is derived again from its captures, and what that changed."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from archive.clocks import Rows
from archive.comparison import Comparison, Difference, Shown, compare, shown
from archive.connection import storage_errors
from archive.datings import rows_named
from archive.errors import BlockedPage
from archive.linkage.asking import ask_changed_again
from archive.models import Outcome, Reading
from archive.recording import LISTS, led_to
from archive.search.index import drop_orphans
from archive.store import Archive

__all__ = ["Comparison", "Difference", "Rederivation", "captured_sources", "stale_captures"]


_OK = 200


@dataclass(frozen=True, slots=True)
class _Capture:
    id: int
    at: datetime
    asked: str
    answered: str
    outcome: str
    run_id: int
    kind: str
    status: int | None
    note: str


@dataclass
class Rederivation:
    """Derive a source again. Use inside `Archive.transaction`: all of it holds, or nothing."""

    archive: Archive
    source: str
    extractor: str
    _before: Shown = field(default_factory=dict)
    _former: tuple[str, ...] = ()
    _whole: dict[str, int] = field(default_factory=dict)
    _rows: dict[str, Rows] = field(default_factory=dict)
    _run: int | None = None
    _unreadable: list[tuple[int, str, str]] = field(default_factory=list)
    _count: int = 0

    def captures(self) -> list[int]:
        """Return the captures that say something of documents, oldest first."""
        rows = self.archive.db.conn.execute(
            "select id from captures where source = ? and kind <> 'robots'"
            " and (outcome in ('stored', 'unchanged') or kind in ('document', 'page')) order by id",
            (self.source,),
        )
        return [row[0] for row in rows]

    def begin(self) -> None:
        """Remember what stands, then drop it."""
        self._before = shown(self.archive.db, self.source)
        rows = self.archive.db.conn.execute(
            "select distinct extractor from revisions r join documents d on d.id = r.document_id"
            " where d.source = ?",
            (self.source,),
        )
        self._former = tuple(sorted(row[0] for row in rows))
        self.archive.revisions.forget(self.source)

    def apply(self, capture_id: int, read: Reading | Outcome | str | None) -> None:
        """Write down what a capture says today: a reading, that there is no such page, or why none is read.

        None stands for no body.
        """
        self._count += 1
        row = self.archive.db.conn.execute(
            "select asked, answered, outcome, run_id, kind, status, note, ended_at from captures"
            " where id = ?",
            (capture_id,),
        ).fetchone()
        capture = _Capture(capture_id, datetime.fromisoformat(row[-1]), *row[:-1])
        if self._run is not None and self._run != capture.run_id:
            self._settle()
        self._run = capture.run_id
        revisions = self.archive.revisions
        subject = (
            revisions.documents.shown_at(capture.asked) if capture.kind in ("document", "page") else None
        )
        outcome, seen = self._take(capture, read)
        if subject is None or subject in seen:
            return
        if capture.outcome == Outcome.REDIRECTED and revisions.documents.names_it(
            subject, led_to(capture.note)
        ):
            return
        revisions.standings.missed(
            subject, outcome, capture_id=capture_id, run_id=capture.run_id, at=capture.at
        )

    def _take(self, capture: _Capture, read: Reading | Outcome | str | None) -> tuple[str, set[int]]:
        """Return the outcome of a capture as it is read today, and the documents that it showed."""
        if capture.outcome == Outcome.UNCHANGED:
            return self._confirm(capture)
        if capture.outcome != Outcome.STORED:
            return capture.outcome, set()
        former = self._rows.pop(capture.asked, None)
        if capture.status == _OK:
            self._whole[capture.asked] = capture.id
        if isinstance(read, Reading):
            return self._observe(read, capture, former)
        if read is Outcome.ABSENT:
            return Outcome.ABSENT.value, set()
        why = str(read or "nothing to read")
        self._unreadable.append((capture.id, capture.asked, why))
        blocked = why.startswith(f"{BlockedPage.reason}:") or self.archive.captures.repeats(capture.id)
        return (Outcome.BLOCKED if blocked else Outcome.UNREADABLE).value, set()

    def _confirm(self, capture: _Capture) -> tuple[str, set[int]]:
        earlier = self._whole.get(capture.asked)
        if earlier is None:
            return Outcome.HTTP_ERROR.value, set()
        stood = self._rows.get(capture.asked)
        if stood is not None:
            self._rows[capture.asked] = replace(stood, until=capture.at)
        seen = self.archive.revisions.confirm(earlier, capture_id=capture.id, at=capture.at)
        return capture.outcome, {one.document_id for one in seen}

    def _observe(self, reading: Reading, capture: _Capture, former: Rows | None) -> tuple[str, set[int]]:
        connection, revisions = self.archive.db.conn, self.archive.revisions
        seen = set[int]()
        connection.execute("savepoint read_again")
        try:
            self.archive.captures.refuse_repeats(capture.id)
            self._compare(reading, capture, former)
            for document in reading.documents:
                one = revisions.observe(
                    document,
                    capture_id=capture.id,
                    at=capture.at,
                    extractor=self.extractor,
                    also=(capture.asked, capture.answered) if len(reading.documents) == 1 else (),
                )
                seen.add(one.document_id)
            outcome = capture.outcome
        except BlockedPage as error:
            outcome, seen = Outcome.BLOCKED.value, set()
            self._unreadable.append((capture.id, capture.asked, f"{error.reason}: {error}"))
        except (ValueError, OverflowError) as error:
            connection.execute("rollback to read_again")
            outcome, seen = Outcome.UNREADABLE.value, set()
            self._unreadable.append((capture.id, capture.asked, ascii(str(error))))
        connection.execute("release read_again")
        return outcome, seen

    def _compare(self, reading: Reading, capture: _Capture, former: Rows | None) -> None:
        if reading.kind not in LISTS:
            return
        self.archive.revisions.datings.listed(
            reading.links,
            capture_id=capture.id,
            run_id=capture.run_id,
            at=capture.at,
            former=lambda: former,
        )
        if capture.status == _OK:
            self._rows[capture.asked] = rows_named(reading.links, capture_id=capture.id, at=capture.at)

    def _settle(self) -> None:
        """Judge the absences of the run that the last capture was of, as its end did."""
        if self._run is not None:
            archive = self.archive
            archive.revisions.standings.settle(self._run, archive.schedule, source=self.source)

    def finish(self) -> Comparison:
        """Judge the last run's absences, and compare what stands now with what stood before."""
        self._settle()
        drop_orphans(self.archive.db.conn)
        ask_changed_again(self.archive.db, self.source)
        counts, differences = compare(self._before, shown(self.archive.db, self.source))
        return Comparison(
            source=self.source,
            captures=self._count,
            extractor=self.extractor,
            former=self._former,
            counts=counts,
            differences=differences,
            unreadable=tuple(self._unreadable),
        )


def stale_captures(archive: Archive, source: str, extractor: str) -> int:
    """Count the readings of a source that another extractor made."""
    with storage_errors(archive.path):
        row = archive.db.conn.execute(
            "select count(*) from readings r join documents d on d.id = r.document_id"
            " where d.source = ? and r.extractor <> ?",
            (source, extractor),
        ).fetchone()
        return int(row[0])


def captured_sources(archive: Archive) -> tuple[str, ...]:
    """Return the sources that the archive holds captures of."""
    with storage_errors(archive.path):
        rows = archive.db.conn.execute("select distinct source from captures order by source")
        return tuple(row[0] for row in rows)
