"""Knows how the C shim is built, loaded into this process and told what to do."""

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

__all__ = [
    "Blow",
    "How",
    "Op",
    "arm",
    "build",
    "disarm",
    "fired",
    "loaded",
    "mark",
    "order",
    "seen",
    "why_not",
]

SOURCE = Path(__file__).with_name("shim.c")


class Op(IntEnum):
    """What a process may ask of the disk; the values are those of shim.c."""

    OPEN = 1
    WRITE = 2
    SYNC = 4
    TRUNCATE = 8
    UNLINK = 16
    RENAME = 32
    READ = 64
    MARK = 128
    CLOSE = 256
    LINK = 512


class How(IntEnum):
    """What befalls a call; the values are those of shim.c. Half: half of the bytes of a write get through."""

    COUNT = 0
    BEFORE = 1
    AFTER = 2
    HALF = 3
    FAIL = 4
    SHORT = 5


@dataclass(frozen=True, kw_only=True)
class Blow:
    """The ``number``-th call of the kinds in ``ops`` is struck; ``again``: and every later one."""

    ops: int = 0
    number: int = 0
    how: How = How.COUNT
    error: int = 0
    again: bool = False


def why_not() -> str:
    """Return why the shim cannot be had on this machine, or nothing."""
    if not sys.platform.startswith("linux"):
        return "calls of the disk are caught by LD_PRELOAD, which is Linux's"
    if compiler() is None:
        return "the shim is C, and there is no compiler (cc, gcc or clang)"
    return ""


def compiler() -> str | None:
    """Return the C compiler."""
    return next((found for found in map(shutil.which, ("cc", "gcc", "clang")) if found), None)


def build(folder: Path) -> Path:
    """Compile the shim and return the library."""
    library = folder / "shim.so"
    command = [compiler() or "cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-lpthread"]
    subprocess.run(command, check=True)
    return library


_SELF = ctypes.CDLL(None)


def loaded() -> bool:
    """Tell whether this process was started with the shim."""
    return hasattr(_SELF, "faults_arm")


def arm(folder: Path, blow: Blow, *, journal: int = -1) -> None:
    """Watch a folder from now on: strike as told, and write all changes to the file ``journal``.

    While armed nothing waits for a disk to spin: fsync of a file in the folder is noted, not done.
    """
    where = os.fsencode(folder.resolve())
    number = ctypes.c_long(blow.number)
    _SELF.faults_arm(where, journal, int(blow.ops), number, int(blow.how), blow.error, int(blow.again))


def disarm() -> None:
    """Let every call pass."""
    _SELF.faults_disarm()


def mark(number: int) -> None:
    """Put a number into the journal, between the changes."""
    _SELF.faults_mark(ctypes.c_long(number))


def seen() -> int:
    """Return how many calls of the watched kinds there were."""
    return int(_SELF.faults_seen())


def fired() -> int:
    """Return how many calls were struck."""
    return int(_SELF.faults_fired())


def order(folder: Path, blow: Blow) -> dict[str, str]:
    """Return the variable that arms a process of its own from its start."""
    parts = (folder.resolve(), blow.ops, blow.number, int(blow.how), blow.error, int(blow.again))
    return {"FAULTS": "|".join(map(str, parts))}
