"""Knows what a document's page tells of links: what it goes back to, who reports it, its versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.linkage.edges import chain_of, reported_by, reports
from archive.linkage.ends import Edge, Side
from archive.linkage.wording import governing
from archive.web.safety import document_path
from archive.web.words import Words

__all__ = ["Step", "Trail", "Version", "delay", "says", "step", "trail"]

_MOST_REPORTS = 100
_LONGEST_SENTENCE = 400
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A sentence that names a source, shortened: in what manner, and whether it does not speak for itself."""

    manner: str
    name: str
    sentence: str
    negated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A link as one line of a page: the document at its other end, what it is, how much later.

    ``kind`` is a code of the catalogue's "links"; ``other`` is None where the source is named and not held;
    ``path`` leads to that document, ``trace`` to both side by side. ``beside`` is the language of the page
    that was compared, where that is not the page that is read.
    """

    kind: str
    other: Side | None
    named: str
    path: str
    trace: str
    delay: str
    said: tuple[Said, ...]
    used: int
    paragraphs: int
    beside: str
    confirmed_by: str
    certain: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One version of a story; ``here`` is the one that is read."""

    side: Side
    path: str
    here: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Trail:
    """All that links tell of a document; of very many reports the first are shown, ``total`` is of all."""

    goes_back: tuple[Step, ...]
    reported: tuple[Step, ...]
    total: int
    versions: tuple[Version, ...]


def trail(db: Database, document_id: int, words: Words) -> Trail:
    """Return what links tell of a document; all is empty where nothing is linked."""
    those = reported_by(db, document_id)
    return Trail(
        goes_back=tuple(step(edge, edge.target, words) for edge in reports(db, document_id)),
        reported=tuple(step(edge, edge.report, words, read=document_id) for edge in those[:_MOST_REPORTS]),
        total=len(those),
        versions=_versions(chain_of(db, document_id), document_id),
    )


def step(edge: Edge, other: Side | None, words: Words, *, read: int | None = None) -> Step:
    """Return a link as seen from one end; ``read`` is the target whose page is read."""
    target = edge.target
    beside = target.language if target and read not in (None, target.document_id) else ""
    return Step(
        kind=_kind(edge),
        other=other,
        named=edge.named,
        path=document_path(other.key, other.document_id) if other else "",
        trace=_trace_path(edge.report, target) if target else "",
        delay=delay(edge, words),
        said=says(edge),
        used=edge.used,
        paragraphs=edge.paragraphs,
        beside=beside,
        confirmed_by=edge.verdict.by if edge.verdict and edge.verdict.verdict == "confirm" else "",
        certain=edge.certain,
    )


def says(edge: Edge) -> tuple[Said, ...]:
    """Return the sentences in which a report names its source."""
    return tuple(
        Said(manner=one.manner, name=one.name, sentence=_cut(one.sentence), negated=one.negated)
        for one in governing(edge)
    )


def delay(edge: Edge, words: Words) -> str:
    """Return in words how long after its target a report came; empty where no day is known."""
    if edge.seconds is not None:
        if abs(edge.seconds) < _MINUTE:
            return words("same_minute")
        return words("later" if edge.seconds > 0 else "sooner", span=_span(abs(edge.seconds), words))
    if edge.days is None:
        return ""
    if edge.days == 0:
        return words("same_day")
    return words("later" if edge.days < 0 else "sooner", span=words.count("days", abs(edge.days)))


def _kind(edge: Edge) -> str:
    """Return what a link is called: a candidate is never called more than that."""
    if edge.target is None:
        return "named"
    if not edge.certain:
        return "none"
    return "agency" if edge.role == "agency" else edge.type


def _trace_path(report: Side, target: Side) -> str:
    end = document_path(target.key, target.document_id).removeprefix("/document/")
    return f"{document_path(report.key, report.document_id)}/trace/{end}"


def _versions(chain: Sequence[Side], document_id: int) -> tuple[Version, ...]:
    return tuple(
        Version(side=one, path=document_path(one.key, one.document_id), here=one.document_id == document_id)
        for one in chain
    )


def _span(seconds: int, words: Words) -> str:
    minutes, hours = seconds % _HOUR // _MINUTE, seconds % _DAY // _HOUR
    if seconds < _HOUR:
        return words("span_minutes", minutes=minutes)
    if seconds < _DAY:
        return words("span_hours", hours=hours, minutes=minutes)
    return words("span_days", days=seconds // _DAY, hours=hours)


def _cut(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= _LONGEST_SENTENCE else f"{line[: _LONGEST_SENTENCE - 1]}…"
