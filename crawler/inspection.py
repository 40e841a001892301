"""Knows what the commands that only read the archive say: show, status."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import click

from archive.backuplog import LOG
from archive.chronology import clocks_of, findings_of
from archive.display import Console, print_document, print_status
from archive.errors import ArchiveFull, ArchiveReadOnly, BadUsage
from archive.library import as_json, captures_of, history
from archive.overview import status as status_of
from archive.wholefile import write_whole
from crawler.finding import found, reading
from crawler.progress import waiting
from crawler.stated import reserve

__all__ = ["refuse_to_overwrite", "show", "status", "storing", "written_whole"]

T = TypeVar("T")


def show(*, what: str, as_json_text: bool, archive: Path) -> None:
    """Print what is kept of one document."""
    with reading(archive) as db:
        document = found(db, what)
        revisions, captures = history(db, document.id), captures_of(db, document.id)
        clocks, findings = clocks_of(db, document.id), findings_of(db, document.id)
    if as_json_text:
        whole = {
            "document": document,
            "clocks": clocks,
            "findings": findings,
            "revisions": revisions,
            "captures": captures,
        }
        click.echo(as_json(whole))
        return
    print_document(Console(), document, revisions, captures, clocks=clocks, findings=findings)


def status(*, as_json_text: bool, archive: Path) -> None:
    """Print what is in the archive and how the last crawls ended."""
    with reading(archive) as db, waiting("status"):
        told = status_of(db)
    if as_json_text:
        click.echo(as_json(told))
        return
    print_status(Console(), told)


def refuse_to_overwrite(file: Path, archive: Path) -> None:
    """Refuse a target that is the archive itself, by whatever name, or no regular file."""
    if not file.exists():
        return
    for suffix in ("", "-wal", "-shm", ".lock", LOG):
        own = archive.with_name(archive.name + suffix)
        if own.exists() and file.samefile(own):
            raise BadUsage(f"{file}: that is the archive itself; nothing was written")
    if not file.is_file():
        raise BadUsage(f"{file}: not a regular file; without FILE the rows go to standard output")


def written_whole(file: Path, write: Callable[[BinaryIO], T]) -> T:
    """Let ``write`` fill a file, which appears whole or not at all; returns what it returns."""
    with storing(file):
        return write_whole(file, write)


@contextmanager
def storing(file: Path) -> Iterator[None]:
    """Say what hinders the writing of a file; what stood there stays."""
    reserve().require(file)
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
        kind = ArchiveFull if full else ArchiveReadOnly
        raise kind(f"{file}: {error.strerror}; it is as it was, or whole") from error
