"""Knows what is told of a day, of a source, and of a whole archive: the values that coverage is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from archive.exchange import require

__all__ = ["Asked", "Coverage", "Day", "Looked", "Standing", "Summary"]

Part = Literal["silent", "partly", "unlooked", "stored", "failed", "never"]


class Looked(StrEnum):
    """Whether the lists of a day were read: then emptiness says something."""

    WHOLE = "whole"
    PART = "part"
    NO = "no"


class Standing(StrEnum):
    """What a day comes to: the cell of a calendar."""

    STORED = "stored"
    MISSING = "missing"
    SILENT = "silent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Which part of an archive is asked about; days are the site's, both included; empty means any.

    ``section`` is a part of an address's path, or a section's name. With ``by_section`` each section is
    told apart: what stands before the number in a document's address.
    """

    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    section: str | None = None
    by_section: bool = False

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        require(
            self.since is None or self.until is None or self.since <= self.until,
            f"--since {self.since} lies after --until {self.until}",
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """What is known of one day of one source and language, or of a section of it.

    ``expected`` addresses were named for the day by a list or feed; ``seen`` are these and those that only
    their own page dates so. Of ``seen``, ``asked`` got an answer, ``stored`` have a text, ``failed`` counts
    by outcome those that were asked and have none, ``never`` were not asked yet. ``gaps`` are numbers that
    nobody ever named, next above one of this day's; numbers are the source's, so its languages share them.
    """

    source: str
    language: str
    section: str
    day: date
    expected: int = 0
    seen: int = 0
    stored: int = 0
    failed: Mapping[str, int] = field(default_factory=dict)
    never: int = 0
    gaps: int = 0
    looked: Looked = Looked.NO

    def __post_init__(self) -> None:
        """Refuse a day whose parts do not add up."""
        require(
            self.seen == self.stored + sum(self.failed.values()) + self.never,
            f"{self.source} {self.day}: the parts do not add up to {self.seen}",
        )
        require(self.expected <= self.seen, f"{self.source} {self.day}: more was expected than seen")

    @property
    def asked(self) -> int:
        """Return how many were asked."""
        return self.seen - self.never

    @property
    def standing(self) -> Standing:
        """Return what the day comes to."""
        if self.seen:
            return Standing.STORED if self.stored == self.seen else Standing.MISSING
        return Standing.SILENT if self.looked is Looked.WHOLE else Standing.UNKNOWN


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """The days of one source and language, or of a section of it, added up.

    ``silent`` days were looked at and nothing was named; ``unlooked`` ones were not looked at; ``partly``
    looked ones were read while they lasted, or not to their end. ``undated`` addresses have no day.
    """

    source: str
    language: str
    section: str
    first: date | None
    last: date | None
    days: int
    silent: int
    partly: int
    unlooked: int
    expected: int
    seen: int
    stored: int
    failed: Mapping[str, int]
    never: int
    gaps: int
    undated: int

    @property
    def asked(self) -> int:
        """Return how many were asked."""
        return self.seen - self.never

    def share(self, part: Part) -> float | None:
        """Return a part's share, 0 to 1: of the days, or of what was seen; None where there is neither."""
        of_days = {"silent": self.silent, "partly": self.partly, "unlooked": self.unlooked}
        of_seen = {"stored": self.stored, "failed": sum(self.failed.values()), "never": self.never}
        whole = self.days if part in of_days else self.seen
        return (of_days | of_seen)[part] / whole if whole else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """All asked days without a gap between them, and their sums; by source, language, section, day."""

    days: tuple[Day, ...]
    summaries: tuple[Summary, ...]
