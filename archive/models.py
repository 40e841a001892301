"""Knows the values that cross Readout's borders: frozen, and checked when they are made."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Self

__all__ = [
    "Block",
    "BlockKind",
    "Dateline",
    "Document",
    "Exchange",
    "Identity",
    "Link",
    "LinkKind",
    "Moment",
    "Outcome",
    "Precision",
    "Reading",
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


class LinkKind(StrEnum):
    """What an address is expected to answer with."""

    FEED = "feed"
    LISTING = "listing"
    SITEMAP = "sitemap"
    DOCUMENT = "document"
    PAGE = "page"


class Outcome(StrEnum):
    """How an address ended. Each planned address ends in exactly one of these."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    LISTED = "listed"
    REDIRECTED = "redirected"
    ABSENT = "absent"
    DISALLOWED = "disallowed"
    REFUSED = "refused"
    SERVER_ERROR = "server_error"
    HTTP_ERROR = "http_error"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    TOO_BIG = "too_big"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    OUT_OF_POLICY = "out_of_policy"

    @property
    def failed(self) -> bool:
        """Tell whether the address still owes us what was asked of it."""
        return self in _FAILURES


_FAILURES = frozenset(
    {
        Outcome.REFUSED,
        Outcome.SERVER_ERROR,
        Outcome.HTTP_ERROR,
        Outcome.UNREACHABLE,
        Outcome.TIMED_OUT,
        Outcome.TOO_BIG,
        Outcome.DAMAGED,
        Outcome.UNREADABLE,
        Outcome.OUT_OF_POLICY,
    }
)


def _require(condition: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not condition:
        raise ValueError(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """A stated time: UTC, how exactly it is known, and the text as printed.

    With ``Precision.DAY`` the UTC instant is the local midnight that began the day.
    """

    utc: datetime
    precision: Precision
    printed: str

    def __post_init__(self) -> None:
        """Refuse a time without a zone."""
        _require(self.utc.tzinfo is not None, "a moment needs a zone")
        _require(self.utc.utcoffset() == UTC.utcoffset(None), "a moment is kept in UTC")


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

    ``kind`` is one of attachment, see_also, translation, update (a newer story), related, source, image.
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What one capture says a document is. Times are UTC `Moment`s; addresses are absolute.

    ``part`` counts from 1; ``last_part`` is true unless the page says that another part follows.
    ``modified`` is the page's own "last updated"; ``event_day`` the day an announcement is about.
    """

    identity: Identity
    address: str
    title: str
    language: str
    blocks: tuple[Block, ...] = ()
    kind: str = "article"
    view: View = View.PAGE
    lead: str = ""
    subtitle: str = ""
    published: Moment | None = None
    modified: Moment | None = None
    event_day: Moment | None = None
    place: str | None = None
    author: str | None = None
    site_name: str | None = None
    agency: str | None = None
    credit: str | None = None
    dateline: Dateline | None = None
    sections: tuple[Section, ...] = ()
    tags: tuple[Tag, ...] = ()
    references: tuple[Reference, ...] = ()
    aliases: tuple[str, ...] = ()
    layout: str = ""
    dropped: tuple[tuple[str, str], ...] = ()
    part: int = 1
    last_part: bool = True

    def __post_init__(self) -> None:
        """Refuse a document without a title or an address."""
        _require(bool(self.title.strip()), "a document needs a title")
        _require(self.address.startswith(("http://", "https://")), "a document needs its address")
        _require(self.part >= 1, "parts count from 1")

    @property
    def text(self) -> str:
        """Return the body as one text, a line a block; blocks without text are left out."""
        return "\n".join(block.text for block in self.blocks if block.text)

    def content(self) -> dict[str, Any]:
        """Return what makes two captures show the same revision."""
        whole = self.as_dict()
        return {name: whole[name] for name in _CONTENT}

    def metadata(self) -> dict[str, Any]:
        """Return what is stated about the document beside its content."""
        whole = self.as_dict()
        return {name: value for name, value in whole.items() if name not in _NOT_METADATA}

    @property
    def content_sha256(self) -> str:
        """Return the hash that tells revisions apart."""
        return _digest(self.content())

    @property
    def text_sha256(self) -> str:
        """Return the hash of title, lead and the words of the body, whatever the view."""
        return _digest([self.title, self.lead, self.text])

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values; moments as ISO 8601 UTC."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Make again what `as_dict` gave."""
        made = dict(values)
        made["identity"] = Identity(**made["identity"])
        made["view"] = View(made["view"])
        made["blocks"] = tuple(Block(BlockKind(b["kind"]), b["text"]) for b in made["blocks"])
        made["sections"] = tuple(Section(**s) for s in made["sections"])
        made["tags"] = tuple(Tag(**t) for t in made["tags"])
        made["references"] = tuple(Reference(**r) for r in made["references"])
        made["aliases"] = tuple(made["aliases"])
        made["dropped"] = tuple((rule, text) for rule, text in made["dropped"])
        made["dateline"] = Dateline(**made["dateline"]) if made["dateline"] else None
        for name in ("published", "modified", "event_day"):
            made[name] = _moment(made[name])
        return cls(**made)


_CONTENT = (
    "title",
    "lead",
    "subtitle",
    "blocks",
    "kind",
    "published",
    "event_day",
    "place",
    "author",
    "agency",
    "dateline",
)
_NOT_METADATA = ("identity", "title", "lead", "blocks", "part", "last_part", "view", "dropped")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, StrEnum) else value


def _moment(values: Mapping[str, str] | None) -> Moment | None:
    if values is None:
        return None
    return Moment(
        utc=datetime.fromisoformat(values["utc"]),
        precision=Precision(values["precision"]),
        printed=values["printed"],
    )


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """An address that a page or a site's declaration names, and what is known of it before asking.

    ``key`` is what makes it the same task (a document's identity, else the address without its
    scheme); ``stated`` the publication day that the listing prints (Moscow's day for both sites);
    ``updated`` the listing's or feed's own mark of the last change, compared as text;
    ``past`` counts the listing pages in a row that lay wholly before the asked period.
    """

    address: str
    kind: LinkKind
    key: str
    source: str
    language: str = ""
    stated: date | None = None
    updated: str | None = None
    title: str = ""
    past: int = 0
    hops: int = 0
    part_of: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """All that was read off one page: documents (several for a feed) and the links to follow.

    ``kind`` says what the page proved to be: article, listing, feed, sitemap, tab.
    """

    kind: str
    documents: tuple[Document, ...] = ()
    links: tuple[Link, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One question and its answer, as received; ``body`` is None where none came.

    Times are UTC. ``outcome`` is the exchange's own (ANSWERED bodies are judged later): one of
    STORED (a 2xx answer), UNCHANGED (304), REDIRECTED, ABSENT or a failure.
    """

    asked: str
    answered: str
    method: str = "GET"
    began_at: datetime
    ended_at: datetime
    status: int | None
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None
    outcome: Outcome
    note: str = ""
    peer: str | None = None
    truncated: bool = False
    sent: tuple[tuple[str, str], ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse an exchange without zones, or that ends before it began."""
        _require(self.began_at.tzinfo is not None, "an exchange needs zones")
        _require(self.ended_at.tzinfo is not None, "an exchange needs zones")

    def header(self, name: str) -> str | None:
        """Return the first header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)
