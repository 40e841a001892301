"""Knows how an archive is copied while it may be written: by SQLite's own backup, never file by file."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from archive.connection import open_archive, storage_errors

__all__ = ["copied"]


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """Yield a copy of an archive in a folder of its own, which is removed afterwards.

    Raises what `open_archive` raises; ArchiveFull where the folder for temporary files has no room.
    """
    with tempfile.TemporaryDirectory(prefix="readout-") as folder:
        copy = Path(folder) / "copy.db"
        with (
            storage_errors(copy),
            closing(open_archive(path, read_only=True).conn) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        yield copy
