"""Knows how an archive is recognised and opened to be read, without what only writing needs.

sqlite-utils takes a tenth of a second to import, which a search does not have.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

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
from archive.identity import APPLICATION_ID, SCHEMA_VERSION

__all__ = [
    "address_of",
    "check_identity",
    "check_place",
    "connected",
    "open_to_read",
    "pragma",
    "storage_errors",
]

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


def open_to_read(path: Path, *, older: bool = False) -> sqlite3.Connection:
    """Open an archive that is there to be read only; with ``older`` an earlier schema too.

    Raises ArchiveMissing, NotAnArchive, NewerSchema, OlderSchema, ArchiveReadOnly, ArchiveDamaged.
    """
    check_place(path, create=False)
    with storage_errors(path):
        connection = _connected_to_read(path)
        try:
            check_identity(connection, path, older=older)
        except BaseException:
            connection.close()
            raise
    return connection


def check_place(path: Path, *, create: bool) -> None:
    """Refuse what is no place of an archive, or no database."""
    exists = path.exists()
    if not exists and not create:
        raise ArchiveMissing(f"{path}: there is no archive; 'readout crawl' or 'readout fetch' creates one")
    if exists and not path.is_file():
        raise NotAnArchive(f"{path}: not a file")
    if not exists and not path.parent.is_dir():
        raise ArchiveReadOnly(f"{path}: the folder {path.parent} does not exist")
    if exists:
        with storage_errors(path):
            _check_magic(path)


def _check_magic(path: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(len(_MAGIC))
    if head not in (b"", _MAGIC):
        raise NotAnArchive(f"{path}: the file is not an archive (not an SQLite database)")


def address_of(path: Path) -> str:
    """Return the URI by which SQLite opens a path."""
    return "file:" + quote(os.fsencode(path.absolute()))


def _connected_to_read(path: Path) -> sqlite3.Connection:
    address = address_of(path)
    connection = connected(f"{address}?mode=ro")
    try:
        connection.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if Path(f"{path}-wal").exists():
            raise
        # A WAL database in a folder that cannot be written opens only as immutable.
        connection = connected(f"{address}?mode=ro&immutable=1")
    return connection


def connected(address: str) -> sqlite3.Connection:
    """Return a connection that trusts no schema and keeps foreign keys; it begins no transactions."""
    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, check_same_thread=False
    )
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma foreign_keys = on")
    return connection


def pragma(connection: sqlite3.Connection, name: str) -> int | str:
    """Return what a pragma says."""
    value: int | str = connection.execute(f"pragma {name}").fetchone()[0]
    return value


def check_identity(connection: sqlite3.Connection, path: Path, *, older: bool) -> None:
    """Raise NotAnArchive, NewerSchema or OlderSchema unless a database is an archive that we know."""
    if connection.execute("select count(*) from sqlite_master").fetchone()[0] == 0:
        raise NotAnArchive(f"{path}: the file is empty")
    if pragma(connection, "application_id") != APPLICATION_ID:
        raise NotAnArchive(f"{path}: a database, but not an archive of Readout")
    version = int(pragma(connection, "user_version"))
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
