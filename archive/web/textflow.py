"""Knows how the blocks and turns of a revision become what a page shows, in reading order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from archive.turn import Turn

__all__ = ["Part", "flow"]

_CELLS = re.compile(r"\t| \| ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of the page: ``kind`` is that of a block, or list, or speaker.

    A paragraph has ``pieces`` (kind of segment, words), a list ``rows`` of texts, a table of cells.
    """

    kind: str
    text: str = ""
    pieces: tuple[tuple[str, str], ...] = ()
    rows: tuple[str | tuple[str, ...], ...] = ()
    speaker: str = ""
    person: str | None = None
    path: str = ""
    interpreted: bool = False


def flow(blocks: Sequence[Mapping[str, str]], turns: Iterable[Turn]) -> tuple[Part, ...]:
    """Return the parts of a text; each turn begins with its speaker."""
    said: dict[int, list[tuple[str, str]]] = {}
    begins: dict[int, list[Turn]] = {}
    for turn in turns:
        begins.setdefault(turn.segments[0].block, []).append(turn)
        for one in turn.segments:
            said.setdefault(one.block, []).append((one.kind.value, one.text))
    numbered = list(enumerate(blocks))
    parts = list[Part]()
    for kind, group in groupby(numbered, key=lambda pair: pair[1]["kind"]):
        if kind in ("item", "table"):
            parts.append(_gathered(kind, [block["text"] for _, block in group]))
            continue
        for place, block in group:
            parts += [_speaker(turn) for turn in begins.get(place, ())]
            parts.append(_single(block, said.get(place, ())))
    return tuple(parts)


def _gathered(kind: str, texts: Iterable[str]) -> Part:
    if kind == "item":
        return Part(kind="list", rows=tuple(texts))
    return Part(kind="table", rows=tuple(_rows(texts)))


def _rows(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table, which is kept a line a row with tabs or bars between its cells."""
    for text in texts:
        for line in text.splitlines():
            yield tuple(_CELLS.split(line))


def _speaker(turn: Turn) -> Part:
    query = urlencode({"person": turn.person.rpartition("/")[2]}) if turn.person else ""
    return Part(
        kind="speaker",
        speaker=turn.speaker,
        person=turn.person,
        path=f"/search?{query}" if query else "",
        interpreted=turn.interpreted,
    )


def _single(block: Mapping[str, str], segments: Sequence[tuple[str, str]]) -> Part:
    if block["kind"] == "paragraph":
        return Part(kind="paragraph", pieces=tuple(segments) or (("plain", block["text"]),))
    return Part(kind=block["kind"], text=block["text"])
