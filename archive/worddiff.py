"""Knows which words differ between two texts, told as a reader would: whole words, no scattered crumbs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from archive.sequences import Run, common_runs

__all__ = ["Piece", "diff_words", "words_of"]

_WORD = re.compile(r"\s+|\w+|[^\w\s]")

Change = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both have, or only the older (removed), or only the newer (added).

    ``kinds`` are those of the edit, see archive.changes.kinds; none where nobody judged it.
    """

    change: Change
    text: str
    kinds: tuple[str, ...] = ()


def words_of(text: str) -> list[str]:
    """Return words, signs and spaces in order; joined they are the text."""
    return _WORD.findall(text)


def diff_words(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that make ``old`` without the added, and ``new`` without the removed.

    Two texts too long to be compared word by word differ as wholes, save their common beginning and end.
    """
    before, after = words_of(old), words_of(new)
    runs, _ = common_runs(before, after)
    frame = [Run(0, 0, 0), *runs, Run(len(before), len(after), 0)]
    _slide(frame, before, after)
    return _pieces(_merged(_spans(frame, before, after)))


@dataclass(slots=True)
class _Span:
    """Text that both have (``same``), or an edit: what was taken out and what was put in."""

    same: str = ""
    removed: str = ""
    added: str = ""

    @property
    def weight(self) -> int:
        return max(len(self.removed), len(self.added))


def _slide(runs: list[Run], old: Sequence[str], new: Sequence[str]) -> None:
    """Let what was only taken out, or only put in, begin with a word and end with a space, where it can.

    «that [we ]decided» and «that[ we] decided» are the same edit.
    """
    for place in range(len(runs) - 1):
        here, following = runs[place], runs[place + 1]
        start = here.old + here.length, here.new + here.length
        gaps = following.old - start[0], following.new - start[1]
        if 0 not in gaps or gaps == (0, 0):
            continue
        words, first, end = (old, start[0], following.old) if gaps[0] else (new, start[1], following.new)
        if not words[first].isspace():
            continue
        if following.length and words[first] == words[end]:
            runs[place] = Run(here.old, here.new, here.length + 1)
            runs[place + 1] = Run(following.old + 1, following.new + 1, following.length - 1)


def _spans(runs: list[Run], old: Sequence[str], new: Sequence[str]) -> list[_Span]:
    spans: list[_Span] = []
    at = 0, 0
    for run in runs:
        removed, added = "".join(old[at[0] : run.old]), "".join(new[at[1] : run.new])
        if removed or added:
            spans.append(_Span(removed=removed, added=added))
        if run.length:
            spans.append(_Span(same="".join(old[run.old : run.old + run.length])))
        at = run.old + run.length, run.new + run.length
    return spans


def _merged(spans: list[_Span]) -> list[_Span]:
    """Join edits whose common text between them is shorter than either: it is common by chance.

    Source: Neil Fraser, "Writing: Diff Strategies", semantic cleanup.
    """
    done: list[_Span] = []
    for span in spans:
        done.append(span)
        while len(done) > 2 and not done[-1].same and _by_chance(*done[-3:]):  # noqa: PLR2004 - edit, common, edit
            left, between, right = done[-3:]
            removed = left.removed + between.same + right.removed
            added = left.added + between.same + right.added
            done[-3:] = [_Span(removed=removed, added=added)]
    return done


def _by_chance(left: _Span, between: _Span, right: _Span) -> bool:
    return not left.same and bool(between.same) and len(between.same) <= min(left.weight, right.weight)


def _pieces(spans: list[_Span]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for span in spans:
        told: tuple[tuple[Change, str], ...] = (
            ("same", span.same),
            ("removed", span.removed),
            ("added", span.added),
        )
        pieces += [Piece(change, text) for change, text in told if text]
    return tuple(pieces)
