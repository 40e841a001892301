"""Knows a link as it is read: its two ends, what speaks for it, what was used."""

from dataclasses import dataclass
from typing import Any

from archive.linkage.verdicts import Verdict

__all__ = ["Candidate", "Edge", "Evidence", "Shared", "Side"]


@dataclass(frozen=True, slots=True)
class Side:
    """A document as an end of a link; ``exact`` tells that its time is stated to the minute."""

    document_id: int
    key: str
    address: str
    source: str
    language: str
    state: str
    title: str
    published_at: str | None
    published_day: str | None
    exact: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """A key that both texts have: as the readout spells it, as the report does, and what it weighs."""

    kind: str
    value: str
    said: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source that the report names, and the sentence that does; offsets count in title and paragraphs."""

    kind: str
    name: str
    manner: str
    negated: bool
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of the best five; ``days`` is its day less the report's."""

    key: str
    node: str
    score: float
    probability: float
    days: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """What a report is to its target, and why.

    ``role`` is what the target is to the report: its readout, the agency that it came through. ``target`` is
    None where the source is named only; ``certain`` is False for a report without a day: then the target is a
    candidate and no more. ``seconds`` is the report's time less the target's, where both are to the minute.
    """

    role: str
    type: str
    report: Side
    target: Side | None
    named: str
    node: str
    certain: bool
    score: float | None
    probability: float | None
    days: int | None
    seconds: int | None
    method: str
    shared: tuple[Shared, ...]
    evidence: tuple[Evidence, ...]
    candidates: tuple[Candidate, ...]
    readout_share: float | None
    report_share: float | None
    used: int
    paragraphs: int
    verdict: Verdict | None
    usage: dict[str, Any]
