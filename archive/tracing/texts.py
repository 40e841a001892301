"""Knows what a document is to the tracing of texts: its words, their places, its day, and its number."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

__all__ = ["MOST", "Precision", "Text"]

MOST = 20_000
"""Characters of a text that are compared; a longer one is a transcript whose head tells what it is."""

Precision = Literal["day", "month", "none"]


@dataclass(frozen=True, slots=True)
class Text:
    """A document: title, paragraphs, and the day that the page itself names.

    ``precision`` "month" goes with the first day of that month, "none" with no day. ``number`` is the
    Kremlin's, which both languages of a page share. ``tags`` are the persons, places and topics that a page
    lists.
    """

    key: str
    language: str
    title: str
    paragraphs: tuple[str, ...]
    day: date | None = None
    precision: Precision = "day"
    tags: tuple[str, ...] = ()
    number: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a day without precision, or a precision without a day."""
        if self.precision not in get_args(Precision):
            raise ValueError(f"no such precision: {self.precision}")
        if (self.day is None) != (self.precision == "none"):
            raise ValueError(f"{self.key}: a day and its precision go together")

    @property
    def node(self) -> str:
        """Return what ru and en of one Kremlin number share, or the key of any other document."""
        return self.key if self.number is None else f"K{self.number}"

    @property
    def whole(self) -> str:
        """Return title and paragraphs, a line each; all offsets count in it."""
        return "\n".join((self.title, *self.paragraphs))

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Return where each paragraph begins and ends in the whole."""
        found, at = [], len(self.title) + 1
        for paragraph in self.paragraphs:
            found.append((at, at + len(paragraph)))
            at += len(paragraph) + 1
        return tuple(found)
