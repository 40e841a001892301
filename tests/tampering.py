"""Knows how an archive is damaged by single bits and by edits in SQL, and whether verify sees each of it.

    python -m tests.tampering [FLIPS] [SEED]

prints how many flips changed a row, and how many of those verify found.
"""

import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click

from archive.errors import ReadoutError
from archive.models import Block, BlockKind, LinkKind, Outcome
from archive.recording import Visit
from archive.store import Archive
from archive.tasks import Scope
from archive.verify import verify
from tests.makers import a_document, a_link, a_reading, an_exchange

__all__ = ["EDITS", "Flips", "a_small_archive", "edited", "flips"]

# Sixteen ways to change what is written with SQL; each is a script, run by another program than Readout.
EDITS = {
    "a body's bytes": "update bodies set data = zeroblob(40) where length > 2000",
    "when it was asked": "update captures set ended_at = '2020-01-01T00:00:00+00:00' where id = 3",
    "which address": "update captures set asked = 'http://en.kremlin.ru/other' where id = 3",
    "how it ended": "update captures set outcome = 'absent' where id = 3",
    "the newest capture away": "delete from captures where id = (select max(id) from captures)",
    "a capture away from the middle": "delete from captures where id = 4",
    "two captures' bodies swapped": (
        "update captures set body_sha256 = (select body_sha256 from captures where id = 7 - captures.id)"
        " where id in (3, 4)"
    ),
    "a capture put in": (
        "insert into captures (run_id, asked, answered, method, began_at, ended_at, headers, sent, outcome,"
        " source, kind) select run_id, asked, answered, method, began_at, ended_at, headers, sent, outcome,"
        " source, kind from captures where id = 2"
    ),
    "a title": "update revisions set title = 'Another meeting' where id = 2",
    "a revision away": "delete from revisions where id = 2",
    "a document's state": "update documents set state = 'gone' where id = 2",
    "when it was first seen": "update documents set first_seen = '2020-01-01T00:00:00+00:00' where id = 2",
    "an address of another document": "update aliases set document_id = 3 where document_id = 2",
    "how an address ended": "update frontier set outcome = 'disallowed' where outcome = 'stored'",
    "a run's end": "update runs set outcome = 'limit' where id = 1",
    "the end of the chain, with its evidence": (
        "delete from captures where id = (select max(id) from captures);"
        "delete from chain where seq = (select max(seq) from chain)"
    ),
}
_ROBOTS = an_exchange("robots", body=b"User-agent: *\nDisallow:\n")


def a_small_archive(path: Path, *, documents: int = 40) -> Path:
    """Write an archive of some documents, one of them edited, one missing; all in one file."""
    with Archive(path) as archive:
        run_id = archive.begin_run("crawl", source="kremlin", options={})
        archive.note(_ROBOTS, run_id=run_id, source="kremlin", kind="robots")
        for number in range(70001, 70001 + documents):
            _visit(archive, run_id, str(number), hours=0)
        archive.end_run(run_id, outcome="finished", counts={})
        run_id = archive.begin_run("crawl", source="kremlin", options={})
        _visit(archive, run_id, "70002", hours=30, words="Second, otherwise.")
        _visit(archive, run_id, "70003", hours=31, outcome=Outcome.ABSENT)
        # Nothing refers to the last capture: it could be cut off without a trace but for a kept head.
        archive.note(_ROBOTS, run_id=run_id, source="kremlin", kind="robots")
        archive.end_run(run_id, outcome="finished", counts={"stored": 1, "absent": 1})
        archive.db.conn.execute("pragma wal_checkpoint(truncate)")
    return path


def _visit(
    archive: Archive,
    run_id: int,
    number: str,
    *,
    hours: float,
    words: str = "Second.",
    outcome: Outcome = Outcome.STORED,
) -> None:
    archive.plan([a_link(number)], run_id=run_id)
    archive.db.conn.execute(
        "update frontier set state = 'planned', outcome = null where key = ?", (a_link(number).key,)
    )
    task = next(
        task
        for task in archive.take(Scope(source="kremlin"), busy=(), count=99)
        if task.kind is LinkKind.DOCUMENT
    )
    body = f"<p>{number} {words}</p>".encode() + bytes(random.Random(number).randbytes(2500))
    document = a_document(number, blocks=(Block(BlockKind.PARAGRAPH, f"{number} " * 30 + words),))
    archive.record(
        Visit(
            task=task,
            exchange=an_exchange(
                number,
                hours=hours,
                body=body,
                outcome=outcome,
                status=404 if outcome.value == "absent" else 200,
            ),
            run_id=run_id,
            read=lambda _: a_reading(document),
            choose=lambda _: (),
            extractor="kremlin/1",
        )
    )


@dataclass
class Flips:
    """What came of flipping bits: trials, those that changed a row, those of them that verify saw."""

    trials: int = 0
    changed: int = 0
    found: int = 0
    missed: list[int] | None = None


def contents(path: Path) -> list[object]:
    """Return all rows of all tables, or what SQLite says of them: what a flip may change.

    The blocks of the index of words are left out as those of SQLite's own indexes are: they hold nothing that
    does not stand in a row, and are made anew from the rows.
    """
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        try:
            tables = [row[0].decode() for row in connection.execute("select name from sqlite_master"
                      " where type = 'table' and name not glob '_search*' order by name")]  # fmt: skip
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return [str(error)]
        return [list(_rows(connection, table)) for table in tables]


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[object]:
    try:
        yield from connection.execute(f'select * from "{table}" not indexed')
    except (sqlite3.Error, UnicodeDecodeError) as error:
        yield str(error)


def flips(archive: Path, *, trials: int, seed: int, folder: Path) -> Flips:
    """Flip one bit at a time in a copy of a file, and let verify look at it."""
    whole, chance, told = archive.read_bytes(), random.Random(seed), Flips(missed=[])
    before = contents(archive)
    copy = folder / "flipped.db"
    for _ in range(trials):
        bit = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        copy.write_bytes(flipped)
        told.trials += 1
        if contents(copy) == before:
            continue
        told.changed += 1
        if sees(copy):
            told.found += 1
        else:
            told.missed.append(bit)
    return told


def sees(path: Path) -> bool:
    """Tell whether verify finds anything wrong with a file."""
    try:
        return not verify(path).sound
    except ReadoutError:
        return True


def edited(archive: Path, script: str, copy: Path) -> Path:
    """Return a copy of an archive that another program has edited, its triggers out of the way meanwhile."""
    copy.write_bytes(archive.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        triggers = connection.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"drop trigger {name}")
        connection.executescript(script)
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()
    return copy


def main() -> None:
    trials, seed = (int(text) for text in (*sys.argv[1:], *("10000", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        archive = a_small_archive(Path(folder) / "archive.db")
        told = flips(archive, trials=trials, seed=seed, folder=Path(folder))
        kinds = [
            name for name, script in EDITS.items() if sees(edited(archive, script, Path(folder) / "e.db"))
        ]
    click.echo(f"{told.trials} flipped bits, {told.changed} changed a row, {told.found} of them found")
    click.echo(f"{len(EDITS)} kinds of edits, {len(kinds)} found without a head kept elsewhere")
    if told.missed:
        click.echo(f"missed: bits {told.missed}")
        sys.exit(1)


if __name__ == "__main__":
    main()
