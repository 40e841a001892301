"""Knows that only one run writes an archive at a time, who that is, and where a lock would not hold."""

import errno
import fcntl
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from archive.errors import ArchiveLocked, ArchiveReadOnly

__all__ = ["holder_of", "network_of", "writing"]

MOUNTS = Path("/proc/self/mountinfo")
# Other machines write to these as well, and SQLite's log needs memory that all writers share
# (sqlite.org/wal.html): locks of two machines may not meet, so they may write over each other.
_NETWORK = frozenset(
    [
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "glusterfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb2",
        "smb3",
        "smbfs",
    ]
)
_NETWORK_FUSE = frozenset(
    [
        "ceph",
        "curlftpfs",
        "davfs2",
        "gcsfuse",
        "glusterfs",
        "goofys",
        "gvfsd-fuse",
        "juicefs",
        "rclone",
        "s3fs",
        "sshfs",
    ]
)
_POLL = 0.2
"""Seconds between two tries; a signal ends the wait at once. Who only looks at the lock is done by then."""
_LONGEST = 1000


@contextmanager
def writing(path: Path, *, wait: float = 0.0, network: bool = False) -> Iterator[None]:
    """Hold the archive's writer lock; wait for it so many seconds, then raise ArchiveLocked.

    The lock is flock on ``<archive>.lock``, a file that is never deleted: the kernel frees it when
    its holder dies, so there are no stale locks to break (reliability.md section 2.3). On a network
    file system it is refused with ArchiveReadOnly, unless ``network`` says that one machine writes.
    """
    beside = _lock_file(path)
    if not network and (kind := network_of(beside.parent)):
        raise ArchiveReadOnly(
            f"{path}: lies on a network file system ({kind}), where two machines may write over each other;"
            " keep it on a disk of this machine, or set READOUT_NETWORK_FS=1 if no other ever writes it"
        )
    try:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise ArchiveReadOnly(f"{beside}: {error.strerror}") from error
    try:
        _take(handle, path, until=time.monotonic() + max(wait, _POLL))
        _sign(handle)
        yield
    finally:
        os.close(handle)


def holder_of(path: Path) -> tuple[str, bool]:
    """Return who holds the lock or held it last, empty where nobody ever did, and whether it is held now."""
    try:
        handle = os.open(_lock_file(path), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return "", False
    try:
        return _signed(handle), not _try(handle, fcntl.LOCK_SH)
    finally:
        os.close(handle)


def network_of(folder: Path) -> str:
    """Return the kind of the network file system that a folder lies on, empty for a disk of this machine.

    Known on Linux, from the kernel's list of mounts; elsewhere nothing is known and nothing said.
    """
    try:
        device = folder.stat().st_dev
        mounts = MOUNTS.read_text("utf-8", "replace")
    except OSError:
        return ""
    number = f"{os.major(device)}:{os.minor(device)}"
    for line in mounts.splitlines():
        mount, _, kind = line.partition(" - ")
        fields, name = mount.split(), kind.split(" ", 1)[0]
        if len(fields) > 2 and fields[2] == number:  # noqa: PLR2004 - proc(5): the third is major:minor
            family, _, program = name.partition(".")
            return name if name in _NETWORK or (family == "fuse" and program in _NETWORK_FUSE) else ""
    return ""


def _lock_file(path: Path) -> Path:
    # Through a symbolic link it is the same archive.
    real = path.resolve()
    return real.with_name(real.name + ".lock")


def _take(handle: int, path: Path, *, until: float) -> None:
    while not _try(handle, fcntl.LOCK_EX):
        left = until - time.monotonic()
        if left <= 0:
            raise ArchiveLocked(f"{path}: another run is writing it ({_signed(handle) or 'unknown'})")
        time.sleep(min(_POLL, left))


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EAGAIN, errno.EACCES):
            raise
        return False
    return True


def _sign(handle: int) -> None:
    """Write down who holds the lock, in one line."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])
    line = f"pid {os.getpid()} since {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} on {platform.node()}: {command}"
    signed = " ".join(line.split()).encode("utf-8", "surrogateescape")[: _LONGEST - 1] + b"\n"
    os.ftruncate(handle, 0)
    os.pwrite(handle, signed, 0)


def _signed(handle: int) -> str:
    return os.pread(handle, _LONGEST, 0).decode("utf-8", "replace").strip()
