"""Knows what can be seen of a page's lines that tells an article's own from what stands around it."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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

_WORD = re.compile(r"\w+")
_RUN = 4
_LONG = 8
_HELD = 0.7
_HALF = 0.5
_NEAR = 4
_FAR = 20
_ENDS = tuple('.!?…。”"»“')
_MARKS = re.compile(
    r"comment|shar|social|relat|recomm|teaser|promo|newslet|sidebar|foot|author|bio|caption|credit|tag|meta"
    r"|widget|card|\bads?\b|advert|banner|subscri|signup|sign-up|cookie|more|popular|trend|nav|menu|bread"
    r"|byline|date|time|most|latest|read|also|cta|inline|embed|list|toc|figure|image|photo|media|info"
)
_STRONG = frozenset({"strong", "b", "em", "i"})
_MOSTLY = 0.9
_LINKED = 0.9
_SPOKEN = 6


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The lines that are worth judging, by their number, with their signs in the order of `SIGNS`."""

    found: tuple[float, ...]
    signs: dict[int, list[float]]


@dataclass(slots=True)
class _Weight:
    """How many letters stand in an element, how many of them were kept, how many are linked."""

    letters: int = 0
    found: int = 0
    linked: float = 0.0

    def add(self, other: "_Weight") -> None:
        self.letters += other.letters
        self.found += other.found
        self.linked += other.linked

    def share(self) -> float:
        return self.found / max(1, self.letters)

    def links(self) -> float:
        return self.linked / max(1, self.letters)


def _runs(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + _RUN]) for at in range(len(tokens) - _RUN + 1)]


def _found(lines: Sequence[Line], kept: Sequence[str]) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """Return of each line how much of it was kept, and how many words it has."""
    tokens = [_WORD.findall(text) for text in kept]
    whole = {" ".join(one) for one in tokens}
    runs = frozenset(_runs([word for words in tokens for word in words]))
    shares, counts = [], []
    for line in lines:
        own = _WORD.findall(line.block.text)
        counts.append(len(own))
        if " ".join(own) in whole:
            shares.append(1.0)
        elif len(own) < _RUN:
            shares.append(0.0)
        else:
            of_line = _runs(own)
            shares.append(sum(run in runs for run in of_line) / len(of_line))
    return tuple(shares), tuple(counts)


def seen(lines: Sequence[Line], kept: Sequence[str], *, summary: str) -> Seen:
    """Look at the lines of a page, of which a general reader kept some texts.

    ``summary`` is the description in the page's head. Lines that are far from all that was kept, and lines
    of links alone, are not worth judging. Time grows with the number of lines times their depth.
    """
    found, counts = _found(lines, kept)
    view = _View(lines, found, counts, summary)
    return Seen(found=found, signs={at: signs_of(view, at) for at in view.candidates()})


