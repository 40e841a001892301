"""Knows how a piece of work is done in a process of its own, forked off an interpreter that is warm."""

import ctypes
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Ended", "end_with_parent", "forked", "wait"]

LONGEST = 60.0
FAULT = 99
"""The code of a child whose work raised."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a process ended: its exit code (negative: the signal), and what it said."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def complaints(self) -> list[str]:
        """Return the lines in which the command said why it stopped."""
        return [line for line in self.err.splitlines() if line.startswith("readout: ")]


def forked(
    work: Callable[[], object],
    *,
    folder: Path,
    after: float | None = None,
    send: signal.Signals = signal.SIGKILL,
    since: Path | None = None,
) -> Ended:
    """Do the work in a child and return how it ended.

    ``after`` so many seconds it is sent a signal; they count from when the file ``since`` is not empty.
    """
    out, err = folder / "out.txt", folder / "err.txt"
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        _be_the_child(work, out, err)
    if since is not None:
        _wait_for(since)
    code = wait(child, after=after, send=send)
    seconds = time.monotonic() - began
    texts = [file.read_text(errors="replace") if file.exists() else "" for file in (out, err)]
    return Ended(code=code, out=texts[0], err=texts[1], seconds=seconds)


def _wait_for(file: Path) -> None:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until and not (file.exists() and file.stat().st_size):
        time.sleep(0.002)


def end_with_parent() -> None:
    """Let this process be killed when the one that forked it ends (Linux: prctl's PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def wait(child: int, *, after: float | None = None, send: signal.Signals = signal.SIGKILL) -> int:
    """Wait for a child and return its exit code; one that does not end is killed and says -9."""
    handle = os.pidfd_open(child)
    try:
        if after is not None and not select.select([handle], [], [], after)[0]:
            os.kill(child, send)
        if not select.select([handle], [], [], LONGEST)[0]:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(handle)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _be_the_child(work: Callable[[], object], out: Path, err: Path) -> None:
    code = FAULT
    end_with_parent()
    try:
        for number, file in ((1, out), (2, err)):
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
            os.dup2(handle, number)
            os.close(handle)
        work()
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except BaseException:  # noqa: BLE001 - the parent is told
        traceback.print_exc()
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)
