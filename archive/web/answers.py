"""Knows what a page of ours may answer with: a filled template, a file, another address, a failure."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.errors import ArchiveDamaged, BadUsage, UnknownDocument
from archive.web.asked import Asked

__all__ = ["Answer", "File", "Handler", "Moved", "Page", "failure"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A template of the folder templates/readout, and the values that fill it."""

    template: str
    values: Mapping[str, Any]
    status: int = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """Bytes as they are; with a ``name`` a browser saves them under it and never shows them."""

    body: bytes
    kind: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """What is asked for stands at another address of ours."""

    address: str


Answer = Page | File | Moved
Handler = Callable[[Database, Asked], Answer]


def failure(error: BaseException) -> Page | None:
    """Return the page that says what went wrong, None for a fault of our own."""
    if isinstance(error, UnknownDocument):
        return _failed(404, str(error))
    if isinstance(error, BadUsage):
        return _failed(400, str(error))
    if isinstance(error, ArchiveDamaged):
        return _failed(500, str(error))
    if isinstance(error, sqlite3.OperationalError) and error.args == ("interrupted",):
        return _failed(503, "")
    return None


def _failed(status: int, message: str) -> Page:
    return Page(template="error", values={"status": status, "message": message}, status=status)
