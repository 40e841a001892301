"""Knows how a question goes out: only to whom the policy allows, its answer bounded, its server verified."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from OpenSSL.SSL import Error as TLSError
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler, TunnelError, _ScrapyAgent
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadFailedError,
    NotConfigured,
)
from scrapy.http import Request, Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import ConnectionClosed
from twisted.web._newclient import ParseError, ResponseFailed

from archive.errors import AddressRefused
from crawler.heads import BoundedFactory, HeadTooLong
from crawler.policy import PORTS, Policy
from crawler.resolver import GuardedResolver, proxy_hosts
from crawler.tls import CertificateRefused, Roots

__all__ = ["Gate", "GuardedHandler"]


class Gate:
    """Judge each request at the last moment before it goes out, whatever sent it."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the policy of the crawl's settings."""
        self._policy = Policy.of(crawler.settings)
        self._proxies = proxy_hosts()

    def judge(self, request: Request, address: str) -> None:
        """Raise AddressRefused for an address that may not be asked by that request."""
        proxied = bool(request.meta.get("proxy"))
        if why := self._policy.trouble(address, proxied=proxied):
            raise AddressRefused(why)
        if not proxied and host_and_port(request) in self._proxies:
            raise AddressRefused(f"{host_and_port(request)[0]} is the proxy, not a site")


def host_and_port(request: Request) -> tuple[str, int]:
    """Return where a request would connect to."""
    parts = urlparse_cached(request)
    return (parts.hostname or "").removesuffix("."), parts.port or PORTS[parts.scheme]


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's own handler behind the gate, with bounded heads and the roots that the settings name."""

    def __init__(self, crawler: Crawler) -> None:
        """Refuse to serve where names are not resolved by the guarded resolver."""
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415 - importing it chooses one

        resolver = reactor.nameResolver
        if not isinstance(resolver, GuardedResolver):
            raise NotConfigured("TWISTED_DNS_RESOLVER is not crawler.resolver.GuardedResolver")
        self._resolver = resolver
        self._gate = Gate(crawler)
        self._pool._factory = BoundedFactory  # noqa: SLF001 - as Scrapy sets its own
        self._contextFactory: Any = Roots.of(crawler.settings)

    async def download_request(self, request: Request) -> Response:
        """Return the answer; raises AddressRefused where the policy forbids to ask."""
        self._gate.judge(request, request.url)
        agent = _Agent(
            contextFactory=self._contextFactory,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            crawler=self._crawler,
        )
        try:
            with wrap_twisted_exceptions(), _told_plainly():
                return await maybe_deferred_to_future(agent.download_request(request))
        except CannotResolveHostError as error:
            if not request.meta.get("proxy") and (why := self._resolver.refused(*host_and_port(request))):
                raise AddressRefused(why) from error
            raise


class _Agent(_ScrapyAgent):
    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        request.meta["readout_tls"] = getattr(txresponse, "readout_tls", "")
        return super()._cb_bodyready(txresponse, request)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Turn what Twisted says of a failed answer into what a reader of the archive can use."""
    try:
        yield
    except ResponseFailed as failed:
        error = failed.reasons[0].value if failed.reasons else failed
        if isinstance(error, HeadTooLong):
            raise DownloadCancelledError(str(error)) from failed
        if isinstance(error, CertificateRefused):
            raise DownloadFailedError(str(error)) from failed
        if isinstance(error, TLSError):
            raise DownloadFailedError(f"TLS failed: {_reasons(error)}") from failed
        if isinstance(error, ConnectionClosed):
            raise DownloadFailedError("the connection ended before the answer") from failed
        if isinstance(error, (ParseError, ValueError, KeyError)):
            raise DownloadFailedError(f"the answer is not HTTP/1.1 ({error!r:.200})") from failed
        raise
    except TunnelError as error:
        raise DownloadFailedError(str(error)) from error


def _reasons(error: TLSError) -> str:
    stated = error.args[0] if error.args else ()
    return "; ".join(str(one[-1]) for one in stated if one) or "no reason was given"
