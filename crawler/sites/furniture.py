"""Knows how the lines that plug-ins leave around a pasted text are taken off both its ends."""

import re
from collections.abc import Iterable

from archive.models import Block, BlockKind
from crawler.sites.dates import parse_printed
from crawler.sites.furniture_lines import LINES, Place
from crawler.sites.page import squeeze

__all__ = ["trim"]

_READ_ALSO = re.compile(
    r"(?:(?:read|see) also|lire aussi|à lire aussi|читайте также) ?: ?(.+)", re.IGNORECASE
)
_CUT_MOST = 0.3
_LANGUAGES = ("ru", "en", "fr")


def trim(
    blocks: Iterable[Block], *, title: str, links: frozenset[str]
) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """Return the blocks without the furniture at their head and tail, and what was taken: (rule, text).

    ``links`` are the texts of the page's links: "Read also:" is furniture only before one of them. A
    heading of comments, author or related cards takes what follows with it while that is under 30 % of
    the text. Nothing in the middle of a text is touched. Source: extraction.md section 5.
    """
    kept, taken = list(blocks), list[tuple[str, str]]()
    while kept and (rule := _at_head(kept[0], title)):
        taken.append((rule, kept.pop(0).text))
    _cut(kept, taken)
    tail = list[tuple[str, str]]()
    while kept and (rule := _at_tail(kept[-1], links)):
        tail.insert(0, (rule, kept.pop().text))
    return tuple(kept), tuple(found for found in (*taken, *tail) if found[1])


def _named(text: str, *places: Place) -> str | None:
    return next((line.name for line in LINES if line.place in places and line.pattern.fullmatch(text)), None)


def _at_head(block: Block, title: str) -> str | None:
    if block.kind is BlockKind.SEPARATOR:
        return "separator"
    if squeeze(block.text).casefold() == squeeze(title).casefold():
        return "title again"
    if any(parse_printed(block.text, zone="UTC", language=language) for language in _LANGUAGES):
        return "date line"
    return _named(block.text, Place.HEAD, Place.ENDS)


def _at_tail(block: Block, links: frozenset[str]) -> str | None:
    if block.kind is BlockKind.SEPARATOR:
        return "separator"
    also = _READ_ALSO.fullmatch(block.text)
    if also and also[1] in links:
        return "read also"
    return _named(block.text, Place.TAIL, Place.ENDS)


def _cut(kept: list[Block], taken: list[tuple[str, str]]) -> None:
    """Take the first closing heading and what follows it, while that is the smaller part."""
    whole = rest = sum(len(block.text) for block in kept)
    for place, block in enumerate(kept):
        rule = _named(block.text, Place.CUT) if place and rest <= _CUT_MOST * whole else None
        if rule:
            taken += [(rule, one.text) for one in kept[place:]]
            del kept[place:]
            return
        rest -= len(block.text)
