"""Knows which few words of a text may stand for it where only a quotation is allowed."""

import re

__all__ = ["WORDS", "excerpt"]

WORDS = 30
"""Words of an excerpt where nobody says otherwise."""

_LEFT_OUT = "…"
# A quotation of at least three words, within one line: a shorter one is a name.
_QUOTED = re.compile(r"«[^»\n]{12,}»|“[^”\n]{12,}”|„[^“”\n]{12,}[“”]|(?<!\w)\"[^\"\n]{12,}\"(?!\w)")
_SEVERAL = 3
_LONGEST = 200_000
"""Letters of a text that are looked through: the quotation of a longer one stands in them or nowhere."""


def excerpt(lead: str, text: str, *, words: int = WORDS) -> str:
    """Return at most so many words: around the first quotation, else the beginning; cut ends are marked."""
    whole = f"{lead}\n{text}".strip()[:_LONGEST]
    found = next((one for one in _QUOTED.finditer(whole) if len(one[0].split()) >= _SEVERAL), None)
    if found is None:
        return _cut(whole.split(maxsplit=words), words)
    quoted = found[0].split(maxsplit=words)
    room = words - len(quoted)
    line = whole.rfind("\n", 0, found.start()) + 1
    before = whole[line : found.start()].split()
    kept = before[-(room // 2) :] if room > 1 else []
    ended = whole.find("\n", found.end())
    after = whole[found.end() : ended if ended >= 0 else len(whole)]
    told = _cut(quoted, words) if room <= 0 else found[0] + _following(after, room - len(kept))
    head = f"{_LEFT_OUT} " if len(kept) < len(before) else ""
    return head + " ".join([*kept, " ".join(told.split())])


def _cut(parts: list[str], words: int) -> str:
    return " ".join(parts) if len(parts) <= words else f"{' '.join(parts[:words])} {_LEFT_OUT}"


def _following(after: str, words: int) -> str:
    """Return what follows a quotation; what touches it (a comma, a bracket) is no word of its own."""
    parts = after.split()
    touching = parts.pop(0) if parts and not after[:1].isspace() else ""
    if len(parts) <= words:
        return after.rstrip()
    return " ".join([touching, *parts[:words], _LEFT_OUT])
