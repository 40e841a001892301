"""Knows where the sentences of a text stand, and what of it is between quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterator

__all__ = ["quotes", "sentence_at", "sentences"]

Span = tuple[int, int]

_END = re.compile(r"[.!?…。！？؟।\n]+[\"»”’)」\]]*")
_ALWAYS = re.compile(r"[。！？؟।\n]")
_NEXT = re.compile(r"\s+[\"«“„‘(\[—–-]*[^\W_a-zа-яё]")
_MARK = re.compile(r"[\"«“„‘「『]")
_CLOSING = ("»", "”", '"', ")", "’")
_PAIRS = {"«": "»", "“": "”", "„": "“”", "「": "」", "『": "』", "‘": "’"}
_STRAIGHT = '"'
_MOST_UNCLOSED = 100
"""Marks without their other after which no more are looked for."""
_LONGEST = 3_000
"""Characters between two marks that are one quotation; of a longer one a mark is missing."""


def sentences(text: str) -> list[Span]:
    """Return where each sentence begins and ends; a line's end always ends one."""
    found, start = [], 0
    for end in _END.finditer(text):
        line = text.find("\n", end.start(), end.end())
        if line < 0 and not _ends(text, end.start(), end.end()):
            continue
        stop = line if line >= 0 else end.end()
        if text[start:stop].strip():
            found.append((start, stop))
        start = end.end()
    if text[start:].strip():
        found.append((start, len(text)))
    return [(begin + len(text[begin:end]) - len(text[begin:end].lstrip()), end) for begin, end in found]


def _ends(text: str, start: int, end: int) -> bool:
    """Tell whether a stop ends a sentence: not behind an initial or a short word, nor before a small one."""
    if _ALWAYS.match(text[start]):
        return True
    before = text[max(0, start - 3) : start]
    whole = (
        before[-1:].isdigit() or before[-1:] in _CLOSING or (len(before) == len("abc") and before.isalpha())
    )
    return whole and bool(_NEXT.match(text, end))


def sentence_at(spans: list[Span], place: int) -> Span:
    """Return the sentence that holds a character of the text."""
    return spans[max(0, bisect_right([start for start, _ in spans], place) - 1)]


def quotes(text: str) -> Iterator[Span]:
    """Yield where each quotation begins and ends, without its marks; of nested ones the outer.

    Straight marks pair within a line; a mark without its other is none.
    """
    at = unclosed = 0
    while (found := _MARK.search(text, at)) and unclosed < _MOST_UNCLOSED:
        at, mark = found.start(), found[0]
        if mark == _STRAIGHT:
            close, line = text.find(_STRAIGHT, at + 1), text.find("\n", at)
            if close < 0 or 0 <= line < close:
                at = line + 1 if line >= 0 else len(text)
                continue
        elif (close := _closing(text, at)) < 0:
            at, unclosed = at + 1, unclosed + 1
            continue
        yield at + 1, close
        at = close + 1


def _closing(text: str, at: int) -> int:
    """Return where the quotation that opens here closes, -1 when it does not."""
    mark, depth = text[at], 0
    for place in range(at + 1, min(len(text), at + _LONGEST)):
        if text[place] == mark:
            depth += 1
        elif text[place] in _PAIRS[mark]:
            if depth == 0:
                return place
            depth -= 1
    return -1
