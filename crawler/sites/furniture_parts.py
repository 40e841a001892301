"""Knows how the boxes that WordPress, its plug-ins and themes put around a text are found and taken out."""

from collections.abc import Iterator
from functools import lru_cache

from crawler.sites.furniture_loose import take_loose
from crawler.sites.furniture_marks.appeals import APPEALS
from crawler.sites.furniture_marks.comments import COMMENTS
from crawler.sites.furniture_marks.part import Part
from crawler.sites.furniture_marks.reading import READING
from crawler.sites.furniture_marks.related import RELATED
from crawler.sites.furniture_marks.sharing import SHARING
from crawler.sites.page import Element, size, words
from crawler.sites.page_looks import Looks, look

__all__ = ["PARTS", "Part", "prune"]

PARTS: tuple[Part, ...] = (*SHARING, *COMMENTS, *RELATED, *READING, *APPEALS)

_BY_WORD = {word: part for part in reversed(PARTS) for word in part.words}
_BY_START = tuple((start, part) for part in PARTS for start in part.starts)
_BEGUN = 3
_STARTS = {
    begun: tuple((start, part) for start, part in _BY_START if start.startswith(begun))
    for begun in {start[:_BEGUN] for start, _ in _BY_START}
}
"""The beginnings of words, by what those begin with: few words begin as any of them does."""
# What holds the whole page, and the post itself, carries the names of its widgets, categories and tags.
_WHOLE = frozenset({"html", "body", "main"})
_POST = frozenset({"hentry", "type-post", "h-entry", "has-post-thumbnail"})


def prune(root: Element, looks: Looks | None = None) -> list[tuple[str, str]]:
    """Take furniture out of a tree, in place, and return what was taken: (rule, text).

    A box with more than its rule's share of the text stays: then the class is the site's own and means
    something else; readers' comments and a side column may be longer than the article. Lines of plug-ins
    that a line break ties to the text are set apart, for `furniture.trim` to judge by where they stand.
    ``looks`` are those of the page that the tree is a part of, where they are known.
    Source: extraction.md section 5, "What prints the lines".
    """
    looks = looks or look(root)
    taken = [(part.name, text) for part, text in _boxes(root, looks)]
    return [found for found in (*taken, *take_loose(root, looks)) if found[1]]


def _boxes(root: Element, looks: Looks) -> Iterator[tuple[Part, str]]:
    """Take out the marked boxes."""
    classes = {text for text in looks.classes if _part(text)}
    names = {text for text in looks.ids if _part(text)}
    if not classes and not names:
        return
    whole = max(size(root), 1)
    gone: set[Element] = set()
    marked = [one for one in root.iterdescendants() if one.get("class") in classes or one.get("id") in names]
    for element in marked:
        part = _part(element.get("class") or "") or _part(element.get("id") or "")
        if part is None or element.tag in _WHOLE or not gone.isdisjoint(element.iterancestors()):
            continue
        if _is_post(element.get("class") or ""):
            continue
        text = words(element)
        if len(text) <= part.most * whole:
            gone.add(element)
            element.drop_tree()
            yield part, text


def _is_post(classes: str) -> bool:
    return not _POST.isdisjoint(classes.split())


@lru_cache(maxsize=16384)
def _part(marks: str) -> Part | None:
    """Return the rule that one of the words of a class or id attribute falls under."""
    return next((part for token in marks.split() if (part := _rule(token))), None)


def _rule(token: str) -> Part | None:
    if token in _BY_WORD:
        return _BY_WORD[token]
    for start, part in _STARTS.get(token[:_BEGUN], ()):
        if token.startswith(start) and token not in part.but:
            return part
    return None
