"""Knows how tests make documents, exchanges and tasks in one line."""

from datetime import UTC, datetime, timedelta
from typing import Any

from archive.models import (
    Block,
    BlockKind,
    Document,
    Exchange,
    Identity,
    Link,
    LinkKind,
    Moment,
    Outcome,
    Precision,
    Reading,
)

__all__ = ["NOON", "a_document", "a_link", "a_reading", "an_exchange"]

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HOST = "http://en.kremlin.ru/events/president/news/"


def a_document(number: str = "70001", **changed: Any) -> Document:
    """Return a small English document of the Kremlin's."""
    stated: dict[str, Any] = {
        "identity": Identity("kremlin", "en", number),
        "address": HOST + number,
        "title": "Meeting on harvests",
        "language": "en",
        "lead": "A meeting took place.",
        "blocks": (Block(BlockKind.PARAGRAPH, "First."), Block(BlockKind.PARAGRAPH, "Second.")),
        "published": Moment(
            utc=datetime(2026, 2, 28, 21, 30, tzinfo=UTC),
            precision=Precision.MINUTE,
            printed="March 1, 2026, 00:30",
            zone="Europe/Moscow",
        ),
        "place": "Tver",
        "layout": "2015",
    }
    return Document(**{**stated, **changed})


def a_link(number: str = "70001", **changed: Any) -> Link:
    """Return a link to a document of the Kremlin's."""
    stated: dict[str, Any] = {
        "address": HOST + number,
        "kind": LinkKind.DOCUMENT,
        "key": f"kremlin/en/{number}",
        "source": "kremlin",
        "language": "en",
    }
    return Link(**{**stated, **changed})


def an_exchange(number: str = "70001", *, hours: float = 0, **changed: Any) -> Exchange:
    """Return a whole answer that came some hours after noon."""
    at = NOON + timedelta(hours=hours)
    stated: dict[str, Any] = {
        "asked": HOST + number,
        "answered": HOST + number,
        "began_at": at,
        "ended_at": at,
        "status": 200,
        "headers": (("Content-Type", "text/html"), ("Etag", f'"{number}-{hours}"')),
        "body": f"<p>{number} at {hours}</p>".encode(),
        "outcome": Outcome.STORED,
    }
    return Exchange(**{**stated, **changed})


def a_reading(*documents: Document, kind: str = "article", links: tuple[Link, ...] = ()) -> Reading:
    """Return the reading of a page with these documents and links."""
    return Reading(kind=kind, documents=documents, links=links)
