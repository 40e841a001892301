"""Knows how a pattern of the lexicons becomes a regular expression, and which text it cannot stand in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Pattern", "alternatives", "compiled", "in_small"]

_STAR = re.compile(r"(?<!\\w)(?<![)\].\\])\*")
_SPACE = re.compile(r"\[[^\]]*\]| ")
_BEFORE, _AFTER = 90, 150
"""Characters before and behind its needle that a pattern may reach."""
_GAP = r"(?:\s+\S+){0,3}?\s+"
_TOKEN = re.compile(r"\(\?[a-z-]*[:=!<]+|\\.|[^\w]", re.IGNORECASE)
_BOUND = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1f00-\u1fff]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PREFIX = r"(?<!\w)[وفبكل]{0,2}(?:ال|لل)?"
_LITERAL = re.compile(r"[^\W_]{2,}|[\u0900-\u0dff]{2,}")
_EXACT = re.compile(r"\(\?-i:([^()|]*)\)")
_OPTIONAL = re.compile(r".(?=[?*]|\{0)")
_NESTED = re.compile(r"\([^()]*\)[?*]?|\[[^\]]*\][?*+]?|\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern, and letters that a text must hold, in small, for it to be found there."""

    regex: re.Pattern[str]
    needle: str

    def found(self, text: str, small: str) -> Iterator[tuple[int, int]]:
        """Yield where a pattern stands in a text; ``small`` is the same text by ``in_small``.

        The expression is tried only around the letters that it needs, which takes a fraction of the time.
        """
        if not self.needle:
            yield from (one.span() for one in self.regex.finditer(text))
            return
        at, done = small.find(self.needle), 0
        while at >= 0:
            for one in self.regex.finditer(text, max(done, at - _BEFORE), at + _AFTER):
                if one.start() <= at < one.end():
                    yield one.span()
                    done = one.end()
                    break
            at = small.find(self.needle, max(at + 1, done))


def in_small(text: str) -> str:
    """Return a text in small letters, each at its place: «İ» stays, for its small form is two characters."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _bounded(pattern: str) -> str:
    """Return a pattern that stands at the bounds of words, where its script has such."""
    plain = _SPACE.sub(lambda found: found[0] if len(found[0]) > 1 else r"\s", pattern)
    plain = _STAR.sub(r"\\w*", plain).replace("~", _GAP)
    first = _TOKEN.sub("", plain)[:1]
    if _BOUND.match(first):
        return rf"(?<!\w){plain}(?!\w)"
    if _ARABIC.match(first):
        return rf"{_PREFIX}{plain}(?!\w)"
    return plain


def compiled(pattern: str, *, exact: bool = False) -> Pattern:
    """Compile one pattern of a lexicon; ``exact`` with regard to case."""
    return Pattern(re.compile(_bounded(pattern), 0 if exact else re.IGNORECASE), _needle(pattern))


def alternatives(patterns: list[str]) -> re.Pattern[str]:
    """Compile patterns to one that finds any of them, the longest first."""
    ordered = sorted(patterns, key=len, reverse=True)
    return re.compile("|".join(f"(?:{_bounded(one)})" for one in ordered) or r"(?!)", re.IGNORECASE)


def _needle(pattern: str) -> str:
    """Return the longest run of letters that every find of a pattern holds."""
    plain = re.sub(r"\\.", " ", _EXACT.sub(r"\1", _STAR.sub(" *", pattern)))
    while (shorter := _NESTED.sub(" ", plain)) != plain:
        plain = shorter
    plain = _OPTIONAL.sub(" ", plain)
    return max((run.lower() for run in _LITERAL.findall(plain)), key=len, default="")
