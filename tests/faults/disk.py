"""Knows what a disk holds after a power cut, from the journal of what a process asked of it.

The model: what was fsynced is there. Of later writes to a file any subset may be there, each 512 bytes of a
write for itself. Names (creations, renames, removals) hold in their order up to some point: those before the
last fsync of the folder surely, later ones by chance.
"""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.faults.shim import Op

__all__ = ["Change", "Disk", "Kept", "journal"]

_HEAD = struct.Struct("=iiiiqq")
_SECTOR = 512
_TRUNCATING = 0o1000


class Kept(StrEnum):
    """How much of what was not fsynced outlives the cut: nothing, some writes, some sectors of them."""

    SYNCED = "synced"
    SUBSET = "subset"
    TORN = "torn"


@dataclass(frozen=True)
class Change:
    """One line of the journal; ``path`` and ``target`` are names within the folder."""

    op: Op
    fd: int
    flags: int
    offset: int
    length: int
    path: str
    target: str
    data: bytes


@dataclass
class _File:
    """One file, whatever its name: what is durable, and what was written since."""

    durable: bytearray = field(default_factory=bytearray)
    later: list[tuple[int, bytes | None]] = field(default_factory=list)

    def kept(self, how: Kept, chance: random.Random) -> bytes:
        """Return the bytes that are there after a cut."""
        whole = bytearray(self.durable)
        if how is not Kept.SYNCED:
            for offset, data in self.later:
                for at, piece in _pieces(offset, data, torn=how is Kept.TORN):
                    if chance.random() < 0.5:
                        _write(whole, at, piece)
        return bytes(whole)

    def sync(self) -> None:
        """Make all that was written durable."""
        for offset, data in self.later:
            _write(self.durable, offset, data)
        self.later.clear()


@dataclass
class Disk:
    """A folder: files, their names as the process sees them, and as they are durable."""

    folder: str
    names: dict[str, _File] = field(default_factory=dict)
    durable: dict[str, _File] = field(default_factory=dict)
    open: dict[int, _File | None] = field(default_factory=dict)
    renames: list[dict[str, _File]] = field(default_factory=list)

    def found(self, name: str, content: bytes) -> None:
        """Put a file that stood there beforehand."""
        self.names[name] = self.durable[name] = _File(bytearray(content))

    def apply(self, change: Change) -> None:
        """Take in one change."""
        if change.op is Op.OPEN:
            self._open(change)
        elif change.op is Op.CLOSE:
            self.open.pop(change.fd, None)
        elif change.op in (Op.WRITE, Op.TRUNCATE):
            file = self.open[change.fd]
            if file is not None:
                file.later.append((change.offset, change.data if change.op is Op.WRITE else None))
        elif change.op is Op.SYNC:
            self._sync(change)
        elif change.op is not Op.MARK:
            self._rename(change)

    def _open(self, change: Change) -> None:
        if change.path == self.folder:
            self.open[change.fd] = None
            return
        if change.path not in self.names:
            self.names[change.path] = _File()
            self._named()
        file = self.open[change.fd] = self.names[change.path]
        if change.flags & _TRUNCATING:
            file.later.append((0, None))

    def _sync(self, change: Change) -> None:
        file = self.open[change.fd]
        if file is not None:
            file.sync()
            return
        self.durable = dict(self.names)
        self.renames.clear()

    def _rename(self, change: Change) -> None:
        file = self.names[change.path] if change.op is Op.LINK else self.names.pop(change.path)
        if change.op is not Op.UNLINK:
            self.names[change.target] = file
        self._named()

    def _named(self) -> None:
        self.renames.append(dict(self.names))

    def cut(self, into: Path, how: Kept, chance: random.Random) -> None:
        """Write down, as files of a folder, what is there when the power goes now."""
        outlived = 0 if how is Kept.SYNCED else chance.randint(0, len(self.renames))
        names = self.renames[outlived - 1] if outlived else self.durable
        for name, file in names.items():
            (into / Path(name).name).write_bytes(file.kept(how, chance))


def _pieces(offset: int, data: bytes | None, *, torn: bool) -> Iterator[tuple[int, bytes | None]]:
    if data is None or not torn:
        yield offset, data
        return
    start = 0
    while start < len(data):
        end = min(len(data), start + _SECTOR - (offset + start) % _SECTOR)
        yield offset + start, data[start:end]
        start = end


def _write(whole: bytearray, offset: int, data: bytes | None) -> None:
    """Write, or cut the file to a length; what lies between the old end and the new is zero."""
    end = offset if data is None else offset + len(data)
    if len(whole) < end:
        whole.extend(bytes(end - len(whole)))
    if data is None:
        del whole[offset:]
    else:
        whole[offset:end] = data


def journal(file: Path) -> list[Change]:
    """Read a journal."""
    changes, raw, at = [], file.read_bytes(), 0
    while at < len(raw):
        op, fd, flags, path_length, offset, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        path, _, target = raw[at : at + path_length].decode().partition("\0")
        at += path_length
        data = raw[at : at + length] if op == Op.WRITE else b""
        at += len(data)
        changes.append(Change(Op(op), fd, flags, offset, length, path, target, data))
    return changes
