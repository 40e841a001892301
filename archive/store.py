"""Knows one open archive, held for writing: its runs, its plan, and how visits are kept in it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from archive.bodies import Bodies
from archive.captures import Captures
from archive.chain import Head, head_of
from archive.clock import now, stamp
from archive.connection import open_archive, storage_errors, transaction
from archive.errors import ArchiveDamaged
from archive.frontier import Frontier
from archive.lock import writing
from archive.models import Exchange, Link
from archive.recording import Ended, Recorder, Visit
from archive.revisions import Revisions
from archive.runs import skewed, stated_options
from archive.schedule import Schedule
from archive.search.reindex import catch_up
from archive.tasks import Planned, Revisit, Scope, Task
from archive.wholefile import sweep

__all__ = ["Archive"]


class Archive:
    """One open archive, held for writing by this process alone."""

    def __init__(
        self, path: Path, *, wait: float = 0.0, network: bool = False, schedule: Schedule | None = None
    ) -> None:
        """Lock and open an archive, creating it when it is not there; `created` tells which.

        ``wait`` is in seconds, for another run to end; ``network`` allows a network file system;
        ``schedule`` says when pages are asked again.

        Raises ArchiveLocked, NotAnArchive, NewerSchema, ArchiveReadOnly, ArchiveDamaged.
        """
        self.path = path
        self.created = not path.exists()
        with ExitStack() as stack:
            if path.parent.is_dir() and (self.created or path.is_file()):
                stack.enter_context(writing(path, wait=wait, network=network))
                sweep(path.resolve())  # of a restore that was killed; the lock says that none is at work
            self.db: Database = open_archive(path, create=True)
            stack.callback(self.db.conn.close)
            self._stack = stack.pop_all()
        self._inode = _inode(path)
        self.bodies = Bodies(self.db.conn)
        self.captures = Captures(self.db, self.bodies)
        self.schedule = schedule or Schedule()
        self.frontier = Frontier(self.db, self.schedule)
        self.revisions = Revisions(self.db)
        self._recorder = Recorder(self.db, self.captures, self.revisions, self.frontier)
        self.recovered = self._recover()

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file and free the lock."""
        self.close()

    def close(self) -> None:
        """Close the file and free the lock."""
        self._stack.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what stands inside one transaction, and SQLite's errors ours."""
        with storage_errors(self.path), transaction(self.db):
            yield

    def _recover(self) -> int:
        """Take up what a run that died left, and index what a small archive of an older schema holds.

        Its addresses go back to the plan, its row says so.
        """
        with self.transaction():
            for (run_id,) in self.db.conn.execute("select id from runs where ended_at is null").fetchall():
                self._settle(run_id)
            self.db.conn.execute(
                "update runs set outcome = 'died', ended_at = ? where ended_at is null", (stamp(now()),)
            )
            catch_up(self.db.conn)
            return self.frontier.recover()

    def head(self) -> Head:
        """Return where the chain of the evidence ends."""
        with storage_errors(self.path):
            return head_of(self.db.conn)

    def check_in_place(self) -> None:
        """Raise ArchiveDamaged when the file has been moved or removed under the run."""
        if not self.path.exists() or _inode(self.path) != self._inode:
            raise ArchiveDamaged(f"{self.path}: the file was taken away during the run")

    def begin_run(self, command: str, *, source: str | None, options: dict[str, Any]) -> int:
        """Open a run's row and return its id."""
        with self.transaction():
            stated = stated_options(self.db, options, schedule=self.schedule, at=now())
            cursor = self.db.conn.execute(
                "insert into runs (command, source, options, software, began_at) values (?, ?, ?, ?, ?)",
                (command, source, json.dumps(stated), f"readout {version('readout')}", stamp(now())),
            )
            return int(cursor.lastrowid or 0)

    def end_run(self, run_id: int, *, outcome: str, counts: dict[str, int]) -> None:
        """Close a run's row with how it ended; what it handed out and did not ask goes back to the plan."""
        with self.transaction():
            self.frontier.recover()
            self._settle(run_id)
            told = {**counts, **({"clock_skewed": off} if (off := skewed(self.db, run_id)) else {})}
            self.db.conn.execute(
                "update runs set ended_at = ?, outcome = ?, counts = ? where id = ?",
                (stamp(now()), outcome, json.dumps(told, sort_keys=True), run_id),
            )

    def _settle(self, run_id: int) -> None:
        """Judge the absences that a run met, and plan when they are looked at again."""
        self.frontier.returns.set_due(self.revisions.standings.settle(run_id, self.schedule))

    def plan(self, links: Iterable[Link], *, run_id: int, revisit: Revisit = Revisit.DUE) -> Planned:
        """Put links on the plan."""
        with self.transaction():
            return self.frontier.plan(links, run_id=run_id, at=now(), revisit=revisit)

    def plan_due(self, scope: Scope, *, run_id: int, revisit: Revisit) -> int:
        """Plan again the documents whose next visit is due."""
        with self.transaction():
            return self.frontier.returns.plan(scope, run_id=run_id, at=now(), revisit=revisit)

    def take(self, scope: Scope, *, busy: tuple[str, ...], count: int) -> list[Task]:
        """Hand out addresses as in flight."""
        with self.transaction():
            return self.frontier.take(scope, at=now(), busy=busy, count=count)

    def put_back(self, keys: Iterable[str]) -> None:
        """Return addresses that were handed out and not asked."""
        with self.transaction():
            self.frontier.put_back(keys)

    def note(self, exchange: Exchange, *, run_id: int, source: str, kind: str) -> int:
        """Keep an exchange that is no task of the plan, such as a robots.txt."""
        with self.transaction():
            return self.captures.add(
                exchange, run_id=run_id, source=source, kind=kind, family=f"{source}/{kind}"
            )

    def record(self, visit: Visit) -> Ended:
        """Keep a visit and all that follows from it, in one transaction."""
        with self.transaction():
            return self._recorder.record(visit)


def _inode(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
