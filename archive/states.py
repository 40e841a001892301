"""Knows what looks at a document make of its state: missing, gone, returned. No SQL and no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

__all__ = ["Absence", "Event", "Kind", "Look", "Standing", "State", "Step", "absent", "counted", "failed"]
__all__ += ["look_of", "seen", "settle"]


class State(StrEnum):
    """What is known of a document.

    PARTIAL: parts of it were never seen, or its page shows only a part of its text. SUSPECT: its site
    answered that it is not there. GONE: so often enough. RETURNED: seen again after that. BLOCKED, ERROR:
    the last look failed, and says nothing of it.
    """

    PRESENT = "present"
    PARTIAL = "partial"
    SUSPECT = "suspect"
    GONE = "gone"
    RETURNED = "returned"
    BLOCKED = "blocked"
    ERROR = "error"


class Look(StrEnum):
    """What came of a look that did not show the document."""

    ABSENT = "absent"
    BLOCKED = "blocked"
    ERROR = "error"


class Kind(StrEnum):
    """What a look, or a run of them, makes known."""

    MISSING = "missing"
    REAPPEARED = "reappeared"
    GONE = "gone"
    RETURNED = "returned"


# Outcomes by their names in archive.exchange; any other that did not show the document is an ERROR.
_LOOKS = {
    "absent": Look.ABSENT,
    "refused": Look.BLOCKED,
    "blocked": Look.BLOCKED,
    "disallowed": Look.BLOCKED,
}
_AWAY = frozenset({State.SUSPECT, State.GONE})


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """An answered absence: its capture, run and time, and the canaries that answered after it in the run.

    A canary is a capture of another document of the host that was there.
    """

    capture: int
    run: int
    at: datetime
    canaries: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Where a document stands; ``absences`` are those since ``missing_since``.

    ``whole`` tells whether the current revision is a whole text, ``was_gone`` whether it ever was gone.
    """

    state: State
    whole: bool
    last_seen: datetime
    missing_since: datetime | None = None
    gone_since: datetime | None = None
    was_gone: bool = False
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A finding about a document: when, in which capture, and for an absence the interval."""

    kind: Kind
    at: datetime
    capture: int
    last_seen: datetime
    first_missing: datetime | None
    detail: dict[str, Any] = field(default_factory=dict)


Step = tuple[Standing, tuple[Event, ...]]


def look_of(outcome: str) -> Look:
    """Return what an outcome means for a document that it did not show."""
    return _LOOKS.get(outcome, Look.ERROR)


def seen(standing: Standing, *, at: datetime, capture: int, whole: bool) -> Step:
    """Take in a sight of the document: what was missing is back, what failed works again."""
    kind = {State.SUSPECT: Kind.REAPPEARED, State.GONE: Kind.RETURNED}.get(standing.state)
    was_gone = standing.was_gone or standing.state is State.GONE
    plain = State.PRESENT if whole else State.PARTIAL
    events = () if kind is None else (_event(standing, kind, at=at, capture=capture),)
    after = Standing(
        state=State.RETURNED if was_gone else plain,
        whole=whole,
        last_seen=max(standing.last_seen, at),
        was_gone=was_gone,
    )
    return after, events


def absent(standing: Standing, absence: Absence) -> Step:
    """Take in an answered absence: the first makes a document suspect; later ones are gathered."""
    if standing.state is State.GONE:
        return standing, ()
    if standing.state is State.SUSPECT:
        return replace(standing, absences=(*standing.absences, absence)), ()
    after = replace(standing, state=State.SUSPECT, missing_since=absence.at, absences=(absence,))
    return after, (_event(after, Kind.MISSING, at=absence.at, capture=absence.capture),)


def failed(standing: Standing, look: Look) -> Step:
    """Take in a look that says nothing of the document: only what was there is marked by it."""
    if standing.state in _AWAY:
        return standing, ()
    was_gone = standing.was_gone or standing.state is State.RETURNED
    return replace(standing, state=State(look.value), was_gone=was_gone), ()


def settle(
    standing: Standing, canaries: Mapping[int, tuple[int, ...]], intervals: tuple[timedelta, ...]
) -> Step:
    """Judge the absences after a run, whose canaries are given by absence: enough of them make it gone.

    ``intervals`` are those after the first counted absence at which the others must lie.
    """
    if standing.state is not State.SUSPECT:
        return standing, ()
    absences = tuple(
        replace(one, canaries=canaries.get(one.capture, one.canaries)) for one in standing.absences
    )
    told = replace(standing, absences=absences)
    enough = counted(absences, intervals)
    if len(enough) <= len(intervals):
        return told, ()
    last = enough[-1]
    after = replace(told, state=State.GONE, gone_since=last.at, was_gone=True)
    return after, (_event(after, Kind.GONE, at=last.at, capture=last.capture, detail=_witnesses(enough)),)


def counted(absences: tuple[Absence, ...], intervals: tuple[timedelta, ...]) -> tuple[Absence, ...]:
    """Return the absences that count: one a run, with a canary, far enough after the first that counts."""
    found: list[Absence] = []
    for one in absences:
        if not one.canaries or len(found) > len(intervals):
            continue
        late = not found or one.at - found[0].at >= intervals[len(found) - 1]
        if late and (not found or one.run != found[-1].run):
            found.append(one)
    return tuple(found)


def _witnesses(absences: tuple[Absence, ...]) -> dict[str, Any]:
    return {
        "absences": [one.capture for one in absences],
        "canaries": sorted({canary for one in absences for canary in one.canaries}),
    }


def _event(
    standing: Standing, kind: Kind, *, at: datetime, capture: int, detail: dict[str, Any] | None = None
) -> Event:
    return Event(
        kind=kind,
        at=at,
        capture=capture,
        last_seen=standing.last_seen,
        first_missing=standing.missing_since,
        detail=detail or {},
    )
