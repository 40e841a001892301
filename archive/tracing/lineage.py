"""Knows the way a text has come, step by step: repost, agency, Kremlin, archived or only named."""

from dataclasses import dataclass
from typing import Literal

from archive.tracing.attribution import Attribution
from archive.tracing.features import Features
from archive.tracing.linking import ENOUGH, Link
from archive.tracing.scoring import Match, Pool
from archive.tracing.window import WINDOW, Window

__all__ = ["Step", "agency_report", "steps"]

StepKind = Literal["agency", "medium", "counterpart", "kremlin"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step back from a text: whom it names, and the document, where the archive holds it.

    ``attribution`` is None for a step that only the likeness of the texts shows, ``match`` for one that is
    only named.
    """

    kind: StepKind
    name: str
    attribution: Attribution | None
    match: Match | None


def agency_report(report: Features, pool: Pool, *, window: Window = WINDOW) -> Match | None:
    """Return the agency's own report that a text goes back to, from a pool of that agency's reports."""
    best = next(iter(pool.rank(report, window=window, top=1)), None)
    return best if best and best.score >= ENOUGH else None


def steps(link: Link, agency: Match | None = None) -> tuple[Step, ...]:
    """Return the steps from a report back to where it comes from, the nearest first.

    ``agency`` is the agency's own report, where it was found. A counterpart's readout is a step of its own,
    and the end of the way unless the Kremlin is named as well.
    """
    found: list[Step] = []
    if link.via:
        found.append(Step("agency", link.via, _first(link, "agency", link.via), agency))
    elif medium := _first(link, "medium"):
        found.append(Step("medium", medium.name, medium, None))
    if counterpart := _first(link, "counterpart"):
        found.append(Step("counterpart", counterpart.name, counterpart, None))
    named = _first(link, "kremlin") or _first(link, "act") or _first(link, "president")
    match = None if link.type == "counterpart" else link.match
    if named or match:
        found.append(Step("kremlin", named.name if named else "Kremlin", named, match))
    return tuple(found)


def _first(link: Link, kind: str, name: str | None = None) -> Attribution | None:
    """Return the first evidence of a kind, a copied source before a cited one."""
    of_kind = [
        one for one in link.evidence if one.kind == kind and not one.negated and name in {None, one.name}
    ]
    return min(of_kind, key=lambda one: one.manner != "copy", default=None)
