"""Knows what the replay site may be asked and how it may answer, well or badly."""

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus

__all__ = ["Handler", "Reply", "Request", "Visit"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One question as it came; header names are in lower case, ``url`` is whole."""

    method: str
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """One answer, and the ways in which it may go wrong.

    ``delay`` is in seconds, before the first byte; with ``cut_at`` only so many bytes of the declared body
    are sent before the connection closes; with ``reset`` the connection is torn down without any answer.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html"),)
    body: bytes = field(default=b"", repr=False)
    delay: float = 0.0
    cut_at: int | None = None
    reset: bool = False

    @property
    def reason(self) -> str:
        """Return the words that go with the status."""
        return HTTPStatus(self.status).phrase

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def having(self, name: str, value: str) -> "Reply":
        """Return the same answer with one more header."""
        return replace(self, headers=(*self.headers, (name, value)))

    def halved(self) -> "Reply":
        """Return the same answer, cut off half-way after its whole length was declared."""
        return replace(self, cut_at=len(self.body) // 2)

    def slowed(self, seconds: float) -> "Reply":
        """Return the same answer after a pause of so many seconds."""
        return replace(self, delay=seconds)

    def gzipped(self) -> "Reply":
        """Return the same answer with its body compressed, as the header says."""
        return replace(self.having("Content-Encoding", "gzip"), body=gzip.compress(self.body, mtime=0))

    @classmethod
    def torn(cls) -> "Reply":
        """Return no answer at all: the connection is reset."""
        return cls(reset=True)

    @classmethod
    def failure(cls, status: int, *, retry_after: int | None = None) -> "Reply":
        """Return a refusal or a server's fault, with a pause asked for in seconds."""
        reply = cls(status=status, headers=(("Content-Type", "text/plain"),), body=f"{status}\n".encode())
        return reply if retry_after is None else reply.having("Retry-After", str(retry_after))

    @classmethod
    def redirect(cls, address: str, *, status: int = 301) -> "Reply":
        """Return a redirection to another address."""
        return cls(status=status, headers=(("Location", address), ("Content-Type", "text/html")))


Handler = Reply | Callable[[Request], Reply]
Visit = Mapping[str, Handler]
