"""Knows how a story's element falls into printed pieces: text, kind, links, and what each stands in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType

from archive.models import BlockKind
from crawler.sites.page import Element, select, squeeze, words

__all__ = ["Piece", "pieces"]

_KINDS: Mapping[str, BlockKind] = MappingProxyType(
    {
        "blockquote": BlockKind.QUOTATION,
        "li": BlockKind.ITEM,
        "dt": BlockKind.ITEM,
        "dd": BlockKind.ITEM,
        "h2": BlockKind.SUBHEAD,
        "h3": BlockKind.SUBHEAD,
        "h4": BlockKind.SUBHEAD,
        "h5": BlockKind.SUBHEAD,
        "h6": BlockKind.SUBHEAD,
        "pre": BlockKind.PREFORMATTED,
        "table": BlockKind.TABLE,
    }
)
_BLOCKS = frozenset(_KINDS) | frozenset(
    [
        "address",
        "article",
        "aside",
        "body",
        "center",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "header",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "ul",
    ]
)
_BLANKS = re.compile(r"\s+")
_UNPRINTED = (
    "ancestor::script or ancestor::style or ancestor::noscript or ancestor::template or ancestor::iframe"
)
_PRINTED = f"descendant::text()[not({_UNPRINTED})] | descendant::br"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A run of text in one block; ``text`` has a newline where a line break is printed.

    ``rule`` names the furniture that the block stands in by its mark-up, empty for the story's own text.
    """

    kind: BlockKind
    tag: str
    text: str
    rule: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def is_link(self) -> bool:
        """Tell whether the whole text is one link."""
        return len(self.links) == 1 and self.links[0][1] == " ".join(self.text.split("\n"))


@dataclass(slots=True)
class _Place:
    """Where a text node stands: its block, the rule of the furniture around it, its link."""

    block: Element
    rule: str = ""
    kind: BlockKind | None = None
    link: Element | None = None


@dataclass(slots=True)
class _Run:
    """Text nodes of one block in a row."""

    place: _Place
    parts: list[str] = field(default_factory=list)
    links: dict[Element, list[str]] = field(default_factory=dict)


def pieces(root: Element, furniture: Mapping[Element, str]) -> Iterator[Piece]:
    """Yield what is printed in an element, in reading order, a piece a block.

    ``furniture`` maps elements inside it to the rule that takes them out. Text straight in the element and
    inline mark-up between two blocks make a piece of their own. Two line breaks in a row end a piece. No
    recursion: a page nested a thousand deep is read like any other.
    """
    places: dict[Element, _Place] = {}
    runs: list[_Run] = []
    for node in root.xpath(_PRINTED):
        is_break = not isinstance(node, str)
        holder = node.getparent()
        if not is_break and node.is_tail:
            holder = holder.getparent()
        if holder not in places:
            places[holder] = _place(holder, root, furniture)
        place = places[holder]
        if not runs or runs[-1].place.block is not place.block or runs[-1].place.rule != place.rule:
            if is_break or not squeeze(node):
                continue
            runs.append(_Run(place))
        _add(runs[-1], place, "\n" if is_break else _BLANKS.sub(" ", node))
    for run in runs:
        yield from _cut(run)


def _add(run: _Run, place: _Place, text: str) -> None:
    run.parts.append(text)
    if place.link is not None:
        run.links.setdefault(place.link, []).append(text)


def _place(holder: Element, root: Element, furniture: Mapping[Element, str]) -> _Place:
    """Climb from an element to the root and note what it stands in; the innermost furniture wins."""
    place = _Place(block=root)
    found = False
    for element in (holder, *holder.iterancestors()):
        tag = str(element.tag)
        if tag == "a" and place.link is None:
            place.link = element
        place.rule = place.rule or furniture.get(element, "")
        if tag == "table" or (not found and tag in _BLOCKS):
            place.block, found = element, True
        if place.kind is None or tag == "blockquote":
            place.kind = _KINDS.get(tag, place.kind)
        if element is root:
            break
    return place


def _cut(run: _Run) -> Iterator[Piece]:
    place = run.place
    links = tuple(
        (str(link.get("href") or ""), squeeze("".join(texts)))
        for link, texts in run.links.items()
        if link.get("href")
    )
    if place.block.tag == "table" and not place.rule:
        yield Piece(kind=BlockKind.TABLE, tag="table", text=_rows(place.block), links=links)
        return
    lines = [squeeze(line) for line in "".join(run.parts).split("\n")]
    kind = place.kind or BlockKind.PARAGRAPH
    for printed, group in groupby(lines, key=bool):
        if printed:
            text = "\n".join(group)
            mine = tuple(link for link in links if link[1] in " ".join(text.split("\n")))
            yield Piece(kind=kind, tag=str(place.block.tag), text=text, rule=place.rule, links=mine)


def _rows(table: Element) -> str:
    """Return a table a line a row, its cells apart: « | »."""
    rows = (select(row, "./th | ./td") for row in select(table, ".//tr"))
    return "\n".join(" | ".join(words(cell) for cell in row) for row in rows if row)
