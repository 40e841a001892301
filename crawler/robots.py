"""Knows what a robots.txt that cannot be had means, and keeps each one as evidence."""

from typing import Any

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Request, Response
from scrapy.utils.misc import build_from_crawler
from twisted.python.failure import Failure

from crawler.exchanges import from_failure, from_response
from crawler.session import Session

__all__ = ["StrictRobots"]

_CLOSED = b"User-agent: *\nDisallow: /\n"
_SERVER_ERRORS = range(500, 600)
_TOO_MANY = 429


class StrictRobots(RobotsTxtMiddleware):
    """Obey robots.txt as RFC 9309 section 2.3.1 says: unreachable means closed, absent means open.

    Scrapy 2.19 crawls on in both cases (reliability.md section 2.2).
    """

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        self._keep(from_response(response, asked=response.url))
        if response.status in _SERVER_ERRORS or response.status == _TOO_MANY:
            self._close(netloc)
            return
        whole = response if response.status == 200 else response.replace(body=b"")  # noqa: PLR2004
        await super()._parse_robots(whole, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        address = f"http://{netloc}/robots.txt"
        self._keep(from_failure(Failure(exc), asked=address, request=None))
        self._close(netloc)

    def _close(self, netloc: str) -> None:
        parser = build_from_crawler(self._parserimpl, self.crawler, _CLOSED)
        waiting = self._parsers[netloc]
        self._parsers[netloc] = parser
        if waiting is not None and hasattr(waiting, "callback"):
            waiting.callback(parser)

    def _keep(self, exchange: Any) -> None:
        Session.of(self.crawler).note(exchange, kind="robots")
