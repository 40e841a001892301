"""Knows which pages that have ended are asked again without a listing: those due, and canaries."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from archive.clock import stamp
from archive.models import LinkKind, Outcome
from archive.schedule import Schedule
from archive.tasks import CANARY, LATER, RANKS, Revisit, Scope, Task

__all__ = ["Returns"]

# A page of this age still changes (kremlin.md section 11: 94% of the last updates lie within a week).
_YOUNG = timedelta(days=7)
_CANARIES = 2
_ENDED_FOR_GOOD = frozenset({Outcome.REDIRECTED, Outcome.OUT_OF_POLICY, Outcome.DISALLOWED})
_AGAIN = """
update frontier set state = 'planned', outcome = null, detail = '', attempts = 0, not_before = null,
conditional = (outcome in ('stored', 'unchanged')), planned_at = ?, planned_run = ?, rank = """
_KNOWN = """
select coalesce(d.first_seen, f.first_planned), d.state, d.gone_since,
coalesce(r.published_at, f.stated), coalesce(r.published_precision, 'day')
from frontier f left join documents d on d.key = f.key left join revisions r on r.id = d.revision_id
where f.key = ?
"""
_CANDIDATES = """
select f.id from frontier f join documents d on d.key = f.key
where f.source = ? and f.host = ? and f.language = ? and f.state = 'done' and f.key <> ?
and f.outcome in ('stored', 'unchanged') and d.state in ('present', 'returned')
order by f.ended_run = ?, d.last_seen desc, d.id limit ?
"""


class Returns:
    """The visits of one open archive that are due. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database, schedule: Schedule) -> None:
        """Stand on an open database."""
        self._db = db
        self._schedule = schedule

    def due(self, key: str, outcome: Outcome, at: datetime) -> str | None:
        """Return when a document that ended now is due again; None for what leads to no document."""
        row = self._db.conn.execute(_KNOWN, (key,)).fetchone()
        first_seen, state, gone_since, stated, precision = row
        if state is None and outcome in _ENDED_FOR_GOOD:
            return None
        if state is not None and outcome is Outcome.ABSENT:
            # The end of the run, when the absences are judged, says it better: see `set_due`.
            if gone_since is None:
                return stamp(at + self._schedule.absences[0])
            gone = datetime.fromisoformat(gone_since)
            return stamp(self._schedule.next_return(gone_since=gone, at=at))
        next_visit = self._schedule.next_visit(
            first_seen=datetime.fromisoformat(first_seen),
            at=at,
            stated=_latest(stated, whole_day=precision == "day"),
            key=key,
        )
        return stamp(next_visit)

    def set_due(self, dues: Iterable[tuple[str, datetime]]) -> None:
        """Say when documents are due, by key."""
        for key, due in dues:
            self._db.conn.execute(
                "update frontier set due_at = ? where key = ? and state = 'done'", (stamp(due), key)
            )

    def plan(self, scope: Scope, *, run_id: int, at: datetime, revisit: Revisit) -> int:
        """Plan again the kept documents that no listing need name: those due, or all; return how many.

        The young and the absent stand among the new ones; the others come after the listings.
        """
        if revisit is Revisit.NONE:
            return 0
        where, values = scope.where()
        due = "" if revisit is Revisit.ALL else " and due_at <= ?"
        cursor = self._db.conn.execute(
            f"{_AGAIN} iif(outcome = 'absent' or stated >= ?, {RANKS[LinkKind.DOCUMENT]}, {LATER})"
            # Parts are asked for by the page that leads to them.
            f" where state = 'done' and kind in ('document', 'page') and key not like '%#%' and {where}{due}"
            " and (outcome not in ('redirected', 'out_of_policy') or due_at is not null)",
            [
                stamp(at),
                run_id,
                (at - _YOUNG).date().isoformat(),
                *values,
                *([] if not due else [stamp(at)]),
            ],
        )
        return cursor.rowcount

    def plan_canaries(self, task: Task, *, run_id: int, at: datetime) -> int:
        """Plan documents of an absent one's host that were there last; none where some are planned already.

        They are asked after all else, so that they answer after the absences that they stand for.
        """
        planned = self._db.conn.execute(
            "select 1 from frontier where state = 'planned' and source = ? and rank = ? and host = ?",
            (task.source, CANARY, task.host),
        ).fetchone()
        if planned is not None or task.canary:
            return 0
        found = self._db.conn.execute(
            _CANDIDATES, (task.source, task.host, task.language, task.key, run_id, _CANARIES)
        ).fetchall()
        for row in found:
            self._db.conn.execute(f"{_AGAIN} {CANARY} where id = ?", (stamp(at), run_id, row[0]))
        return len(found)


def _latest(stated: str | None, *, whole_day: bool) -> datetime | None:
    """Return the last instant that a stated time or day can mean."""
    if stated is None:
        return None
    instant = datetime.fromisoformat(stated if "T" in stated else f"{stated}T00:00:00+00:00")
    return instant + timedelta(days=1) if whole_day else instant
