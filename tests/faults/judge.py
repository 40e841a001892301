"""Knows what must hold of an archive after a fault, and names what does not."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from archive.bodies import Bodies
from archive.errors import ReadoutError
from archive.store import Archive

__all__ = ["Acked", "Facts", "acked_in", "facts_of", "strays", "wrongs_of"]

ITS_OWN = ("", ".lock", ".backups", "-wal", "-shm")
_KEPT = ("stored", "unchanged", "listed")


@dataclass(frozen=True, kw_only=True)
class Acked:
    """A capture whose COMMIT has returned."""

    capture_id: int
    digest: str
    asked: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a whole run leaves, whichever way it came about."""

    documents: frozenset[tuple[object, ...]]
    plan: frozenset[tuple[object, ...]]
    captured: frozenset[tuple[object, ...]]


def acked_in(file: Path) -> list[Acked]:
    """Return what was acknowledged; a last line that is half there was not."""
    text = file.read_text() if file.exists() else ""
    rows = [line.split() for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return [Acked(capture_id=int(row[0]), digest=row[1], asked=row[2]) for row in rows]


def facts_of(path: Path) -> Facts:
    """Return what stands in an archive, without what time and chance decide."""
    with closing(sqlite3.connect(path)) as db:
        documents = db.execute(
            "select d.key, d.state, r.ordinal, r.text_sha256, r.content_sha256, r.extractor"
            " from documents d left join revisions r on r.document_id = d.id"
        )
        plan = db.execute("select key, state, outcome, attempts > 0 from frontier")
        captured = db.execute("select distinct asked, outcome in ('stored', 'unchanged') from captures")
        return Facts(
            documents=frozenset(documents),
            plan=frozenset((key, state, _sort(outcome), done) for key, state, outcome, done in plan),
            captured=frozenset(captured),
        )


def _sort(outcome: str | None) -> str | None:
    return "kept" if outcome in _KEPT else outcome


def wrongs_of(path: Path, acked: list[Acked]) -> list[str]:
    """Open an archive as the next run does, and return what is wrong with it."""
    if not path.exists():
        return [f"acknowledged, and there is no archive: {len(acked)}"] if acked else []
    try:
        with Archive(path) as archive:
            return _damage(archive.db.conn) + _lost(archive.db.conn, acked)
    except (ReadoutError, sqlite3.Error) as error:
        return [f"does not open: {type(error).__name__}: {error}"]


def _damage(db: sqlite3.Connection) -> list[str]:
    try:
        found = [row[0] for row in db.execute("pragma integrity_check") if row[0] != "ok"]
        found += [f"foreign key {row}" for row in db.execute("pragma foreign_key_check")]
        bodies = Bodies(db)
        for (digest,) in db.execute("select sha256 from bodies").fetchall():
            bodies.get(digest)
        checks = {
            "captures without their body": "select count(*) from captures c where body_sha256 is not null"
            " and not exists (select 1 from bodies b where b.sha256 = c.body_sha256)",
            "documents without a revision": "select count(*) from documents where revision_id is null"
            " and state = 'present'",
            "addresses in flight with nobody at work": "select count(*) from frontier"
            " where state = 'in_flight'",
            "runs without an end": "select count(*) from runs where ended_at is null",
        }
        found += [name for name, sql in checks.items() if db.execute(sql).fetchone()[0]]
    except (ReadoutError, sqlite3.Error) as error:
        return [f"damaged: {type(error).__name__}: {error}"]
    return found


def _lost(db: sqlite3.Connection, acked: list[Acked]) -> list[str]:
    bodies, wrongs = Bodies(db), []
    for one in acked:
        row = db.execute("select asked, body_sha256 from captures where id = ?", (one.capture_id,)).fetchone()
        if row is None or row[0] != one.asked or (row[1] or "-") != one.digest:
            wrongs.append(f"lost: capture {one.capture_id} of {one.asked}")
        elif row[1] is not None and sha256(bodies.get(row[1])).hexdigest() != one.digest:
            wrongs.append(f"changed: capture {one.capture_id} of {one.asked}")
    return wrongs


def strays(folder: Path, *known: Path) -> list[str]:
    """Return the files that nobody answers for."""
    own = {f"{path.name}{suffix}" for path in known for suffix in ITS_OWN}
    return [f"stray file {path.name}" for path in sorted(folder.iterdir()) if path.name not in own]


def twice(path: Path) -> list[str]:
    """Return the documents that were asked for and kept more than once."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(
            "select asked, count(*) from captures where kind = 'document' and outcome = 'stored'"
            " group by asked having count(*) > 1"
        )
        return [f"done {count} times: {asked}" for asked, count in rows]


def differences(path: Path, twin: Facts) -> list[str]:
    """Return how an archive differs from that of a run nobody disturbed."""
    facts = facts_of(path)
    wrongs = []
    for name in ("documents", "plan", "captured"):
        here, there = getattr(facts, name), getattr(twin, name)
        wrongs += [f"{name}: not in the undisturbed run: {row}" for row in sorted(here - there, key=str)[:3]]
        wrongs += [f"{name}: missing: {row}" for row in sorted(there - here, key=str)[:3]]
    return wrongs
