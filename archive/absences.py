"""Knows where each document stands, and whether the absences of a run count; the rules are in states."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.clock import stamp
from archive.findings import Findings
from archive.schedule import Schedule
from archive.states import Absence, Kind, Look, Standing, State, Step, absent, counted, failed, look_of
from archive.states import seen as step_seen
from archive.states import settle as step_settle

__all__ = ["Standings"]

_WITNESSES = 2
# A page that shows only a part of its text says so in its metadata; a document of parts has no revision yet.
_WHOLE = (
    "exists (select 1 from revisions r where r.id = revision_id"
    " and json_extract(r.metadata, '$.partial') is null)"
)
# Pages of other documents of the host that were there, asked after the absence in the same run.
_CANARIES = """
select distinct c.id from captures c join readings g on g.capture_id = c.id
join documents d on d.id = g.document_id
where c.run_id = ? and c.id > ? and c.outcome in ('stored', 'unchanged') and c.kind in ('document', 'page')
and g.view <> 'feed' and g.part = 1 and g.document_id <> ? and d.source = ?
and instr(lower(c.asked), '://' || ? || '/') in (5, 6) order by c.id limit ?
"""


class Standings:
    """The states of one open archive's documents. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database, findings: Findings) -> None:
        """Stand on an open database."""
        self._db = db
        self._findings = findings

    def saw(self, document_id: int, *, capture_id: int, at: datetime) -> None:
        """Take in that a capture showed a document, whole or in part."""
        text = stamp(at)
        # What was there and still is needs no history: one statement, for most sights are such.
        plain = self._db.conn.execute(
            "update documents set last_seen = max(last_seen, ?), first_seen = min(first_seen, ?),"
            f" looked_at = ?, state = iif({_WHOLE}, 'present', 'partial')"
            " where id = ? and state in ('present', 'partial')",
            (text, text, text, document_id),
        )
        if plain.rowcount:
            return
        standing = self._load(document_id)
        step = step_seen(standing, at=at, capture=capture_id, whole=standing.whole)
        self._store(document_id, step, looked=at)

    def missed(self, document_id: int, outcome: str, *, capture_id: int, run_id: int, at: datetime) -> Look:
        """Take in that a look at a document's address ended without showing it."""
        look, standing = look_of(outcome), self._load(document_id)
        if look is Look.ABSENT:
            step = absent(standing, Absence(capture=capture_id, run=run_id, at=at))
        else:
            step = failed(standing, look)
        self._store(document_id, step, looked=at)
        if look is Look.ABSENT and step[0].state is State.SUSPECT:
            self._write_absences(document_id, step[0], intervals=None)
        return look

    def settle(
        self, run_id: int, schedule: Schedule, *, source: str | None = None
    ) -> list[tuple[str, datetime]]:
        """Judge the absences of a run that has ended; return when each such document is due again, by key.

        The intervals are those that the run began with, so that a later setting changes no finding.
        """
        intervals = self._intervals(run_id, schedule)
        where, values = ("", []) if source is None else (" and source = ?", [source])
        rows = self._db.conn.execute(
            f"select id, key, source from documents where state = 'suspect'{where} order by id", values
        ).fetchall()
        due = []
        for document_id, key, its_source in rows:
            standing = self._load(document_id)
            if all(one.run != run_id for one in standing.absences):
                continue
            canaries = {
                one.capture: self._canaries(one, document_id, its_source)
                for one in standing.absences
                if one.run == run_id
            }
            step = step_settle(standing, canaries, intervals)
            self._write_absences(document_id, step[0], intervals=intervals)
            self._store(document_id, step, looked=None)
            due.append((key, schedule.after_absence(step[0])))
        return due

    def forget(self, source: str) -> None:
        """Drop where a source's documents stand, to be derived again."""
        self._db.conn.execute(
            "update documents set state = 'partial', last_seen = first_seen, missing_since = null,"
            " gone_since = null, looked_at = null where source = ?",
            (source,),
        )

    def _load(self, document_id: int) -> Standing:
        row = self._db.conn.execute(
            f"select state, {_WHOLE}, last_seen, missing_since, gone_since from documents where id = ?",
            (document_id,),
        ).fetchone()
        state = State(row[0])
        plain = state in (State.PRESENT, State.PARTIAL)
        return Standing(
            state=state,
            whole=bool(row[1]),
            last_seen=datetime.fromisoformat(row[2]),
            missing_since=_instant(row[3]),
            gone_since=_instant(row[4]),
            was_gone=not plain and self._findings.last(document_id, Kind.GONE) is not None,
            absences=self._absences(document_id) if state is State.SUSPECT else (),
        )

    def _store(self, document_id: int, step: Step, *, looked: datetime | None) -> None:
        standing, events = step
        self._db.conn.execute(
            "update documents set state = ?, last_seen = ?, first_seen = min(first_seen, ?),"
            " missing_since = ?, gone_since = ?, looked_at = coalesce(?, looked_at) where id = ?",
            (
                standing.state.value,
                stamp(standing.last_seen),
                stamp(standing.last_seen),
                _text(standing.missing_since),
                _text(standing.gone_since),
                _text(looked),
                document_id,
            ),
        )
        for event in events:
            self._findings.add(
                document_id,
                event.kind.value,
                at=event.at,
                capture_id=event.capture,
                detail=event.detail,
                last_seen=event.last_seen,
                first_missing=event.first_missing,
            )

    def _absences(self, document_id: int) -> tuple[Absence, ...]:
        found = self._findings.last(document_id, Kind.MISSING)
        listed: Iterable[dict[str, Any]] = found[1].get("absences", ()) if found else ()
        return tuple(
            Absence(
                capture=one["capture"],
                run=one["run"],
                at=datetime.fromisoformat(one["at"]),
                canaries=tuple(one["canaries"]),
            )
            for one in listed
        )

    def _write_absences(
        self, document_id: int, standing: Standing, *, intervals: tuple[timedelta, ...] | None
    ) -> None:
        found = self._findings.last(document_id, Kind.MISSING)
        if found is None:
            return
        enough = None if intervals is None else counted(standing.absences, intervals)
        told = [_told(one, enough) for one in standing.absences]
        self._findings.tell_more(found[0], {"absences": told})

    def _canaries(self, absence: Absence, document_id: int, source: str) -> tuple[int, ...]:
        row = self._db.conn.execute("select asked from captures where id = ?", (absence.capture,)).fetchone()
        host = urlsplit(row[0]).netloc.lower()
        rows = self._db.conn.execute(
            _CANARIES, (absence.run, absence.capture, document_id, source, host, _WITNESSES)
        )
        return tuple(int(row[0]) for row in rows)

    def _intervals(self, run_id: int, schedule: Schedule) -> tuple[timedelta, ...]:
        row = self._db.conn.execute(
            "select json_extract(options, '$.absences') from runs where id = ?", (run_id,)
        ).fetchone()
        return schedule.absences if row is None or row[0] is None else Schedule.spans(row[0])


def _told(absence: Absence, enough: tuple[Absence, ...] | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "capture": absence.capture,
        "run": absence.run,
        "at": stamp(absence.at),
        "canaries": list(absence.canaries),
    }
    if enough is not None:
        told["counts"] = absence in enough
        if absence not in enough:
            told["why"] = "too soon after the one before" if absence.canaries else "no canary answered"
    return told


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _text(instant: datetime | None) -> str | None:
    return None if instant is None else stamp(instant)
