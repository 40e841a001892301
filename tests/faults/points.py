"""Knows the named points of a run at which it may die, and how to die there without a hook in the code."""

import importlib
import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["POINTS", "STATEMENT", "watch"]

STATEMENT = "statement"
"""The point before each SQL statement: begin, insert, commit, pragma, and those of triggers."""


@dataclass(frozen=True)
class Point:
    """A function, by its module and name, and on which side of it to die; ``late`` ones load Scrapy."""

    module: str
    name: str
    before: bool = False
    late: bool = False


# The numbers are those of reliability.md section 4, where a point has one.
POINTS = {
    "1 before the lock": Point("archive.store", "writing", before=True),
    "2 locked": Point("archive.store", "open_archive", before=True),
    "opened": Point("archive.store", "open_archive"),
    "3 run row": Point("archive.store", "Archive.begin_run"),
    "4 plan written": Point("archive.store", "Archive.plan"),
    "taken": Point("archive.store", "Archive.take"),
    "5 request sent": Point("crawler.middlewares", "Stopwatch.process_request", late=True),
    "6 headers": Point("", "headers_received", late=True),
    "7 mid-body": Point("", "bytes_received", late=True),
    "8 body whole": Point("crawler.session", "Session.record", before=True),
    "9 begun": Point("archive.captures", "Captures.add", before=True),
    "10 blob in": Point("archive.bodies", "Bodies.put"),
    "capture in": Point("archive.captures", "Captures.add"),
    "11 revision in": Point("archive.revisions", "Revisions.observe"),
    "address ended": Point("archive.frontier", "Frontier.end"),
    "links planned": Point("archive.frontier", "Frontier.plan"),
    "12 before COMMIT": Point("archive.recording", "Recorder.record"),
    "13 after COMMIT": Point("archive.store", "Archive.record"),
    "22 stopping": Point("crawler.session", "Session.close", before=True),
    "run closed": Point("archive.store", "Archive.end_run"),
    "checkpointed": Point("archive.store", "Archive.close"),
    "forgotten": Point("archive.rederive", "Rederivation.begin"),
    "14 read again": Point("archive.rederive", "Rederivation.apply"),
    "compared": Point("archive.rederive", "Rederivation.finish"),
    "16 file half": Point("archive.export", "_line"),
    "17 before the name": Point("archive.wholefile", "_rename", before=True),
    "17 named": Point("archive.wholefile", "_rename"),
    "20 copied": Point("archive.backup", "_copy"),
    "copy checked": Point("archive.backup", "_check"),
    "21 before the tables": Point("archive.connection", "migrations.apply", before=True),
    "21 tables made": Point("archive.connection", "migrations.apply"),
    "21 sealed": Point("archive.connection", "seal_all"),
}


def watch(counts: Counter[str], *, death: tuple[str, int] | None = None) -> None:
    """Count how often each point is passed; die at one of them, at the so many-th time."""

    def passed(name: str) -> None:
        counts[name] += 1
        if death == (name, counts[name]):
            os.kill(os.getpid(), signal.SIGKILL)

    _watch_statements(passed)
    for name, point in POINTS.items():
        if point.module:
            _wrap(name, point, passed)
        else:
            _listen(name, point, passed)


def _watch_statements(passed: Callable[[str], None]) -> None:
    connect = sqlite3.connect

    def connected(*arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)
        connection.set_trace_callback(lambda _: passed(STATEMENT))
        return connection

    sqlite3.connect = connected  # type: ignore[assignment]


def _wrap(name: str, point: Point, passed: Callable[[str], None]) -> None:
    owner: Any = importlib.import_module(point.module)
    *path, last = point.name.split(".")
    for step in path:
        owner = getattr(owner, step)
    real = getattr(owner, last)

    def called(*arguments: Any, **named: Any) -> Any:
        if point.before:
            passed(name)
        made = real(*arguments, **named)
        if not point.before:
            passed(name)
        return made

    setattr(owner, last, called)


def _listen(name: str, point: Point, passed: Callable[[str], None]) -> None:
    from pydispatch import dispatcher  # type: ignore[import-untyped] # noqa: PLC0415 - of Scrapy's, whose signals these are
    from scrapy import signals  # noqa: PLC0415

    def heard() -> None:
        passed(name)

    dispatcher.connect(heard, signal=getattr(signals, point.name), sender=dispatcher.Any, weak=False)
