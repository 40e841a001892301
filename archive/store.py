"""Knows how an exchange enters the archive: evidence, what it says, and what follows, in one transaction."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from archive.bodies import Bodies
from archive.captures import Captures
from archive.clock import now, stamp
from archive.connection import open_archive, storage_errors, transaction
from archive.errors import UnreadablePage
from archive.frontier import Frontier
from archive.lock import writing
from archive.models import Exchange, Link, LinkKind, Outcome, Reading
from archive.revisions import Change, Observed, Revisions
from archive.tasks import Planned, Revisit, Scope, Task

__all__ = ["Archive", "Ended", "Reader"]

# Reads the documents and links off an answer; raises UnreadablePage where it cannot.
Reader = Callable[[Exchange], Reading]
# Chooses, of the links of a reading, those that the run is to follow.
Chooser = Callable[[Reading], Iterable[Link]]


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a task ended, for the log: its outcome and what it brought."""

    task: Task
    capture_id: int
    outcome: Outcome
    detail: str
    again: bool = False
    observed: tuple[Observed, ...] = ()
    planned: Planned = field(default_factory=Planned)


class Archive:
    """One open archive, held for writing by this process alone."""

    def __init__(self, path: Path) -> None:
        """Lock and open an archive, creating it when it is not there; `created` tells which.

        Raises ArchiveLocked, NotAnArchive, NewerSchema, ArchiveReadOnly, ArchiveDamaged.
        """
        self.path = path
        self.created = not path.exists()
        with ExitStack() as stack:
            if path.parent.is_dir() and (self.created or path.is_file()):
                stack.enter_context(writing(path))
            self.db: Database = open_archive(path, create=True)
            stack.callback(self.db.conn.close)
            self._stack = stack.pop_all()
        self.bodies = Bodies(self.db.conn)
        self.captures = Captures(self.db, self.bodies)
        self.frontier = Frontier(self.db)
        self.revisions = Revisions(self.db)
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
        """Take up what a run that died left: its addresses go back to the plan, its row says so."""
        with self.transaction():
            self.db.conn.execute(
                "update runs set outcome = 'died', ended_at = ? where ended_at is null", (stamp(now()),)
            )
            return self.frontier.recover()

    def begin_run(self, command: str, *, source: str | None, options: dict[str, Any]) -> int:
        """Open a run's row and return its id."""
        with self.transaction():
            cursor = self.db.conn.execute(
                "insert into runs (command, source, options, software, began_at) values (?, ?, ?, ?, ?)",
                (command, source, json.dumps(options), f"readout {version('readout')}", stamp(now())),
            )
            return int(cursor.lastrowid or 0)

    def end_run(self, run_id: int, *, outcome: str, counts: dict[str, int]) -> None:
        """Close a run's row with how it ended; what it handed out and did not ask goes back to the plan."""
        with self.transaction():
            self.frontier.recover()
            self.db.conn.execute(
                "update runs set ended_at = ?, outcome = ?, counts = ? where id = ?",
                (stamp(now()), outcome, json.dumps(counts, sort_keys=True), run_id),
            )

    def plan(self, links: Iterable[Link], *, run_id: int, revisit: Revisit = Revisit.DUE) -> Planned:
        """Put links on the plan."""
        with self.transaction():
            return self.frontier.plan(links, run_id=run_id, at=now(), revisit=revisit)

    def plan_due(self, scope: Scope, *, run_id: int, revisit: Revisit) -> int:
        """Plan again the documents whose next visit is due."""
        with self.transaction():
            return self.frontier.plan_due(scope, run_id=run_id, at=now(), revisit=revisit)

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

    def record(
        self,
        exchange: Exchange,
        task: Task,
        *,
        run_id: int,
        read: Reader,
        choose: Chooser,
        extractor: str,
        revisit: Revisit = Revisit.DUE,
        retry_at: datetime | None = None,
        moved: Link | None = None,
    ) -> Ended:
        """Keep an exchange and all that follows from it, in one transaction.

        The bytes are written first; then they are read; then come document, revision, the links to
        follow and how the task ended. Reading may fail: the capture stays. ``moved`` is where a
        redirect leads.
        """
        with self.transaction():
            capture_id = self.captures.add(
                exchange,
                run_id=run_id,
                source=task.source,
                kind=task.kind.value,
                family="/".join(filter(None, (task.source, task.language, task.kind.value))),
            )
            derived = self._derive(exchange, task, capture_id, read=read, extractor=extractor)
            follow = list(choose(derived.reading)) if derived.reading is not None else []
            again = self.frontier.end(
                task.key,
                derived.outcome,
                detail=derived.detail,
                capture_id=capture_id,
                run_id=run_id,
                at=exchange.ended_at,
                retry_at=retry_at,
            )
            if moved is not None and moved.key == task.key:
                self.frontier.move(task.key, moved.address, hops=moved.hops)
            elif moved is not None:
                follow.append(moved)
            planned = self.frontier.plan(follow, run_id=run_id, at=exchange.ended_at, revisit=revisit)
        return Ended(
            task=task,
            capture_id=capture_id,
            outcome=derived.outcome,
            detail=derived.detail,
            again=again,
            observed=derived.observed,
            planned=planned,
        )

    def _derive(
        self, exchange: Exchange, task: Task, capture_id: int, *, read: Reader, extractor: str
    ) -> "_Derived":
        if exchange.outcome is Outcome.STORED:
            return self._read(exchange, capture_id, read=read, extractor=extractor)
        if exchange.outcome is Outcome.UNCHANGED:
            return self._unchanged(exchange, task, capture_id, read=read)
        if exchange.outcome is Outcome.ABSENT:
            self.revisions.miss(task.key, at=exchange.ended_at)
        return _Derived(outcome=exchange.outcome, detail=exchange.note)

    def _read(self, exchange: Exchange, capture_id: int, *, read: Reader, extractor: str) -> "_Derived":
        try:
            reading = read(exchange)
        except UnreadablePage as error:
            return _Derived(outcome=Outcome.UNREADABLE, detail=f"{error.reason}: {error}")
        observed = tuple(
            self.revisions.observe(
                document,
                capture_id=capture_id,
                at=exchange.ended_at,
                extractor=extractor,
                also=(exchange.asked, exchange.answered) if len(reading.documents) == 1 else (),
            )
            for document in reading.documents
        )
        if not reading.documents or reading.kind != "article":
            outcome = Outcome.LISTED
        elif all(one.change is Change.SAME for one in observed):
            outcome = Outcome.UNCHANGED
        else:
            outcome = Outcome.STORED
        return _Derived(outcome=outcome, detail=reading.note, reading=reading, observed=observed)

    def _unchanged(self, exchange: Exchange, task: Task, capture_id: int, *, read: Reader) -> "_Derived":
        """Take a 304 at its word: what stood there stands; a listing is walked on from its stored bytes."""
        last = self.captures.last_whole(exchange.asked)
        if last is None:
            return _Derived(outcome=Outcome.HTTP_ERROR, detail="304 for an address that was never kept")
        earlier_id, earlier = last
        rows = self.db.conn.execute(
            "select distinct document_id from readings where capture_id = ?", (earlier_id,)
        ).fetchall()
        observed = tuple(
            self.revisions.confirm(row[0], capture_id=capture_id, at=exchange.ended_at, earlier=earlier_id)
            for row in rows
        )
        if task.kind in (LinkKind.DOCUMENT, LinkKind.PAGE):
            return _Derived(outcome=Outcome.UNCHANGED, observed=observed)
        try:
            reading = read(earlier)
        except UnreadablePage as error:
            return _Derived(outcome=Outcome.UNREADABLE, detail=f"{error.reason}: {error}")
        return _Derived(outcome=Outcome.UNCHANGED, reading=reading, observed=observed)


@dataclass(frozen=True, kw_only=True)
class _Derived:
    outcome: Outcome
    detail: str = ""
    reading: Reading | None = None
    observed: tuple[Observed, ...] = ()
