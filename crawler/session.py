"""Knows one crawl's run: its archive, its order, and whom it must not ask yet."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from weakref import WeakKeyDictionary

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings as Settings

from archive.disk import DEFAULT_RESERVE, Reserve
from archive.errors import ArchiveFull, ArchiveLocked, ReadoutError
from archive.models import Exchange, Link
from archive.recording import Ended, Visit
from archive.rederive import stale_captures
from archive.schedule import Schedule
from archive.store import Archive
from archive.tasks import Revisit, Scope, Task
from crawler.choosing import Choice
from crawler.items import Answer
from crawler.linking_after import link_after
from crawler.order import Order
from crawler.patience import Patience
from crawler.policy import Policy
from crawler.reading import reader
from crawler.redirects import onward
from crawler.reparse import reparse, unseen
from crawler.sites import extractor_of, site_named
from crawler.sites.base import Site
from crawler.stated import network_allowed
from crawler.tally import Tally
from crawler.walks import Walks
from crawler.walls import judged

__all__ = ["Session"]

logger = logging.getLogger(__name__)


@dataclass
class Session:
    """A run in progress. Made by `open`, found by the crawl's components with `of`."""

    archive: Archive
    order: Order
    patience: Patience
    policy: Policy = field(default_factory=Policy)
    run_id: int = 0
    tally: Tally = field(default_factory=Tally)
    outcome: str = "running"
    watchers: list[Callable[[Ended], None]] = field(default_factory=list)
    failure: ReadoutError | None = None
    stopping: ReadoutError | None = None
    reserve: Reserve = DEFAULT_RESERVE
    walks: Walks = field(default_factory=Walks)
    stays: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    left: int = 0
    head: str = ""
    unlinked: str = ""

    @classmethod
    def open(cls, path: Path, order: Order, settings: Settings, *, wait: float = 0.0) -> Self:
        """Open the archive and a run in it; raises an ArchiveError where that cannot be.

        ``wait`` is in seconds, for another run to end.
        """
        reserve = Reserve.parse(settings["READOUT_RESERVE"])
        reserve.require(path)
        session = cls(
            archive=Archive(
                path,
                wait=wait,
                network=network_allowed(settings["READOUT_NETWORK_FS"]),
                schedule=Schedule.parse(
                    revisits=settings["READOUT_REVISITS"], absences=settings["READOUT_ABSENCES"]
                ),
            ),
            order=order,
            patience=Patience(
                backoff=settings.getfloat("READOUT_BACKOFF"),
                longest=settings.getfloat("READOUT_PATIENCE"),
                most=settings.getint("READOUT_REFUSALS"),
            ),
            reserve=reserve,
        )
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
        return self.archive.take(self.scope, busy=(*busy, *self.patience.waiting()), count=count)

    def pending(self) -> bool:
        """Tell whether anything is left that this run would wait for."""
        if self.limit_reached or self.stopping is not None:
            return False
        longest = self.patience.longest
        soon = datetime.now(UTC) + timedelta(seconds=longest)
        closed = self.patience.waiting(beyond=longest)
        return self.archive.frontier.pending(self.scope, before=soon, busy=closed) > 0

    def note(self, exchange: Exchange, *, kind: str) -> None:
        """Keep an exchange beside the plan."""
        self.archive.note(exchange, run_id=self.run_id, source=self.order.site.name, kind=kind)

    def record(self, answer: Answer) -> Ended:
        """Keep an answer and what follows from it; raises an ArchiveError when it cannot be written."""
        task = answer.task
        site = self._site_of(task)
        moved, exchange = onward(judged(answer.exchange), task, site, policy=self.policy)
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
                read=self.walks.reader(reader(site), exchange),
                choose=lambda reading: choice.of(reading, past=task.past),
                extractor=extractor_of(site),
                revisit=self.order.revisit,
                retry_at=self.patience.retry_at(answer),
                moved=moved,
            )
        )
        self.patience.heed(ended, answer)
        self.tally.add(ended)
        for watcher in self.watchers:
            watcher(ended)
        self._look_at_the_disk()
        return ended

    def _look_at_the_disk(self) -> None:
        """Ask for nothing more when the disk is low; what is in flight has room in the reserve."""
        try:
            self.reserve.require(self.archive.path)
        except ArchiveFull as error:
            self.stopping = self.stopping or error

    def _site_of(self, task: Task) -> Site:
        """Return the site that reads a task: a fetch may have been led from the web to a declared one."""
        site = self.order.site
        if task.source != site.name:
            site = site_named(task.source)
            self.catch_up(site)
        return site

    def _of(self, host: str) -> int:
        """Count the addresses of a host that stay on the plan."""
        frontier = self.archive.frontier
        return frontier.pending(self.scope) - frontier.pending(self.scope, busy=(host,))

    def close(self, outcome: str) -> None:
        """Write down how the run ended and let go of the archive."""
        self.outcome = outcome
        self.tally.close()
        try:
            if not isinstance(self.failure, ArchiveLocked):
                self.archive.end_run(self.run_id, outcome=outcome, counts=dict(self.tally.counts))
                self.left = self.archive.frontier.pending(self.scope)
                self.stays = {host: self._of(host) for host in self.patience.stops}
                self.head = str(self.archive.head())
            self.archive.check_in_place()
            if outcome != "interrupted" and self.failure is None:
                self.unlinked = link_after(self.archive, run=self.run_id)
        except ReadoutError as error:
            self.failure = self.failure or error
        finally:
            self.failure = self.failure or self.stopping
            self.archive.close()


_SESSIONS: WeakKeyDictionary[Crawler, Session] = WeakKeyDictionary()
