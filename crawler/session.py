"""Knows one crawl's run: its archive, its order, and whom it must not ask yet."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler

from archive.errors import ArchiveLocked, ReadoutError
from archive.models import Exchange, Link, Outcome
from archive.recording import Ended, Visit
from archive.rederive import stale_captures
from archive.store import Archive
from archive.tasks import Revisit, Scope, Task
from crawler.choosing import Choice
from crawler.items import Answer
from crawler.order import Order
from crawler.reading import reader
from crawler.redirects import onward
from crawler.reparse import reparse, unseen
from crawler.sites import extractor_of, site_named
from crawler.sites.base import Site
from crawler.tally import Tally

__all__ = ["Session"]

logger = logging.getLogger(__name__)


@dataclass
class Session:
    """A run in progress. Made by `open`, found by the crawl's components with `of`."""

    archive: Archive
    order: Order
    backoff: float
    patience: float
    run_id: int = 0
    tally: Tally = field(default_factory=Tally)
    outcome: str = "running"
    watchers: list[Callable[[Ended], None]] = field(default_factory=list)
    failure: ReadoutError | None = None
    pauses: dict[str, float] = field(default_factory=dict)
    asked: int = 0
    left: int = 0

    @classmethod
    def open(cls, path: Path, order: Order, *, backoff: float, patience: float) -> Self:
        """Open the archive and a run in it; raises an ArchiveError where that cannot be."""
        session = cls(archive=Archive(path), order=order, backoff=backoff, patience=patience)
        try:
            session.catch_up(order.site)
            session.run_id = session.archive.begin_run(
                order.command, source=order.site.name, options=order.options()
            )
        except BaseException:
            session.archive.close()
            raise
        return session

    def catch_up(self, site: Site) -> None:
        """Read a site's captures again where an older reader read them.

        Else the new reader's first page would look like an edit of the old reader's last.
        """
        if stale_captures(self.archive, site.name, extractor_of(site)):
            logger.warning("%s: the reader has changed; reading its captures again first", site.name)
            reparse(self.archive, site.name, progress=unseen)

    @classmethod
    def of(cls, crawler: Crawler) -> "Session":
        """Return the crawl's session."""
        return _SESSIONS[crawler]

    def belong_to(self, crawler: Crawler) -> None:
        """Let the components of a crawl find this session."""
        _SESSIONS[crawler] = self

    @property
    def scope(self) -> Scope:
        """Return what part of the plan the run works on."""
        if self.order.address is not None:
            return Scope(run_only=self.run_id)
        return Scope(
            source=self.order.site.name,
            languages=self.order.languages,
            since=self.order.since,
            until=self.order.until,
        )

    @property
    def limit_reached(self) -> bool:
        """Tell whether the run has asked for as many documents as it may."""
        return self.order.limit is not None and self.asked >= self.order.limit

    def plan(self, links: tuple[Link, ...]) -> None:
        """Put the run's beginnings on the plan."""
        revisit = Revisit.ALL if self.order.address is not None else self.order.revisit
        self.archive.plan(links, run_id=self.run_id, revisit=revisit)
        if self.order.address is None:
            self.archive.plan_due(self.scope, run_id=self.run_id, revisit=self.order.revisit)

    def take(self, *, busy: tuple[str, ...], count: int) -> list[Task]:
        """Return the next addresses to ask, none of a host that is busy or has asked us to wait."""
        waiting = tuple(host for host in self.pauses if self.must_wait(host))
        return self.archive.take(self.scope, busy=(*busy, *waiting), count=count)

    def must_wait(self, host: str, *, beyond: float = 0.0) -> bool:
        """Tell whether a host has asked us to wait, now and for so many seconds more."""
        return self.pauses.get(host, 0.0) > time.monotonic() + beyond

    def pending(self) -> bool:
        """Tell whether anything is left that this run would wait for."""
        if self.limit_reached:
            return False
        soon = datetime.now(UTC) + timedelta(seconds=self.patience)
        closed = tuple(host for host in self.pauses if self.must_wait(host, beyond=self.patience))
        return self.archive.frontier.pending(self.scope, before=soon, busy=closed) > 0

    def note(self, exchange: Exchange, *, kind: str) -> None:
        """Keep an exchange beside the plan."""
        self.archive.note(exchange, run_id=self.run_id, source=self.order.site.name, kind=kind)

    def record(self, answer: Answer) -> Ended:
        """Keep an answer and what follows from it; raises an ArchiveError when it cannot be written."""
        task = answer.task
        site = self._site_of(task)
        moved, exchange = onward(answer.exchange, task, site)
        choice = Choice(
            site=site,
            since=self.order.since,
            until=self.order.until,
            walk=self.order.address is None,
        )
        ended = self.archive.record(
            Visit(
                task=task,
                exchange=exchange,
                run_id=self.run_id,
                read=reader(site),
                choose=lambda reading: choice.of(reading, past=task.past),
                extractor=extractor_of(site),
                revisit=self.order.revisit,
                retry_at=self._retry_at(answer),
                moved=moved,
            )
        )
        self.tally.add(ended)
        for watcher in self.watchers:
            watcher(ended)
        return ended

    def _site_of(self, task: Task) -> Site:
        """Return the site that reads a task: a fetch may have been led from the web to a declared one."""
        site = self.order.site
        if task.source != site.name:
            site = site_named(task.source)
            self.catch_up(site)
        return site

    def _retry_at(self, answer: Answer) -> datetime:
        wait = self.backoff * 4**answer.task.attempts
        if answer.retry_after is not None:
            wait = max(wait, answer.retry_after)
            if answer.exchange.outcome in (Outcome.REFUSED, Outcome.SERVER_ERROR):
                self.pauses[answer.task.host] = time.monotonic() + wait
        return answer.exchange.ended_at + timedelta(seconds=wait)

    def close(self, outcome: str) -> None:
        """Write down how the run ended and let go of the archive."""
        self.outcome = outcome
        self.tally.close()
        try:
            if not isinstance(self.failure, ArchiveLocked):
                self.archive.end_run(self.run_id, outcome=outcome, counts=dict(self.tally.counts))
                self.left = self.archive.frontier.pending(self.scope)
            self.archive.check_in_place()
        except ReadoutError as error:
            self.failure = self.failure or error
        finally:
            self.archive.close()


_SESSIONS: WeakKeyDictionary[Crawler, Session] = WeakKeyDictionary()
