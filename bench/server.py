"""Knows how to serve a made site on loopback: as the site itself and as a proxy in front of it.

Run as a process of its own, `python -m bench.server --pages 400`, so that its work is nobody's cost.
It makes all pages, prints one line of JSON when it is ready, and ends when its standard input does.
"""

import argparse
import asyncio
import gzip
import json
import sys
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import urlsplit

from bench.frame import HOST
from bench.pages import FEED, Shelf

__all__ = ["SITEMAP"]

SITEMAP = "/bench-sitemap.xml"
_KINDS = {"/robots.txt": "text/plain", FEED: "text/xml"}
_END = b"\r\n\r\n"
_HEAD = "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: {after}\r\n\r\n"


class _Spool:
    """All answers in one file without a name: 20,000 pages stay out of memory."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._places: dict[str, tuple[int, int, str]] = {}

    def add(self, path: str, body: bytes, kind: str) -> None:
        self._places[path] = (self._file.tell(), len(body), kind)
        self._file.write(body)

    def get(self, path: str) -> tuple[bytes, str] | None:
        place = self._places.get(path)
        if place is None:
            return None
        start, length, kind = place
        self._file.seek(start)
        return self._file.read(length), kind


class _Answers(asyncio.Protocol):
    """Answers GET and HEAD of any host, in absolute form or not; refuses everything else, CONNECT too."""

    def __init__(self, spool: _Spool) -> None:
        self._spool = spool
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]  # TCP gives a Transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while _END in self._buffer:
            request, _, self._buffer = self._buffer.partition(_END)
            self._answer(request.decode("latin-1"))

    def _answer(self, request: str) -> None:
        assert self._transport is not None  # noqa: S101 - data comes after the connection
        line, _, headers = request.partition("\r\n")
        method, target, version = line.split(" ", 2)
        closing = "connection: close" in headers.lower() or version == "HTTP/1.0"
        found = self._spool.get(urlsplit(target).path or "/") if method in {"GET", "HEAD"} else None
        status = "200 OK" if found else "404 Not Found" if method in {"GET", "HEAD"} else "403 Forbidden"
        body, kind = found or (b"", "text/html")
        closing = closing or method not in {"GET", "HEAD"}
        after = "close" if closing else "keep-alive"
        head = _HEAD.format(status=status, kind=kind, length=len(body), after=after).encode()
        self._transport.write(head + (b"" if method == "HEAD" else body))
        if closing:
            self._transport.close()


def _fill(spool: _Spool, shelf: Shelf, *, weigh: bool) -> dict[str, int]:
    """Make all pages; returns their number, bytes and bytes after gzip -6 (0 when not weighed)."""
    totals = dict.fromkeys(
        ("articles", "article_bytes", "article_gzip", "others", "other_bytes", "other_gzip"), 0
    )
    articles = shelf.paths()
    for kind, paths in (("article", articles), ("other", ["/robots.txt", FEED, *shelf.listing_paths()])):
        for path in paths:
            body = shelf.page(path) or b""
            spool.add(path, body, _KINDS.get(path, "text/html"))
            totals[kind + "s"] += 1
            totals[kind + "_bytes"] += len(body)
            totals[kind + "_gzip"] += len(gzip.compress(body, 6)) if weigh else 0
    urls = "".join(f"<url><loc>{HOST}{path}</loc></url>" for path in articles)
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    spool.add(SITEMAP, sitemap.encode(), "text/xml")
    return totals


async def _serve(arguments: argparse.Namespace) -> None:
    with TemporaryFile(dir=arguments.spool) as file:
        spool = _Spool(file)
        totals = _fill(spool, Shelf(arguments.pages), weigh=arguments.weigh)
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Answers(spool), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        sys.stdout.write(json.dumps({"port": port, **totals}) + "\n")
        sys.stdout.flush()
        await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description="Serve a made site on loopback.")
    parser.add_argument("--pages", type=int, default=400, help="articles of the site")
    parser.add_argument("--spool", default=None, help="folder for the pages; the system's own otherwise")
    parser.add_argument("--weigh", action="store_true", help="also gzip every page and print the sum")
    asyncio.run(_serve(parser.parse_args()))


if __name__ == "__main__":
    main()
