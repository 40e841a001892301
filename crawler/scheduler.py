"""Knows how Scrapy draws its requests from the archive's frontier instead of a queue of its own."""

import time
from collections import Counter, deque
from typing import Self

from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.http import Request

from archive.errors import ReadoutError
from archive.recording import Ended
from archive.tasks import WALKED, Task
from crawler.session import Session
from crawler.spiders.base import ArchiveSpider

__all__ = ["FrontierScheduler"]

# Seconds after which an empty plan is looked at again, for addresses that had to wait.
_LOOK_AGAIN = 1.0


class FrontierScheduler(BaseScheduler):
    """Hand out planned addresses, in flight until the archive has written down how they ended."""

    def __init__(self, crawler: Crawler) -> None:
        """Stand on the crawl's session."""
        self._crawler = crawler
        self._session = Session.of(crawler)
        # As many as are asked side by side: what is handed out goes on its way whatever a host answers.
        self._batch = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._ready: deque[Task] = deque()
        self._out: Counter[str] = Counter()
        # Nothing new can stand on the plan until an address has ended, or a wait is over.
        self._look_after = 0.0
        self._session.watchers.append(self._returned)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the scheduler as Scrapy does."""
        return cls(crawler)

    def close(self, reason: str) -> None:  # noqa: ARG002 - Scrapy's signature
        """Put back what was handed out and not asked."""
        if self._ready and self._session.failure is None:
            self._session.archive.put_back([task.key for task in self._ready])

    def has_pending_requests(self) -> bool:
        """Tell whether the run has anything left to ask."""
        if self._session.failure is not None or self._session.stopping is not None:
            return False
        return bool(self._ready) or self._session.pending()

    def enqueue_request(self, request: Request) -> bool:
        """Refuse: addresses enter by the plan, in the transaction of the page that names them."""
        del request
        return False

    def next_request(self) -> Request | None:
        """Return the request of the next planned address, or None when there is none to ask now."""
        spider = self._crawler.spider
        stop = self._session.failure or self._session.stopping
        if stop is not None or not isinstance(spider, ArchiveSpider):
            return None
        if not self._ready:
            self._refill()
        while self._ready:
            task = self._ready.popleft()
            if self._session.patience.must_wait(task.host):
                self._session.archive.put_back([task.key])
                self._out[task.host] -= 1
                continue
            if task.kind not in WALKED:
                if self._session.limit_reached:
                    self._session.archive.put_back([task.key])
                    self._out[task.host] -= 1
                    continue
                self._session.asked += 1
            return spider.ask(task)
        return None

    def _refill(self) -> None:
        if self._session.limit_reached or time.monotonic() < self._look_after:
            return
        busy = tuple(host for host, out in self._out.items() if out >= self._batch)
        try:
            tasks = self._session.take(busy=busy, count=self._batch)
        except ReadoutError as error:
            self._session.failure = error
            return
        if not tasks:
            self._look_after = time.monotonic() + _LOOK_AGAIN
        self._ready.extend(tasks)
        self._out.update(task.host for task in tasks)

    def _returned(self, ended: Ended) -> None:
        host = ended.task.host
        self._out[host] -= 1
        if self._out[host] < self._batch or ended.planned.new or ended.planned.again:
            self._look_after = 0.0
