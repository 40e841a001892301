"""Knows what a search is asked and what it answers: frozen, and checked when made."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from archive.errors import BadUsage
from archive.filters import Filters

__all__ = ["Asked", "Found", "Hit", "Mark", "Order", "Piece"]

MOST_A_PAGE = 1_000
DEEPEST = 10_000
"""Hits that can be turned to, page by page; behind them narrowing helps more than turning pages."""


class Order(StrEnum):
    """By what hits are put in order: by BM25, the best first, or by day of publication, the newest first."""

    RANK = "rank"
    DATE = "date"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What is looked for: a person's words, or with ``raw`` FTS5's own syntax.

    ``as_of`` is an instant with a zone: only what the archive held as current then is found.
    """

    words: str
    filters: Filters = field(default_factory=Filters)
    as_of: datetime | None = None
    order: Order = Order.RANK
    page: int = 1
    size: int = 20
    raw: bool = False

    def __post_init__(self) -> None:
        """Refuse pages that are none, and a moment without a zone."""
        if not 1 <= self.size <= MOST_A_PAGE:
            raise BadUsage(f"a page has 1 to {MOST_A_PAGE} hits, not {self.size}")
        if self.page < 1:
            raise BadUsage(f"pages count from 1, so there is none of number {self.page}")
        if self.page * self.size > DEEPEST:
            raise BadUsage(f"no search shows more than {DEEPEST:,} hits; narrow it by days, source or words")
        if self.as_of is not None and self.as_of.tzinfo is None:
            raise BadUsage("a moment needs a zone")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A piece of archived text, as it stands there, and whether it is what was looked for."""

    text: str
    hit: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What is special about a hit; times are ISO 8601 UTC texts, None where the archive does not say.

    ``kind`` is removed_later (only an older revision has the words), earlier (a newer revision exists, and a
    moment was asked for), or the document's state where that is not present. ``last`` is when it was last
    seen so, ``since`` when it was first seen to be otherwise.
    """

    kind: str
    since: str | None
    last: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A document that was found, in the revision that has the words; ``score`` is BM25, smaller is better."""

    document_id: int
    key: str
    address: str
    source: str
    language: str
    kind: str
    state: str
    day: str | None
    published_at: str | None
    revision_id: int
    revision: int
    current: bool
    first_seen: str
    last_seen: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    score: float | None

    @property
    def plain_title(self) -> str:
        """Return the title as it stands in the archive."""
        return "".join(piece.text for piece in self.title)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """A page of hits, each document once; with ``over`` there are more than ``total`` documents.

    ``ranked`` is all (every hit was ranked), newest (hits in titles come first, then the newest) or date.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    over: bool = False
    page: int = 1
    size: int = 20
    ranked: str = "all"
    notes: tuple[str, ...] = ()

    @property
    def more(self) -> bool:
        """Tell whether another page follows."""
        return self.over or self.total > self.page * self.size
