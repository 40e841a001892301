"""Knows how values pass between the process that crawls and the one that reads: quickly, and only ours."""

import pickle
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from operator import attrgetter
from typing import Any

from archive.models import Block, Identity, Reference, Section, Tag

__all__ = ["NotOurs", "TooLong", "packed", "received", "send", "unpacked"]

_LENGTH = struct.Struct("!Q")

_LISTED = (Block, Identity, Reference, Section, Tag)
"""A page has a hundred of these; as a row of fields they take a third of the time of pickle's own way."""


class NotOurs(ValueError):
    """The bytes are no values of ours."""


class TooLong(ValueError):
    """The message is longer than it may be."""


def send(line: socket.socket, message: bytes, *, until: float | None = None) -> None:
    """Send one message; raises TimeoutError past ``until``, a time of `time.monotonic`."""
    _wait(line, until)
    line.sendall(_LENGTH.pack(len(message)) + message)


def received(line: socket.socket, *, until: float | None = None, most: int | None = None) -> bytearray:
    """Return one message; raises EOFError at the end, TimeoutError past ``until``, TooLong over ``most``."""
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size, until))
    if most is not None and length > most:
        raise TooLong(f"over {most} bytes")
    return _exactly(line, length, until)


def _exactly(line: socket.socket, length: int, until: float | None) -> bytearray:
    whole = bytearray(length)
    place = 0
    while place < length:
        _wait(line, until)
        came = line.recv_into(memoryview(whole)[place:])
        if not came:
            raise EOFError("the line is closed")
        place += came
    return whole


def _wait(line: socket.socket, until: float | None) -> None:
    if until is None:
        return
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    line.settimeout(left)


def packed(value: Any) -> bytes:
    """Return a value as bytes."""
    written = BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _ROWS
    pickler.dump(value)
    return written.getvalue()


def unpacked(written: bytes | bytearray) -> Any:
    """Return the value behind bytes whose writer is not trusted: it has read hostile pages.

    Only classes of `archive` and of datetime are made. Raises NotOurs for any other bytes.
    """
    try:
        return _Ours(BytesIO(written)).load()
    except NotOurs:
        raise
    except Exception as error:
        raise NotOurs(f"no values ({type(error).__name__})") from error


class _Ours(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        return _found(module, name)


@lru_cache(maxsize=256)
def _found(module: str, name: str) -> type:
    found = getattr(import_module(module), name, None) if _ours(module) else None
    if not (isinstance(found, type) and _ours(found.__module__)):
        raise NotOurs(f"a {module}.{name}")
    return found


def _ours(module: str) -> bool:
    return module == "datetime" or module.startswith("archive.")


def _row_of(kind: type) -> Callable[[Any], tuple[type, tuple[Any, ...]]]:
    values = attrgetter(*(field.name for field in fields(kind)))
    return lambda one: (kind, values(one))


_ROWS: dict[type, Callable[[Any], Any]] = {kind: _row_of(kind) for kind in _LISTED}
