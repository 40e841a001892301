"""Knows how a report is linked: to a readout, to the agency it came through, to newer versions of it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlite_utils import Database

from archive.linkage.encoder import Aid
from archive.linkage.pools import Pools, Progress
from archive.linkage.rows import Row, as_text, candidate, evidence, usage_of
from archive.linkage.stored import READOUTS, Stored, stored_one
from archive.linkage.verdicts import Opinions, opinions_of
from archive.tracing.attribution import Attribution, attributions
from archive.tracing.features import Features, features
from archive.tracing.linking import LinkType, agency, enough, governs, is_link, type_of
from archive.tracing.scoring import Match
from archive.tracing.sources import sources

__all__ = ["Linker"]

_OWN_WORDS = frozenset({"kremlin", "act"})
_SHOWN = 5
_MOST_EVIDENCE = 24
_PAIR = "select document_id, language from features where node = ? order by document_id"
_SAME_STORY = """
select l.report_id from links l join features f on f.document_id = l.report_id
where l.node = ? and l.role = 'readout' and f.host in ({hosts})
"""


def _bare(node: str) -> Match:
    """Return a match that no score speaks for: what a person confirmed, or what is named and not held."""
    return Match(key=node, node=node, score=0.0, ahead=0.0, days=None, held=0.0, explanation=())


class Linker:
    """Links reports of one open archive; reads only."""

    def __init__(self, db: Database, aid: Aid | None = None, progress: Progress | None = None) -> None:
        """Stand on an open database; an aid, where there is one, orders the best few and aligns passages."""
        self._db = db
        self._aid = aid
        self.pools = Pools(db, progress)

    def of(
        self, report: Stored, *, made: Features | None = None, ranked: Sequence[Match] | None = None
    ) -> tuple[Row, ...]:
        """Return the rows of a report; ``ranked`` are its matches, where they were found beforehand.

        An undated report gets candidates only from ``ranked``.
        """
        made = made or features(report.text)
        matches = self.pools.ranked(made) if ranked is None else ranked
        told = attributions(report.text.whole, report.text.language)
        named = [one for one in told if not _own(one, report)]
        opinions = opinions_of(self._db, report.text.key)
        left = [one for one in matches if one.node not in opinions.rejected]
        readout = self._readout(report, self._ordered(report, left), named, opinions)
        through = self._agency(report, made, named, readout, opinions)
        return tuple(row for row in (readout, through, *_updates(report)) if row is not None)

    def _readout(
        self, report: Stored, matches: Sequence[Match], named: Sequence[Attribution], opinions: Opinions
    ) -> Row | None:
        dated = report.text.day is not None
        asserted = _asserted(matches, opinions, readouts=True)
        best = asserted or next((one for one in matches[:1] if is_link(one, named)), None)
        source = next((one.name for one in named if one.kind in _OWN_WORDS and governs(one)), "")
        if best is None and not source:
            return None
        kind: LinkType = type_of(best or _bare(""), named) if dated or asserted else "none"
        if asserted and kind not in ("reports", "via"):
            kind = "reports"
        target = self._member(best.node, report.text.language) if best else None
        return Row(
            report_id=report.document_id,
            role="readout",
            type=kind,
            named=source,
            certain=bool(dated or asserted),
            candidates=as_text([candidate(one) for one in matches[:_SHOWN]]),
            **self._found(report, best, target, named),
            verdict=opinions.confirmed[best.node][0] if best and asserted else None,
        )

    def _agency(
        self,
        report: Stored,
        made: Features,
        named: Sequence[Attribution],
        readout: Row | None,
        opinions: Opinions,
    ) -> Row | None:
        """Return through whom the text came; an agency that is merely cited counts beside a readout only."""
        name = agency(named)
        asserted = _asserted((), opinions, readouts=False)
        copied = any(one.kind == "agency" and one.manner == "copy" and not one.negated for one in named)
        if asserted is None and (name is None or (readout is None and not copied)):
            return None
        hosts = tuple(sources()[name].hosts) if name is not None and name in sources() else ()
        found = [one for one in self.pools.of_agency(made, hosts) if one.node not in opinions.rejected]
        found = [one for one in found if one.node != report.text.key]
        same = self._same_story(readout.node, hosts) if readout and readout.certain else set()
        # The agency's report of the same readout is the likelier way, be another story a little more alike.
        found.sort(key=lambda one: (one.node not in same, -one.score))
        best = asserted or next((one for one in found if enough(one, ())), None)
        target = self._member(best.node, report.text.language) if best else None
        about = [one for one in named if one.kind == "agency" and one.name == name]
        return Row(
            report_id=report.document_id,
            role="agency",
            type="via",
            named=name or "",
            certain=bool(report.text.day is not None or asserted),
            candidates=as_text([candidate(one) for one in found[:_SHOWN]]),
            **self._found(report, best, target, about),
            verdict=opinions.confirmed[best.node][0] if best and asserted else None,
        )

    def _found(
        self, report: Stored, best: Match | None, target: Stored | None, named: Sequence[Attribution]
    ) -> dict[str, Any]:
        """Return the columns that say what was found, and why."""
        scored = best is not None and best.score != 0
        return {
            "target_id": target.document_id if target else None,
            "node": best.node if best and target else "",
            "score": best.score if best and scored else None,
            "probability": round(best.probability, 4) if best and scored else None,
            "days": _days(report, target),
            "report_day": report.text.day.isoformat() if report.text.day else None,
            "explanation": as_text([asdict(key) for key in best.explanation] if best else []),
            "evidence": as_text([evidence(one) for one in _weighty(named)]),
            "usage": as_text(usage_of(target, report, self.pools.beside(target), self._aid))
            if target
            else "{}",
        }

    def _member(self, node: str, language: str) -> Stored | None:
        """Return the document of a node in the report's language, else in Russian, else any."""
        pair = self._db.conn.execute(_PAIR, (node,)).fetchall()
        pair.sort(key=lambda one: (one[1] != language, one[1] != "ru"))
        return stored_one(self._db, pair[0][0]) if pair else None

    def _ordered(self, report: Stored, matches: list[Match]) -> list[Match]:
        if self._aid is None:
            return matches
        members = [self._member(one.node, report.text.language) for one in matches[:_SHOWN]]
        return self._aid.ordered(report.text, matches, [one.text if one else None for one in members])

    def _same_story(self, node: str, hosts: Sequence[str]) -> set[str]:
        if not node or not hosts:
            return set()
        sql = _SAME_STORY.format(hosts=", ".join("?" * len(hosts)))
        ids = [row[0] for row in self._db.conn.execute(sql, (node, *hosts))]
        marks = ", ".join("?" * len(ids))
        rows = self._db.conn.execute(f"select node from features where document_id in ({marks})", ids)
        return {row[0] for row in rows}


