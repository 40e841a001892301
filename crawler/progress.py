"""Knows how long work looks while it is done: a bar on a terminal, few lines elsewhere."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

__all__ = ["Tell", "counting", "waiting"]

Tell = Callable[[int, int], None]
"""What to call with (done, of all); of all is 0 where nobody knows."""

_UNSEEN = 2.0
"""Seconds that work may take before anything of it is shown."""

_QUIET = 60.0
"""Seconds between two lines where no terminal is."""


class _Rate(ProgressColumn):
    """What is done a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f}/s" if task.speed else "", style="progress.data.speed")


class _Count(ProgressColumn):
    """What is done, of what there is."""

    def render(self, task: Task) -> Text:
        of = f" of {task.total:,.0f}" if task.total else ""
        return Text(f"{task.completed:,.0f}{of}", style="progress.download")


@contextmanager
def counting(name: str, *, console: Console | None = None) -> Iterator[Tell]:
    """Show work on standard error; yields what to tell of it.

    On a terminal work of more than two seconds gets a bar with its rate and the time left, which goes when
    it ends. Elsewhere a line a minute shows that it lives.
    """
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield _lines(name, console)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), _Count(), _Rate())
    bar = Progress(*columns, TimeRemainingColumn(), console=console, transient=True)
    row, begun = bar.add_task(name, total=None), time.monotonic()

    def tell(done: int, of: int) -> None:
        bar.update(row, completed=done, total=of or None)
        if not bar.live.is_started and time.monotonic() - begun > _UNSEEN:
            bar.start()

    try:
        yield tell
    finally:
        if bar.live.is_started:
            bar.stop()


@contextmanager
def waiting(name: str, *, console: Console | None = None) -> Iterator[None]:
    """Show on a terminal that work goes on which cannot tell how far it is, once it takes two seconds."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True)
    bar.add_task(name, total=None)
    timer = threading.Timer(_UNSEEN, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if bar.live.is_started:
            bar.stop()


def _lines(name: str, console: Console) -> Tell:
    last = time.monotonic()

    def tell(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _QUIET:
            last = time.monotonic()
            console.print(Text(f"{name}: {done:,}" + (f" of {of:,}" if of else "")), soft_wrap=True)

    return tell
