"""Knows the one list of values that cross Readout's borders: frozen, and checked when they are made."""

from archive.document import Document
from archive.exchange import Exchange, Outcome
from archive.links import Link, LinkKind, Reading, without_scheme
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
from archive.rights import Rights
from archive.trail import Step, TracedReading, Trail, Verdict
from archive.turn import Segment, SegmentKind, Turn, TurnKind

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
    "Rights",
    "Section",
    "Segment",
    "SegmentKind",
    "Step",
    "Tag",
    "TracedReading",
    "Trail",
    "Turn",
    "TurnKind",
    "Verdict",
    "View",
    "without_scheme",
]
