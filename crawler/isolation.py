"""Knows how work is done in a process of its own, which may be killed: for time, memory, size or a crash.

The process is forked by the standard library's fork server, a clean process that was started by exec: it
holds neither our files nor our locks nor our threads, and each new fork has the readers loaded already.
"""

import signal
import socket
import time
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

from archive.errors import ReadoutError
from crawler.handing import NotOurs, TooLong, packed, received, send, unpacked
from crawler.worker import OUT_OF_MEMORY, Limits, Work, serve

__all__ = ["Apart", "Limits", "Stopped"]

# A worker that has done so much is replaced, so that no answer hangs on what was asked long before.
_SERVES = 500
# The fork server and its imports take half a second; on a machine that is out of breath some more.
_START_SECONDS = 60.0


class Stopped(Exception):
    """The work was ended before it was done; the message says why."""


class _Died(Exception):
    """The worker is gone, or of no more use."""


class Apart:
    """A worker that does one kind of work, started when first asked, and anew after each death."""

    def __init__(self, work: Work, *, limits: Callable[[], Limits], preload: tuple[str, ...]) -> None:
        """Take the work (a function of a module); ``limits`` are asked for when a worker starts."""
        self._work = work
        self._limits = limits
        self._preload = preload
        self._context = get_context("forkserver")
        self._worker: _Worker | None = None

    def ask(self, question: Any) -> Any:
        """Return what the work makes of a question.

        The answer holds values of `archive` and dates only. A worker that dies or is out of memory is
        replaced and asked once more, for that may be due to what it did before; one that is over its time
        is not. Raises Stopped, and ReadoutError where no worker can be started.
        """
        written = packed(question)
        why = ""
        for _ in range(2):
            worker = self._ready()
            try:
                return unpacked(worker.ask(written))
            except _Died as death:
                self.close()
                why = str(death)
            except (NotOurs, TooLong) as error:
                self.close()
                raise Stopped(f"it gave {error}") from error
            except BaseException:
                self.close()
                raise
        raise Stopped(why)

    def close(self) -> None:
        """Kill the worker, if there is one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    @property
    def pid(self) -> int | None:
        """Return the worker's process id, None before there is one."""
        return self._worker.process.pid if self._worker else None

    def _ready(self) -> "_Worker":
        if self._worker is not None and self._worker.served >= _SERVES:
            self.close()
        if self._worker is None:
            self._context.set_forkserver_preload(list(self._preload))
            self._worker = _Worker(self._context, self._work, self._limits())
        return self._worker


class _Worker:
    """One process and the line to it."""

    def __init__(self, context: Any, work: Work, limits: Limits) -> None:
        self.served = 0
        self._limits = limits
        self._line, theirs = socket.socketpair()
        with theirs:
            self.process = context.Process(target=serve, args=(theirs, work, limits), daemon=True)
            try:
                self.process.start()
                received(self._line, until=time.monotonic() + _START_SECONDS)
            except (OSError, EOFError) as error:
                self.end()
                raise ReadoutError(f"the process that reads pages does not start ({error})") from error

    def ask(self, question: bytes) -> bytearray:
        """Return the answer; raises Stopped over the time, TooLong over the size, _Died at the end."""
        until = time.monotonic() + self._limits.seconds
        self.served += 1
        try:
            send(self._line, question, until=until)
            answer = received(self._line, until=until, most=self._limits.answer)
        except TimeoutError as error:
            raise Stopped(f"it took over {self._limits.seconds:g} s") from error
        except (OSError, EOFError) as error:
            raise self._epitaph() from error
        if answer == OUT_OF_MEMORY:
            raise _Died(f"it took over {self._limits.megabytes} MB")
        return answer

    def _epitaph(self) -> Exception:
        self.process.join(1)
        code = self.process.exitcode
        if code == -signal.SIGXCPU:
            return Stopped(f"it took over {self._limits.seconds:g} s")
        return _Died(f"its process died ({signal.Signals(-code).name if code and code < 0 else code})")

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self._line.close()
        if self.process.pid is not None:
            self.process.kill()
            self.process.join()
            self.process.close()
