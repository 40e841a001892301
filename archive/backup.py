"""Knows how an archive is copied while it is written, and that no copy is one before it has been checked."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.backuplog import LOG, note
from archive.chain import head_of
from archive.connection import Database, open_archive, storage_errors
from archive.disk import Reserve
from archive.errors import ArchiveDamaged, ArchiveFull, ArchiveReadOnly, BadUsage, OlderSchema
from archive.lock import writing
from archive.verify import Depth, verify
from archive.wholefile import whole_file

__all__ = ["Copied", "backup", "restore"]

Progress = Callable[[int, int], None]

# Pages copied at a time; between two the bar moves and a signal is heard.
_STEP = 2_000
_BESIDE = ("-wal", "-shm", "-journal")
_NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """What a copy holds; ``head`` is that of its chain, empty for an archive of an older schema."""

    path: Path
    size: int
    documents: int
    captures: int
    head: str


def backup(archive: Path, target: Path, *, force: bool, reserve: Reserve, progress: Progress) -> Copied:
    """Copy an archive as it stands at this moment, a crawl or none, and check the copy.

    ``progress`` is told (pages copied, of all), then (rows checked, of all). Raises BadUsage for a target
    that may not be written, ArchiveDamaged where the copy does not hold what an archive must: then there
    is no copy.
    """
    _refuse_target(target, archive, force=force)
    with _opened(archive) as source, _named_errors(target):
        reserve.require(target, copy=_size(source))
        with whole_file(target, replace=force) as temporary:
            _copy(source, temporary, progress)
            _check(temporary, named=archive, progress=progress)
            copied = _told(temporary, target)
    with suppress(OSError):  # beside an archive that may only be read there is no such line
        note(archive, path=copied.path, captures=copied.captures, head=copied.head)
    return copied


def restore(file: Path, archive: Path, *, reserve: Reserve, network: bool, progress: Progress) -> Copied:
    """Make an archive of a backup, where there is none; the backup is checked first, and is not changed.

    Raises BadUsage where something stands already, ArchiveDamaged, NotAnArchive or NewerSchema for what
    is no whole backup; then nothing is written.
    """
    for path in (archive, *(_with(archive, end) for end in _BESIDE)):
        if path.exists() or path.is_symlink():
            raise BadUsage(
                f"{path}: is there already; a backup is restored to a place that is free."
                " Move away what is there, all of it, or name another with --archive"
            )
    with _opened(file) as source:
        if not archive.parent.is_dir():
            raise ArchiveReadOnly(f"{archive}: the folder {archive.parent} does not exist")
        reserve.require(archive, copy=_size(source))
        _check(file, named=file, progress=progress)
        with (
            _named_errors(archive),
            writing(archive, network=network),
            whole_file(archive, replace=False, alone=True) as temporary,
        ):
            _copy(source, temporary, progress)
            _check(temporary, named=file, progress=progress)
            return _told(temporary, archive)


def _refuse_target(target: Path, archive: Path, *, force: bool) -> None:
    for end in ("", *_BESIDE, ".lock", LOG):
        own = _with(archive.resolve(), end)
        if target.resolve() == own or (own.exists() and target.exists() and target.samefile(own)):
            raise BadUsage(f"{target}: that is the archive itself; nothing was written")
    for path in (_with(target, end) for end in _BESIDE):
        if path.exists():
            raise BadUsage(f"{path}: a database is at work there; name another file for the backup")
    if not target.parent.is_dir():
        raise ArchiveReadOnly(f"{target}: the folder {target.parent} does not exist")
    if not target.exists():
        return
    if not target.is_file():
        raise BadUsage(f"{target}: not a regular file")
    if not force:
        raise BadUsage(f"{target}: is there already; name another file, or overwrite it with --force")


@contextmanager
def _opened(path: Path) -> Iterator[Database]:
    """Open an archive to read it, of whatever schema we know, and hold one moment of it.

    In a transaction the copy is of one moment however many steps it takes: else SQLite begins anew
    whenever a crawl writes (sqlite.org/c3ref/backup_finish.html). Readers do not hinder the crawl.
    """
    with storage_errors(path):
        db = open_archive(path, read_only=True, older=True)
        with closing(db.conn):
            db.conn.execute("begin")
            db.conn.execute("select count(*) from sqlite_master").fetchone()
            yield db


@contextmanager
def _named_errors(target: Path) -> Iterator[None]:
    """Say what hindered the writing of the copy."""
    try:
        with storage_errors(target):
            yield
    except FileExistsError as error:
        raise BadUsage(f"{target}: has appeared meanwhile; it is left alone") from error
    except PermissionError:
        raise
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
        kind = ArchiveFull if full else ArchiveReadOnly
        raise kind(f"{target}: {error.strerror}; nothing was written") from error


def _size(source: Database) -> int:
    pages = source.conn.execute("pragma page_count").fetchone()[0]
    return int(pages * source.conn.execute("pragma page_size").fetchone()[0])


def _copy(source: Database, temporary: Path, progress: Progress) -> None:
    def told(_status: int, remaining: int, total: int) -> None:
        progress(total - remaining, total)

    with closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
        # Until it has its name nobody reads it; a copy that is cut short is thrown away.
        copy.execute("pragma journal_mode = off")
        copy.execute("pragma synchronous = off")
        source.conn.backup(copy, pages=_STEP, progress=told)
        # Else it could not be opened on a medium that is read only.
        (mode,) = copy.execute("pragma journal_mode = delete").fetchone()
        if mode != "delete":
            raise ArchiveReadOnly(f"{temporary}: cannot be made a single file ({mode})")


def _check(path: Path, *, named: Path, progress: Progress) -> None:
    """Raise ArchiveDamaged unless a file holds all that an archive must, byte for byte."""
    try:
        report = verify(path, depth=Depth.DATA, progress=progress)
    except OlderSchema:
        _check_pages(path, named=named)
        return
    if report.faults:
        told = "; ".join(f"{one}" for one in report.faults[:_NAMED])
        more = f" and {len(report.faults) - _NAMED} more" if len(report.faults) > _NAMED else ""
        raise ArchiveDamaged(f"{named}: is damaged ({told}{more}); 'readout verify' names each row")


def _check_pages(path: Path, *, named: Path) -> None:
    with closing(open_archive(path, read_only=True, older=True).conn) as connection:
        (said,) = connection.execute("pragma integrity_check(1)").fetchone()
    if said != "ok":
        raise ArchiveDamaged(f"{named}: is damaged ({said})")


def _told(copy: Path, named: Path) -> Copied:
    with closing(open_archive(copy, read_only=True, older=True).conn) as connection:
        documents, captures, chains = connection.execute(
            "select (select count(*) from documents), (select count(*) from captures),"
            " (select count(*) from sqlite_master where name = 'chain')"
        ).fetchone()
        head = str(head_of(connection)) if chains else ""
    size = copy.stat().st_size
    return Copied(path=named, size=size, documents=documents, captures=captures, head=head)


def _with(path: Path, end: str) -> Path:
    return path.with_name(path.name + end)
