"""Knows what a robots.txt that cannot be had means, and keeps each one as evidence."""

import logging
from dataclasses import replace
from urllib.parse import urljoin

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure

from archive.errors import AddressRefused, ReadoutError, UnreadablePage
from archive.models import Exchange
from crawler.exchanges import REDIRECTS, from_failure, from_response
from crawler.rules import rules_of
from crawler.session import Session

__all__ = ["StrictRobots"]

_CLOSED = b"User-agent: *\nDisallow: /\n"
_MOST_HOPS = 5

# What goes wrong with a robots.txt is told by the outcome of the addresses that it closes.
logging.getLogger("scrapy.downloadermiddlewares.robotstxt").setLevel(logging.CRITICAL)


class StrictRobots(RobotsTxtMiddleware):
    """Obey robots.txt as RFC 9309 section 2.3.1 says: unreachable means closed, absent means open.

    Scrapy 2.19 crawls on in both cases (reliability.md section 2.2). A host that could not be reached
    is asked again with the next address of it; an answer holds for the whole run.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Start with no host closed."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._why_closed: dict[str, str] = {}
        self._unreached: set[str] = set()
        self._refused: set[str] = set()

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's host."""
        netloc = urlparse_cached(request).netloc
        if netloc in self._unreached:
            self._unreached.discard(netloc)
            self._parsers.pop(netloc, None)
        return await super().robot_parser(request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what the rules forbid, saying whether it is the rules or their absence that forbids."""
        netloc = urlparse_cached(request).netloc
        why = self._why_closed.get(netloc)
        if why is None:
            super().process_request_2(rp, request)
        elif netloc in self._refused:
            raise AddressRefused(why)
        elif netloc in self._unreached:
            raise DownloadFailedError(why)
        else:
            raise IgnoreRequest(why)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        exchange = from_response(response, asked=response.url)
        for _ in range(_MOST_HOPS):
            if response.status not in REDIRECTS:
                break
            self._keep(exchange)
            response = await self._onward(response)
            exchange = from_response(response, asked=response.url)
        try:
            rules = rules_of(exchange)
        except UnreadablePage as error:
            self._keep(replace(exchange, note=str(error)))
            self._close(netloc, str(error))
            return
        self._keep(exchange)
        self._why_closed.pop(netloc, None)
        await super()._parse_robots(response.replace(body=rules), netloc, request)

    async def _onward(self, response: Response) -> Response:
        """Follow a redirect of a robots.txt to any host that may be asked (RFC 9309 section 2.3.1.2)."""
        location = (response.headers.get(b"Location") or b"").decode("latin-1")
        engine = self.crawler.engine
        try:
            address = urljoin(response.url, location)
        except ValueError as error:
            raise DownloadFailedError(f"robots.txt redirects to no address ({error})") from error
        if why := Session.of(self.crawler).policy.trouble(address):
            raise AddressRefused(f"robots.txt redirects to {address}: {why}")
        if engine is None:
            raise DownloadFailedError("the crawl has ended")
        meta = {"dont_obey_robotstxt": True, "handle_httpstatus_all": True}
        return await engine.download_async(Request(address, meta=meta, callback=NO_CALLBACK))

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        exchange = from_failure(Failure(exc), asked=f"http://{netloc}/robots.txt", request=None)
        if isinstance(exc, AddressRefused):
            self._refused.add(netloc)
        else:
            self._keep(exchange)
            self._unreached.add(netloc)
        self._close(netloc, exchange.note)

    def _close(self, netloc: str, why: str) -> None:
        self._why_closed[netloc] = why
        parser = build_from_crawler(self._parserimpl, self.crawler, _CLOSED)
        waiting = self._parsers[netloc]
        self._parsers[netloc] = parser
        if isinstance(waiting, Deferred):
            waiting.callback(parser)

    def _keep(self, exchange: Exchange) -> None:
        """Keep a robots.txt; a failed write stops the crawl at its next step, and must not raise here."""
        session = Session.of(self.crawler)
        try:
            session.note(exchange, kind="robots")
        except ReadoutError as error:
            session.failure = session.failure or error
