"""Knows how to serve pages on loopback under their real host names, as a proxy for http and https.

    python -m demo.replay --visit 1

A client that is given ``HTTP_PROXY``, ``HTTPS_PROXY`` and ``SSL_CERT_FILE`` believes that it is on the web.
Nothing is ever fetched from elsewhere; what is not there is answered with 404.
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import signal
import ssl
import sys
import tempfile
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import trustme

from demo.answers import Handler, Reply, Request, Visit
from demo.wire import read_question, tear, written

__all__ = ["Handler", "Hit", "Replay", "Reply", "Request", "Visit"]

LOOPBACK = "127.0.0.1"
MISSING = Reply(status=404, headers=(("Content-Type", "text/plain"),), body=b"there is no such page here\n")
LONGEST_HEAD = 1 << 20
OK = 200
BROKEN = (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One request that the site answered."""

    method: str
    url: str
    status: int
    headers: dict[str, str]


class Replay:
    """A web on loopback.

    ``with Replay(load_visit(1)) as replay`` gives ``replay.proxy``, ``replay.ca`` and ``replay.log``.
    ``delay`` is in seconds before each answer. `show` changes the pages while clients are connected.
    """

    def __init__(self, pages: Visit, *, delay: float = 0.0, etag: bool = True, port: int = 0) -> None:
        """Take the pages (address without scheme -> answer); nothing listens yet."""
        self.pages: Visit = pages
        self.delay = delay
        self.etag = etag
        self.log: list[Hit] = []
        self._port = port
        self._authority = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._connections: set[asyncio.Task[None]] = set()

    @property
    def proxy(self) -> str:
        """Return the address of the proxy."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def ca(self) -> Path:
        """Return the file with the certificate of the authority that signs for every host."""
        return self._ca

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that send a command through the proxy."""
        web = {
            "HTTP_PROXY": self.proxy,
            "HTTPS_PROXY": self.proxy,
            "SSL_CERT_FILE": str(self.ca),
            "NO_PROXY": "",
        }
        return web | {name.lower(): value for name, value in web.items() if name.endswith("PROXY")}

    def show(self, pages: Visit) -> None:
        """Serve other pages from now on."""
        self.pages = pages

    def asked(self) -> list[str]:
        """Return the addresses that were asked for, in order."""
        return [hit.url for hit in self.log]

    def __enter__(self) -> Self:
        """Start to listen, in a thread of its own."""
        self._folder = tempfile.TemporaryDirectory(prefix="replay-")
        self._ca = Path(self._folder.name) / "ca.pem"
        self._authority.cert_pem.write_to_path(str(self._ca))
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(self._listen())
        self._thread = threading.Thread(target=self._loop.run_forever, name="replay", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop to listen and close every connection."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        self._folder.cleanup()

    async def _listen(self) -> asyncio.Server:
        server = await asyncio.start_server(self._accept, LOOPBACK, self._port, limit=LONGEST_HEAD)
        self._port = server.sockets[0].getsockname()[1]
        return server

    async def _close(self) -> None:
        self._server.close()
        tasks = tuple(self._connections)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._connections.add(task)
            task.add_done_callback(self._connections.discard)
        try:
            await self._converse(reader, writer)
        except (*BROKEN, asyncio.CancelledError):
            pass
        finally:
            # A peer that does not say goodbye must not hold the shutdown.
            writer.close()
            with contextlib.suppress(OSError, TimeoutError, asyncio.CancelledError):
                await asyncio.wait_for(writer.wait_closed(), 1)
            writer.transport.abort()

    async def _converse(self, reader: StreamReader, writer: StreamWriter) -> None:
        tunnel = ""
        while True:
            method, target, headers = await read_question(reader)
            if method == "CONNECT":
                tunnel = target.rsplit(":", 1)[0]
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await writer.drain()
                await writer.start_tls(self._context(tunnel))
                continue
            parts = urlsplit(target)
            host = (parts.netloc or headers.get("host", "") or tunnel).lower()
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            url = f"{'https' if tunnel else 'http'}://{host}{path}"
            request = Request(method=method, url=url, headers=headers)
            keep = await self._answer(writer, request, host + path)
            if not keep or headers.get("connection", "").lower() == "close":
                return

    async def _answer(self, writer: StreamWriter, request: Request, key: str) -> bool:
        handler = self.pages.get(key, MISSING)
        reply = handler(request) if callable(handler) else handler
        reply = self._conditional(request, reply) if self.etag and reply.status == OK else reply
        self.log.append(
            Hit(
                method=request.method,
                url=request.url,
                status=0 if reply.reset else reply.status,
                headers=dict(request.headers),
            )
        )
        if pause := self.delay + reply.delay:
            await asyncio.sleep(pause)
        if reply.reset:
            tear(writer)
            return False
        writer.write(written(reply, bodiless=request.method == "HEAD"))
        await writer.drain()
        return reply.cut_at is None

    def _conditional(self, request: Request, reply: Reply) -> Reply:
        tag = reply.header("etag")
        if tag is None:
            tag = f'"{hashlib.sha256(reply.body).hexdigest()[:32]}"'
            reply = reply.having("ETag", tag)
        if request.headers.get("if-none-match") == tag:
            return Reply(status=304, headers=(("ETag", tag),))
        return reply

    def _context(self, host: str) -> ssl.SSLContext:
        if host not in self._contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._authority.issue_cert(host).configure_cert(context)
            self._contexts[host] = context
        return self._contexts[host]


def _serve(load: Callable[[int], Visit], arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m demo.replay", description="Serve the embedded replay site."
    )
    parser.add_argument(
        "--visit", type=int, default=1, choices=(1, 2), help="which state of the sites to serve"
    )
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one; the one taken is printed")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--no-etag", dest="etag", action="store_false", help="send no ETag and never 304")
    asked = parser.parse_args(arguments)
    pages = load(asked.visit)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Replay(pages, delay=asked.delay, etag=asked.etag, port=asked.port) as replay:
        print(json.dumps(replay.environment | {"pages": len(pages)}), flush=True)  # noqa: T201 - its output
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    from demo.site import load_visit

    _serve(load_visit)
