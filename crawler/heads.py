"""Knows how long the head of an answer may grow before it is cut off, and reads it."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web.iweb import IResponse

__all__ = ["LONGEST_HEAD", "LONGEST_LINE", "BoundedFactory", "HeadTooLong"]

# Bytes. An honest head is of a few kB; a browser takes 256 KiB of it at most (Chromium, net/http).
LONGEST_LINE = 64 * 1024
LONGEST_HEAD = 256 * 1024


class HeadTooLong(Exception):
    """The server sends more headers than an honest one does."""


class _BoundedParser(_LenientHTTPClientParser):
    """Count the bytes of a head, those of the answers "wait" (1xx) before it included.

    Scrapy 2.19 takes headers without end, 1.36 GB in 6 s (reliability.md section 2.1).
    """

    MAX_LENGTH = LONGEST_LINE
    head_length = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        self.head_length += len(line) + 1
        if self.head_length > LONGEST_HEAD:
            raise HeadTooLong(f"the headers are over {LONGEST_HEAD} bytes long")
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802, ARG002
        raise HeadTooLong(f"a header is over {LONGEST_LINE} bytes long")


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    """Read one answer after the other, and tell each by which TLS it came."""

    def request(self, request: Any) -> "Deferred[IResponse]":
        answer: Deferred[IResponse] = super().request(request)
        # As Scrapy's own protocol does: Twisted names the parser's class in the middle of a method.
        self._parser.__class__ = _BoundedParser
        handle = getattr(self.transport, "getHandle", None)

        def told(response: Any) -> Any:
            connection = handle() if handle else None
            name = getattr(connection, "get_protocol_version_name", None)
            response.readout_tls = name() if name else ""
            return response

        return answer.addCallback(told)

    def _giveUp(self, reason: Failure) -> None:  # noqa: N802
        # A polite close would wait, and go on reading.
        if reason.check(HeadTooLong) and self.transport is not None:
            self.transport.abortConnection()
        super()._giveUp(reason)  # type: ignore[no-untyped-call]


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Make the protocol of each connection."""

    def buildProtocol(self, addr: IAddress | None) -> _BoundedProtocol:  # noqa: N802, ARG002
        """Return the protocol that reads answers within bounds."""
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
