"""Knows a link as it is written: the columns of its row, and their JSON."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.linkage.encoder import Aid
from archive.linkage.stored import Stored
from archive.tracing.attribution import Attribution
from archive.tracing.linking import METHOD
from archive.tracing.scoring import Match, Pool
from archive.tracing.usage import Passage, Quotation, Usage, used

__all__ = ["Row", "as_text", "candidate", "evidence", "usage_of"]

_WORD = re.compile(r"\w+")
_MOST_QUOTATIONS, _SENTENCE = 100, 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of ``links``; what is JSON there is JSON here."""

    report_id: int
    role: str
    place: int = 0
    type: str
    target_id: int | None = None
    node: str = ""
    named: str = ""
    certain: bool = True
    score: float | None = None
    probability: float | None = None
    days: int | None = None
    method: str = METHOD
    report_day: str | None = None
    explanation: str = "[]"
    evidence: str = "[]"
    candidates: str = "[]"
    usage: str = "{}"
    verdict: int | None = None


def usage_of(readout: Stored, report: Stored, pool: Pool, aid: Aid | None) -> dict[str, Any]:
    """Return which paragraphs of a readout a report used, and its quotations, as JSON values."""
    told: Usage = used(readout.text, report.text, pool)
    method: str = told.method
    passages: Sequence[Passage] = told.passages
    if aid is not None and method == "keys":
        method, passages = "encoder", aid.aligned(readout.text, report.text)
    passages = _with_quoted(passages, readout, told.quotations)
    words = _words(readout.text.whole)
    return {
        "method": method,
        "readout_share": _rounded(told.readout_share),
        "report_share": _rounded(told.report_share),
        "passages": [[one.index, int(one.used), round(one.score, 3), one.start, one.end] for one in passages],
        "quotations": [
            {
                "text": one.text,
                "found": one.found,
                "ratio": round(one.ratio, 1),
                "pieces": _pieces(one, words),
            }
            for one in told.quotations[:_MOST_QUOTATIONS]
        ],
    }


def _with_quoted(
    passages: Sequence[Passage], readout: Stored, quotations: Sequence[Quotation]
) -> list[Passage]:
    """Count a paragraph as used where a quotation is taken from it, be the rest of it left out."""
    found = list(passages)
    for one in quotations:
        for at, (start, end) in enumerate(readout.text.spans):
            if one.found and start <= one.readout_start < end and not found[at].used:
                found[at] = Passage(
                    at, used=True, score=round(one.ratio / 100, 3), start=one.start, end=one.end
                )
    return found


def _pieces(one: Quotation, readout: str) -> list[list[str]]:
    """Return what is changed in a quotation; words that stand in the readout as they are, are not changed."""
    if one.found and _words(one.text) in readout:
        return [["same", one.text]]
    return [[piece.change, piece.text] for piece in one.pieces]


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold().replace("ё", "е")))


def evidence(one: Attribution) -> dict[str, Any]:
    """Return an attribution as JSON values."""
    return {
        "kind": one.kind,
        "name": one.name,
        "manner": one.manner,
        "negated": one.negated,
        "sentence": one.sentence[:_SENTENCE],
        "start": one.start,
        "end": one.end,
    }


def candidate(one: Match) -> dict[str, Any]:
    """Return one of the best matches as JSON values."""
    return {
        "key": one.key,
        "node": one.node,
        "score": one.score,
        "probability": round(one.probability, 4),
        "days": one.days,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def as_text(value: Any) -> str:
    """Return compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