class _View:
    """What is counted once for a page."""

    def __init__(
        self, lines: Sequence[Line], found: tuple[float, ...], counts: tuple[int, ...], summary: str
    ) -> None:
        self.lines, self.found, self.counts = lines, found, counts
        self.summary = frozenset(_WORD.findall(summary.casefold()))
        self.logs = [math.log1p(count) for count in counts]
        self.weights: defaultdict[Element | None, _Weight] = defaultdict(_Weight)
        self.by_parent: defaultdict[Element | None, list[int]] = defaultdict(lambda: [0, 0])
        self.by_look: defaultdict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
        self.parents = [line.element.getparent() for line in lines]
        self.looks = [_look(line.element, above) for line, above in zip(lines, self.parents, strict=True)]
        self._paths: dict[Element | None, tuple[Element, ...] | None] = {}
        self._weigh()
        kept = (line for line, share in zip(lines, found, strict=True) if share >= _HALF)
        self.total = max(1, sum(len(line.block.text) for line in kept))
        self.main = self._main()
        long = [at for at, f in enumerate(found) if f >= _HALF and counts[at] >= _LONG]
        self.first, self.last = (long[0], long[-1]) if long else (0, 0)
        self.kept = math.log1p(len(long))
        times: Counter[str] = Counter()
        self.repeats = []
        for line in lines:
            self.repeats.append(times[line.block.text])
            times[line.block.text] += 1

    def _weigh(self) -> None:
        """Add each line's letters to all that it stands in; what shares a parent goes up together."""
        below: defaultdict[Element | None, _Weight] = defaultdict(_Weight)
        for at, line in enumerate(self.lines):
            letters, kept = len(line.block.text), self.found[at] >= _HALF
            for pair in (self.by_parent[self.parents[at]], self.by_look[self.looks[at]]):
                pair[0] += kept
                pair[1] += 1
            one = _Weight(letters, letters if kept else 0, line.linked * letters)
            self.weights[line.element].add(one)
            below[self.parents[at]].add(one)
        for parent, sum_ in below.items():
            element = parent
            while element is not None:
                self.weights[element].add(sum_)
                element = element.getparent()

    def _main(self) -> Element | None:
        """Return the smallest box that holds at least 70 % of what was kept."""
        if not self.lines:
            return None
        main: Element | None = None
        *_, root = (self.lines[0].element, *self.lines[0].element.iterancestors())
        inner: Element | None = root
        while inner is not None:
            main = inner
            inner = next((one for one in main if self._holds_most(one)), None)
        return main

    def _holds_most(self, element: Element) -> bool:
        return element in self.weights and self.weights[element].found >= _HELD * self.total

    def path(self, at: int) -> tuple[Element, ...] | None:
        """Return the elements from a line's own up to the main box, both included; None outside it."""
        element, parent = self.lines[at].element, self.parents[at]
        if element is self.main:
            return (element,)
        if parent not in self._paths:
            self._paths[parent] = self._up(parent)
        above = self._paths[parent]
        return None if above is None else (element, *above)

    def _up(self, element: Element | None) -> tuple[Element, ...] | None:
        path: list[Element] = []
        while element is not None:
            path.append(element)
            if element is self.main:
                return tuple(path)
            element = element.getparent()
        return None

    def candidates(self) -> list[int]:
        """Return the lines that were kept, or that stand near those or in the box that holds most of them."""
        near = set[int]()
        for at, share in enumerate(self.found):
            if share >= _HALF:
                near.update(range(at - _NEAR, at + _NEAR + 1))
        return [
            at
            for at, line in enumerate(self.lines)
            if line.block.text and (at in near or (line.linked <= _LINKED and self.path(at) is not None))
        ]


def _look(element: Element, above: Element | None) -> tuple[str, str, str]:
    around = above.get("class") if above is not None else None
    return str(element.tag), element.get("class") or "", around or ""


def _spans(element: Element, text: str) -> bool:
    """Tell whether an element holds nearly all of a line's text."""
    return len("".join(map(str, element.itertext()))) > _MOSTLY * len(text)


def _beside(numbers: Sequence[float], at: int) -> float:
    return numbers[at] if 0 <= at < len(numbers) else 0.0


def signs_of(view: _View, at: int) -> list[float]:
    """Return the signs of one line, in the order of `SIGNS`."""
    return [*_of_place(view, at), *_of_words(view, at)]


def _of_place(view: _View, at: int) -> list[float]:
    line, found, parent = view.lines[at], view.found, view.parents[at]
    path = view.path(at)
    box = view.weights[path[-2]] if path and len(path) > 1 else None
    around = view.weights[parent] if parent is not None else _Weight()
    above = parent.getparent() if parent is not None else None
    grand = view.weights[above] if above is not None else _Weight()
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


def _of_words(view: _View, at: int) -> list[float]:
    line, tag, text = view.lines[at], str(view.lines[at].element.tag), view.lines[at].block.text
    links = [one.linked for one in view.lines[max(0, at - 1) : at + 2]]
    own = f"{line.element.get('class') or ''} {line.element.get('id') or ''}".strip().lower()
    said = view.summary.intersection(_WORD.findall(text.casefold())) if view.counts[at] >= _SPOKEN else ()
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
