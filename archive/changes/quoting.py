"""Knows what stands between quotation marks of all kinds, and what between them is only a name."""

import re

from archive.changes.found import Found

__all__ = ["MARKS", "quotations"]

MARKS = '«»“”„‟"❝❞'
_CLOSES = {"«": "»", "“": "”", "„": "“", "‟": "”", "❝": "❞"}
_WORD = re.compile(r"\w+")
_NAME = 2
"""So many words in quotation marks are a name: "Волжские верфи"."""


def quotations(text: str) -> list[Found]:
    """Return the outermost spans between quotation marks; one that is not closed has no end.

    Two words or fewer are taken for a name, unless a sentence ends with them.
    """
    spans: list[Found] = []
    opened: list[tuple[str, int]] = []
    for place, mark in enumerate(text):
        if mark not in MARKS:
            continue
        if opened and mark in (_CLOSES.get(opened[-1][0], opened[-1][0]), *_ALSO.get(opened[-1][0], ())):
            spans.append(Found(opened.pop()[1], place + 1, ""))
        elif mark in _CLOSES or (mark == '"' and not opened):
            opened.append((mark, place))
    spans += [Found(place, len(text) + 1, "") for mark, place in opened if mark in _CLOSES]
    outer, reach = list[Found](), 0
    for span in sorted(spans, key=lambda one: one.start):
        if span.start >= reach and _speaks(text[span.start : span.end]):
            outer.append(Found(span.start + 1, max(span.start + 1, span.end - 1), ""))
            reach = span.end
    return outer


_ALSO = {"„": ("”",), "“": ("“",)}
"""Marks that close too: as is done in haste."""


def _speaks(quoted: str) -> bool:
    words = len(_WORD.findall(quoted))
    return words > _NAME or (words > 0 and quoted.rstrip(MARKS)[-1:] in ".!?…,")
