"""Knows how much of a disk is free, and how much of it a run must leave."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from archive.errors import ArchiveFull, BadUsage

__all__ = ["DEFAULT_RESERVE", "Reserve", "Room", "room_of", "sized"]

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(%|[kmgt]i?b|[kmgtb])?", re.IGNORECASE | re.ASCII)
_STEPS = "kmgt"
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Room:
    """The file system that a path stands on; bytes that this user may still write, and bytes in all."""

    free: int
    total: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """What must stay free: so many bytes, or such a share of the disk (0.05 is a twentieth)."""

    stated: str
    size: int = 0
    share: float = 0.0

    @classmethod
    def parse(cls, text: str) -> "Reserve":
        """Read ``1GB``, ``500MB``, ``1.5GiB``, ``5%`` or ``0``; a bare number is bytes. Raises BadUsage."""
        stated = text.strip()
        found = _SIZE.fullmatch(stated)
        if found is None:
            raise BadUsage(f"READOUT_RESERVE={stated!r} is not a size; write 1GB, 500MB, 5% or 0")
        number, unit = float(found[1]), (found[2] or "b").lower()
        if unit != "%":
            return cls(stated, size=int(number * _worth(unit)))
        if number >= _WHOLE:
            raise BadUsage(f"READOUT_RESERVE={stated!r} leaves nothing of the disk to write on")
        return cls(stated, share=number / _WHOLE)

    def of(self, room: Room) -> int:
        """Return the bytes that must stay free on a disk."""
        return max(self.size, int(self.share * room.total))

    def require(self, path: Path, *, copy: int = 0) -> None:
        """Raise ArchiveFull unless the reserve stays free on a path's disk, and a copy fits beside it."""
        room = room_of(path)
        kept = self.of(room)
        # A file system that states no size at all, such as /proc, has nothing that could be kept free.
        if room.total == 0 or room.free >= kept + copy:
            return
        beside = f" and {sized(copy)} for the copy" if copy else ""
        raise ArchiveFull(
            f"{path}: {sized(room.free)} free on its disk ({room.free} bytes), {sized(kept + copy)} needed"
            f" ({kept + copy} bytes: READOUT_RESERVE={self.stated}{beside}); free some, or lower the setting"
        )


DEFAULT_RESERVE = Reserve("1GB", size=10**9)


def room_of(path: Path) -> Room:
    """Return the room on the file system of a path, or of the nearest folder above it that is there."""
    there = path.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    found = os.statvfs(there)
    return Room(free=found.f_bavail * found.f_frsize, total=found.f_blocks * found.f_frsize)


def sized(count: int) -> str:
    """Return a number of bytes in the unit that a person would say, such as ``1.5 GB``."""
    number = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:  # noqa: PLR2004 - the step from unit to unit
            return f"{count} bytes" if unit == "bytes" else f"{number:.1f} {unit}"
        number /= 1000
    return f"{number:.1f} TB"


def _worth(unit: str) -> int:
    """Return the bytes of a unit: powers of ten, with an ``i`` powers of two."""
    step = 1024 if "i" in unit else 1000
    return int(step ** (_STEPS.find(unit[0]) + 1))
