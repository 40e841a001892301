"""Knows that only one run writes an archive at a time."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import ArchiveLocked, ArchiveReadOnly

__all__ = ["writing"]


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the archive's writer lock; raises ArchiveLocked when another process has it.

    The lock is flock on ``<archive>.lock``, a file that is never deleted: the kernel frees it when
    its holder dies, so there are no stale locks to break (reliability.md section 2.3).
    """
    # Through a symbolic link it is the same archive.
    real = path.resolve()
    beside = real.with_name(real.name + ".lock")
    try:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveReadOnly(f"{beside}: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            holder = os.pread(handle, 200, 0).decode("utf-8", "replace").strip()
            raise ArchiveLocked(f"{path}: another run is writing it ({holder or 'unknown'})") from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"pid {os.getpid()} since {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
