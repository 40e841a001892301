"""Knows how to hand an answer on to the archive, and that a crawl which cannot write must stop."""

import asyncio
import logging
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive.errors import ReadoutError
from crawler.items import Answer
from crawler.session import Session

__all__ = ["ToArchive"]

logger = logging.getLogger(__name__)


class ToArchive:
    """Hand each answer on; stop the crawl at the first that cannot be kept."""

    def __init__(self, crawler: Crawler) -> None:
        """Stand on the crawl's session."""
        self._crawler = crawler
        self._session = Session.of(crawler)
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline as Scrapy does."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Keep an answer; on a failed write ask the engine to close, without waiting for it.

        Waiting would hang: the engine waits for this item (architecture.md section 3).
        """
        if not isinstance(item, Answer):
            return item
        if self._session.failure is not None:
            raise DropItem("the archive cannot be written")
        try:
            self._session.record(item)
        except ReadoutError as error:
            self._stop(error)
            raise DropItem(str(error)) from error
        except Exception as error:
            logger.exception("the archive could not keep %s", item.task.address)
            self._stop(ReadoutError(f"{item.task.address}: {type(error).__name__}: {error}"))
            raise DropItem(str(error)) from error
        return item

    def _stop(self, error: ReadoutError) -> None:
        self._session.failure = error
        engine = self._crawler.engine
        if engine is not None:
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="archive_failed"))
