"""Knows how a page of the web at large is made ready for judging: what is taken out, what is seen of it."""

from copy import deepcopy
from dataclasses import dataclass

from archive.models import Block
from crawler.sites.furniture_parts import prune
from crawler.sites.lines import UNREADABLE, Line, lines_of
from crawler.sites.page import Element, squeeze, strip, words
from crawler.sites.page_looks import Looks, looks_of
from crawler.sites.reshape import reshape
from crawler.sites.text import general_blocks

__all__ = ["Prepared", "prepared"]

# trafilatura reads the article body that JSON-LD states where the page has next to no text.
_DATA = "application/ld+json"
_TEXTLESS = (
    *("script", "style", "svg", "link", "meta", "iframe"),
    *("object", "embed", "canvas", "map", "audio", "video"),
)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A page made ready for judging: without scripts and furniture, and what the general reader kept of it.

    ``removed`` is what was taken out: (rule, text). ``links`` are the texts of the page's links, ``links_to``
    where they lead. ``summary`` is the description in its head, ``shown`` all its text in small letters.
    """

    tree: Element
    removed: tuple[tuple[str, str], ...]
    general: tuple[Block, ...]
    lines: tuple[Line, ...]
    links: frozenset[str]
    links_to: frozenset[str]
    summary: str
    shown: str

    @property
    def kept(self) -> tuple[str, ...]:
        """Return the texts that the general reader kept."""
        return tuple(block.text for block in self.general)


def prepared(root: Element) -> Prepared:
    """Return a copy of a page's tree without its furniture, its lines, and what trafilatura keeps of it."""
    tree, looks = deepcopy(root), looks_of(root)
    strip(tree, *_TEXTLESS)
    _restore_data(tree, looks)
    links, unread = frozenset(map(words, tree.iter("a"))), _unread(tree)
    removed = prune(tree, looks)
    reshape(tree)
    body = next(tree.iter("body"), tree)
    lines = tuple(lines_of(body))
    shown = (*(line.block.text for line in lines), *(text for _, text in removed), *unread)
    return Prepared(
        tree=tree,
        removed=tuple(removed),
        general=tuple(general_blocks(tree)),
        lines=lines,
        links=links,
        links_to=frozenset(one.get("href") or "" for one in looks.named["a"]),
        summary=_summary(looks),
        shown="\n".join(shown).lower(),
    )


def _unread(tree: Element) -> list[str]:
    """Return the texts of what is in no line: buttons, lists to choose from, what stands in for scripts."""
    found = tree.iter(*UNREADABLE)
    return [words(one) for one in found if next(one.iterancestors(*UNREADABLE), None) is None]


def _restore_data(tree: Element, looks: Looks) -> None:
    """Put the JSON-LD of a page back into its tree."""
    for script in looks.named["script"]:
        if script.get("type") == _DATA:
            data = deepcopy(script)
            data.tail = None
            tree.append(data)


def _summary(looks: Looks) -> str:
    """Return the first description that a page states."""
    metas = (one for one in looks.named["meta"] if _describes(one))
    return next((text for one in metas if (text := squeeze(one.get("content") or ""))), "")


def _describes(meta: Element) -> bool:
    return meta.get("property") == "og:description" or meta.get("name") == "description"
