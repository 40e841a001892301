"""Knows what can be seen of a page's lines that tells an article's own from what stands around it."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.sites.judge_view import WORD, View, Weight, shares_found
from crawler.sites.lines import Line
from crawler.sites.page import Element

__all__ = ["SIGNS", "Seen", "seen", "signs_of"]

SIGNS = (
    "found",  # share of the line's words that the general reader kept, by runs of four
    "before", "after",  # the same of the lines beside it
    "later",  # mean of the five that follow
    "under",  # stands in the box that holds most of what was kept
    "direct",  # stands in it without a box between
    "depth",  # levels between
    "box_found", "box_linked", "box_size",  # of the part of that box that the line stands in
    "parent_found", "parent_share", "parent_linked",  # of the element around the line's own
    "grand_share",
    "siblings", "siblings_found",  # lines of one parent: number (log), share that was kept
    "alike", "alike_found",  # lines of the same tag and classes: number (log), share that was kept
    "words", "words_before", "words_after",  # log of their number
    "linked", "linked_before", "linked_after",
    "ends",  # ends like a sentence
    "capitals",
    "level",  # of a heading
    "item", "loose",  # in an li; in a div of its own
    "strong",  # all of it stands in bold or italics
    "repeated",  # how often the same line came before
    "summary",  # share of the page's own description that it holds
    "place",  # 0 at the first long line that was kept, 1 at the last
    "rest",  # lines until the last long one
    "kept",  # log of how many long lines were kept
    "classed", "marked",  # has a class; number of words in it that name furniture
)  # fmt: skip

_FAR = 20
_ENDS = tuple('.!?…。”"»“')
_MARKS = re.compile(
    r"comment|shar|social|relat|recomm|teaser|promo|newslet|sidebar|foot|author|bio|caption|credit|tag|meta"
    r"|widget|card|\bads?\b|advert|banner|subscri|signup|sign-up|cookie|more|popular|trend|nav|menu|bread"
    r"|byline|date|time|most|latest|read|also|cta|inline|embed|list|toc|figure|image|photo|media|info"
)
_STRONG = frozenset({"strong", "b", "em", "i"})
_MOSTLY = 0.9
_SPOKEN = 6


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The lines that are worth judging, by their number, with their signs in the order of `SIGNS`."""

    found: tuple[float, ...]
    signs: dict[int, list[float]]


def seen(lines: Sequence[Line], kept: Sequence[str], *, summary: str) -> Seen:
    """Look at the lines of a page, of which a general reader kept some texts.

    ``summary`` is the description in the page's head. Lines that are far from all that was kept, and lines
    of links alone, are not worth judging. Time grows with the number of lines times their depth.
    """
    found, counts = shares_found(lines, kept)
    view = View(lines, found, counts, summary)
    return Seen(found=found, signs={at: signs_of(view, at) for at in view.candidates()})


def _spans(element: Element, text: str) -> bool:
    """Tell whether an element holds nearly all of a line's text."""
    return len("".join(map(str, element.itertext()))) > _MOSTLY * len(text)


def _beside(numbers: Sequence[float], at: int) -> float:
    return numbers[at] if 0 <= at < len(numbers) else 0.0


def signs_of(view: View, at: int) -> list[float]:
    """Return the signs of one line, in the order of `SIGNS`."""
    return [*_of_place(view, at), *_of_words(view, at)]


def _of_place(view: View, at: int) -> list[float]:
    line, found, parent = view.lines[at], view.found, view.parents[at]
    path = view.path(at)
    box = view.weights[path[-2]] if path and len(path) > 1 else None
    around = view.weights[parent] if parent is not None else Weight()
    above = parent.getparent() if parent is not None else None
    grand = view.weights[above] if above is not None else Weight()
    siblings, alike = view.by_parent[parent], view.by_look[view.looks[at]]
    return [
        found[at],
        _beside(found, at - 1),
        _beside(found, at + 1),
        sum(found[at + 1 : at + 6]) / 5,
        float(path is not None),
        float(parent is view.main or line.element is view.main),
        float(len(path) - 1 if path else -1),
        box.share() if box else -1.0,
        box.links() if box else -1.0,
        box.letters / view.total if box else -1.0,
        around.share(),
        around.found / view.total,
        around.links(),
        grand.found / view.total,
        math.log1p(siblings[1]),
        siblings[0] / max(1, siblings[1]),
        math.log1p(alike[1]),
        alike[0] / max(1, alike[1]),
    ]


def _of_words(view: View, at: int) -> list[float]:
    line, tag, text = view.lines[at], str(view.lines[at].element.tag), view.lines[at].block.text
    links = [one.linked for one in view.lines[max(0, at - 1) : at + 2]]
    own = f"{line.element.get('class') or ''} {line.element.get('id') or ''}".strip().lower()
    said = view.summary.intersection(WORD.findall(text.casefold())) if view.counts[at] >= _SPOKEN else ()
    return [
        view.logs[at],
        _beside(view.logs, at - 1),
        _beside(view.logs, at + 1),
        line.linked,
        links[0] if at else 0.0,
        links[-1] if at + 1 < len(view.lines) else 0.0,
        float(text.endswith(_ENDS)),
        sum(map(str.isupper, text)) / len(text),
        float(tag[1]) if tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else 0.0,
        float(tag == "li"),
        float(tag == "div"),
        float(any(one.tag in _STRONG and _spans(one, text) for one in line.element)),
        float(view.repeats[at]),
        len(said) / max(1, len(view.summary)),
        (at - view.first) / max(1, view.last - view.first),
        float(min(_FAR, view.last - at)),
        view.kept,
        float(bool(own)),
        float(len(set(_MARKS.findall(own)))) if own else 0.0,
    ]
