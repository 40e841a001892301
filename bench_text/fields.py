"""Knows when a title, a day, an author or a piece of text was read right, as the shared scorer counts it."""

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["day", "flat", "names"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DASHES = re.compile(r"[\u2010-\u2015]")
_INVISIBLE = re.compile(r"[\u00ad\u200b]")
_QUOTES = str.maketrans("’‘“”«»„", '\'\'"""""')
_BETWEEN_NAMES = re.compile(r"\s*(?:[;,&]|\b(?:and|und|et|y|и)\b)\s*")


def flat(text: str | None) -> str:
    """Return a text folded: compatibility forms, case, quotation marks, dashes and blanks do not tell."""
    plain = unicodedata.normalize("NFKC", text or "").translate(_QUOTES)
    plain = _INVISIBLE.sub("", _DASHES.sub("-", plain))
    return " ".join(plain.split()).casefold()


def day(text: str | None) -> str:
    """Return the day that a date begins with or holds, empty when none stands in it."""
    found = _DAY.search(text or "")
    return found[0] if found else ""


def names(authors: Iterable[str]) -> frozenset[str]:
    """Return the persons that are named, folded, in whatever order and with whatever between them."""
    return frozenset(name for author in authors for name in _BETWEEN_NAMES.split(flat(author)) if name)
