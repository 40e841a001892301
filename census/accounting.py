"""Knows what became of each piece of text in a page's body: kept in order, dropped by a rule, or neither.

It looks at the page by itself: where the body stands is the mark-up's own word (``itemprop="articleBody"``),
and letters and figures alone are compared, which no reader changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.models import Document
from crawler.sites.page import Element, Page, select

__all__ = ["Account", "account", "body_of"]

_BODIES = (
    "//*[@itemprop='articleBody']",
    "//div[contains(concat(' ', normalize-space(@class), ' '), ' reader_act_body ')]",
    "//div[contains(concat(' ', normalize-space(@class), ' '), ' singlepost ')]",
)
_UNPRINTED = frozenset({"script", "style", "template"})


@dataclass(frozen=True, kw_only=True)
class Account:
    """What became of a body's pieces: (rule, text) that are kept, (rule, text) dropped, texts without a rule.

    ``lost`` are blocks of the document that the body does not hold in this place: an order or a repeat that
    is not the page's.
    """

    kept: tuple[tuple[str, str], ...]
    dropped: tuple[tuple[str, str], ...]
    unexplained: tuple[str, ...]
    lost: tuple[str, ...]


def body_of(page: Page) -> Element | None:
    """Return the element that the page itself marks as the body of its article; the longest of several."""
    found = (one for path in _BODIES for one in select(page.tree, path))
    return max(found, key=lambda one: sum(map(len, one.itertext())), default=None)


def account(body: Element, document: Document) -> Account:
    """Follow a body's text nodes in reading order, each into the next block, or into what a rule dropped."""
    ledger = _Ledger(document)
    for text in _texts(body):
        ledger.take(text)
    return ledger.closed()


class _Ledger:
    """Where a walk through a body stands: the block that is being filled, and the dropped text that is."""

    def __init__(self, document: Document) -> None:
        self._layout = document.layout
        self._blocks = [block for block in document.blocks if _letters(block.text)]
        self._fields = {_letters(text) for text in _stated(document)}
        self._dropped = [(rule, _letters(text)) for rule, text in dict.fromkeys(document.dropped)]
        self._next, self._rest = 0, ""
        self._falling: list[tuple[str, str]] = []
        self._kept: list[tuple[str, str]] = []
        self._gone: list[tuple[str, str]] = []
        self._unexplained: list[str] = []
        self._open_block()

    def take(self, text: str) -> None:
        """File one text node."""
        letters = _letters(text)
        if not letters:
            return
        if not (falling := _after(letters, self._falling)):
            if self._rest.startswith(letters):
                self._keep(letters, text)
                return
            falling = _after(letters, self._dropped)
        if falling:
            self._falling = falling
            self._gone.append((falling[0][0], text))
        elif letters in self._fields:
            self._kept.append((f"{self._layout}: another field", text))
        else:
            self._unexplained.append(" ".join(text.split()))

    def closed(self) -> Account:
        """Return what was filed, and what is left over of the document."""
        lost = [block.text for block in self._blocks[self._next :]]
        return Account(
            kept=tuple(self._kept),
            dropped=tuple(self._gone),
            unexplained=tuple(self._unexplained),
            lost=tuple(lost),
        )

    def _keep(self, letters: str, text: str) -> None:
        self._kept.append((f"{self._layout}: {self._blocks[self._next].kind.value}", text))
        self._rest = self._rest[len(letters) :]
        if not self._rest:
            self._next += 1
            self._open_block()

    def _open_block(self) -> None:
        self._rest = _letters(self._blocks[self._next].text) if self._next < len(self._blocks) else ""


def _after(letters: str, texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what is left of each dropped text that goes on with these letters: two boxes may begin alike."""
    return [(rule, text[len(letters) :]) for rule, text in texts if text.startswith(letters)]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _stated(document: Document) -> Iterator[str]:
    """Yield what other fields of a document hold that may stand in its body: a letter's or an act's head."""
    yield from (document.title, document.subtitle or "", document.lead, document.place or "")
    yield from (document.author or "", document.credit or "")
    yield from (
        moment.printed for moment in (document.published, document.modified, document.event_day) if moment
    )


def _texts(body: Element) -> Iterator[str]:
    """Yield the text nodes of a body in reading order, without what is never printed."""
    waiting: list[Element | str] = [body]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        inside: list[Element | str] = []
        if one.tag not in _UNPRINTED:
            inside = [*_within(one)]
        waiting.extend(reversed(inside))


def _within(element: Element) -> Sequence[Element | str]:
    parts: list[Element | str] = [element.text or ""]
    for child in element:
        parts += [child, child.tail or ""]
    return parts
