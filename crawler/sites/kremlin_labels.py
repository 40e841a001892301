"""Knows where a transcript's line names who speaks: the label that begins it, bold or linked or plain."""

import re

from crawler.sites.kremlin_lines import Line, Mark
from crawler.sites.kremlin_naming import BRACKET, Label, read_label, says_interpreted
from crawler.sites.page import squeeze

__all__ = ["Placed", "label_of", "unmarked_label_of"]

Placed = tuple[Label, int]
"""A label, and where the words begin in its line's raw text."""

_LONGEST = 320
"""Characters; the longest real label, an office of three lines, has 190 (kremlin.md section 8)."""
_UNNAMED = re.compile(r"(?:questions?|remarks?|вопрос|реплика)", re.IGNORECASE)
_AIMED = re.compile(
    r"(?:responding|replying|answering|addressing|commenting|отвечая|обращаясь)\b", re.IGNORECASE
)
_INITIALS = r"[А-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?(?:аль-|эль-)?[А-ЯЁ][А-ЯЁа-яё’'-]+"
_UNMARKED = re.compile(
    rf"\s*(?P<label>(?P<name>{_INITIALS})(?: \([^()]{{3,60}}\))?|(?:ВОПРОС|Вопрос|РЕПЛИКА|Реплика)"
    rf"(?: \([^()]{{3,60}}\))?)\s?:\s"
)


def label_of(line: Line) -> Placed | None:
    """Return the label that a line begins with: bold or a person's link up to a colon, or "Question" alone.

    The colon may stand in the bold or after it, brackets in either. Source: kremlin.md section 8.
    """
    text = line.text
    start = len(text) - len(text.lstrip())
    colon = _colon(text, start)
    if colon < 0:
        return _without_colon(line, start)
    if not _set_apart(line, start, colon):
        return None
    return _made(line, start, colon, overflows=_overflows(line, colon + 1))


def unmarked_label_of(line: Line) -> Placed | None:
    """Return a label that is set in no way: initials and surname, as on Russian pages before 2014."""
    found = _UNMARKED.match(line.text)
    return _made(line, found.start("label"), found.end("label"), overflows=False) if found else None


def _colon(text: str, start: int) -> int:
    """Return where the first colon outside brackets is, or -1."""
    first = text.find(":", start, start + _LONGEST)
    if first < 0 or not _opens(text, start, first):
        return first
    depth = 0
    for at in range(start, min(len(text), start + _LONGEST)):
        sign = text[at]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == ":" and depth <= 0:
            return at
    return -1


def _opens(text: str, start: int, end: int) -> bool:
    """Tell whether a bracket opens between two positions."""
    return text.find("(", start, end) >= 0 or text.find("[", start, end) >= 0


def _set_apart(line: Line, start: int, colon: int) -> bool:
    """Tell whether all letters before the colon are bold or linked; brackets may be set in any way."""
    if not _opens(line.text, start, colon):
        return line.wholly(start, colon, _marked)
    text, at, bold = line.text, start, False
    for bracket in [*BRACKET.finditer(text, start, colon), None]:
        end = bracket.start() if bracket else colon
        if any(map(str.isalnum, text[at:end])):
            if not (line.wholly(at, end, _marked) or (bold and _says_interpreted(line, at, end))):
                return False
            bold = True
        at = bracket.end() if bracket else colon
    return bold


def _marked(mark: Mark) -> bool:
    return mark.bold or mark.person is not None


def _says_interpreted(line: Line, start: int, end: int) -> bool:
    return says_interpreted(line.text[start:end]) and all(
        _marked(mark) or mark.italic for mark in line.lettered(start, end)
    )


def _overflows(line: Line, end: int) -> bool:
    """Tell whether the bold goes on after a label: "Contact telephone numbers: +7" is no speaker."""
    after = next(line.lettered(end, len(line.text)), None)
    return after is not None and after.bold


def _without_colon(line: Line, start: int) -> Placed | None:
    """Return a bold "Question" that no colon follows. Source: kremlin.md section 8 (33 paragraphs)."""
    found = _UNNAMED.match(line.text, start)
    if found is None or not line.wholly(start, found.end(), _marked):
        return None
    if _overflows(line, found.end()):
        return None
    return _made(line, start, found.end(), overflows=False)


def _made(line: Line, start: int, end: int, *, overflows: bool) -> Placed | None:
    text = line.text
    stages: tuple[str, ...] = ()
    if _opens(text, start, end):
        stages = tuple(
            squeeze(found.group())
            for found in BRACKET.finditer(text, start, end)
            if _is_stage(line, found.start(), found.end())
        )
    person, linked = line.linked(start, end)
    label = read_label(text[start:end], stages=stages, person=person, linked=linked, overflows=overflows)
    return (label, end + (text[end : end + 1] == ":")) if label else None


def _is_stage(line: Line, start: int, end: int) -> bool:
    """Tell a stage direction in a label from "(as translated)", "(responding to …)" and a country."""
    inner = line.text[start:end].strip("()[] \u00a0")
    if says_interpreted(inner) or _AIMED.match(inner):
        return False
    return inner.endswith(".") or line.wholly(start, end, lambda mark: mark.italic)
