"""Knows how an archive file is opened safely, and what SQLite's complaints mean to a user."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from archive.chain import attach, seal_all
from archive.errors import (
    ArchiveDamaged,
    ArchiveFull,
    ArchiveLocked,
    ArchiveMissing,
    ArchiveReadOnly,
    NewerSchema,
    NotAnArchive,
    OlderSchema,
    ReadoutError,
)
from archive.schema import APPLICATION_ID, SCHEMA_VERSION, migrations

__all__ = ["Database", "open_archive", "storage_errors", "transaction"]

BUSY_TIMEOUT_MS = 30_000
_MAGIC = b"SQLite format 3\x00"

# Source: sqlite.org/rescode.html; primary codes, the extended ones begin with their name.
_MEANINGS: tuple[tuple[str, type[ReadoutError], str], ...] = (
    ("SQLITE_FULL", ArchiveFull, "the disk is full; nothing stored is harmed"),
    ("SQLITE_IOERR", ArchiveFull, "the disk failed a read or write; nothing stored is harmed"),
    ("SQLITE_READONLY", ArchiveReadOnly, "the archive cannot be written"),
    ("SQLITE_CANTOPEN", ArchiveReadOnly, "the archive or its folder cannot be opened for writing"),
    ("SQLITE_PERM", ArchiveReadOnly, "the archive may not be opened"),
    ("SQLITE_BUSY", ArchiveLocked, "another program is writing the archive"),
    ("SQLITE_LOCKED", ArchiveLocked, "another program is writing the archive"),
    ("SQLITE_CORRUPT", ArchiveDamaged, "the archive is damaged; restore a backup"),
    ("SQLITE_NOTADB", NotAnArchive, "the file is not an archive"),
)


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into ours, one line each, naming the file."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        for code, kind, meaning in _MEANINGS:
            if name.startswith(code):
                raise kind(f"{path}: {meaning} ({error})") from error
        raise
    except PermissionError as error:
        raise ArchiveReadOnly(f"{path}: {error.strerror}") from error


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
    exists = path.exists()
    if not exists and not create:
        raise ArchiveMissing(f"{path}: there is no archive; 'readout crawl' or 'readout fetch' creates one")
    if exists and not path.is_file():
        raise NotAnArchive(f"{path}: not a file")
    if not exists and not path.parent.is_dir():
        raise ArchiveReadOnly(f"{path}: the folder {path.parent} does not exist")
    with storage_errors(path):
        _check_magic(path, exists=exists)
        db = _connect(path, read_only=read_only)
        try:
            fresh = not exists or path.stat().st_size == 0
            _check_identity(db, path, fresh=fresh, older=older or not read_only)
            _prepare(db, path, read_only=read_only)
        except BaseException:
            db.conn.close()
            raise
    return db


def _check_magic(path: Path, *, exists: bool) -> None:
    if not exists:
        return
    with path.open("rb") as stream:
        head = stream.read(len(_MAGIC))
    if head not in (b"", _MAGIC):
        raise NotAnArchive(f"{path}: the file is not an archive (not an SQLite database)")


def _connect(path: Path, *, read_only: bool) -> Database:
    address = "file:" + quote(os.fsencode(path.absolute()))
    if not read_only:
        return Database(_raw(f"{address}?mode=rwc"))
    try:
        db = Database(_raw(f"{address}?mode=ro"))
        db.conn.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        if Path(f"{path}-wal").exists():
            raise
        # A WAL database in a folder that cannot be written opens only as immutable.
        db = Database(_raw(f"{address}?mode=ro&immutable=1"))
    return db


def _raw(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False
    )
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma foreign_keys = on")
    return connection


def _pragma(db: Database, name: str) -> int | str:
    value: int | str = db.conn.execute(f"pragma {name}").fetchone()[0]
    return value


def _check_identity(db: Database, path: Path, *, fresh: bool, older: bool) -> None:
    if fresh or db.conn.execute("select count(*) from sqlite_master").fetchone()[0] == 0:
        return
    if _pragma(db, "application_id") != APPLICATION_ID:
        raise NotAnArchive(f"{path}: a database, but not an archive of Readout")
    version = int(_pragma(db, "user_version"))
    if version > SCHEMA_VERSION:
        raise NewerSchema(
            f"{path}: written by a newer Readout (schema {version}, this one knows {SCHEMA_VERSION}); "
            "install the newer one"
        )
    if not older and version < SCHEMA_VERSION:
        raise OlderSchema(
            f"{path}: written by an older Readout (schema {version}, this one writes {SCHEMA_VERSION}); "
            "the next crawl, fetch or reparse brings it up to date"
        )


def _prepare(db: Database, path: Path, *, read_only: bool) -> None:
    if read_only:
        if db.conn.execute("select count(*) from sqlite_master").fetchone()[0] == 0:
            raise NotAnArchive(f"{path}: the file is empty")
        return
    db.conn.execute("pragma journal_mode = wal")
    db.conn.execute("pragma synchronous = full")
    if _pragma(db, "journal_mode") != "wal" or _pragma(db, "synchronous") != 2:  # noqa: PLR2004 - FULL
        raise ArchiveReadOnly(f"{path}: the file system does not allow a write-ahead log")
    if int(_pragma(db, "user_version")) < SCHEMA_VERSION:
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
