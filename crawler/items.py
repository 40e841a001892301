"""Knows what a spider hands on: a task and the exchange that answered it."""

from dataclasses import dataclass

from archive.models import Exchange
from archive.tasks import Task

__all__ = ["Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One address asked, and what came of it."""

    task: Task
    exchange: Exchange
    retry_after: float | None = None
