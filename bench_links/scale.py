"""Knows how long a great archive takes to link a day's new pages: `python -m bench_links.scale`.

The documents are made: words of a vocabulary that falls off as Zipf's law has it, names of their own for each
event. What stands from before the new day counts as linked, as in an archive that has run for years.
"""

import json
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

import click
from sqlite_utils import Database

from archive.linkage.work import STAGES, link_new, made_of, pending, write
from archive.store import Archive

_SYLLABLES = ("ба", "ви", "го", "де", "жи", "ка", "ло", "ми", "на", "по", "ру", "си", "та", "фе", "хо", "ша")
_WORDS, _NAMES = 30_000, 6_000
_A_DAY = 200
_A_READOUT = 20
"""One document of so many is a readout."""
_NEAR = 90
_LAST = date(2025, 9, 9)
_BATCH = 20_000
_AT = "T10:00:00.000000+00:00"
_DOCUMENT = """
insert into documents (id, key, source, language, number, address, kind, state, first_seen, last_seen,
    revision_id, published_at, published_day)
    values (?, ?, ?, 'ru', ?, ?, 'article', 'present', '', '', ?, ?, ?)
"""
_REVISION = """
insert into revisions (id, document_id, ordinal, content_sha256, text_sha256, title, lead, text, blocks,
    metadata, published_at, published_precision, view, capture_id, extractor, layout, first_seen, last_seen)
    values (?, ?, 1, ?, ?, ?, '', '', ?, '{}', ?, 'minute', 'page', 1, '', '', '', '')
"""
_LINKED = """
insert into features (document_id, revision_id, content, source, language, host, node, day, linked_run, data)
    select id, id, '', source, 'ru', '', case source when 'kremlin' then 'K' || number else key end,
    published_day, 1, null from documents
    where published_day < ? and (source <> 'kremlin' or published_day < ?)
"""


class _Words:
    """A made language."""

    def __init__(self) -> None:
        self.chance = random.Random(7)  # noqa: S311 - the same archive each time
        pick = self.chance.choices
        self._words = ["".join(pick(_SYLLABLES, k=self.chance.randint(2, 4))) for _ in range(_WORDS)]
        self._weights = list(accumulate(1 / (place + 5) for place in range(_WORDS)))
        self.names = [word.capitalize() for word in self._words[:_NAMES]]

    def some(self, count: int) -> str:
        return " ".join(self.chance.choices(self._words, cum_weights=self._weights, k=count))

    def paragraph(self, names: list[str]) -> str:
        return f"{self.some(12)} {' '.join(self.chance.sample(names, 2))} {self.some(8)}."


def made(count: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield the rows of so many documents and their revisions, the oldest first."""
    words, events = _Words(), dict[date, list[list[str]]]()
    for number in range(1, count + 1):
        day = _LAST - timedelta(days=(count - number) // _A_DAY)
        names = words.chance.sample(words.names, 4)
        readout = number % _A_READOUT == 0
        if readout:
            events.setdefault(day, []).append(names)
        elif words.chance.random() < 0.1 and day in events:  # noqa: PLR2004 - a tenth reports one
            names = words.chance.choice(events[day])
        paragraphs = [words.paragraph(names) for _ in range(4 if readout else 3)]
        if not readout and words.chance.random() < 0.15:  # noqa: PLR2004
            paragraphs[0] = f"Москва. INTERFAX.RU - {paragraphs[0][:-1]}, сообщила пресс-служба Кремля."
        digest, source = sha256(str(number).encode()).hexdigest(), "kremlin" if readout else "interfax"
        at, title = f"{day}{_AT}", f"{words.some(4)} {names[0]}"
        blocks = json.dumps([{"kind": "paragraph", "text": text} for text in paragraphs], ensure_ascii=False)
        key = f"{source}/ru/{number}"
        yield (
            (
                number,
                key,
                source,
                str(number),
                f"http://{source}.example/{number}",
                number,
                at,
                day.isoformat(),
            ),
            (number, number, digest, digest, title, blocks, at),
        )


def fill(db: Database, count: int) -> None:
    """Write the documents, and let all but those of the newest day stand as linked."""
    connection = db.conn
    connection.execute("pragma foreign_keys = off")
    for trigger, _ in connection.execute("select name, 0 from sqlite_temp_master").fetchall():
        connection.execute(f"drop trigger {trigger}")  # the seals of a made archive would cost minutes
    documents, revisions = list[tuple[Any, ...]](), list[tuple[Any, ...]]()
    connection.execute("begin")
    for document, revision in made(count):
        documents.append(document)
        revisions.append(revision)
        if len(documents) == _BATCH:
            _write(db, documents, revisions)
    _write(db, documents, revisions)
    near = (_LAST - timedelta(days=_NEAR)).isoformat()
    connection.execute(_LINKED, (_LAST.isoformat(), near))
    connection.execute("commit")


def _write(db: Database, documents: list[tuple[Any, ...]], revisions: list[tuple[Any, ...]]) -> None:
    db.conn.executemany(_DOCUMENT, documents)
    db.conn.executemany(_REVISION, revisions)
    documents.clear()
    revisions.clear()


@click.command()
@click.option("--documents", type=click.IntRange(min=1000), default=1_000_000, show_default=True)
@click.option(
    "--relink", type=int, default=2000, show_default=True, help="Reports to link again, one process."
)
def main(*, documents: int, relink: int) -> None:
    """Make an archive of so many documents, and measure how long its newest day takes to be linked."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with Archive(path) as archive:
            fill(archive.db, documents)
        with Archive(path) as archive:
            _measure(archive, relink)
        click.echo(f"size of the file: {path.stat().st_size / 2**20:,.0f} MB")


def _measure(archive: Archive, relink: int) -> None:
    db = archive.db
    old = [number for number in pending(db, "readouts") if number not in _of_last_day(db)]
    with archive.transaction():
        write(db, made_of(db, "readouts", old), run=1, again=False)
    waiting = sum(len(pending(db, stage)) for stage in STAGES)
    began, cpu = time.perf_counter(), time.process_time()
    told = link_new(archive, run=2)
    wall, used = time.perf_counter() - began, time.process_time() - cpu
    click.echo(
        f"newest day: {waiting} new documents, {told.documents} looked at, {told.links} links:"
        f" {wall:.1f} s, {used:.1f} s of CPU"
    )
    began, cpu = time.perf_counter(), time.process_time()
    link_new(archive, run=3)
    click.echo(f"nothing new: {time.perf_counter() - began:.2f} s, {time.process_time() - cpu:.2f} s of CPU")
    ids = [row[0] for row in db.conn.execute(_SOME, (relink,))]
    cpu = time.process_time()
    made_of(db, "agencies", ids)
    used = time.process_time() - cpu
    click.echo(f"linked again: {len(ids)} reports, {len(ids) / used:,.0f} a second of CPU")


_SOME = "select id from documents where source = 'interfax' order by id desc limit ?"


def _of_last_day(db: Database) -> set[int]:
    rows = db.conn.execute("select id from documents where published_day = ?", (_LAST.isoformat(),))
    return {row[0] for row in rows}


if __name__ == "__main__":
    main()
