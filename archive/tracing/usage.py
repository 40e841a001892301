"""Knows what of a readout a report used, what it left out, and what it changed inside quotation marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from archive.tracing.aligning import Place, may_hold, place, plain, shingles, words
from archive.tracing.passages import alike
from archive.tracing.scoring import Pool
from archive.tracing.sentences import quotes, sentences
from archive.tracing.texts import MOST, Text
from archive.worddiff import Piece, diff_words

__all__ = ["Passage", "Quotation", "Usage", "used"]

Method = Literal["verbatim", "keys"]

_SHORTEST = 25
"""Characters from which on a sentence or a quotation is aligned: shorter ones stand in any text."""
_MOST_QUOTATIONS, _MOST_SENTENCES = 100, 300
_QUOTED = 88.0
_TAKEN = 75.0
"""partial_ratio from which on a quotation, and a sentence, is the readout's."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of the readout: whether the report used it, how surely (0 to 1), and where the report does.

    ``start`` and ``end`` count in the report's whole; they are -1 for what was left out.
    """

    index: int
    used: bool
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of the report, where it stands in both wholes, and what was changed in it.

    ``ratio`` is rapidfuzz's partial_ratio, ``found`` that it is 88 or more. In ``pieces`` the readout's words
    are the old, the report's the new; there are none for a quotation that the readout does not hold.
    """

    text: str
    start: int
    end: int
    ratio: float
    found: bool
    readout_start: int
    readout_end: int
    pieces: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Tell whether words inside the marks are not the readout's; case and «ё» count for nothing."""
        old, new = (_words(self.pieces, without) for without in ("added", "removed"))
        return old != new


@dataclass(frozen=True, slots=True)
class Usage:
    """How a report uses a readout.

    "verbatim" is for texts of one language: sentences are aligned. "keys" compares names, countries, days,
    numbers and n-grams of paragraphs across languages; it is weaker and says nothing of wording, so its
    shares are None. The shares count runs of five words: of the readout's how many the report has, and the
    other way round.
    """

    method: Method
    passages: tuple[Passage, ...]
    readout_share: float | None
    report_share: float | None
    quotations: tuple[Quotation, ...]


def used(readout: Text, report: Text, pool: Pool) -> Usage:
    """Tell which paragraphs of a readout a report used; both texts in one language are aligned word for word.

    The pool, of the readout's language, says how much a name proves across languages. Of a long report the
    first 20,000 characters are read.
    """
    if readout.language != report.language:
        return Usage("keys", tuple(_across(readout, report, pool)), None, None, ())
    its, mine = plain(readout.whole), plain(report.whole[:MOST])
    runs, others = shingles(its), shingles(mine)
    common = len(runs & others)
    return Usage(
        "verbatim",
        tuple(_aligned(readout, report, its, mine)),
        round(common / len(runs), 4) if runs else 0.0,
        round(common / len(others), 4) if others else 0.0,
        tuple(_quotations(readout, report, its, mine)),
    )


def _aligned(readout: Text, report: Text, its: str, mine: str) -> Iterator[Passage]:
    told = _told(report.whole[:MOST], mine)
    known = set(words(mine))
    for index, (start, end) in enumerate(readout.spans):
        best = _of_paragraph(its[start:end], mine, known)
        paragraph, theirs = its[start:end], set(words(its[start:end]))
        for first, last in told:
            if may_hold(theirs, mine[first:last]):
                ratio = place(mine[first:last], paragraph).ratio
                best = Place(first, last, ratio) if ratio > best.ratio else best
        taken = best.ratio >= _TAKEN
        where = (best.start, best.end) if taken else (-1, -1)
        yield Passage(index, taken, round(best.ratio / 100, 3), *where)


def _told(whole: str, mine: str) -> list[tuple[int, int]]:
    """Return where the sentences of a report stand that are long enough, each wording once, 300 at most."""
    first: dict[str, tuple[int, int]] = {}
    for start, end in sentences(whole):
        if end - start >= _SHORTEST:
            first.setdefault(mine[start:end], (start, end))
    return list(first.values())[:_MOST_SENTENCES]


def _of_paragraph(paragraph: str, mine: str, known: set[str]) -> Place:
    """Return where the sentence of a paragraph that the report has most nearly stands there."""
    spans = [(start, end) for start, end in sentences(paragraph) if end - start >= _SHORTEST]
    passages = [paragraph[start:end] for start, end in spans or [(0, len(paragraph))]]
    places = [place(passage, mine) for passage in passages if may_hold(known, passage)]
    return max(places, key=lambda one: one.ratio, default=Place(0, 0, 0.0))


def _quotations(readout: Text, report: Text, its: str, mine: str) -> Iterator[Quotation]:
    long = ((start, end) for start, end in quotes(report.whole[:MOST]) if end - start >= _SHORTEST)
    known = set(words(its))
    for start, end in islice(long, _MOST_QUOTATIONS):
        held = may_hold(known, mine[start:end])
        at = place(mine[start:end], its) if held else Place(0, 0, 0.0)
        found = at.ratio >= _QUOTED
        text = report.whole[start:end]
        if not found:
            yield Quotation(text, start, end, round(at.ratio, 1), found, -1, -1, ())
            continue
        pieces, first, last = _trimmed(diff_words(readout.whole[at.start : at.end], text), at.start, at.end)
        yield Quotation(text, start, end, round(at.ratio, 1), found, first, last, pieces)


def _trimmed(pieces: tuple[Piece, ...], start: int, end: int) -> tuple[tuple[Piece, ...], int, int]:
    """Leave out the readout's words before and after a quotation: they are not changed, only not quoted.

    Nor is a first word that only takes a capital there.
    """
    if [one.change for one in pieces[:2]] == ["removed", "added"]:
        before, first = pieces[0].text, pieces[1].text
        if before.casefold().endswith(first.casefold()):
            left = len(before) - len(first)
            pieces = (Piece("removed", before[:left]), Piece("same", first), *pieces[2:])
    if pieces and pieces[0].change == "removed":
        start, pieces = start + len(pieces[0].text), pieces[1:]
    if pieces and pieces[-1].change == "removed":
        end, pieces = end - len(pieces[-1].text), pieces[:-1]
    return pieces, start, end


def _words(pieces: tuple[Piece, ...], without: str) -> list[str]:
    return words(plain("".join(piece.text for piece in pieces if piece.change != without)))


def _across(readout: Text, report: Text, pool: Pool) -> Iterator[Passage]:
    for index, found in enumerate(alike(readout, report, pool)):
        if found is None:
            yield Passage(index, used=False, score=0.0, start=-1, end=-1)
        else:
            start, end = found.span
            where = (start, end) if found.used else (-1, -1)
            yield Passage(index, found.used, round(found.score, 3), *where)
