"""Knows a server on loopback that answers with the very bytes that it is told, and counts who connects."""

import asyncio
import contextlib
import ssl
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

__all__ = ["Answer", "RawWeb", "page", "redirect"]

Answer = Callable[[StreamWriter, str], Awaitable[None]]


def page(body: bytes = b"", *, kind: str = "text/html", head: bytes = b"") -> bytes:
    """Return a whole answer."""
    length = str(len(body)).encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n%sContent-Length: %s\r\n\r\n%s" % (
        kind.encode(),
        head,
        length,
        body,
    )


def redirect(address: str) -> bytes:
    """Return a redirection, the address as raw UTF-8."""
    return b"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n" % address.encode()


class RawWeb:
    """Listen on several loopback addresses at one port; ``connects`` counts, ``asked`` has host and path."""

    def __init__(
        self,
        answer: Answer,
        *,
        hosts: Sequence[str] = ("127.9.0.1",),
        tls: ssl.SSLContext | None = None,
        greeting: bytes = b"",
    ) -> None:
        """Take what answers; nothing listens yet. With a greeting it speaks first and hangs up."""
        self._greeting = greeting
        self._answer = answer
        self._hosts = hosts
        self._tls = tls
        self.port = 0
        self.connects = 0
        self.asked: list[tuple[str, str]] = []
        self._open: set[asyncio.Task[Any]] = set()

    def __enter__(self) -> Self:
        """Start to listen, in a thread of its own."""
        self._loop = asyncio.new_event_loop()
        self._servers = self._loop.run_until_complete(self._listen())
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop to listen and hang up on everybody."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> list[asyncio.Server]:
        servers = []
        for host in self._hosts:
            try:
                server = await asyncio.start_server(self._serve, host, self.port, ssl=self._tls)
            except OSError:
                if ":" not in host:  # a machine may have no IPv6
                    raise
                continue
            servers.append(server)
            self.port = server.sockets[0].getsockname()[1]
        return servers

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connects += 1
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            if self._greeting:
                writer.write(self._greeting)
                await writer.drain()
            while not self._greeting:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                self.asked.append((writer.get_extra_info("sockname")[0], path))
                await self._answer(writer, path)
                await writer.drain()
        writer.transport.abort()
