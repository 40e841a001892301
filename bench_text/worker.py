"""Knows how one reader reads page after page in a process of its own: ``python -m bench_text.worker READER``.

Takes a page a line as JSON and answers each with a line: what was read, and its seconds of CPU. The first
line says whether the reader runs here. Imports nothing that the peers' environment does not have.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any, NoReturn

from bench_text.readers import prepared

__all__: list[str] = []

_LONGEST = 60  # seconds a page may take


class TooSlow(Exception):
    """A page took longer than any may."""


def _too_slow(*_: object) -> NoReturn:
    raise TooSlow(f"took over {_LONGEST} s")


def _read(read: Callable[..., dict[str, Any]], page: dict[str, str]) -> dict[str, Any]:
    """Return what was read and the CPU of all threads; a reader that fails has read nothing."""
    signal.alarm(_LONGEST)
    began = time.process_time()
    try:
        found = read(page["html"], page["address"], page["captured"])
    except Exception as error:  # noqa: BLE001 - whatever a reader dies of is its result
        found = {"text": "", "error": f"{type(error).__name__}: {error}"[:200]}
    finally:
        signal.alarm(0)
    return {**found, "cpu": time.process_time() - began}


def main() -> None:
    """Answer every line; readers that print do so to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    signal.signal(signal.SIGALRM, _too_slow)
    try:
        read, version = prepared(sys.argv[1])
    except ImportError as error:
        answers.write(json.dumps({"not_run": str(error)}) + "\n")
        return
    answers.write(json.dumps({"version": version}) + "\n")
    answers.flush()
    for line in sys.stdin:
        answers.write(json.dumps(_read(read, json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
