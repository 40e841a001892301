"""Knows where the text of a page of the web at large stands, and which of the two readers reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from archive.models import Block, BlockKind
from crawler.sites.furniture import trim
from crawler.sites.judge import Judgement, judge
from crawler.sites.lines import FURNITURE, Line
from crawler.sites.page import Element, select, words
from crawler.sites.page_looks import Looks, looks_of
from crawler.sites.web_ready import Prepared, prepared

__all__ = ["Body", "body_of"]

_CLASSES = (
    "entry-content",
    "td-post-content",
    "post-content",
    "wp-block-post-content",
    "elementor-widget-theme-post-content",
    "single-content",
)
_CONTAINER = "//*[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]"
_SHORTEST = 200
_AGREED = 0.6
_LEAST = 0.4
_PLAINLY_NOT = 0.4
_LINKED = 0.5


@dataclass(frozen=True, kw_only=True)
class Body:
    """The blocks of a text, which reader read them, and what was stripped: (rule, text).

    ``ready`` is the page that they are of.
    """

    blocks: tuple[Block, ...]
    layout: str
    dropped: tuple[tuple[str, str], ...]
    ready: Prepared


def body_of(root: Element, *, title: str) -> Body:
    """Read the text of a page: line by line as the judge finds it, given what trafilatura keeps.

    In a WordPress container the lines stand unless they are plainly none of the article's; the container
    counts while it holds at least 60 % of what trafilatura finds, else it was not the article's. A text that
    stands in no line (in JSON-LD alone) is trafilatura's. A text of nothing but links is a list of articles,
    and none itself. The given tree is left as it is.
    """
    ready = prepared(root)
    told = judge(ready.lines, ready.kept, summary=ready.summary)
    looks = looks_of(root)
    container = _container(ready.tree, looks) if _is_wordpress(looks) else None
    own = _inside(ready.lines, container) if container is not None else ()
    if own and _size(ready.lines[at].block for at in own) >= _AGREED * _size(ready.general):
        layout, read = "wordpress", tuple(at for at in own if _stands(ready.lines[at], told.chances[at]))
    else:
        layout, read = "judged", _with_tables(ready.lines, told.kept)
    blocks = [ready.lines[at].block for at in read]
    if _size(blocks) < _LEAST * _size(ready.general):
        layout, blocks = "trafilatura", list(ready.general)
    kept, lines = trim(blocks, title=title, links=ready.links)
    if all(block.text in ready.links for block in kept):
        kept = ()
    return Body(
        blocks=_between(kept),
        layout=layout,
        dropped=tuple(dict.fromkeys((*ready.removed, *_doubted(ready, told, kept), *lines))),
        ready=ready,
    )


def _is_wordpress(looks: Looks) -> bool:
    """Tell whether WordPress made a page: it says so, or its files lie where WordPress has them."""
    named = looks.named
    return (
        any(
            one.get("name") == "generator" and (one.get("content") or "").startswith("WordPress")
            for one in named["meta"]
        )
        or any(_names(one.get("href"), "/wp-content/", "/wp-json") for one in named["link"])
        or any(_names(one.get("src"), "/wp-") for one in named["script"])
        or any(_names(one.get("src"), "/wp-content/") for one in named["img"])
    )


def _names(address: str | None, *parts: str) -> bool:
    return address is not None and any(part in address for part in parts)


def _inside(lines: tuple[Line, ...], container: Element) -> tuple[int, ...]:
    """Return the numbers of the lines in a container that stand in none of the boxes that are no text."""
    held = {one for one in container.iter() if one.tag not in FURNITURE}
    for one in container.iter(*FURNITURE):
        held.difference_update(one.iter())
    return tuple(at for at, line in enumerate(lines) if line.element in held)


def _stands(line: Line, chance: float) -> bool:
    """Tell whether a line of the container is the article's; so is every row of a table but one of links."""
    if line.block.kind is BlockKind.TABLE:
        return line.linked < _LINKED or chance >= _PLAINLY_NOT
    return chance >= _PLAINLY_NOT or line.block.kind is BlockKind.SEPARATOR


def _with_tables(lines: tuple[Line, ...], kept: tuple[int, ...]) -> tuple[int, ...]:
    """Return the kept lines with the tables between them: a row of two figures says little of itself."""
    stands, found = frozenset(kept), list[int]()
    for is_row, run in groupby(range(len(lines)), key=lambda at: lines[at].block.kind is BlockKind.TABLE):
        rows = list(run)
        between = is_row and {rows[0] - 1, rows[-1] + 1} <= stands
        found += [at for at in rows if at in stands or (between and lines[at].linked < _LINKED)]
    return tuple(found)


def _doubted(ready: Prepared, told: Judgement, kept: tuple[Block, ...]) -> tuple[tuple[str, str], ...]:
    """Return what trafilatura kept and the judge did not: (rule, text)."""
    texts = frozenset(block.text for block in kept)
    doubted = (ready.lines[at].block.text for at in told.doubted)
    return tuple(("judged beside the article", text) for text in doubted if text not in texts)


def _container(tree: Element, looks: Looks) -> Element | None:
    named = frozenset(" ".join(looks.classes).split())
    for name in (one for one in _CLASSES if one in named):
        longest = sorted(
            select(tree, _CONTAINER.format(name)), key=lambda one: len(words(one)), reverse=True
        )[:1]
        if longest and len(words(longest[0])) >= _SHORTEST:
            return longest[0]
    return None


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _between(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Leave out separators that follow another one."""
    return tuple(
        block
        for number, block in enumerate(blocks)
        if not (
            block.kind is BlockKind.SEPARATOR and number and blocks[number - 1].kind is BlockKind.SEPARATOR
        )
    )
