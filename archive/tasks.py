"""Knows what the plan hands out, for whom, and when a kept page is asked for again."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from archive.clock import stamp
from archive.models import Link, LinkKind, Outcome

__all__ = [
    "CANARY",
    "LATER",
    "RANKS",
    "WALKED",
    "Planned",
    "Revisit",
    "Scope",
    "Task",
    "task_of",
    "wanted",
]

# Documents before the next listing page: what is known is fetched before more is looked for.
RANKS = {LinkKind.FEED: 0, LinkKind.SITEMAP: 0, LinkKind.DOCUMENT: 1, LinkKind.PAGE: 1, LinkKind.LISTING: 2}
WALKED = frozenset({LinkKind.FEED, LinkKind.SITEMAP, LinkKind.LISTING})
# After the listings, so that a thousand old pages that are due keep no new one waiting.
LATER = 3
# After all else: a canary must answer after the absences that it stands for.
CANARY = 4


class Revisit(StrEnum):
    """Which documents that are already kept a run asks for again."""

    DUE = "due"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """What part of the plan a run works on; days are as the listing prints them, both inclusive."""

    source: str | None = None
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    run_only: int | None = None

    def where(self) -> tuple[str, list[Any]]:
        """Return the condition in SQL and its values."""
        parts, listed = ["1"], list[Any]()
        if self.source is not None:
            parts.append("source = ?")
            listed.append(self.source)
        if self.languages:
            parts.append(f"language in ({', '.join('?' * len(self.languages))})")
            listed += self.languages
        for test, day in (("stated >= ?", self.since), ("stated <= ?", self.until)):
            if day is not None:
                parts.append(f"(stated is null or {test} or rank = {CANARY})")
                listed.append(day.isoformat())
        if self.run_only is not None:
            parts.append("planned_run = ?")
            listed.append(self.run_only)
        return " and ".join(parts), listed


@dataclass(frozen=True, kw_only=True)
class Task:
    """A planned address, as handed to the crawler."""

    key: str
    address: str
    host: str
    source: str
    language: str
    kind: LinkKind
    past: int
    hops: int
    attempts: int
    conditional: bool
    canary: bool = False


@dataclass
class Planned:
    """How many links of a page were new, are asked again, or needed nothing."""

    new: int = 0
    again: int = 0
    known: int = 0


def wanted(link: Link, row: Any, *, run_id: int, at: datetime, revisit: Revisit) -> bool:
    """Tell whether a link asks for an address again that stands in the plan already.

    ``row`` is (id, state, outcome, updated, due_at, ended_run, ended_at) of the plan.
    """
    _, state, outcome, updated, due_at, ended_run, ended_at = row
    if state != "done" or ended_run == run_id:
        return False
    if link.kind in WALKED or link.part_of is not None:
        return True
    if Outcome(outcome).failed or outcome == Outcome.DISALLOWED:
        return True
    if revisit is Revisit.ALL:
        return True
    # Without an earlier mark the last visit stands in for it: UTC lags Moscow, so at worst we ask once more.
    changed = link.updated is not None and _later(link.updated, updated or ended_at)
    due = revisit is Revisit.DUE and due_at is not None and due_at <= stamp(at)
    return changed or due


def _later(new: str, old: str) -> bool:
    """Compare marks of change: a listing gives the day, a feed the second of the same day."""
    return new > old and not new.startswith(old)


def task_of(row: Any) -> Task:
    """Return the task of a row of the plan, its columns in the order of `Task`."""
    key, address, host, source, language, kind, past, hops, attempts, conditional, rank = row
    return Task(
        key=key,
        address=address,
        host=host,
        source=source,
        language=language,
        kind=LinkKind(kind),
        past=past,
        hops=hops,
        attempts=attempts,
        conditional=bool(conditional),
        canary=rank == CANARY,
    )
