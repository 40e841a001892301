"""Knows how a stored document is read as a text that can be compared: its current revision, its own day."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.links import without_scheme
from archive.tracing.texts import Text

__all__ = ["READOUTS", "Stored", "batched", "stored", "stored_one", "within"]

READOUTS = "kremlin"
"""The source whose documents are what others report."""
_MOST = 40_000
"""Characters of a text that are looked at; a longer one is a transcript or hostile."""
_BATCH = 400
_TAGS = frozenset({"person", "country", "region", "topic"})
_READ = """
select d.id, d.revision_id, d.key, d.source, d.language, d.number, d.address, d.state, d.published_day,
    r.published_at, r.published_precision, r.content_sha256, r.title, r.lead, r.blocks, r.metadata
from documents d join revisions r on r.id = d.revision_id where d.id in ({marks})
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document with the text of its current revision.

    ``updates`` are addresses of newer stories that it names, without scheme; ``sources`` addresses of
    originals that the page links to, with how it does.
    """

    document_id: int
    revision_id: int
    content: str
    source: str
    address: str
    state: str
    published_at: str | None
    exact: bool
    text: Text
    updates: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        """Return the host of its address, without www."""
        return (urlsplit(self.address).hostname or "").removeprefix("www.")

    @property
    def is_readout(self) -> bool:
        """Tell whether it is what others report, and no report."""
        return self.source == READOUTS


def stored(db: Database, ids: Iterable[int]) -> Iterator[Stored]:
    """Yield documents that have a whole revision, in the order of their ids; the others are passed over."""
    for some in batched(sorted(set(ids))):
        marks = ", ".join("?" * len(some))
        rows = db.conn.execute(f"{_READ.format(marks=marks)} order by d.id", some)
        yield from map(_stored, rows.fetchall())


def stored_one(db: Database, document_id: int) -> Stored | None:
    """Return one document, None where no whole revision of it is held."""
    return next(stored(db, (document_id,)), None)


def batched(ids: Sequence[int], size: int = _BATCH) -> Iterator[list[int]]:
    """Yield the ids in lists that fit into one statement."""
    for start in range(0, len(ids), size):
        yield list(ids[start : start + size])


def _stored(row: tuple[Any, ...]) -> Stored:
    (number_id, revision, key, source, language, number, address, state, day) = row[:9]
    published, precision, content, title, lead, blocks, metadata = row[9:]
    told = json.loads(metadata)
    paragraphs = [text for block in json.loads(blocks) if (text := block["text"].strip())]
    if lead and not any(lead in text for text in paragraphs[:1]):
        paragraphs.insert(0, lead)
    text = Text(
        key,
        language,
        title,
        tuple(within(paragraphs)),
        day=date.fromisoformat(day) if day else None,
        precision="day" if day else "none",
        tags=_tags(told),
        number=int(number) if source == READOUTS and number.isascii() and number.isdigit() else None,
    )
    references = told.get("references") or ()
    updates = [plain for one in references if one["kind"] == "update" and (plain := _plain(one["address"]))]
    sources = [(one["address"], one["note"]) for one in references if one["kind"] == "source"]
    exact = published is not None and precision in ("minute", "second")
    return Stored(
        number_id,
        revision,
        content[:16],
        source,
        address,
        state,
        published,
        exact=exact,
        text=text,
        updates=tuple(updates),
        sources=tuple(sources),
    )


def _plain(address: str) -> str | None:
    try:
        return without_scheme(address)
    except ValueError:
        return None


def _tags(told: dict[str, Any]) -> tuple[str, ...]:
    names = [tag["name"] for tag in told.get("tags") or () if tag["kind"] in _TAGS]
    return (*names, *((told["place"],) if told.get("place") else ()))


def within(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield so many paragraphs, or parts of the last, as are looked at."""
    left = _MOST
    for text in paragraphs:
        if left <= 0:
            return
        yield text[:left]
        left -= len(text)
