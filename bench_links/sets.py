"""Knows the labelled data of ../shared/data/links: the reports, the readouts, and which belongs to which."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive.tracing.texts import Text

__all__ = ["Labelled", "Labels", "load", "seed"]

_MONTH = len("2021-07")
_PLUGIN_LINES = ("Spread the love", "Leave A Reply", "Social Media Auto Publish")


@dataclass(frozen=True)
class Labelled:
    """A text, its event, and the node of the readout that it reports or whose counterpart it is."""

    text: Text
    event: str
    role: str
    batch: int | None
    node: str | None
    counterpart: bool = False


@dataclass(frozen=True)
class Labels:
    """All texts of the set."""

    texts: tuple[Labelled, ...]

    def readouts(self, language: str, *, since: int = 0) -> list[Text]:
        """Return the Kremlin's texts in one language, from a year on."""
        return [
            one.text
            for one in self.texts
            if one.role == "primary" and one.text.language == language and _year(one.text) >= since
        ]

    def reports_of(self, readouts: list[Text]) -> list[Labelled]:
        """Return the reports of these readouts."""
        nodes = {text.node for text in readouts}
        return [one for one in self._reports() if one.node in nodes and not one.counterpart]

    def counterparts(self) -> list[Labelled]:
        """Return the reports of the other side's readout of an event."""
        return [one for one in self._reports() if one.counterpart]

    def strangers(self) -> list[Labelled]:
        """Return the reports of events whose readout is not there."""
        return [one for one in self._reports() if one.node is None and "distractors" not in one.event]

    def in_language(self, language: str) -> list[Text]:
        """Return all texts in one language, whoever published them."""
        return [one.text for one in self.texts if one.text.language == language]

    def _reports(self) -> Iterator[Labelled]:
        return (one for one in self.texts if one.role != "primary")


def load(shared: Path) -> Labels:
    """Read the set from the folder of shared data."""
    found = []
    for file in sorted((shared / "data" / "links").glob("*.json")):
        for event, documents in json.loads(file.read_text(encoding="utf-8")).items():
            found += [_labelled(event, at, told) for at, told in enumerate(documents)]
    return Labels(tuple(found))


def seed(shared: Path) -> Text:
    """Return the repost that the project began with, cleaned as Readout cleans it, without a day."""
    whole = (shared / "data" / "seed" / "repost-fr-2021-07-02.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in whole.splitlines() if line.strip()]
    kept = tuple(line for line in lines if not line.startswith(_PLUGIN_LINES))
    return Text("seed", "fr", "", kept, None, "none")


def _labelled(event: str, at: int, told: dict[str, Any]) -> Labelled:
    node = told["quotes"] or told.get("counterpart_of")
    primary = told["role"] == "primary"
    number = told.get("id") or (node if primary else None)
    day, precision = told["date"], "day"
    if len(day) == _MONTH:
        day, precision = f"{day}-01", "month"
    text = Text(
        f"{event}/{at}",
        told["lang"],
        told["title"] or "",
        tuple(told["text"].split("\n")),
        date.fromisoformat(day),
        "month" if precision == "month" else "day",
        (told["tags"],) if told.get("tags") else (),
        int(number[1:]) if number else None,
    )
    return Labelled(text, event, told["role"], told.get("batch"), node, bool(told.get("counterpart_of")))


def _year(text: Text) -> int:
    return text.day.year if text.day else 0
