"""Knows how a question goes out by aiohttp, which is faster where nobody has to be spared: in a replay."""

import ipaddress
import socket
from typing import Any

import aiohttp
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
)
from scrapy.http import Headers, Request, Response
from yarl import URL

from archive.errors import AddressRefused
from crawler.asking import Gate
from crawler.heads import LONGEST_LINE
from crawler.policy import Policy
from crawler.resolver import proxy_hosts

__all__ = ["FastHandler"]


class _Resolver(aiohttp.ThreadedResolver):
    """Pass on the addresses that the policy allows; the connector connects to these and no others."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        self._policy = policy
        self._proxies = proxy_hosts()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[Any]:
        found = await super().resolve(host, port, family)
        if (host, port) not in self._proxies:
            for one in found:
                address = ipaddress.ip_address(one["host"])
                if why := self._policy.peer_trouble(address, port=port, name=host):
                    raise AddressRefused(why)
        return found


class FastHandler(AiohttpDownloadHandler):
    """Scrapy's aiohttp handler behind the same gate."""

    def __init__(self, crawler: Crawler) -> None:
        """Give its session our resolver and our bounds."""
        super().__init__(crawler)
        self._gate = Gate(crawler)
        session = self._session
        connector: Any = session.connector
        connector._resolver = _Resolver(Policy.of(crawler.settings))  # noqa: SLF001 - Scrapy makes the connector
        session._max_line_size = session._max_field_size = LONGEST_LINE  # noqa: SLF001

    async def download_request(self, request: Request) -> Response:
        """Return the answer; raises AddressRefused where the policy forbids to ask."""
        # aiohttp parses an address in a way of its own, so its reading is judged beside Scrapy's.
        for address in (request.url, str(URL(request.url))):
            self._gate.judge(request, address)
        try:
            return await super().download_request(request)
        except (DownloadConnectionRefusedError, DownloadFailedError) as error:
            raise _told_plainly(error) from error

    @staticmethod
    def _build_base_response_args(response: _ClientResponse, request: Request, headers: Headers) -> Any:
        seen = response._ssl_object  # noqa: SLF001 - Scrapy's own class
        request.meta["readout_tls"] = (seen.version() if seen else "") or ""
        return AiohttpDownloadHandler._build_base_response_args(response, request, headers)  # noqa: SLF001


def _told_plainly(error: Exception) -> Exception:
    cause = error.__cause__
    if isinstance(cause, aiohttp.ClientSSLError):
        return DownloadFailedError(f"TLS failed: {cause}")
    if isinstance(cause, aiohttp.ServerDisconnectedError):
        return DownloadFailedError("the connection ended before the answer")
    if not isinstance(cause, aiohttp.ClientResponseError):
        return error
    if cause.message.startswith("Got more than"):
        return DownloadCancelledError(f"a header is over {LONGEST_LINE} bytes long")
    if cause.message.startswith("Too many headers"):
        return DownloadCancelledError("there are too many headers")
    return DownloadFailedError(f"the answer is not HTTP/1.1 ({' '.join(cause.message.split()):.200})")
