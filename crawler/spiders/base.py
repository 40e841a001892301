"""Knows how a spider asks what the plan says; addresses come off the site's declaration and the pages."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from archive.errors import ArchiveFull, ReadoutError
from archive.tasks import Task
from crawler.exchanges import from_failure, from_response, retry_after
from crawler.items import Answer
from crawler.order import Order
from crawler.orders import beginnings, crawl_order
from crawler.policy import NOWHERE
from crawler.session import Session

__all__ = ["ArchiveSpider", "SiteSpider"]

_OUTCOMES = {"shutdown": "interrupted", "archive_failed": "archive_failed", "finished": "finished"}


class ArchiveSpider(Spider):
    """Ask what the plan says and hand every answer on, whatever it is."""

    order: Order
    # Scrapy wants an asynchronous generator, and ours has nothing to yield: the plan holds it all.
    no_requests: ClassVar[tuple[Request, ...]] = ()

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, *args: Any, session: Session | None = None, **kwargs: Any
    ) -> Self:
        """Open the run here, before any component is made: a crawl without an archive asks nobody.

        ``session`` is a run that `readout` has opened already.
        """
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        if session is None:
            session = Session.open(Path(settings["READOUT_ARCHIVE"]), spider.order, settings)
        session.belong_to(crawler)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Plan the beginnings; the scheduler draws from the plan."""
        session = Session.of(self.crawler)
        try:
            session.plan(beginnings(self.order))
        except ReadoutError as error:
            session.failure = error
        for request in self.no_requests:
            yield request

    def closed(self, reason: str) -> None:
        """Close the run with how it ended."""
        session = Session.of(self.crawler)
        outcome = _OUTCOMES.get(reason, reason)
        if outcome == "finished" and session.patience.stops:
            outcome = "refused"
        if outcome == "finished" and session.limit_reached:
            outcome = "limit"
        if outcome == "finished" and isinstance(session.stopping, ArchiveFull):
            outcome = "disk_low"
        session.close("archive_failed" if session.failure else outcome)

    def ask(self, task: Task) -> Request:
        """Return the request of a task; every status comes back to `answered`.

        A text that Scrapy takes for no address becomes a request that the policy refuses.
        """
        return Request(
            _address(task),
            callback=self.answered,
            errback=self.failed,
            dont_filter=True,
            meta={"readout_task": task, "handle_httpstatus_all": True},
        )

    def answered(self, response: Response) -> Iterator[Answer]:
        """Hand on an answer."""
        task: Task = response.meta["readout_task"]
        yield Answer(task, from_response(response, asked=task.address), retry_after(response))

    def failed(self, failure: Failure) -> Iterator[Answer]:
        """Hand on a failure."""
        request: Request = failure.request  # type: ignore[attr-defined]
        task: Task = request.meta["readout_task"]
        yield Answer(task, from_failure(failure, asked=task.address, request=request))


class SiteSpider(ArchiveSpider):
    """Crawl a declared site. Arguments as texts, as Scrapy's -a gives them; see `readout crawl --help`."""

    site_name: ClassVar[str]

    def __init__(
        self,
        *,
        lang: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: str | None = None,
        section: str = "",
        revisit: str = "due",
        order: Order | None = None,
        **kwargs: Any,
    ) -> None:
        """Take the order from `readout`, or make it of Scrapy's arguments."""
        super().__init__(**kwargs)
        self.order = order or crawl_order(
            self.site_name,
            languages=lang,
            since=since,
            until=until,
            limit=limit,
            sections=tuple(part.strip() for part in section.split(",") if part.strip()),
            revisit=revisit,
        )


def _address(task: Task) -> str:
    try:
        return Request(task.address).url
    except ValueError:
        return NOWHERE
