"""Knows a crawl without the wire, the commands in a fork, and which visits were acknowledged."""

import os
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from scrapy.http import Headers, Request, Response

import crawler.reparse
import crawler.session
from archive.models import Exchange
from archive.store import Archive
from archive.tasks import Task
from crawler.exchanges import from_response
from crawler.items import Answer
from crawler.orders import beginnings, crawl_order
from crawler.reading import read_here
from crawler.run import settings_for
from crawler.session import Session
from demo.answers import Reply
from tests.faults import shim
from tests.small_web import ARTICLE, HOST, LISTING, ROBOTS, article, listing

__all__ = ["CRAWL", "acknowledging", "command", "crawl", "read_at_once", "site"]

CRAWL = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
FIRST_DAY = date(2026, 1, 1)
MISSING = Reply(status=404, headers=(("Content-Type", "text/plain"),), body=b"there is no such page here\n")
_WORDS = (
    "harvest",
    "ministers",
    "discussed",
    "roads",
    "regional",
    "budget",
    "report",
    "schools",
    "on",
    "the",
)


def site(count: int, *, per_page: int = 5, edition: int = 1) -> dict[str, Reply]:
    """Return a site of so many articles, a feed that is absent, and one listed article that is gone."""
    pages = {f"{HOST}/robots.txt": ROBOTS}
    numbers = [80000 + number for number in range(count, 0, -1)]
    parts = [numbers[start : start + per_page] for start in range(0, count, per_page)]
    for page, part in enumerate(parts, start=1):
        rows = [(number, _day(number), f"{_day(number)}T0{edition}:00") for number in part]
        address = LISTING + (f"/page/{page}" if page > 1 else "")
        pages[address] = listing(rows, page=page, pages=len(parts))
    for number in numbers[:-1]:
        words = (f"Edition {edition} of {number}.", *_paragraphs(number))
        pages[f"{ARTICLE}{number}"] = article(number, *words, day=_day(number))
    return pages


def _day(number: int) -> str:
    return (FIRST_DAY + timedelta(days=number - 80000)).isoformat()


def _paragraphs(number: int) -> Iterable[str]:
    """Return paragraphs that differ from article to article and do not pack to nothing."""
    for paragraph in range(3):
        digest = sha256(f"{number} {paragraph}".encode()).hexdigest()
        yield " ".join(
            f"{_WORDS[int(sign, 16) % 10]} {digest[at : at + 5]}" for at, sign in enumerate(digest)
        )


def command(*arguments: str) -> Callable[[], None]:
    """Return the work of running `readout`."""

    def work() -> None:
        from crawler.cli import main  # noqa: PLC0415 - what a child does, it does in the child

        main(list(arguments))

    return work


def crawl(archive: Path, pages: dict[str, Reply], *, synchronous: str = "", checkpoint: int = 0) -> None:
    """Crawl as `readout crawl` does, but for Scrapy and the wire: pages answer at once."""
    order = crawl_order("kremlin", languages="en", sections=("news",))
    session = Session.open(archive, order, settings_for(order, archive=archive, delay=0.0))
    if synchronous:
        session.archive.db.conn.execute(f"pragma synchronous = {synchronous}")
    if checkpoint:
        session.archive.db.conn.execute(f"pragma wal_autocheckpoint = {checkpoint}")
    session.note(_answer(f"http://{HOST}/robots.txt", pages), kind="robots")
    session.plan(beginnings(order))
    while tasks := session.take(busy=(), count=8):
        for task in tasks:
            session.record(Answer(task, _answer(task.address, pages, task)))
    session.close("finished")
    if session.failure is not None:
        raise session.failure


def read_at_once() -> None:
    """Read pages in the process that asks: a reader of its own for each of the forks would take a second.

    The trials of real processes read as users do.
    """
    for module in (crawler.session, crawler.reparse):
        setattr(module, "reader", lambda site: partial(read_here, site))  # noqa: B010 - it is no attribute of ours


def _answer(address: str, pages: dict[str, Reply], task: Task | None = None) -> Exchange:
    reply = pages.get(address.split("://", 1)[1], MISSING)
    request = Request(address, meta={"readout_task": task})
    headers = Headers(dict(reply.headers))
    response = Response(address, status=reply.status, headers=headers, body=reply.body, request=request)
    return from_response(response, asked=address)


def acknowledging(acks: Path) -> None:
    """From now on write down each capture whose transaction has returned: its id and its body's hash."""
    handle = os.open(acks, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def tell(capture_id: int, exchange: Exchange) -> None:
        digest = "-" if exchange.body is None else sha256(exchange.body).hexdigest()
        os.write(handle, f"{capture_id} {digest} {exchange.asked}\n".encode())
        shim.mark(capture_id)

    record, note = Archive.record, Archive.note

    def recorded(self: Archive, visit: Any) -> Any:
        ended = record(self, visit)
        tell(ended.capture_id, visit.exchange)
        return ended

    def noted(self: Archive, exchange: Exchange, **stated: Any) -> int:
        capture_id = note(self, exchange, **stated)
        tell(capture_id, exchange)
        return capture_id

    Archive.record, Archive.note = recorded, noted  # type: ignore[method-assign]
