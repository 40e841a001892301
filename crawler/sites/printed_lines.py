"""Knows what a page prints, as runs of text in reading order, whatever a reader makes of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from archive.errors import UnreadablePage
from archive.models import Document, View
from crawler.sites.base import without_scheme
from crawler.sites.page import Element, Page, fragment, select, squeeze
from crawler.sites.reshape import BLOCKS

__all__ = ["Run", "letters", "lines_of", "runs_of"]

_UNPRINTED = frozenset({"script", "style", "noscript", "template", "title", "head", "textarea"})
_ENTRIES = ".//*[local-name()='entry' or local-name()='item']"
_NAMED_BY = ".//*[local-name()='link' or local-name()='id' or local-name()='guid']"
_CONTENT = ("title", "content", "encoded", "summary", "description")
_STEPS_UP = 2


@dataclass(frozen=True, slots=True)
class Run:
    """A text node: its words, their letters and figures alone, and the block that it stands in.

    ``block`` counts: two runs of one block that follow each other are one line.
    """

    text: str
    letters: str
    where: str
    block: int


def letters(text: str) -> str:
    """Return the letters and figures of a text, small: what no reader changes."""
    return "".join(filter(str.isalnum, text.casefold()))


def runs_of(page: Page, document: Document) -> list[Run]:
    """Return what stands on a page, of a feed what stands in the document's own entry.

    Nothing where the page has no such entry: then no line has a place.
    """
    if document.view is not View.FEED:
        return list(_runs([page.tree]))
    return list(_runs(_entry(page, document)))


def lines_of(runs: Iterable[Run]) -> Iterator[tuple[int, Run]]:
    """Yield the runs of each block that follow each other as one, with how many they are."""
    for _, group in groupby(runs, key=attrgetter("block")):
        line = list(group)
        text = squeeze("".join(run.text for run in line))
        yield len(line), Run(text, "".join(run.letters for run in line), line[0].where, line[0].block)


def _entry(page: Page, document: Document) -> list[Element]:
    """Return the titles and texts of the feed's entry of a document, parsed."""
    wanted = {without_scheme(one) for one in (document.address, *document.aliases)}
    for entry in select(page.xml, _ENTRIES):
        named = [(one.text or "", one.get("href") or "") for one in select(entry, _NAMED_BY)]
        if wanted.isdisjoint(without_scheme(one.strip()) for pair in named for one in pair if one):
            continue
        found = {str(one.tag).rpartition("}")[2]: one.text or "" for one in entry if isinstance(one.tag, str)}
        try:
            return [fragment(found[name]) for name in _CONTENT if found.get(name)]
        except UnreadablePage:
            return []
    return []


def _runs(roots: Iterable[Element]) -> Iterator[Run]:
    """Walk without recursion; each block and each line break begins a line, and so does what follows it."""
    number = 0
    for root in roots:
        waiting = [(root, True)]
        while waiting:
            element, entering = waiting.pop()
            if element.tag in BLOCKS or element.tag == "br":
                number += 1
            if entering and element.tag not in _UNPRINTED:
                yield from _run(element.text, element, number)
                waiting.append((element, False))
                waiting.extend((child, True) for child in reversed(element))
            elif element is not root:
                yield from _run(element.tail, element.getparent(), number)
        number += 1


def _run(text: str | None, element: Element | None, number: int) -> Iterator[Run]:
    if text and element is not None and not text.isspace():
        yield Run(text, letters(text), _where(element), number)


def _where(element: Element) -> str:
    """Return the block that an element stands in, and what that stands in, as a selector."""
    blocks = [one for one in (element, *element.iterancestors()) if one.tag in BLOCKS][:_STEPS_UP]
    return " > ".join(_named(one) for one in reversed(blocks))


def _named(element: Element) -> str:
    classes = (element.get("class") or "").split()
    return ".".join((str(element.tag), *map(str, classes[:1])))
