"""Knows how tests visit sites again and again: pages of their own mark-up, kept by the real recorder."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive.links import without_scheme
from archive.models import Link, LinkKind
from archive.recording import Ended, Visit
from archive.store import Archive
from archive.tasks import Task
from crawler import reading
from crawler.reading import reader
from crawler.sites import extractor_of, site_for
from demo.site.content import Article
from demo.site.interfax import interfax_pages
from demo.site.kremlin_page import article_page
from tests.keeping import answer
from tests.makers import NOON

__all__ = ["Story", "address_of", "interfax", "kremlin"]

WINDOWS = (("Content-Type", "text/html; charset=windows-1251"),)


def kremlin(number: int, *paragraphs: str, paired: bool = False, **changed: Any) -> bytes:
    """Return an article of the Kremlin's with these paragraphs (mark-up); ``paired``: it names the other."""
    stated: dict[str, Any] = {
        "site": "kremlin",
        "language": "en",
        "id": number,
        "title": "Meeting on the harbours",
        "published": datetime(2026, 2, 27, 14, 0),  # noqa: DTZ001 - the wall time of Moscow, as printed
        "place": "Tver",
        "lead": "A meeting on the harbours took place.",
        "sections": ("/events/president/news",),
        "body": "\n".join(f"<p>{text}</p>" for text in paragraphs),
    } | changed
    stated.setdefault("updated", stated["published"])
    return article_page(Article(**stated), paired=paired).encode()


def interfax(number: int, *paragraphs: str, **changed: Any) -> bytes:
    """Return a story of Interfax's with these paragraphs, which are mark-up; windows-1251."""
    stated: dict[str, Any] = {
        "site": "interfax",
        "language": "ru",
        "id": number,
        "title": "Пожар на причале потушили",
        "published": datetime(2026, 2, 27, 14, 0),  # noqa: DTZ001 - as above
        "lead": "Пожар потушили к утру.",
        "sections": ("russia",),
        "notes": (("rubric", "В России"),),
        "body": "".join(f"<p>{text}</p>" for text in paragraphs),
    } | changed
    stated.setdefault("updated", stated["published"])
    return dict(interfax_pages((Article(**stated),)))[f"www.interfax.ru/russia/{number}"].body


def address_of(key: str) -> str:
    """Return the address of a key such as kremlin/en/70001 or interfax/ru/9001."""
    source, language, number = key.split("/")
    host = {"kremlin/en": "http://en.kremlin.ru", "kremlin/ru": "http://kremlin.ru"}.get(
        f"{source}/{language}"
    )
    return f"{host}/events/president/news/{number}" if host else f"https://www.interfax.ru/russia/{number}"


class Story:
    """An archive, and visits to it at stated hours after noon; a visit is a run of its own."""

    def __init__(self, path: Path) -> None:
        """Open an archive."""
        self.path = path
        self.archive = Archive(path)

    def visit(self, hours: float, pages: Mapping[str, bytes | None]) -> list[Ended]:
        """Ask for pages by key or address, in this order; None is a 404."""
        source = next(iter(pages)).split("/")[0]
        source = source if source in ("kremlin", "interfax") else "kremlin"
        run_id = self.archive.begin_run("crawl", source=source, options={})
        ended = [self._look(run_id, name, body, hours=hours) for name, body in pages.items()]
        self.archive.end_run(run_id, outcome="finished", counts={})
        return ended

    def _look(self, run_id: int, name: str, body: bytes | None, *, hours: float) -> Ended:
        address = name if "://" in name else address_of(name)
        site = site_for(address)
        target = site.target(address)
        key = target.identity.key if target else without_scheme(address)
        link = Link(address=address, kind=LinkKind.DOCUMENT, key=key, source=site.name)
        self.archive.plan([link], run_id=run_id)
        self.archive.db.conn.execute(
            "update frontier set state = 'in_flight', outcome = null where key = ?", (key,)
        )
        task = Task(
            key=key, address=address, host=address.split("/")[2], source=site.name, language="",
            kind=link.kind, past=0, hops=0, attempts=9, conditional=False,
        )  # fmt: skip
        at = NOON + timedelta(hours=hours)
        headers = WINDOWS if site.name == "interfax" else (("Content-Type", "text/html; charset=utf-8"),)
        exchange = answer(address, body or b"404", headers, status=200 if body else 404)
        return self.archive.record(
            Visit(
                task=task,
                exchange=replace(exchange, began_at=at, ended_at=at),
                run_id=run_id,
                read=reader(site),
                choose=lambda _: (),
                extractor=extractor_of(site),
            )
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive, and the process that read."""
        self.archive.close()
        reading.close()
