"""Knows what a report is to the readout that it is most like, by whose words it says it brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.tracing.attribution import Attribution, attributions
from archive.tracing.features import FEATURES, Features, features
from archive.tracing.scoring import SCORING, Match, Pool
from archive.tracing.texts import Text
from archive.tracing.window import WINDOW, Window

__all__ = ["METHOD", "Link", "LinkType", "agency", "enough", "governs", "is_link", "link", "type_of"]

LinkType = Literal["reports", "via", "same-event", "counterpart", "none"]

METHOD = f"keys+grams {FEATURES}.{SCORING}, attribution 1"
"""To be stored with every link: what another version says is to be asked again."""
ENOUGH = 4.5
"""The score from which on a match is a link."""
ENOUGH_NAMED, AHEAD_NAMED = 3.0, 1.0
"""The same, and how far ahead of the next, for a report of the Kremlin, a decree, the president's words."""
_NAMES = 3
"""Names and countries that a report has to share which does not say whence it is."""
_ALL = 0.75
"""Share of a report's keys from which on it brings nothing but the readout."""
_FROM_THE_KREMLIN = frozenset({"kremlin", "act", "president"})


@dataclass(frozen=True, slots=True)
class Link:
    """What a report goes back to.

    ``match`` is None where nothing scores high enough; ``candidates`` are the best five in any case. An
    undated report is never ``certain``: it has candidates only. ``via`` is the agency that the report names.
    """

    type: LinkType
    match: Match | None
    candidates: tuple[Match, ...]
    attributions: tuple[Attribution, ...]
    via: str | None
    certain: bool
    method: str = METHOD

    @property
    def evidence(self) -> tuple[Attribution, ...]:
        """Return the attributions that decide the type."""
        return tuple(one for one in self.attributions if one.manner != "named")


def link(report: Text, pool: Pool, *, found: Features | None = None, window: Window = WINDOW) -> Link:
    """Link a report to one readout of the pool, or to none; ``found`` are its features, if they are known."""
    named = attributions(report.whole, report.language)
    candidates = pool.rank(found or features(report), window=window)
    best = candidates[0] if candidates and is_link(candidates[0], named) else None
    return Link(
        type_of(best, named),
        best,
        candidates,
        named,
        agency(named),
        certain=best is not None and report.day is not None,
    )


def enough(match: Match, named: Sequence[Attribution]) -> bool:
    """Tell whether a match scores high enough for a link, by what the report says of its source."""
    if match.score >= ENOUGH:
        return True
    return _from_the_kremlin(named) and match.score >= ENOUGH_NAMED and match.ahead >= AHEAD_NAMED


def is_link(match: Match, named: Sequence[Attribution]) -> bool:
    """Tell whether a match with a readout is a link: it scores high enough, by more than days and numbers.

    In a small archive a day that both name is rare enough to score; names are asked for where the report
    does not say whence it is.
    """
    names = sum(key.kind in ("name", "country") for key in match.explanation)
    return enough(match, named) and (names >= _NAMES or _from_the_kremlin(named))


def agency(named: Sequence[Attribution]) -> str | None:
    """Return the agency that a text copies, or else the first that it cites."""
    for manner in ("copy", "cited"):
        for one in named:
            if one.kind == "agency" and one.manner == manner and not one.negated:
                return one.name
    return None


def type_of(match: Match | None, named: Sequence[Attribution]) -> LinkType:
    """Return what a report is to the readout that it matches, by the sources that it names.

    A counterpart's own agency counts for the counterpart, unless the Kremlin is named beside it. A report
    that names nobody, and brings nothing that the readout does not hold, is the readout itself in other
    words.
    """
    if match is None:
        return "none"
    governing = _governing(named)
    kinds = {one.kind for one in governing}
    agencies = [one for one in governing if one.kind == "agency"]
    if kinds & {"kremlin", "act"}:
        return "via" if agencies else "reports"
    if "counterpart" in kinds or (agencies and all(one.state not in {None, "RU"} for one in agencies)):
        return "counterpart"
    if agencies:
        return "via"
    if "president" in kinds or (not kinds and match.held >= _ALL):
        return "reports"
    return "same-event"


def governs(one: Attribution) -> bool:
    """Tell whether a source is told to have said what the text brings."""
    return one.manner != "named" and not one.negated


def _governing(named: Sequence[Attribution]) -> list[Attribution]:
    return [one for one in named if governs(one)]


def _from_the_kremlin(named: Sequence[Attribution]) -> bool:
    return any(one.kind in _FROM_THE_KREMLIN for one in _governing(named))