def _updates(report: Stored) -> Iterable[Row]:
    day = report.text.day.isoformat() if report.text.day else None
    for place, address in enumerate(dict.fromkeys(report.updates)):
        yield Row(
            report_id=report.document_id,
            role="update",
            place=place,
            type="update",
            named=address,
            report_day=day,
        )


def _own(one: Attribution, report: Stored) -> bool:
    """Tell whether an agency names itself on its own site."""
    if one.kind != "agency":
        return False
    hosts = sources()[one.name].hosts if one.name in sources() else ()
    if any(report.host == its or report.host.endswith(f".{its}") for its in hosts):
        return True
    return report.source.startswith("interfax") and one.name == "Interfax"


def _weighty(named: Sequence[Attribution]) -> list[Attribution]:
    """Return what decides first, then what is only mentioned; so many at most."""
    return sorted(named, key=lambda one: (not governs(one), one.start))[:_MOST_EVIDENCE]


def _asserted(matches: Sequence[Match], opinions: Opinions, *, readouts: bool) -> Match | None:
    """Return what a person has confirmed, with its score where the method has one."""
    for node in reversed(opinions.confirmed):
        if _is_number(node) is readouts:
            return next((one for one in matches if one.node == node), _bare(node))
    return None


def _is_number(node: str) -> bool:
    return (node.startswith("K") and node[1:].isdigit()) or node.startswith(f"{READOUTS}/")


def _days(report: Stored, target: Stored | None) -> int | None:
    if target is None or target.text.day is None or report.text.day is None:
        return None
    return (target.text.day - report.text.day).days
