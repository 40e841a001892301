"""Knows the trail of a document: what stands on its page, and what became of each line of it and why."""

from dataclasses import dataclass
from enum import StrEnum

from archive.links import Reading

__all__ = ["Step", "TracedReading", "Trail", "Verdict"]


class Verdict(StrEnum):
    """What became of a line: the text has it, a rule took it out, a field holds it, or none took it."""

    KEPT = "kept"
    DROPPED = "dropped"
    STATED = "stated"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a page, in reading order.

    ``rule`` says what decided; ``where`` in which elements the line stands («div.read__lead > p»), empty
    for a line that the page does not print as such.
    """

    verdict: Verdict
    rule: str
    text: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps of one document; ``key`` is its identity's, ``part`` counts from 1."""

    key: str
    part: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TracedReading(Reading):
    """A reading with the trail of each document; made when asked for, and never stored."""

    trails: tuple[Trail, ...] = ()
