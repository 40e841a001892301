"""Knows what is added to each request: the archive's own validators, and the time it left."""

from datetime import UTC, datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request

from archive.tasks import Task
from crawler.session import Session

__all__ = ["Conditional", "Stopwatch"]


class Conditional:
    """Ask for an address only if it changed since the archive last kept and read it."""

    def __init__(self, session: Session) -> None:
        """Stand on the crawl's session."""
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware as Scrapy does."""
        return cls(Session.of(crawler))

    def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since where they are known."""
        task = request.meta.get("readout_task")
        if isinstance(task, Task) and task.conditional:
            for name, value in self._session.archive.captures.validators(task.address).items():
                request.headers[name] = value


class Stopwatch:
    """Write down when a request left, next to the wire."""

    def process_request(self, request: Request) -> None:
        """Put the UTC time on the request."""
        request.meta["readout_began"] = datetime.now(UTC)
