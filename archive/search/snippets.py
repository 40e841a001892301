"""Knows how hits are marked in a stored text, and which piece of it shows them best."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from archive.search.asked import Piece
from archive.search.expression import Row, Sought
from archive.search.words import Word, words_of

__all__ = ["marked", "snippet"]

_BEFORE, _AFTER = 70, 150
"""Letters shown before and after the beginning of the first hit."""
_MOST_SPANS = 60
_FAR = 20_000
"""Letters after the first hit in which the best piece is looked for."""
_LEFT_OUT = "…"


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    row: Row


def marked(text: str, language: str, sought: Sought) -> tuple[Piece, ...]:
    """Return a whole text with its hits marked."""
    return tuple(_pieces(text, 0, len(text), list(_spans(text, language, sought))))


def snippet(texts: Sequence[str], language: str, sought: Sought) -> tuple[Piece, ...]:
    """Return about two lines around the most hits of the first text that has any, else its beginning."""
    for text in texts:
        spans = list(islice(_spans(text, language, sought, far=_FAR), _MOST_SPANS))
        if spans:
            return _around(text, _best(spans), spans)
    text = next((text for text in texts if text.strip()), "")
    return _around(text, 0, [])


def _best(spans: list[_Span]) -> int:
    """Return where the hit begins after which the most different ones follow."""

    def followers(span: _Span) -> int:
        return len({other.row for other in spans if span.start <= other.start < span.start + _AFTER})

    return max(spans, key=lambda span: (followers(span), -span.start)).start


def _around(text: str, start: int, spans: list[_Span]) -> tuple[Piece, ...]:
    first, last = max(0, start - _BEFORE), min(len(text), start + _AFTER)
    if first:
        blank = text.find(" ", first, start)
        first = blank + 1 if blank >= 0 else first
    if last < len(text):
        hit = max((span.end for span in spans if span.start < last), default=0)
        blank = text.rfind(" ", max(start, hit), last)
        last = max(hit, blank if blank > start else last)
    shown = [span for span in spans if first <= span.start and span.end <= last]
    pieces = list(_pieces(text, first, last, shown))
    if first:
        pieces.insert(0, Piece(text=_LEFT_OUT, hit=False))
    if last < len(text):
        pieces.append(Piece(text=_LEFT_OUT, hit=False))
    return tuple(pieces)


def _pieces(text: str, first: int, last: int, spans: Sequence[_Span]) -> Iterator[Piece]:
    done = first
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start < done:
            continue
        if span.start > done:
            yield Piece(text=text[done : span.start], hit=False)
        yield Piece(text=text[span.start : span.end], hit=True)
        done = span.end
    if done < last:
        yield Piece(text=text[done:last], hit=False)


def _spans(text: str, language: str, sought: Sought, *, far: int = 0) -> Iterator[_Span]:
    """Yield the hits in the order of their ends; with ``far`` none so many letters after the first."""
    names, first = _by_end(sought.names), -1
    in_row = _InRow(sought)
    named = deque[tuple[Word, int]](maxlen=max(map(len, sought.names), default=1))
    for start, end, word in words_of(text, language):
        if far and first >= 0 and start > first + far:
            return
        spans = [_Span(begin, end, row) for token in word.tokens for begin, row in in_row.after(token, start)]
        if not word.skeleton:
            named.clear()
        else:
            named.append((word, start))
            for row in (*names.get(word.skeleton, ()), *names.get(word.sound, ())):
                last = list(named)[-len(row) :]
                if row in (tuple(one.skeleton for one, _ in last), tuple(one.sound for one, _ in last)):
                    spans.append(_Span(last[0][1], end, row))
        for span in spans:
            first = span.start if first < 0 else first
            yield span


class _InRow:
    """The last tokens of a text, as long as they may belong to what is sought."""

    def __init__(self, sought: Sought) -> None:
        self._rows, self._begun = _by_end(sought.rows), sorted(sought.begun)
        self._beginnings = tuple(row[-1] for row in self._begun)
        self._known = {token for row in (*sought.rows, *sought.begun) for token in row}
        longest = max(map(len, (*sought.rows, *sought.begun)), default=1)
        self._tail = deque[tuple[str, int]](maxlen=longest)

    def after(self, token: str, start: int) -> Iterator[tuple[int, Row]]:
        """Take in the next token and yield each row that it ends, with where that begins."""
        if token not in self._known and not token.startswith(self._beginnings):
            self._tail.clear()
            return
        self._tail.append((token, start))
        begun = (row for row in self._begun if token.startswith(row[-1]))
        for row in (*self._rows.get(token, ()), *begun):
            ending = list(self._tail)[-len(row) :]
            if tuple(said for said, _ in ending[:-1]) == row[:-1]:
                yield ending[0][1], row


def _by_end(rows: frozenset[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[-1], []).append(row)
    return found
