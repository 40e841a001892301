"""Knows what a transcript's line holds besides words: stage directions, omissions, an editor's headings."""

import re
from collections.abc import Iterator

from archive.models import Segment, SegmentKind
from crawler.sites.kremlin_lines import Line
from crawler.sites.page import squeeze

__all__ = ["heads", "is_plain", "plain_segment", "segments_of"]

_OMISSION = re.compile(r"<\s*(?:…|\.\.\.)\s*>")
_STAGE = re.compile(
    r"(?:applause|laughter|laughs|smiles|speaks? (?:in|to)|shows?|a (?:minute|moment) of silence|video"
    r"|demonstration|retranslated|as translated|in (?:english|french|german)|аплодисменты|смех|сме[её]тся"
    r"|оживление|показывает|показ|демонстр|минута молчания|звучит|обращаясь к|говорит по|перевод|как перев)",
    re.IGNORECASE,
)
_LONGEST_STAGE = 80
"""Characters of a stage direction that begins with a known word and is not set in italics."""
_CONTINUED = re.compile(r"(?:to be continued|продолжение следует)[.…]*", re.IGNORECASE)
_SIGN = re.compile(r"[<(\[]")
_STOPS = ".,;:!?…"
_PAIRS = {"(": ")", "[": "]"}


def is_plain(text: str, start: int = 0) -> bool:
    """Tell whether no bracket and no «<» stands in a text from a position on: most are so."""
    return text.find("(", start) < 0 and text.find("[", start) < 0 and text.find("<", start) < 0


def plain_segment(text: str, block: int) -> Segment:
    """Return what a whole block says, of a plain text without italics."""
    kind = SegmentKind.STAGE if _CONTINUED.fullmatch(text) else SegmentKind.SAID
    return Segment(kind, text, block)


def segments_of(line: Line, start: int, block: int, *, whole: bool) -> list[Segment]:
    """Return what stands in a line from a position on, in order; no word is lost.

    ``whole`` says that the line is the whole block: only such a one can be a stage direction throughout.
    """
    text = line.text
    if whole and _is_aside(line, start):
        return [Segment(SegmentKind.STAGE, squeeze(text[start:]), block)]
    if is_plain(text, start):
        said = squeeze(text[start:])
        return [Segment(SegmentKind.SAID, said, block)] if said else []
    found: list[Segment] = []
    at = start
    for kind, low, high in [*_apart(line, start), (SegmentKind.SAID, len(text), len(text))]:
        if said := squeeze(text[at:low]):
            found.append(Segment(SegmentKind.SAID, said, block))
        if low < high:
            found.append(Segment(kind, squeeze(text[low:high]), block))
        at = high
    return found


def heads(line: Line) -> bool:
    """Tell whether a line is an editor's heading: all italic, without a full stop at its end."""
    text = line.text.strip()
    return (
        line.wholly(0, len(line.text), lambda mark: mark.italic)
        and text[-1] not in ".!?…)]"
        and not _CONTINUED.fullmatch(squeeze(text))
    )


def _is_aside(line: Line, start: int) -> bool:
    """Tell whether all of a line is a stage direction: italic, one pair of brackets, "To be continued"."""
    text = line.text
    shown = squeeze(text[start:])
    if _CONTINUED.fullmatch(shown):
        return True
    if line.wholly(start, len(text), lambda mark: mark.italic):
        return True
    low = start + len(text[start:]) - len(text[start:].lstrip())
    return shown[:1] == "(" and not text[_closing(text, low) :].strip(_STOPS + " \u00a0\n")


def _apart(line: Line, start: int) -> Iterator[tuple[SegmentKind, int, int]]:
    """Yield each stage direction and omission of a line with its place."""
    text, at = line.text, start
    while sign := _SIGN.search(text, at):
        at = sign.start()
        if found := _OMISSION.match(text, at):
            yield SegmentKind.OMISSION, at, found.end()
            at = found.end()
        elif text[at] in _PAIRS:
            end = _closing(text, at)
            if _directs(line, at, end):
                while text[end : end + 1] and text[end] in _STOPS:
                    end += 1
                yield SegmentKind.STAGE, at, end
            at = max(end, at + 1)
        else:
            at += 1


def _directs(line: Line, start: int, end: int) -> bool:
    """Tell a stage direction from an aside and from an editor's word in square brackets."""
    inner = line.text[start:end].strip("()[] \u00a0")
    if end - start <= _LONGEST_STAGE and _STAGE.match(inner):
        return True
    return line.text[start] == "(" and line.wholly(start, end, lambda mark: mark.italic)


def _closing(text: str, start: int) -> int:
    """Return the position after the bracket that closes the one at a position; that one where none does."""
    depth = 0
    for at in range(start, len(text)):
        if text[at] in _PAIRS:
            depth += 1
        elif text[at] in ")]":
            depth -= 1
            if not depth:
                return at + 1
    return start
