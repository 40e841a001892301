"""Knows whether an archive is what was written: reads only, repairs nothing, names each row that is not."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from archive.bodies import Bodies
from archive.chain import Head, Relation, head_of, relation
from archive.checks import Fault, Tick, bodies, chained, logical, pages, references, schema, sealed
from archive.connection import open_archive
from archive.errors import ArchiveDamaged
from archive.schema import EVIDENCE, SEALED, migrations
from archive.search.fit import indexed

__all__ = ["Depth", "Fault", "Report", "declared", "verify"]

Progress = Callable[[int, int], None]


class Depth(StrEnum):
    """How much is looked at: structure; each row as stored; each body unpacked as well."""

    QUICK = "quick"
    ROWS = "rows"
    DATA = "data"


# Rows between two words to who watches.
_STEP = 500
_TO_DO = {
    Depth.QUICK: "select max(seq) from chain",
    Depth.ROWS: "select (select coalesce(max(seq), 0) from chain) + (select count(*) from seals)",
    Depth.DATA: "select (select coalesce(max(seq), 0) from chain) + (select count(*) from seals)"
    " + (select count(*) from bodies)",
}


@dataclass
class Report:
    """What was looked at and what was found wrong; `head` is what to keep elsewhere."""

    depth: Depth
    head: Head | None = None
    rows: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Tell whether nothing was found wrong."""
        return not self.faults


@cache
def declared() -> tuple[dict[tuple[str, str], str], dict[str, Relation]]:
    """Return what today's migrations make: the SQL of each table, index and trigger, and each relation."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.apply(Database(connection))
        rows = connection.execute("select type, name, sql from sqlite_master where sql is not null")
        made = {(kind, name): sql for kind, name, sql in rows}
        return made, {name: relation(connection, name) for name in (*EVIDENCE, *SEALED)}


def verify(
    path: Path, *, depth: Depth = Depth.ROWS, against: Sequence[Head] = (), progress: Progress | None = None
) -> Report:
    """Check an archive in one snapshot of it; a crawl may go on meanwhile.

    ``against`` are heads that were kept elsewhere: each must lie on the chain. ``progress`` is told
    (rows looked at, of all). Raises ArchiveMissing, NotAnArchive, NewerSchema, OlderSchema; ArchiveDamaged
    where the file cannot be opened at all.
    """
    report = Report(depth)
    try:
        db = open_archive(path, read_only=True)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ArchiveDamaged(f"{path}: cannot be opened ({error})") from error
    with closing(db.conn):
        # Bytes that are no UTF-8 must give another digest, not an error of the whole table.
        db.conn.text_factory = _any_text
        db.conn.execute("begin")
        made, relations = declared()
        tick = _ticking(db, depth, progress)
        for name, check in _checks(db, made, relations, report, against=against, tick=tick):
            _run(name, check, report)
    return report


def _checks(
    db: Database,
    made: dict[tuple[str, str], str],
    relations: dict[str, Relation],
    report: Report,
    *,
    against: Sequence[Head],
    tick: Tick,
) -> Iterator[tuple[str, Iterable[Fault]]]:
    connection = db.conn
    yield "schema", schema(connection, made)
    yield "pages", pages(connection, quick=report.depth is Depth.QUICK)
    yield "references", references(connection)
    evidence = [relations[name] for name in EVIDENCE]
    yield (
        "chain",
        chained(
            connection,
            evidence,
            against=against,
            rows=report.rows,
            read=report.depth is not Depth.QUICK,
            tick=tick,
        ),
    )
    if report.depth is not Depth.QUICK:
        yield "seals", sealed(connection, [relations[name] for name in SEALED], rows=report.rows, tick=tick)
        yield "states", logical(connection)
        yield "index", indexed(connection, read=report.depth is Depth.DATA)
    if report.depth is Depth.DATA:
        yield "bodies", bodies(connection, Bodies(connection), tick=tick)
    yield "head", _head(connection, report)


def _head(connection: sqlite3.Connection, report: Report) -> Iterator[Fault]:
    report.head = head_of(connection)
    yield from ()


def _ticking(db: Database, depth: Depth, progress: Progress | None) -> Tick:
    """Return what counts the rows and tells of each so many; a table that cannot be read has no size."""
    if progress is None:
        return lambda: None
    try:
        total = int(db.conn.execute(_TO_DO[depth]).fetchone()[0] or 0)
    except (sqlite3.Error, TypeError, ValueError):
        total = 0
    done = 0

    def tick() -> None:
        nonlocal done
        done += 1
        if done % _STEP == 0:
            progress(done, total)

    return tick


def _run(name: str, check: Iterable[Fault], report: Report) -> None:
    """Take in what a check finds; where the file cannot be read, that is what it finds."""
    try:
        for fault in check:
            report.faults.append(fault)
    except (sqlite3.Error, ValueError, OverflowError, MemoryError) as error:
        report.faults.append(Fault(name, "", f"cannot be read: {error}"))


def _any_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
