"""Knows that a robots.txt may slow us down, never speed us up."""

from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

__all__ = ["CrawlDelay"]


class CrawlDelay:
    """Raise a host's pause to the Crawl-delay that its robots.txt states.

    Scrapy parses the line and does not act on it (architecture.md section 3).
    """

    def __init__(self, crawler: Crawler) -> None:
        """Listen for parsed robots.txt files, and for answers after which AutoThrottle may speed up."""
        self._crawler = crawler
        self._floors: dict[str, float] = {}
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(self.response_downloaded, signal=signals.response_downloaded)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the extension as Scrapy does."""
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Take the delay over for the host, now and for slots made later."""
        agent = self._crawler.settings["USER_AGENT"]
        stated = robotparser.crawl_delay(agent)
        engine = self._crawler.engine
        if stated is None or engine is None:
            return
        host = urlparse_cached(request).hostname or ""
        self._floors[host] = min(float(stated), self._crawler.settings.getfloat("READOUT_PATIENCE"))
        engine.downloader.per_slot_settings.setdefault(host, {})["delay"] = max(
            self._floors[host], self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        )
        self._raise(host)

    def response_downloaded(self, request: Request) -> None:
        """Hold the host to its stated pause again."""
        self._raise(urlparse_cached(request).hostname or "")

    def _raise(self, host: str) -> None:
        engine = self._crawler.engine
        slot = engine.downloader.slots.get(host) if engine else None
        if slot is not None:
            slot.delay = max(slot.delay, self._floors.get(host, 0.0))
