"""Knows what of a revision is compared: its heads, its blocks, its facts, and who speaks where."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlite_utils import Database

from archive.library import RevisionRow
from archive.models import View

__all__ = ["Content", "comparable", "content_of", "speakers_of"]

_SPEAKERS = "select speaker, segments from turns where revision_id = ? order by number"
_STATED = {
    "event_day": "printed",
    "place": None,
    "author": None,
    "agency": None,
    "dateline": "printed",
    "kind": None,
}
_PLACES = frozenset({"country", "region"})


@dataclass(frozen=True, kw_only=True)
class Content:
    """A revision as it is compared; ``blocks`` are (kind, text), ``speakers`` labels by number of block.

    ``facts`` are what is stated beside the text, as printed; ``whole`` is false for a view that states
    less than the page does (a feed has no place), whose facts are not compared. ``times`` are the instants
    in UTC of those facts that are times.
    """

    title: str
    lead: str = ""
    subtitle: str = ""
    blocks: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    language: str = ""
    persons: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    speakers: Mapping[int, str] = field(default_factory=dict)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all that is text: heads and blocks."""
        return (self.title, self.subtitle, self.lead, *(text for _, text in self.blocks))


def comparable(old: Content, new: Content) -> tuple[Content, Content]:
    """Return two contents of which neither tells the lead from the body, where one of the views may not.

    The special version of the Kremlin's site prints the lead as a paragraph like any other.
    """
    if (old.whole and new.whole) or old.lead == new.lead:
        return old, new
    return _without_lead(old), _without_lead(new)


def content_of(row: RevisionRow, *, speakers: Mapping[int, str] | None = None) -> Content:
    """Return what of a revision is compared."""
    metadata = row.metadata
    facts = {"published": row.published_printed or ""}
    facts |= {name: _printed(metadata.get(name), part) for name, part in _STATED.items()}
    tags = metadata.get("tags") or []
    facts["sections"] = "; ".join(one["name"] for one in metadata.get("sections") or [])
    for kind in dict.fromkeys(tag["kind"] for tag in tags):
        facts[f"{kind}s"] = "; ".join(sorted(tag["name"] for tag in tags if tag["kind"] == kind))
    linked = [one for one in metadata.get("references") or [] if one["kind"] == "person_link"]
    cities = [facts["place"], (metadata.get("dateline") or {}).get("city") or ""]
    return Content(
        title=row.title,
        lead=row.lead,
        subtitle=row.subtitle,
        blocks=tuple((block["kind"], block["text"]) for block in row.blocks),
        facts=facts,
        times=_times(row),
        whole=row.view == View.PAGE,
        language=str(metadata.get("language") or ""),
        persons=(
            *(tag["name"] for tag in tags if tag["kind"] == "person"),
            *(name for one in linked for name in (one.get("title", ""), one.get("note", "")) if name),
        ),
        places=tuple(filter(None, (*cities, *(tag["name"] for tag in tags if tag["kind"] in _PLACES)))),
        speakers=speakers or {},
    )


def speakers_of(db: Database, revision_id: int) -> dict[int, str]:
    """Return the labels of a revision's turns, by the number of the block that each stands in."""
    labels: dict[int, str] = {}
    for speaker, segments in db.conn.execute(_SPEAKERS, (revision_id,)):
        blocks = [segment["block"] for segment in json.loads(segments)]
        labels.setdefault(min(blocks), speaker)
    return labels


def _without_lead(content: Content) -> Content:
    if not content.lead:
        return content
    speakers = {number + 1: label for number, label in content.speakers.items()}
    blocks = (("paragraph", content.lead), *content.blocks)
    return replace(content, lead="", blocks=blocks, speakers=speakers)


def _printed(value: Any, part: str | None) -> str:
    if part is not None and isinstance(value, Mapping):
        value = value.get(part)
    return str(value or "")


def _times(row: RevisionRow) -> dict[str, str]:
    event_day = row.metadata.get("event_day") or {}
    stated = row.published_at if row.published_precision != "day" else None
    return {"published": stated or "", "event_day": str(event_day.get("utc") or "")}
