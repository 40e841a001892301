"""Knows how to make a large archive without a crawl: documents, revisions, captures and a plan, no bodies.

    python -m bench.made_archive FILE --documents 1000000

Rows are written straight into the tables, without seals and chain, so that a million take two minutes. It
is good to be read by exports and coverage; `readout verify` rightly calls it damaged.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import click
from sqlite_utils import Database

from archive.clock import stamp
from archive.models import Block, BlockKind, Document, Identity, Moment, Precision, Section, Tag
from archive.rows import current_columns, revision_columns
from archive.schema import APPLICATION_ID, SCHEMA_VERSION, migrations
from bench.prose import Prose

__all__ = ["make_archive"]

_PATTERNS = 400
"""Different texts; each document is one of them with a number of its own in it."""

_A_DAY = 60
_FIRST = datetime(2000, 1, 3, 9, tzinfo=UTC)
_SEEN = stamp(datetime(2026, 11, 1, tzinfo=UTC))
_BATCH = 5_000
_HEADERS = json.dumps([["Content-Type", "text/html"], ["Server", "nginx"], ["Etag", '"' + "0" * 24 + '"']])


def make_archive(path: Path, *, documents: int, letters: int) -> None:
    """Fill a file that is not there with so many documents of about so many letters each."""
    patterns = _patterns(letters)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        migrations.apply(Database(connection))
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        connection.execute("begin")
        _write(connection, "runs", [_run()])
        for start in range(1, documents + 1, _BATCH):
            made = [
                _rows(number, patterns[number % _PATTERNS])
                for number in range(start, min(start + _BATCH, documents + 1))
            ]
            for table in ("captures", "documents", "revisions", "aliases", "frontier"):
                _write(connection, table, [rows[table] for rows in made])
        _write(connection, "frontier", list(_lists(documents)))
        connection.execute("commit")
        # The log that every archive of Readout's has.
        connection.execute("pragma journal_mode = wal")


def _patterns(letters: int) -> list[Document]:
    random, prose = Random(5), Prose(5)  # noqa: S311 - the same texts each time
    made = []
    for number in range(_PATTERNS):
        length = max(200, int(random.lognormvariate(0, 0.6) * letters))
        blocks = [
            Block(BlockKind.PARAGRAPH, prose.paragraph(random, 350)) for _ in range(max(1, length // 350))
        ]
        language = "ru" if number % 2 else "en"
        made.append(
            Document(
                identity=Identity("kremlin", language, "1"),
                address=f"http://{language}.kremlin.example/events/president/news/1",
                title=prose.sentence(random),
                language=language,
                lead=prose.sentence(random),
                blocks=tuple(blocks),
                place="Tver" if number % 3 else None,
                sections=(Section("News", "http://en.kremlin.example/events/president/news"),),
                tags=(Tag("topic", "Agriculture", "12"), Tag("person", "Petrov Ivan", "8120")),
                layout="bench",
            )
        )
    return made


def _rows(number: int, pattern: Document) -> dict[str, dict[str, Any]]:
    at = _FIRST + timedelta(days=number // _A_DAY, minutes=number % _A_DAY)
    language = pattern.language
    address = pattern.address[:-1] + str(number)
    published = Moment(utc=at, precision=Precision.MINUTE, printed=f"{at:%B %d, %Y, %H:%M}", zone="UTC")
    document = replace(
        pattern,
        identity=Identity("kremlin", language, str(number)),
        address=address,
        title=f"{pattern.title} {number}",
        published=published,
    )
    key = f"kremlin/{language}/{number}"
    return {
        "captures": _capture(number, address),
        "documents": {
            "id": number, "key": key, "source": "kremlin", "number": str(number), "state": "present",
            "first_seen": _SEEN, "last_seen": _SEEN, "looked_at": _SEEN, "revision_id": number,
            **current_columns(document),
        },
        "revisions": {
            "id": number, "document_id": number, "ordinal": 1, **revision_columns(document),
            "capture_id": number, "extractor": "bench", "first_seen": _SEEN, "last_seen": _SEEN,
        },
        "aliases": {"address": address.removeprefix("http://"), "document_id": number},
        "frontier": _planned(key, address, language, "document", stated=at.date().isoformat()),
    }  # fmt: skip


def _capture(number: int, address: str) -> dict[str, Any]:
    return {
        "id": number, "run_id": 1, "asked": address, "answered": address, "method": "GET", "began_at": _SEEN,
        "ended_at": _SEEN, "status": 200, "headers": _HEADERS, "sent": "[]", "outcome": "stored",
        "source": "kremlin", "kind": "document",
    }  # fmt: skip


def _planned(key: str, address: str, language: str, kind: str, *, stated: str | None) -> dict[str, Any]:
    return {
        "key": key, "address": address, "host": "kremlin.example", "source": "kremlin", "language": language,
        "kind": kind, "stated": stated, "rank": 1, "state": "done", "outcome": "stored",
        "first_planned": _SEEN, "planned_at": _SEEN, "planned_run": 1, "ended_at": _SEEN, "ended_run": 1,
    }  # fmt: skip


def _lists(documents: int) -> Iterator[dict[str, Any]]:
    """Yield a list for each day, as a site with an archive by day has them."""
    for days in range(documents // _A_DAY + 1):
        day = (_FIRST + timedelta(days=days)).date()
        address = f"http://en.kremlin.example/news/{day:%Y/%m/%d}"
        row = _planned(address[7:], address, "en", "listing", stated=day.isoformat())
        yield {**row, "rank": 2, "outcome": "listed"}


def _run() -> dict[str, Any]:
    return {
        "id": 1, "command": "crawl", "source": "kremlin", "options": "{}", "software": "bench",
        "began_at": _SEEN, "ended_at": _SEEN, "outcome": "finished", "counts": "{}",
    }  # fmt: skip


def _write(connection: sqlite3.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    names = tuple(rows[0])
    connection.executemany(
        f"insert into {table} ({', '.join(names)}) values ({', '.join('?' * len(names))})",  # noqa: S608
        [tuple(row.values()) for row in rows],
    )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--documents", type=click.IntRange(min=1), default=100_000, show_default=True)
@click.option("--letters", type=click.IntRange(min=200), default=1_000, show_default=True)
def main(*, file: Path, documents: int, letters: int) -> None:
    """Make an archive at FILE of so many documents of about so many letters."""
    make_archive(file, documents=documents, letters=letters)


if __name__ == "__main__":
    main()
