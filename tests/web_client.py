"""Knows how tests ask the pages of an archive without a socket, and how they serve them to a browser."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from archive.web.plugin import open_pages

__all__ = ["Pages", "Tags", "serving", "tags_of"]

CHECKOUT = Path(__file__).resolve().parents[1]


class Pages:
    """The pages of one archive, asked through ASGI."""

    def __init__(self, path: Path, *, names: frozenset[str] = frozenset()) -> None:
        """Open the pages."""
        self._loop = asyncio.new_event_loop()
        self.datasette = open_pages(path, names=names)

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        """Ask for one page; header names are given with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        asked = self.datasette.client.request(method, path, headers=named, avoid_path_rewrites=True)
        answer: httpx.Response = self._loop.run_until_complete(asked)
        return answer

    def raw(
        self, raw_path: bytes, query: bytes = b"", *, method: str = "GET"
    ) -> tuple[int, dict[str, str], bytes]:
        """Ask with a path that no client would send."""
        got: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            got.append(message)

        scope = {
            "type": "http", "method": method, "path": raw_path.decode("latin-1"), "raw_path": raw_path,
            "query_string": query, "headers": [(b"host", b"localhost")], "scheme": "http",
            "http_version": "1.1",
        }  # fmt: skip
        self._loop.run_until_complete(self.datasette.client.app(scope, receive, send))
        headers = {bytes(k).decode().lower(): bytes(v).decode() for k, v in got[0]["headers"]}
        return got[0]["status"], headers, b"".join(message.get("body", b"") for message in got[1:])

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self.datasette.executor.shutdown()
        for database in self.datasette.databases.values():
            database.close()
        self._loop.close()


class Tags(HTMLParser):
    """The tags of a page, each with its attributes, and its words."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take down a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Take down words."""
        self.words.append(data)


def tags_of(page: str) -> Tags:
    """Return what stands in a page, read by another parser than the one that wrote it."""
    read = Tags()
    read.feed(page)
    read.close()
    return read


@contextmanager
def serving(archive: Path, *options: str) -> Iterator[str]:
    """Serve an archive with `readout serve` and yield the address of its front page."""
    command = [
        sys.executable,
        "-m",
        "crawler.cli",
        "serve",
        "--port",
        "0",
        "--archive",
        str(archive),
        *options,
    ]
    with subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            found = re.match(r"(http://\S+)/ ", line)
            assert found, line
            yield found[1]
        finally:
            server.terminate()
