"""Knows of what kinds an edit can be, and how much each of them may mean."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

__all__ = ["RANKS", "Kind", "rank_of", "ranked"]


class Kind(StrEnum):
    """What an edit changes, or what was found out about a document; one edit may be of several kinds.

    GONE, MISSING, RETURNED, REAPPEARED, PRE_DATED and BACK_DATED are findings (archive.findings).
    ANNULLED: the new text says that the old one does not hold. REPEATED: the same word is taken out, or put
    in, at three places or more. COMPLETED: a transcript that was to be continued has grown at its end.
    DETAILS: what is stated beside the text (sections, author, the form of a block). WORDING: all else.
    """

    GONE = "gone"
    ANNULLED = "annulled"
    MISSING = "missing"
    NEGATION = "negation"
    NUMBER = "number"
    DATE = "date"
    QUOTATION = "quotation"
    NAME = "name"
    SPEAKER = "speaker"
    REDATED = "redated"
    PRONOUN = "pronoun"
    REPEATED = "repeated"
    PLACE = "place"
    REMOVED = "removed"
    HEADLINE = "headline"
    RETURNED = "returned"
    REAPPEARED = "reappeared"
    LEAD = "lead"
    WORDING = "wording"
    ADDED = "added"
    BACK_DATED = "back_dated"
    PRE_DATED = "pre_dated"
    MOVED = "moved"
    COMPLETED = "completed"
    DETAILS = "details"
    TYPOGRAPHY = "typography"


RANKS: Mapping[Kind, int] = MappingProxyType(
    {
        Kind.GONE: 100,
        Kind.ANNULLED: 98,
        Kind.MISSING: 95,
        Kind.NEGATION: 90,
        Kind.NUMBER: 88,
        Kind.DATE: 86,
        Kind.QUOTATION: 84,
        Kind.NAME: 82,
        Kind.SPEAKER: 80,
        Kind.REDATED: 78,
        Kind.PRONOUN: 74,
        Kind.REPEATED: 72,
        Kind.PLACE: 70,
        Kind.REMOVED: 66,
        Kind.HEADLINE: 64,
        Kind.RETURNED: 60,
        Kind.REAPPEARED: 58,
        Kind.LEAD: 50,
        Kind.WORDING: 45,
        Kind.ADDED: 40,
        Kind.BACK_DATED: 36,
        Kind.PRE_DATED: 35,
        Kind.MOVED: 30,
        Kind.COMPLETED: 25,
        Kind.DETAILS: 15,
        Kind.TYPOGRAPHY: 5,
    }
)
"""What each kind may mean, 0 to 100; only the order counts."""


def rank_of(kinds: Iterable[Kind]) -> int:
    """Return the rank of one edit: of its kinds the highest, but of typography alone wherever it stands."""
    told = set(kinds)
    if Kind.TYPOGRAPHY in told:
        return RANKS[Kind.TYPOGRAPHY]
    return max((RANKS[kind] for kind in told), default=0)


def ranked(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """Return each kind once, the highest first."""
    return tuple(sorted(set(kinds), key=lambda kind: -RANKS[kind]))
