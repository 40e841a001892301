"""Knows what a rule of furniture by class and id is."""

from dataclasses import dataclass

__all__ = ["Part", "beginnings", "tokens"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A rule: the class or id words, whole or by their beginning, that mark a box as furniture.

    ``most`` is the largest share of the page's text that such a box may hold: a plug-in's own name may mark
    nearly all of a short page, a word that themes use freely may not. ``but`` are words with one of the
    beginnings that mark something else.
    """

    name: str
    most: float = 0.3
    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()


def tokens(text: str) -> frozenset[str]:
    """Return the words of a declaration."""
    return frozenset(text.split())


def beginnings(text: str) -> tuple[str, ...]:
    """Return the beginnings of words of a declaration."""
    return tuple(text.split())
