"""Knows how a process works for another within bounds of time and memory, silently, and ends with it."""

import contextlib
import logging
import os
import pickle
import resource
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from crawler.handing import packed, received, send

__all__ = ["OUT_OF_MEMORY", "READY", "Limits", "Work", "serve"]

# No value is written as nothing: these two are told apart by when they come.
READY = b""
OUT_OF_MEMORY = b""

Work = Callable[[Any], Any]


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What one piece of work may take: seconds, MiB of memory beyond the process's own, bytes of answer."""

    seconds: float
    megabytes: int
    answer: int = 64 * 1024 * 1024


def serve(line: socket.socket, work: Work, limits: Limits) -> None:
    """Answer questions until the line is closed, or the process that asks them is gone."""
    _say_nothing()
    # A key press on the terminal stops the run, which then closes the line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory(limits.megabytes)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(EOFError, ConnectionError):
        send(line, READY)
        while True:
            question = received(line)
            _bound_time(limits.seconds)
            try:
                answer = packed(work(pickle.loads(question)))  # noqa: S301 - our own process asks
            except MemoryError:
                answer = OUT_OF_MEMORY
            send(line, answer)


def _say_nothing() -> None:
    """Leave the terminal and the pipes to the command: a worker speaks through its answers only."""
    logging.disable()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for channel in (0, 1, 2):
        os.dup2(nowhere, channel)
    os.close(nowhere)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _bound_memory(megabytes: int) -> None:
    """Bound the address space where the system can; elsewhere (macOS) only time is bounded."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _bound_time(seconds: float) -> None:
    """Bound the CPU time of what comes next, for when nobody is left to look at the clock."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))
