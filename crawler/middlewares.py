"""Knows what each request passes: the policy; the archive's own validators; the clock, as it leaves."""

from datetime import UTC, datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request

from archive.errors import AddressRefused
from archive.tasks import Task
from crawler.policy import Policy
from crawler.session import Session

__all__ = ["Conditional", "Guard", "Stopwatch"]


class Guard:
    """Refuse an address by its looks before anything is asked of its host, robots.txt included.

    What it resolves to is judged where it is connected to (`crawler.asking`, `crawler.resolver`).
    """

    def __init__(self, policy: Policy) -> None:
        """Stand on the crawl's policy."""
        self._policy = policy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware as Scrapy does, and let redirects be judged by the same policy."""
        policy = Policy.of(crawler.settings)
        Session.of(crawler).policy = policy
        return cls(policy)

    def process_request(self, request: Request) -> None:
        """Raise AddressRefused for an address that may not be asked, as it was written or as it is sent."""
        task = request.meta.get("readout_task")
        written = task.address if isinstance(task, Task) else request.url
        if why := self._policy.trouble(written) or self._policy.trouble(request.url):
            raise AddressRefused(why)


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
