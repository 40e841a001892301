"""Knows what every answer of the pages carries, and which requests are refused before anything is read."""

import logging
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

from archive.visible import visible

__all__ = ["LOOPBACK_NAMES", "Guard"]

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""By these a browser names a server on its own machine; to another name a stranger's page may lead it."""

_HEADERS = {
    b"content-security-policy": (
        b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        b"frame-ancestors 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
}
_LONGEST = 8192
"""Bytes of an address with its query; Chromium's address bar holds more, no link of ours does."""


class Guard:
    """An ASGI application before another: it only reads, and all its answers have one wall of headers."""

    def __init__(self, app: App, *, names: frozenset[str] = frozenset()) -> None:
        """Stand before an application; ``names`` are the hosts it may be called by, none meaning any."""
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, head=scope["method"] == "HEAD")
        refusal = self._refusal(scope)
        if refusal is not None:
            await answer.plain(*refusal)
            return
        try:
            await self._app(scope, receive, answer)
        except Exception as error:  # noqa: BLE001 - whatever it is, the answer has its headers
            line = visible(f"{type(error).__name__}: {error}")
            logging.getLogger("readout.web").error(line)  # noqa: TRY400 - a traceback would hold archived text
            if not answer.begun:
                await answer.plain(500, "a fault of the program's own; its log says more")

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        if scope["method"] not in {"GET", "HEAD"}:
            return 405, "this archive can only be read: GET and HEAD"
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > _LONGEST:
            return 414, "the address is too long"
        if not (scope.get("raw_path") or b"").isascii():
            return 400, "an address is ASCII; other letters are written as %D0%BF"
        name = _name(_header(scope.get("headers") or (), b"host"))
        if self._names and name not in self._names:
            return 421, "this server answers to localhost only; readout serve --host allows more"
        return None


class _Answer:
    """The sending of one answer: with the headers, and for HEAD without a body."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self._send = send
        self._head = head
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            own = [(k, v) for k, v in message.get("headers", ()) if bytes(k).lower() not in _HEADERS]
            message = {**message, "headers": [*own, *_HEADERS.items()]}
        elif self._head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    async def plain(self, status: int, text: str) -> None:
        """Answer with one line of text."""
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        if status == 405:  # noqa: PLR2004 - its name in RFC 9110
            headers.append((b"allow", b"GET, HEAD"))
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self({"type": "http.response.body", "body": f"{text}\n".encode()})


def _header(headers: Iterable[tuple[bytes, bytes]], wanted: bytes) -> str:
    return next((value.decode("latin-1") for name, value in headers if name.lower() == wanted), "")


def _name(host: str) -> str:
    """Return a Host header without its port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()
