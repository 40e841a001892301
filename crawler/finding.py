"""Knows how a command that only reads opens the archive, and how a document is found by any of its names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.connection import Database, open_archive, storage_errors
from archive.errors import UnknownDocument
from archive.library import DocumentRow, find

__all__ = ["found", "reading"]


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """Open the archive to be read only; what SQLite reports becomes an error of the archive."""
    with storage_errors(path):
        db = open_archive(path, read_only=True)
        try:
            yield db
        finally:
            db.close()


def found(db: Database, what: str) -> DocumentRow:
    """Return the document of an id, a key or an address; raises `UnknownDocument`."""
    try:
        return find(db, what)
    except UnknownDocument:
        if "://" not in what:
            raise
        # Another address of a document that we know by a different one: ask its site what it names.
        from crawler.sites import site_for  # noqa: PLC0415 - the readers load only where they are needed

        target = site_for(what).target(what)
        if target is None:
            raise
        return find(db, target.identity.key)
