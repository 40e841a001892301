"""Knows how a crawl looks to a person: a moving line on a terminal, few quiet lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from archive.recording import Ended

__all__ = ["watching"]

# Under cron a line each this many addresses shows that the run lives.
QUIET_STEP = 500


@contextmanager
def watching(name: str) -> Iterator[Callable[[Ended], None]]:
    """Show a crawl's progress on standard error; yields what to tell of each ended address."""
    console = Console(stderr=True)
    done = 0
    if not console.is_terminal:

        def tell(ended: Ended) -> None:
            nonlocal done
            done += 1
            if done % QUIET_STEP == 0:
                console.print(
                    Text(f"{name}: {done} addresses so far, now {ended.task.address}"), soft_wrap=True
                )

        yield tell
        return
    columns = (SpinnerColumn(), TextColumn("{task.fields[count]} addresses"), TimeElapsedColumn())
    with Progress(
        *columns, TextColumn("{task.description}", markup=False), console=console, transient=True
    ) as bar:
        row = bar.add_task(name, total=None, count=0)

        def show(ended: Ended) -> None:
            nonlocal done
            done += 1
            line = f"{ended.outcome.value:<10} {ended.task.address}"
            bar.update(row, count=done, description=line[: max(20, console.width - 30)])

        yield show
