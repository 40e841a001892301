"""Knows how work is done by several processes, in order, without more of it at hand than they need."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TypeVar

__all__ = ["side_by_side"]

_AHEAD = 4
"""Pieces of work under way for each process, so that none waits and memory stays flat."""

A = TypeVar("A")
B = TypeVar("B")


@contextmanager
def side_by_side(work: Callable[[A], B], pieces: Iterable[A], *, workers: int) -> Iterator[Iterator[B]]:
    """Yield what the work, a function of a module, makes of each piece, in their order."""
    context = get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent)
    try:
        yield _ahead(pool, work, iter(pieces), ahead=_AHEAD * workers)
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let a worker end when the process that started it is killed."""
    parent = parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _ahead(
    pool: ProcessPoolExecutor, work: Callable[[A], B], pieces: Iterator[A], *, ahead: int
) -> Iterator[B]:
    waiting = [pool.submit(work, piece) for piece in islice(pieces, ahead)]
    while waiting:
        yield waiting.pop(0).result()
        waiting += [pool.submit(work, piece) for piece in islice(pieces, 1)]
