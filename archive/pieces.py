"""Knows the pieces that a document is made of: moments, blocks, tags, references."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from archive.exchange import require

__all__ = [
    "Block",
    "BlockKind",
    "Dateline",
    "Identity",
    "Moment",
    "Precision",
    "Reference",
    "Section",
    "Tag",
    "View",
]


class Precision(StrEnum):
    """How exactly a moment is known."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class BlockKind(StrEnum):
    """What a block of a document's body is."""

    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    SEPARATOR = "separator"
    SUBHEAD = "subhead"
    ITEM = "item"
    TABLE = "table"
    PREFORMATTED = "preformatted"


class View(StrEnum):
    """Through which of a site's faces a document was seen."""

    PAGE = "page"
    FEED = "feed"
    AMP = "amp"
    PRINT = "print"
    SPECIAL = "special"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A stated time: UTC, how exactly it is known, the text as printed, and the zone it was printed in.

    With ``Precision.DAY`` the UTC instant is the local midnight that began the day.
    """

    utc: datetime
    precision: Precision
    printed: str
    zone: str = "UTC"

    def __post_init__(self) -> None:
        """Refuse a time without a zone."""
        require(self.utc.tzinfo is not None, "a moment needs a zone")
        require(self.utc.utcoffset() == UTC.utcoffset(None), "a moment is kept in UTC")

    @property
    def day(self) -> date:
        """Return the day that is printed: the local one."""
        return self.utc.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a body, in reading order; a ``SEPARATOR`` may have no text."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site that a document is published in."""

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic, person, country, region or free tag, with the site's own id where it has one."""

    kind: str
    name: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A link that a document states.

    ``kind`` is one of attachment, see_also, translation, update (a newer story), related, source, image,
    amp, feed. Of a source ``note`` says how the page states it, where that is not in its text.
    """

    kind: str
    address: str
    title: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dateline:
    """An agency dateline taken apart: «Москва. 6 июня. INTERFAX.RU - »."""

    brand: str
    printed: str
    city: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a document the same document: source, language, number.

    For the web at large the number is the canonical address and the language is empty.
    """

    source: str
    language: str
    number: str

    @property
    def key(self) -> str:
        """Return the one text form: ``kremlin/en/63951``."""
        return "/".join(part for part in (self.source, self.language, self.number) if part)
