"""Knows how tests keep one answer after another in an archive, each read by the real reader of its site."""

from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from scrapy.http import Request, Response

from archive.links import without_scheme
from archive.models import Exchange, Link, LinkKind
from archive.recording import Ended, Visit
from archive.store import Archive
from archive.tasks import Scope
from crawler.exchanges import from_response
from crawler.reading import reader
from crawler.sites import extractor_of, site_for
from tests.makers import NOON
from tests.small_web import article

__all__ = ["Keeper", "answer"]

HTML = (("Content-Type", "text/html; charset=utf-8"),)
GOOD = "http://en.kremlin.ru/events/president/news/"


def answer(
    address: str, body: bytes, headers: tuple[tuple[str, str], ...] = HTML, *, status: int = 200
) -> Exchange:
    """Return what the crawl makes of an answer that came whole, as the server meant it or not."""
    response = Response(address, status=status, headers=list(headers), body=body, request=Request(address))
    return replace(from_response(response, asked=address), began_at=NOON, ended_at=NOON)


class Keeper:
    """An archive, and the one run that writes it."""

    def __init__(self, path: Path) -> None:
        """Open an archive and a run."""
        self.archive = Archive(path)
        self.run_id = self.archive.begin_run("crawl", source="kremlin", options={})
        self._good = 70000

    def keep(self, exchange: Exchange, *, kind: LinkKind = LinkKind.DOCUMENT) -> Ended:
        """Plan and take an address, and keep the exchange as its answer."""
        site = site_for(exchange.asked)
        target = site.target(exchange.asked)
        link = Link(
            address=exchange.asked,
            kind=kind,
            key=target.identity.key if target else without_scheme(exchange.asked),
            source=site.name,
            language=target.identity.language if target else "",
        )
        self.archive.plan([link], run_id=self.run_id)
        (task,) = self.archive.take(Scope(), busy=(), count=1)
        return self.archive.record(
            Visit(
                task=task,
                exchange=exchange,
                run_id=self.run_id,
                read=reader(site),
                choose=lambda _: (),
                extractor=extractor_of(site),
            )
        )

    def keep_a_good_one(self) -> Ended:
        """Keep an ordinary article that was never kept before."""
        self._good += 1
        return self.keep(answer(f"{GOOD}{self._good}", article(self._good, f"Text {self._good}.").body))

    def kept(self, ended: Ended) -> bytes | None:
        """Return the body that a capture holds."""
        return self.archive.captures.get(ended.capture_id).body

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self.archive.close()
