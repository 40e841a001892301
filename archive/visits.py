"""Knows what a run hands to the archive for each address, and what it is told of how the address ended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from archive.models import Exchange, Link, Outcome, Reading
from archive.revisions import Observed
from archive.tasks import Planned, Revisit, Task

__all__ = ["Chooser", "Ended", "Reader", "Visit"]

# Reads the documents and links off an answer; raises UnreadablePage where it cannot.
Reader = Callable[[Exchange], Reading]
# Chooses, of the links of a reading, those that the run is to follow.
Chooser = Callable[[Reading], Iterable[Link]]


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A task, the exchange that answered it, and how the run reads and follows it.

    ``moved`` is where a redirect leads; ``retry_at`` when a failure that may pass is tried again.
    """

    task: Task
    exchange: Exchange
    run_id: int
    read: Reader
    choose: Chooser
    extractor: str
    revisit: Revisit = Revisit.DUE
    retry_at: datetime | None = None
    moved: Link | None = None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a task ended, for the log: its outcome and what it brought."""

    task: Task
    capture_id: int
    outcome: Outcome
    detail: str
    again: bool = False
    observed: tuple[Observed, ...] = ()
    planned: Planned = field(default_factory=Planned)
