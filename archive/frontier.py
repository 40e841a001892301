"""Knows the plan: which addresses are to be asked, which are being asked, and how each one ended."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.clock import stamp
from archive.models import Link, Outcome
from archive.returns import Returns
from archive.schedule import Schedule
from archive.tasks import RANKS, WALKED, Planned, Revisit, Scope, Task, task_of, wanted

__all__ = ["MAX_ATTEMPTS", "Frontier"]

MAX_ATTEMPTS = 4
_RETRIED = frozenset({
    Outcome.UNREACHABLE, Outcome.TIMED_OUT, Outcome.SERVER_ERROR, Outcome.REFUSED, Outcome.BLOCKED,
    Outcome.DAMAGED,
})  # fmt: skip
_KEPT = (Outcome.STORED.value, Outcome.UNCHANGED.value, Outcome.LISTED.value)

_TASK_COLUMNS = "key, address, host, source, language, kind, past, hops, attempts, conditional, rank"


class Frontier:
    """The plan of one open archive. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database, schedule: Schedule | None = None) -> None:
        """Stand on an open database; ``schedule`` says when what was kept is due again."""
        self._db = db
        self.returns = Returns(db, schedule or Schedule())

    def plan(
        self, links: Iterable[Link], *, run_id: int, at: datetime, revisit: Revisit = Revisit.DUE
    ) -> Planned:
        """Put links on the plan; what is planned or has ended in this run already is left alone."""
        counts = Planned()
        for link in links:
            row = self._db.conn.execute(
                "select id, state, outcome, updated, due_at, ended_run, ended_at from frontier where key = ?",
                (link.key,),
            ).fetchone()
            if row is None:
                self._insert(link, run_id=run_id, at=at)
                counts.new += 1
            elif wanted(link, row, run_id=run_id, at=at, revisit=revisit):
                self._again(link, row, run_id=run_id, at=at)
                counts.again += 1
            else:
                self._note(link, row)
                if row[1] == "planned" and revisit is Revisit.ALL:
                    self._adopt(row[0], run_id=run_id)
                counts.known += 1
        return counts

    def _insert(self, link: Link, *, run_id: int, at: datetime) -> None:
        self._db.conn.execute(
            "insert into frontier (key, address, host, source, language, kind, stated, updated, title, past,"
            " hops, rank, state, first_planned, planned_at, planned_run)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?, ?)",
            (
                link.key,
                link.address,
                urlsplit(link.address).netloc.lower(),
                link.source,
                link.language,
                link.kind.value,
                link.stated.isoformat() if link.stated else None,
                link.updated,
                link.title,
                link.past,
                link.hops,
                RANKS[link.kind],
                stamp(at),
                stamp(at),
                run_id,
            ),
        )

    def _again(self, link: Link, row: Any, *, run_id: int, at: datetime) -> None:
        self._db.conn.execute(
            "update frontier set state = 'planned', conditional = ?, outcome = null, detail = '',"
            " attempts = 0, not_before = null, address = ?, host = ?, past = ?, hops = ?, kind = ?, rank = ?,"
            " stated = coalesce(?, stated), updated = max(coalesce(?, ''), coalesce(updated, '')),"
            " source = ?, language = coalesce(nullif(?, ''), language), planned_at = ?, planned_run = ?"
            " where id = ?",
            (
                int(row[2] in _KEPT),
                link.address,
                urlsplit(link.address).netloc.lower(),
                link.past,
                link.hops,
                link.kind.value,
                RANKS[link.kind],
                link.stated.isoformat() if link.stated else None,
                link.updated,
                link.source,
                link.language,
                stamp(at),
                run_id,
                row[0],
            ),
        )

    def _note(self, link: Link, row: Any) -> None:
        """Keep a later mark of change and a day that was not known; a walked page keeps its own count."""
        if link.kind in WALKED or (link.updated in (None, row[3]) and link.stated is None):
            return
        self._db.conn.execute(
            "update frontier set stated = coalesce(?, stated),"
            " updated = nullif(max(coalesce(?, ''), coalesce(updated, '')), '') where id = ?",
            (link.stated.isoformat() if link.stated else None, link.updated, row[0]),
        )

    def _adopt(self, row_id: int, *, run_id: int) -> None:
        """Make what an earlier run left on the plan this run's own, to be asked without waiting."""
        self._db.conn.execute(
            "update frontier set planned_run = ?, not_before = null, attempts = 0 where id = ?",
            (run_id, row_id),
        )

    def take(self, scope: Scope, *, at: datetime, busy: Sequence[str], count: int) -> list[Task]:
        """Hand out planned addresses as in flight, none of the busy hosts; best rank and newest first."""
        where, values = scope.where()
        free = f" and host not in ({', '.join('?' * len(busy))})" if busy else ""
        rows = self._db.conn.execute(
            f"select id, {_TASK_COLUMNS} from frontier where state = 'planned' and {where}{free}"
            " and (not_before is null or not_before <= ?) order by rank, stated desc, id limit ?",
            [*values, *busy, stamp(at), count],
        ).fetchall()
        for row in rows:
            self._db.conn.execute("update frontier set state = 'in_flight' where id = ?", (row[0],))
        return [task_of(row[1:]) for row in rows]

    def put_back(self, keys: Iterable[str]) -> None:
        """Return addresses that were handed out but not asked."""
        for key in keys:
            self._db.conn.execute(
                "update frontier set state = 'planned' where key = ? and state = 'in_flight'", (key,)
            )

    def recover(self) -> int:
        """Return to the plan what a run that died had in flight; return how many."""
        cursor = self._db.conn.execute("update frontier set state = 'planned' where state = 'in_flight'")
        return cursor.rowcount

    def pending(self, scope: Scope, *, before: datetime | None = None, busy: Sequence[str] = ()) -> int:
        """Count the addresses still planned in a scope, or those of free hosts that may be asked soon."""
        where, values = scope.where()
        if busy:
            where += f" and host not in ({', '.join('?' * len(busy))})"
            values += busy
        ready = "" if before is None else " and (not_before is null or not_before <= ?)"
        row = self._db.conn.execute(
            f"select count(*) from frontier where state = 'planned' and {where}{ready}",
            [*values, *([] if before is None else [stamp(before)])],
        ).fetchone()
        return int(row[0])

    def end(
        self,
        key: str,
        outcome: Outcome,
        *,
        detail: str,
        capture_id: int | None,
        run_id: int,
        at: datetime,
        retry_at: datetime | None = None,
    ) -> bool:
        """Write down how an address ended; return True when it is to be tried again instead.

        A failure that may pass goes back to the plan, at most ``MAX_ATTEMPTS`` times in a run.
        """
        row = self._db.conn.execute("select attempts, kind from frontier where key = ?", (key,)).fetchone()
        if row is None:
            return False
        attempts = row[0] + 1
        again = outcome in _RETRIED and attempts < MAX_ATTEMPTS and retry_at is not None
        self._db.conn.execute(
            "update frontier set state = ?, outcome = ?, detail = ?, attempts = ?, not_before = ?,"
            # A wall may have validators of its own: what is asked again is asked for whole.
            " conditional = case when ? then 0 else conditional end,"
            " capture_id = coalesce(?, capture_id), ended_at = ?, ended_run = ?, due_at = ? where key = ?",
            (
                "planned" if again else "done",
                None if again else outcome.value,
                detail,
                attempts,
                stamp(retry_at) if again and retry_at else None,
                again,
                capture_id,
                None if again else stamp(at),
                None if again else run_id,
                self.returns.due(key, outcome, at) if row[1] in ("document", "page") and not again else None,
                key,
            ),
        )
        return again

    def move(self, key: str, address: str, *, hops: int) -> None:
        """Ask the same task at another address: a redirect that keeps the identity."""
        self._db.conn.execute(
            "update frontier set state = 'planned', outcome = null, ended_at = null, ended_run = null,"
            " address = ?, host = ?, hops = ? where key = ?",
            (address, urlsplit(address).netloc.lower(), hops, key),
        )

    def redirected_in(self, key: str, run_id: int) -> bool:
        """Tell whether an address has redirected in a run."""
        row = self._db.conn.execute(
            "select 1 from frontier where key = ? and ended_run = ? and outcome = 'redirected'", (key, run_id)
        ).fetchone()
        return row is not None
