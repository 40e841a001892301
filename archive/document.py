"""Knows a document as one capture shows it: what it says, and what is stated about it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, Self

from archive.exchange import require
from archive.pieces import (
    Block,
    BlockKind,
    Dateline,
    Identity,
    Moment,
    Precision,
    Reference,
    Section,
    Tag,
    View,
)
from archive.turn import Turn

__all__ = ["Document"]


@dataclass(frozen=True, kw_only=True)
class Document:
    """What one capture says a document is. Times are UTC `Moment`s; addresses are absolute.

    ``part`` counts from 1; ``last_part`` is true unless the page says that another part follows.
    ``modified`` is the page's own "last updated"; ``event_day`` the day an announcement is about.
    ``partial`` tells why the text is not whole, where the page shows a part of it only: a wall, a teaser.
    ``language_declared`` is what the page says of itself, ``language_confidence`` how sure the detector is
    of ``language`` (0 to 1; None where it was not asked or did not settle it).
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
    language_declared: str | None = None
    language_confidence: float | None = None
    partial: str | None = None
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
    turns: tuple[Turn, ...] = ()
    part: int = 1
    last_part: bool = True

    def __post_init__(self) -> None:
        """Refuse a document without a title or an address."""
        require(bool(self.title.strip()), "a document needs a title")
        require(self.address.startswith(("http://", "https://")), "a document needs its address")
        require(self.part >= 1, "parts count from 1")

    @cached_property
    def text(self) -> str:
        """Return the body as one text, a line a block; blocks without text are left out."""
        return "\n".join(block.text for block in self.blocks if block.text)

    def content(self) -> dict[str, Any]:
        """Return what makes two captures show the same revision."""
        return {name: self._values[name] for name in _CONTENT}

    def metadata(self) -> dict[str, Any]:
        """Return what is stated about the document beside its content."""
        return {name: value for name, value in self._values.items() if name not in _NOT_METADATA}

    @cached_property
    def content_sha256(self) -> str:
        """Return the hash that tells revisions apart."""
        return _digest(self.content())

    @cached_property
    def text_sha256(self) -> str:
        """Return the hash of title, lead and the words of the body, whatever the view."""
        return _digest([self.title, self.lead, self.text])

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values; moments as ISO 8601 UTC."""
        return dict(self._values)

    @cached_property
    def _values(self) -> dict[str, Any]:
        return {name: _plain(getattr(self, name)) for name in self.__dataclass_fields__}

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
        made["turns"] = tuple(Turn.from_dict(turn) for turn in made.get("turns", ()))
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
_NOT_METADATA = ("identity", "title", "lead", "blocks", "part", "last_part", "view", "dropped", "turns")


def _plain(value: Any) -> Any:
    """Return JSON values; by hand, for dataclasses.asdict copies deeply: a tenth of a crawl's CPU."""
    if value is None or type(value) in (str, bool, int, float):
        return value
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return {name: _plain(getattr(value, name)) for name in value.__dataclass_fields__}


def _moment(values: Mapping[str, str] | None) -> Moment | None:
    if values is None:
        return None
    return Moment(
        utc=datetime.fromisoformat(values["utc"]),
        precision=Precision(values["precision"]),
        printed=values["printed"],
        zone=values["zone"],
    )


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
