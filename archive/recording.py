"""Knows how an exchange enters the archive: evidence first, then what it says, then what follows."""

import sqlite3
from dataclasses import dataclass

from sqlite_utils import Database

from archive.captures import Captures
from archive.clocks import Rows
from archive.datings import rows_named
from archive.errors import AbsentPage, BlockedPage, UnreadablePage
from archive.frontier import Frontier
from archive.models import Link, LinkKind, Outcome, Reading
from archive.revisions import Change, Observed, Revisions
from archive.states import Look
from archive.visits import Chooser, Ended, Reader, Visit

__all__ = ["LISTS", "Chooser", "Ended", "Reader", "Recorder", "Visit", "led_to"]

# The kinds of readings whose links stand in the order of their stated times.
LISTS = frozenset({"listing", "feed"})


@dataclass(frozen=True, kw_only=True)
class _Derived:
    outcome: Outcome
    detail: str = ""
    observed: tuple[Observed, ...] = ()
    follow: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Recorder:
    """Writes visits into one open archive. All methods stand inside the caller's transaction."""

    db: Database
    captures: Captures
    revisions: Revisions
    frontier: Frontier

    def record(self, visit: Visit) -> Ended:
        """Write the bytes, then what can be read off them, then how the task ended and what follows.

        Whatever reading brings up, the capture stays.
        """
        task, exchange = visit.task, visit.exchange
        capture_id = self.captures.add(
            exchange,
            run_id=visit.run_id,
            source=task.source,
            kind=task.kind.value,
            family="/".join(filter(None, (task.source, task.language, task.kind.value))),
        )
        alone = task.kind in (LinkKind.DOCUMENT, LinkKind.PAGE)
        subject = self.revisions.documents.shown_at(exchange.asked) if alone else None
        derived = self._guarded(visit, capture_id)
        if subject is not None:
            self._look(visit, subject, derived, capture_id)
        again = self.frontier.end(
            task.key,
            derived.outcome,
            detail=derived.detail,
            capture_id=capture_id,
            run_id=visit.run_id,
            at=exchange.ended_at,
            retry_at=visit.retry_at,
        )
        moved = visit.moved
        if derived.outcome is Outcome.REDIRECTED and moved is not None and moved.key == task.key:
            self.frontier.move(task.key, moved.address, hops=moved.hops)
        planned = self.frontier.plan(
            derived.follow, run_id=visit.run_id, at=exchange.ended_at, revisit=visit.revisit
        )
        return Ended(
            task=task,
            capture_id=capture_id,
            outcome=derived.outcome,
            detail=derived.detail,
            again=again,
            observed=derived.observed,
            planned=planned,
        )

    def _look(self, visit: Visit, subject: int, derived: _Derived, capture_id: int) -> None:
        """Take in what the answer means for the document that the address is known to show.

        A redirect elsewhere is a failed look, whatever it leads to: a front page stands before what is
        blocked or moved as it does before what is gone.
        """
        exchange, documents = visit.exchange, self.revisions.documents
        if any(one.document_id == subject for one in derived.observed):
            return
        if exchange.outcome is Outcome.REDIRECTED and documents.names_it(subject, led_to(exchange.note)):
            return
        look = self.revisions.standings.missed(
            subject,
            derived.outcome.value,
            capture_id=capture_id,
            run_id=visit.run_id,
            at=exchange.ended_at,
        )
        if look is Look.ABSENT:
            self.frontier.returns.plan_canaries(visit.task, run_id=visit.run_id, at=exchange.ended_at)

    def _compare(self, visit: Visit, reading: Reading, capture_id: int) -> None:
        """Hold a listing beside what it was when it was kept before."""
        asked, datings = visit.exchange.asked, self.revisions.datings

        def former() -> Rows | None:
            stood = datings.stood_before(asked, capture_id)
            if stood is None:
                return None
            earlier, until = stood
            try:
                links = visit.read(self.captures.get(earlier)).links
            except UnreadablePage:
                return None
            return rows_named(links, capture_id=earlier, at=until)

        datings.listed(
            reading.links,
            capture_id=capture_id,
            run_id=visit.run_id,
            at=visit.exchange.ended_at,
            former=former,
        )

    def _guarded(self, visit: Visit, capture_id: int) -> _Derived:
        """Derive within a savepoint: a page whose text cannot even be written costs only its document."""
        self.db.conn.execute("savepoint derived")
        try:
            derived = self._derive(visit, capture_id)
        except sqlite3.Error:
            raise
        except (ValueError, OverflowError, RecursionError) as error:
            self.db.conn.execute("rollback to derived")
            why = f"unreadable: {type(error).__name__}: {str(error)!a}"
            derived = _Derived(outcome=Outcome.UNREADABLE, detail=why)
        self.db.conn.execute("release derived")
        return derived

    def _derive(self, visit: Visit, capture_id: int) -> _Derived:
        exchange = visit.exchange
        if exchange.outcome is Outcome.STORED:
            return self._read(visit, capture_id)
        if exchange.outcome is Outcome.UNCHANGED:
            return self._unchanged(visit, capture_id)
        if exchange.outcome is Outcome.REDIRECTED and visit.moved is not None:
            return self._redirected(visit, visit.moved)
        return _Derived(outcome=exchange.outcome, detail=_writable(exchange.note))

    def _read(self, visit: Visit, capture_id: int) -> _Derived:
        exchange = visit.exchange
        try:
            reading = visit.read(exchange)
            self.captures.refuse_repeats(capture_id)
        except UnreadablePage as error:
            return self._nothing_read(error, capture_id)
        if reading.kind in LISTS:
            self._compare(visit, reading, capture_id)
        observed = tuple(
            self.revisions.observe(
                document,
                capture_id=capture_id,
                at=exchange.ended_at,
                extractor=visit.extractor,
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
        follow = tuple(visit.choose(reading))
        return _Derived(outcome=outcome, detail=_writable(reading.note), observed=observed, follow=follow)

    def _nothing_read(self, error: UnreadablePage, capture_id: int) -> _Derived:
        """Take an honest "not found" for a 404, a wall for a refusal; any other page cannot be read."""
        outcome, detail = Outcome.UNREADABLE, f"{error.reason}: {error}"
        if isinstance(error, AbsentPage):
            outcome = Outcome.ABSENT
        elif isinstance(error, BlockedPage):
            outcome = Outcome.BLOCKED
        elif others := self.captures.repeats(capture_id):
            outcome, detail = Outcome.BLOCKED, f"{detail}; the same bytes as {others[0]}"
        return _Derived(outcome=outcome, detail=_writable(detail))

    def _unchanged(self, visit: Visit, capture_id: int) -> _Derived:
        """Take a 304 at its word; where a listing or a part leads is read off the stored bytes."""
        exchange = visit.exchange
        last = self.captures.last_whole(exchange.asked)
        if last is None:
            return _Derived(outcome=Outcome.HTTP_ERROR, detail="304 for an address that was never kept")
        earlier_id, earlier = last
        observed = self.revisions.confirm(earlier_id, capture_id=capture_id, at=exchange.ended_at)
        alone = visit.task.kind in (LinkKind.DOCUMENT, LinkKind.PAGE)
        if alone and not self.revisions.leads_on(earlier_id):
            return _Derived(outcome=Outcome.UNCHANGED, observed=observed)
        try:
            reading = visit.read(earlier)
        except UnreadablePage as error:
            return _Derived(outcome=Outcome.UNREADABLE, detail=_writable(f"{error.reason}: {error}"))
        return _Derived(outcome=Outcome.UNCHANGED, observed=observed, follow=tuple(visit.choose(reading)))

    def _redirected(self, visit: Visit, moved: Link) -> _Derived:
        """Plan where a redirect leads, unless it leads back to what has redirected in this run."""
        if moved.key != visit.task.key and self.frontier.redirected_in(moved.key, visit.run_id):
            return _Derived(outcome=Outcome.HTTP_ERROR, detail="redirects in a circle")
        follow = () if moved.key == visit.task.key else (moved,)
        return _Derived(outcome=Outcome.REDIRECTED, detail=_writable(visit.exchange.note), follow=follow)


def led_to(note: str) -> str:
    """Return the address that the note of a redirect names."""
    return note.removeprefix("to ")


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
