"""Knows how a file appears whole or not at all."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

__all__ = ["sweep", "whole_file", "write_whole"]

_T = TypeVar("_T")
_MODE = 0o644
_SUFFIX = ".part"
_LEFT_OVER = 24 * 3600
"""Seconds after which nobody can still be at work on an unfinished file; its writer was killed."""


def write_whole(path: Path, write: Callable[[BinaryIO], _T]) -> _T:
    """Let ``write`` fill a file that takes its name only when it is on the disk; return what it returns.

    Whatever goes wrong, a file that stood there stays as it was and nothing is left beside it.
    """
    with whole_file(path) as temporary, temporary.open("wb") as file:
        return write(file)


@contextmanager
def whole_file(
    path: Path, *, replace: bool = True, mode: int | None = None, alone: bool = False
) -> Iterator[Path]:
    """Yield an empty file beside the path, which takes its name at the end, when it is on the disk.

    Without ``replace`` a file that stands there by then is left alone, and FileExistsError raised.
    ``mode`` is that of the file that stood there, else 0644. ``alone`` says that a lock keeps all others
    from writing the file, so that whatever is unfinished was left by a writer that was killed.
    """
    path = path.resolve()
    sweep(path, older=0 if alone else _LEFT_OVER)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_SUFFIX, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        if mode is None:
            mode = path.stat().st_mode & 0o777 if path.exists() else _MODE
        with suppress(PermissionError):  # a file system without modes
            temporary.chmod(mode)
        _sync(temporary)
        _rename(temporary, path, replace=replace)
    except BaseException:
        for left in (temporary, *(Path(f"{name}{end}") for end in ("-journal", "-wal", "-shm"))):
            left.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _rename(temporary: Path, path: Path, *, replace: bool) -> None:
    if not replace:
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if path.exists():
                raise FileExistsError(17, "something stands there", str(path)) from None
        else:
            temporary.unlink()
            return
    temporary.replace(path)


def sweep(path: Path, *, older: float = 0.0) -> None:
    """Take away what a writer of this same file left so many seconds ago, when it was killed."""
    prefix, before = f".{path.name}.", time.time() - older
    for left in path.parent.iterdir():
        # SQLite's own files beside an unfinished copy have longer names.
        if left.name.startswith(prefix) and _SUFFIX in left.name[len(prefix) :]:
            with suppress(OSError):
                if left.stat().st_mtime <= before:
                    left.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
