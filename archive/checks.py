"""Knows each single check of an archive: what it compares, and how a row that fails it is named."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.bodies import Bodies
from archive.chain import SEAL_BYTES, Head, Relation
from archive.digests import GENESIS, linked
from archive.errors import ArchiveDamaged

__all__ = [
    "Fault",
    "Tick",
    "bodies",
    "chained",
    "logical",
    "pages",
    "references",
    "schema",
    "sealed",
]

_NOT_ITS_OWN = """
select key from documents d where revision_id is not null and not exists
    (select 1 from revisions r where r.id = d.revision_id and r.document_id = d.id)
"""
_GONE_UNFOUND = """
select key from documents d where state = 'gone' and not exists
    (select 1 from findings f where f.document_id = d.id and f.kind = 'gone')
"""
_OTHER_LENGTH = """
select c.id from captures c join bodies b on b.sha256 = c.body_sha256 where c.body_length is not b.length
"""
_UNSHOWN = """
select key from frontier where capture_id is null
    and outcome in ('stored', 'unchanged', 'listed', 'redirected', 'absent')
"""
_LOGICAL = (
    ("documents", "its current revision is not one of its own", _NOT_ITS_OWN),
    ("documents", "it is gone, and no finding says since when", _GONE_UNFOUND),
    ("captures", "its length is not that of its body", _OTHER_LENGTH),
    ("frontier", "it ended with an answer, and no capture shows it", _UNSHOWN),
)


Tick = Callable[[], None]
"""What is called for each row that was looked at."""

# FTS5 makes these, each version of SQLite in its own words (sqlite.org/fts5.html, "Shadow tables").
_SHADOWS = frozenset(f"_search_{end}" for end in ("data", "idx", "docsize", "config", "content"))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written: where, which row (its primary key), what is the matter."""

    where: str
    row: str
    what: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.where} {self.row}: {self.what}" if self.row else f"{self.where}: {self.what}"


def schema(connection: sqlite3.Connection, made: Mapping[tuple[str, str], str]) -> Iterator[Fault]:
    """Compare tables, indexes and triggers with what the migrations make; others' tables may be there."""
    rows = connection.execute("select type, name, sql from sqlite_master where sql is not null")
    there = {(kind, name): sql for kind, name, sql in rows}
    for (kind, name), sql in made.items():
        if name in _SHADOWS:
            continue
        found = there.pop((kind, name), None)
        if found is None:
            yield Fault("schema", name, f"the {kind} is not there")
        elif found != sql:
            yield Fault("schema", name, f"the {kind} is not as Readout made it")
    for kind, name in there:
        if kind == "trigger":
            yield Fault("schema", name, "a trigger that is not Readout's")


def pages(connection: sqlite3.Connection, *, quick: bool) -> Iterator[Fault]:
    """Let SQLite look at its own pages and indexes."""
    check = "quick_check" if quick else "integrity_check"
    for (line,) in connection.execute(f"pragma {check}"):
        if line != "ok":
            yield Fault("pages", "", str(line))


def references(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Name each row that refers to a row that is not there."""
    for table, row, to, _ in connection.execute("pragma foreign_key_check"):
        yield Fault(str(table), f"{row}", f"refers to a row of {to} that is not there")


def chained(
    connection: sqlite3.Connection,
    relations: Sequence[Relation],
    *,
    against: Sequence[Head],
    rows: dict[str, int],
    read: bool,
    tick: Tick,
) -> Iterator[Fault]:
    """Follow the chain over all evidence; with ``read`` each row is hashed, else only counted."""
    known = {relation.name: relation for relation in relations}
    kept = {head.seq: head for head in against}
    before, last = GENESIS, 0
    for seq, name, row, head in connection.execute("select seq, relation, row, head from chain order by seq"):
        tick()
        if seq != last + 1:
            yield Fault("chain", str(seq), f"the link before it is {last}")
        if read:
            yield from _link(connection, known.get(name), (seq, name, row, head), before)
        if seq in kept and kept[seq].hash != head:
            yield Fault("chain", str(seq), "is not the link of the head that was kept elsewhere")
        before, last = head, seq
    for head in against:
        if head.seq > last:
            yield Fault("chain", "", f"ends at {last}, before the head that was kept elsewhere ({head.seq})")
    for relation in relations:
        rows[relation.name] = _count(connection, relation)
        yield from _unlinked(connection, relation)


def _link(
    connection: sqlite3.Connection,
    relation: Relation | None,
    link: tuple[int, str, str, bytes],
    before: bytes,
) -> Iterator[Fault]:
    seq, name, row, head = link
    if relation is None or not isinstance(head, bytes):
        yield Fault("chain", str(seq), "is no link")
        return
    digest = relation.digest(connection, row)
    if digest is None:
        yield Fault(name, row, f"is not there; link {seq} of the chain speaks of it")
    elif linked(before, name, row, digest) != head:
        yield Fault(name, row, f"is not what link {seq} of the chain says")


def _count(connection: sqlite3.Connection, relation: Relation) -> int:
    return int(connection.execute(f"select count(*) from {relation.name} not indexed").fetchone()[0])


def _unlinked(connection: sqlite3.Connection, relation: Relation) -> Iterator[Fault]:
    unlinked = connection.execute(
        f"select {relation.key_sql()} from {relation.name} except select row from chain where relation = ?",
        (relation.name,),
    )
    for (row,) in unlinked:
        yield Fault(relation.name, row, "no link of the chain speaks of it")
    twice = connection.execute(
        "select row from chain where relation = ? group by row having count(*) > 1", (relation.name,)
    )
    for (row,) in twice:
        yield Fault(relation.name, row, "more than one link of the chain speaks of it")


def sealed(
    connection: sqlite3.Connection, relations: Sequence[Relation], *, rows: dict[str, int], tick: Tick
) -> Iterator[Fault]:
    """Compare each derived or planned row with its seal."""
    for relation in relations:
        count = 0
        for row, digest in relation.rows(connection):
            count += 1
            tick()
            seal = connection.execute(
                "select digest from seals where relation = ? and row = ?", (relation.name, row)
            ).fetchone()
            if seal is None:
                yield Fault(relation.name, row, "was not written by Readout")
            elif seal[0] != digest[:SEAL_BYTES]:
                yield Fault(relation.name, row, "is not what Readout wrote")
        rows[relation.name] = count
        lost = connection.execute(
            "select row from seals where relation = ?"
            f" except select {relation.key_sql()} from {relation.name}",
            (relation.name,),
        )
        for (row,) in lost:
            yield Fault(relation.name, row, "is not there; Readout wrote it")
    names = tuple(relation.name for relation in relations)
    marks = ", ".join("?" * len(names))
    for name, row in connection.execute(
        f"select relation, row from seals where relation not in ({marks})", names
    ):
        yield Fault("seals", f"{name} {row}", "is the seal of no table")


def logical(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Name rows that contradict each other."""
    for where, what, sql in _LOGICAL:
        for (row,) in connection.execute(sql):
            yield Fault(where, str(row), what)


def bodies(connection: sqlite3.Connection, kept: Bodies, *, tick: Tick) -> Iterator[Fault]:
    """Unpack every body and prove it by its hash."""
    for (digest,) in connection.execute("select sha256 from bodies order by sha256"):
        tick()
        try:
            kept.get(digest)
        except ArchiveDamaged as error:
            yield Fault("bodies", digest, str(error).partition(": ")[2] or str(error))
