"""Knows how rows are made tamper-evident: a hash chain over the evidence, a seal on each other row.

Both are written by triggers of the writer's own connection (TEMP triggers, which call Python), so that no
write of ours can forget them and no write of another program can make them.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from archive.digests import GENESIS, Value, linked, row_digest
from archive.errors import BadUsage
from archive.schema import EVIDENCE, SEALED

__all__ = ["SEAL_BYTES", "Head", "Relation", "attach", "head_of", "relation", "seal_all"]

SEAL_BYTES = 16
"""Bytes of a seal: enough against chance and flipped bits; against intent stands the chain."""

_LAST = "select seq, head from chain order by seq desc limit 1"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ends: how many links, and the hash that speaks for all of them."""

    seq: int
    hash: bytes

    def __str__(self) -> str:
        """Return the form to be kept elsewhere: ``1234:`` and 64 hexadecimal digits."""
        return f"{self.seq}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Return what `str` gave; raises BadUsage."""
        seq, _, digits = text.strip().partition(":")
        try:
            made = cls(int(seq), bytes.fromhex(digits))
        except ValueError as error:
            raise BadUsage(f"{text.strip()[:80]!r} is not the head of a chain") from error
        if len(made.hash) != len(GENESIS) or made.seq < 0:
            raise BadUsage(f"{text.strip()[:80]!r} is not the head of a chain")
        return made


@dataclass(frozen=True, slots=True)
class Relation:
    """A table: its columns in order, and those of its primary key."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def key_sql(self, row: str = "") -> str:
        """Return the SQL of a row's name: its primary key as one text."""
        prefix = f"{row}." if row else ""
        return " || '/' || ".join(f"{prefix}{column}" for column in self.key) + " || ''"

    def rows(self, connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
        """Yield each row's name and digest, by primary key."""
        columns, key = ", ".join(self.columns), ", ".join(self.key)
        listed = connection.execute(f"select {self.key_sql()}, {columns} from {self.name} order by {key}")
        for name, *values in listed:
            yield name, row_digest(self.columns, values)

    def digest(self, connection: sqlite3.Connection, row: str) -> bytes | None:
        """Return the digest of one row, None where it is not there."""
        test = f"{self.key[0]} = ?" if len(self.key) == 1 else f"{self.key_sql()} = ?"
        found = connection.execute(
            f"select {', '.join(self.columns)} from {self.name} where {test}", (row,)
        ).fetchone()
        return None if found is None else row_digest(self.columns, found)


def relation(connection: sqlite3.Connection, name: str) -> Relation:
    """Return a table as it stands in the file."""
    listed = connection.execute("select name, pk from pragma_table_info(?) order by cid", (name,)).fetchall()
    keyed = sorted((place, column) for column, place in listed if place)
    return Relation(name, tuple(column for column, _ in listed), tuple(column for _, column in keyed))


def attach(connection: sqlite3.Connection) -> None:
    """Let a writing connection chain the evidence and seal all other rows from here on."""
    connection.create_function("readout_link", -1, _link, deterministic=True)
    for name in EVIDENCE:
        table = relation(connection, name)
        _named_digest(connection, table)
        connection.execute(
            f"create temp trigger {name}_chained after insert on main.{name} begin"
            f" insert into chain (relation, row, head) values ('{name}', {table.key_sql('new')},"
            f" readout_link((select head from chain order by seq desc limit 1), '{name}',"
            f" {table.key_sql('new')}, {_digest_call(table)})); end"
        )
    for name in SEALED:
        table = relation(connection, name)
        _named_digest(connection, table)
        for verb in ("insert", "update"):
            connection.execute(
                f"create temp trigger {name}_sealed_at_{verb} after {verb} on main.{name} begin"
                f" {_seal_row(table)}; end"
            )
        connection.execute(
            f"create temp trigger {name}_unsealed after delete on main.{name} begin"
            f" delete from seals where relation = '{name}' and row = {table.key_sql('old')}; end"
        )


def _seal_row(table: Relation) -> str:
    return (
        f"insert into seals (relation, row, digest) values ('{table.name}', {table.key_sql('new')},"
        f" substr({_digest_call(table)}, 1, {SEAL_BYTES}))"
        " on conflict (relation, row) do update set digest = excluded.digest"
    )


def _digest_call(table: Relation) -> str:
    return f"readout_{table.name}_digest({', '.join(f'new.{column}' for column in table.columns)})"


def _named_digest(connection: sqlite3.Connection, table: Relation) -> None:
    function = partial(_digest, table.columns)
    connection.create_function(
        f"readout_{table.name}_digest", len(table.columns), function, deterministic=True
    )


def _digest(names: Sequence[str], *values: Value) -> bytes:
    return row_digest(names, values)


def _link(before: bytes | None, name: str, row: str, digest: bytes) -> bytes:
    return linked(GENESIS if before is None else before, name, row, digest)


def seal_all(connection: sqlite3.Connection) -> None:
    """Seal every row that stands, and chain all evidence that no link speaks of: for a migration."""
    connection.execute("delete from seals")
    for name in SEALED:
        connection.executemany(
            "insert into seals (relation, row, digest) values (?, ?, ?)",
            ((name, row, digest[:SEAL_BYTES]) for row, digest in relation(connection, name).rows(connection)),
        )
    if connection.execute(_LAST).fetchone() is None:
        connection.executemany(
            "insert into chain (relation, row, head) values (?, ?, ?)", _all_links(connection)
        )


def _all_links(connection: sqlite3.Connection) -> Iterator[tuple[str, str, bytes]]:
    """Yield the chain of an archive that had none, in the order that proves most: bodies before captures."""
    before = GENESIS
    for name in ("dictionaries", "bodies", "captures"):
        for row, digest in relation(connection, name).rows(connection):
            before = linked(before, name, row, digest)
            yield name, row, before


def head_of(connection: sqlite3.Connection) -> Head:
    """Return where the chain ends; 0 and zeros for an archive without evidence."""
    row = connection.execute(_LAST).fetchone()
    return Head(0, GENESIS) if row is None else Head(row[0], row[1])
