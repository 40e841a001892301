"""Knows how the lines that plug-ins leave around a pasted text are taken off both its ends."""

import re
from collections.abc import Iterable

from archive.models import Block, BlockKind
from crawler.sites.dates import parse_printed
from crawler.sites.furniture_lines import LONGEST, Place, Rule, rules_of
from crawler.sites.furniture_plain import plain
from crawler.sites.page import squeeze

__all__ = ["trim"]

_LANGUAGES = ("ru", "en", "fr")
_LABELLED = re.compile(r"([^:]{3,40})\s?: ?(.{3,})")
_COUNT = re.compile(r"\d{1,4}")
_BETWEEN = re.compile(r"[\W_]*")
_HEADLINE = 120
_ENDS_A_SENTENCE = (".", "!", "?", "…", "»", "”", '"', ";", ",", ":")
_BIOGRAPHY = 600
_MOST_LINKS = 8
_FEWEST_LINKS = 3
_CARDS = frozenset({"related cards", "read also", "side column"})

Taken = list[tuple[str, str]]


def trim(
    blocks: Iterable[Block], *, title: str, links: frozenset[str]
) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """Return the blocks without the furniture at their head and tail, and what was taken: (rule, text).

    ``links`` are the texts of the page's links. "Read also:" goes wherever it stands, but only with one of
    them; nothing else in the middle of a text is touched. A heading of comments, author or related cards
    takes what follows with it while that is its own or the smaller part. Source: extraction.md section 5.
    """
    kept, taken = list(blocks), Taken()
    while kept and (rule := _at_head(kept[0], title)):
        taken.append((rule, kept.pop(0).text))
    _read_also(kept, taken, links)
    _cut(kept, taken, title, links)
    tail = _tail(kept)
    if many := _link_list(kept, links):
        tail = [("link list", one.text) for one in kept[-many:]] + tail
        del kept[-many:]
        tail = _tail(kept) + tail
    return tuple(kept), tuple(found for found in (*taken, *tail) if found[1])


def _tail(kept: list[Block]) -> Taken:
    tail = Taken()
    while kept and (rule := _at_tail(kept[-1])):
        tail.insert(0, (rule, kept.pop().text))
    return tail


def _link_list(kept: list[Block], links: frozenset[str]) -> int:
    """Return how many blocks at the end are a list of nothing but links, with the heading over it."""
    many = 0
    while many < len(kept) and kept[-1 - many].kind is BlockKind.ITEM and kept[-1 - many].text in links:
        many += 1
    if not _FEWEST_LINKS <= many < len(kept):
        return 0
    return many + (kept[-1 - many].kind is BlockKind.SUBHEAD)


def _rule(text: str, *places: Place) -> Rule | None:
    return next((rule for rule in rules_of(text) if not rule.places.isdisjoint(places)), None)


def _at_head(block: Block, title: str) -> str | None:
    if block.kind is BlockKind.SEPARATOR:
        return "separator"
    if squeeze(block.text).casefold() == squeeze(title).casefold():
        return "title again"
    if any(parse_printed(block.text, zone="UTC", language=language) for language in _LANGUAGES):
        return "date line"
    rule = _rule(block.text, Place.HEAD)
    return rule.name if rule else None


def _at_tail(block: Block) -> str | None:
    if block.kind is BlockKind.SEPARATOR:
        return "separator"
    if block.kind is not BlockKind.TABLE and _COUNT.fullmatch(block.text):
        return "counter"
    rule = _rule(block.text, Place.TAIL)
    return rule.name if rule else None


def _read_also(kept: list[Block], taken: Taken, links: frozenset[str]) -> None:
    """Take labels of links with the links that follow them, in the same line or in the next ones."""
    place = 0
    while place < len(kept):
        text = kept[place].text
        many = 0
        if len(text) <= LONGEST and _label_and_links(text, links):
            many = 1
        elif _rule(text, Place.LABEL):
            after = kept[place + 1 : place + 1 + _MOST_LINKS]
            many = next((n for n, one in enumerate(after) if one.text not in links), len(after))
            many += 1 if many else 0
        taken += [("read also", one.text) for one in kept[place : place + many]]
        del kept[place : place + many]
        place += 0 if many else 1


def _label_and_links(text: str, links: frozenset[str]) -> bool:
    found = _LABELLED.fullmatch(text)
    if not found or not _rule(found[1], Place.LABEL):
        return False
    rest = found[2]
    if rest in links:
        return True
    for link in sorted((one for one in links if one and one in rest), key=len, reverse=True):
        rest = rest.replace(link, " ")
    return not _BETWEEN.sub("", rest)


def _cut(kept: list[Block], taken: Taken, title: str, links: frozenset[str]) -> None:
    """Take the first closing heading whose following is its own, with all that follows."""
    whole = sum(len(block.text) for block in kept)
    for place, block in enumerate(kept):
        rule = _rule(block.text, Place.CUT) if place else None
        if rule and _closes(rule, block.text, kept[place + 1 :], whole=whole, title=title, links=links):
            taken += [(rule.name, one.text) for one in kept[place:]]
            del kept[place:]
            return


def _closes(
    rule: Rule, heading: str, after: list[Block], *, whole: int, title: str, links: frozenset[str]
) -> bool:
    """Tell whether what follows a heading is what the rule's plug-in prints under it."""
    unknown = [one.text for one in after if one.text not in links and not rules_of(one.text)]
    size = sum(map(len, unknown))
    if rule.name == "comments" and plain(title) not in plain(heading):
        return size <= 0.3 * whole
    if rule.name in _CARDS:
        cards = sum(1 for one in after if one.text in links)
        loose = [text for text in unknown if len(text) > _HEADLINE or text.endswith(_ENDS_A_SENTENCE)]
        return not loose or (cards > len(loose) and size <= rule.most * whole)
    if rule.name == "author box" and len(unknown) <= 1 and size <= _BIOGRAPHY:
        return True
    return size <= rule.most * whole
