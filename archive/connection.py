"""Knows how an archive file is opened safely by sqlite-utils, to be written too, and in transactions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.chain import attach, seal_all
from archive.errors import ArchiveReadOnly
from archive.identity import APPLICATION_ID, SCHEMA_VERSION
from archive.opening import (
    address_of,
    check_identity,
    check_place,
    connected,
    open_to_read,
    pragma,
    storage_errors,
)
from archive.schema import migrations

__all__ = ["Database", "open_archive", "storage_errors", "transaction"]


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Hold the write lock from the first statement on; all or nothing.

    IMMEDIATE, because a deferred transaction that reads first fails at once when another writes
    (reliability.md section 2.4).
    """
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("rollback")
        raise
    try:
        db.conn.execute("commit")
    except BaseException:
        if db.conn.in_transaction:
            db.conn.execute("rollback")
        raise


def open_archive(
    path: Path, *, create: bool = False, read_only: bool = False, older: bool = False
) -> Database:
    """Open an archive and check that it is one; with ``older`` an earlier schema may be read as it stands.

    Raises ArchiveMissing, NotAnArchive, NewerSchema, ArchiveReadOnly, ArchiveDamaged.
    """
    if read_only:
        return Database(open_to_read(path, older=older))
    check_place(path, create=create)
    with storage_errors(path):
        connection = connected(f"{address_of(path)}?mode=rwc")
        try:
            if connection.execute("select count(*) from sqlite_master").fetchone()[0] > 0:
                check_identity(connection, path, older=True)
            db = Database(connection)
            _prepare(db, path)
        except BaseException:
            connection.close()
            raise
    return db


def _prepare(db: Database, path: Path) -> None:
    db.conn.execute("pragma journal_mode = wal")
    db.conn.execute("pragma synchronous = full")
    if pragma(db.conn, "journal_mode") != "wal" or pragma(db.conn, "synchronous") != 2:  # noqa: PLR2004 - FULL
        raise ArchiveReadOnly(f"{path}: the file system does not allow a write-ahead log")
    if int(pragma(db.conn, "user_version")) < SCHEMA_VERSION:
        _migrate(db)
    attach(db.conn)


def _migrate(db: Database) -> None:
    """Bring the file to today's tables, all or nothing; a table that is made anew drags no rows with it."""
    db.conn.execute("pragma foreign_keys = off")
    with transaction(db):
        db.conn.execute(f"pragma application_id = {APPLICATION_ID}")
        migrations.apply(db)
        seal_all(db.conn)
        db.conn.execute(f"pragma user_version = {SCHEMA_VERSION}")
    db.conn.execute("pragma foreign_keys = on")
