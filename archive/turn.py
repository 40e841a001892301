"""Knows one turn of a transcript: who speaks, as printed and as resolved, and what is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from archive.exchange import require

__all__ = ["Segment", "SegmentKind", "Turn", "TurnKind"]


class TurnKind(StrEnum):
    """What a turn is: a named person's words, a question or a remark of somebody who is not named."""

    SPEECH = "speech"
    QUESTION = "question"
    REMARK = "remark"


class SegmentKind(StrEnum):
    """What a piece of a turn is: words, a stage direction, an omission «<…>», a break «* * *»."""

    SAID = "said"
    STAGE = "stage"
    OMISSION = "omission"
    BREAK = "break"


@dataclass(frozen=True)
class Segment:
    """A piece of a turn; ``block`` counts the document's blocks from 0."""

    kind: SegmentKind
    text: str
    block: int

    def __post_init__(self) -> None:
        """Refuse a piece that stands nowhere."""
        require(self.block >= 0, "blocks count from 0")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What one speaker says until the next one is named.

    ``speaker`` is the label as printed, without its colon. ``person`` is the site's own id of the
    person («kremlin/5») and ``name`` the name in full as the site prints it elsewhere on the page; both
    None where nothing on the page says who it is. ``role`` is what the label or the page says of the
    speaker; ``interpreted`` is true for «(как переведено)», "(retranslated)".
    """

    speaker: str
    kind: TurnKind
    segments: tuple[Segment, ...]
    person: str | None = None
    name: str | None = None
    role: str | None = None
    interpreted: bool = False

    def __post_init__(self) -> None:
        """Refuse a turn in which nothing stands."""
        require(bool(self.segments), "a turn has at least one segment")

    @property
    def text(self) -> str:
        """Return the words of the turn alone, a line a block."""
        lines: dict[int, list[str]] = {}
        for one in self.segments:
            if one.kind is SegmentKind.SAID:
                lines.setdefault(one.block, []).append(one.text)
        return "\n".join(" ".join(pieces) for pieces in lines.values())

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Make again what `Document.as_dict` gave of a turn."""
        segments = tuple(Segment(SegmentKind(s["kind"]), s["text"], s["block"]) for s in values["segments"])
        return cls(**{**values, "kind": TurnKind(values["kind"]), "segments": segments})
