"""Knows how the blocks of a Kremlin transcript become turns: who speaks, and what is said until the next."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from archive.models import Block, BlockKind, Reference, Segment, SegmentKind, Tag, Turn
from crawler.sites.kremlin_labels import Placed, label_of, unmarked_label_of
from crawler.sites.kremlin_lines import UNMARKED, Line, lines_of
from crawler.sites.kremlin_naming import Label, Trust, says_interpreted
from crawler.sites.kremlin_speakers import Speakers
from crawler.sites.kremlin_speech import heads, is_plain, plain_segment, segments_of
from crawler.sites.page import Element
from crawler.sites.persons import folded, persons_of

__all__ = ["Source", "turns_of"]

Source = tuple[Block, Element | None]
"""A block and the element that it was read from; loose text has none."""
Labelled = dict[int, list[tuple[Line, Placed | None]]]
"""The lines of each block in which a label stands, with their labels."""

_LABELLED = frozenset({BlockKind.PARAGRAPH, BlockKind.SUBHEAD})
_VERBATIM = frozenset({BlockKind.TABLE, BlockKind.PREFORMATTED})
_ALONE = re.compile(r"(?:questions?|remarks?|вопрос|реплика)", re.IGNORECASE)
_SET = ("b", "strong", "a")
_ITALIC = ("em", "i")
_LEAST_UNMARKED = 2
"""Labels set in no way that make a transcript: one may be a quotation."""


@dataclass
class _Open:
    """A turn that is being read."""

    label: Label
    block: int
    segments: list[Segment] = field(default_factory=list)


def turns_of(
    sources: Sequence[Source],
    furniture: frozenset[str],
    tags: Iterable[Tag] = (),
    references: Iterable[Reference] = (),
    *,
    lead: str,
) -> tuple[Turn, ...]:
    """Return the turns of a document's blocks in order, none where it is no transcript.

    Tags and references name the persons of the page; names in full are looked for in its words. What stands
    before the first label, and what follows a break without a label, belongs to nobody. Source: kremlin.md
    section 8.
    """
    labelled = _labelled(sources, furniture)
    if not labelled:
        return ()
    reading = _Reading(furniture, labelled)
    for index, source in enumerate(sources):
        reading.block(index, *source)
    text = "\n".join((lead, *(block.text for block, _ in sources)))
    speakers = Speakers((turn.label for turn in reading.turns), persons_of(tags, references), text)
    return tuple(_turn(turn, speakers) for turn in reading.turns)


class _Reading:
    """The turns of a transcript, block after block."""

    def __init__(self, furniture: frozenset[str], labelled: Labelled) -> None:
        self.turns: list[_Open] = []
        self._furniture = furniture
        self._labelled = labelled
        self._open: _Open | None = None

    def block(self, index: int, block: Block, element: Element | None) -> None:
        """Read one block: labels open a turn, a break or a heading closes it, all else continues it."""
        if index in self._labelled:
            for line, placed in self._labelled[index]:
                self._line(index, line, placed)
        elif self._open is None:
            return
        elif block.kind is BlockKind.SEPARATOR:
            self._open.segments.append(Segment(SegmentKind.BREAK, block.text, index))
            self._open = None
        elif block.kind is BlockKind.SUBHEAD:
            self._open = None
        elif block.kind in _VERBATIM:
            self._open.segments.append(Segment(SegmentKind.SAID, block.text, index))
        else:
            self._continue(index, block, element)

    def _line(self, index: int, line: Line, placed: Placed | None) -> None:
        start = 0
        if placed is not None:
            label, start = placed
            self._open = _Open(label, index, [Segment(SegmentKind.STAGE, one, index) for one in label.stages])
            self.turns.append(self._open)
        if self._open is not None:
            self._open.segments += segments_of(line, start, index, whole=False)

    def _continue(self, index: int, block: Block, element: Element | None) -> None:
        if self._open is None:
            return
        if is_plain(block.text) and not _holds(element, _ITALIC):
            self._open.segments.append(plain_segment(block.text, index))
            return
        line = self._line_of(block, element)
        if heads(line):
            self._open = None
        else:
            self._open.segments += segments_of(line, 0, index, whole=True)

    def _line_of(self, block: Block, element: Element | None) -> Line:
        if element is None or not len(element):
            return Line([(block.text, UNMARKED)])
        pieces = []
        for line in lines_of(element, self._furniture):
            pieces += [*line.pieces, (" ", UNMARKED)]
        return Line(pieces)


def _labelled(sources: Sequence[Source], furniture: frozenset[str]) -> Labelled:
    """Return the lines of each block in which a label stands; nothing where the page has no sure one."""
    found: Labelled = {
        index: [(line, label_of(line)) for line in lines_of(element, furniture)]
        for index, (block, element) in enumerate(sources)
        if element is not None and block.kind in _LABELLED and _may_be_labelled(block, element)
    }
    labels = dict.fromkeys(placed[0] for lines in found.values() for _, placed in lines if placed)
    sure = {folded(label.naming) for label in labels if label.trust is Trust.SURE}
    if not sure:
        return _unmarked(sources)
    doubted = {one for one in labels if one.trust is Trust.REPEAT and folded(one.naming) not in sure}
    trusted = {
        index: [(line, None if placed and placed[0] in doubted else placed) for line, placed in lines]
        for index, lines in found.items()
    }
    return {index: lines for index, lines in trusted.items() if any(placed for _, placed in lines)}


def _may_be_labelled(block: Block, element: Element) -> bool:
    return (
        len(element) > 0
        and (":" in block.text or _ALONE.match(block.text) is not None)
        and _holds(element, _SET)
    )


def _holds(element: Element | None, names: tuple[str, ...]) -> bool:
    """Tell whether an element of one of these names stands in a block's element."""
    return element is not None and len(element) > 0 and next(element.iter(*names), None) is not None


def _unmarked(sources: Sequence[Source]) -> Labelled:
    """Return the labels of a Russian page from before 2014, whose names are set in no way."""
    found: Labelled = {}
    labels: list[Label] = []
    for index, (block, _) in enumerate(sources):
        if block.kind is BlockKind.PARAGRAPH and ":" in block.text:
            line = Line([(block.text, UNMARKED)])
            if (placed := unmarked_label_of(line)) is not None:
                found[index] = [(line, placed)]
                labels.append(placed[0])
    named = any(label.trust is Trust.SURE and "." in label.naming for label in labels)
    return found if named and len(found) >= _LEAST_UNMARKED else {}


def _turn(turn: _Open, speakers: Speakers) -> Turn:
    label = turn.label
    who = speakers.speaker(label)
    segments = tuple(_joined(turn.segments)) or (Segment(SegmentKind.SAID, "", turn.block),)
    return Turn(
        speaker=label.speaker,
        kind=label.kind,
        segments=segments,
        person=who.person,
        name=who.name,
        role=who.role,
        interpreted=label.interpreted or _opens_interpreted(segments[0]),
    )


def _opens_interpreted(first: Segment) -> bool:
    return first.kind is SegmentKind.STAGE and says_interpreted(first.text)


def _joined(segments: list[Segment]) -> list[Segment]:
    """Return the segments, words of one block that only a line break parts as one."""
    found = segments[:1]
    for one in segments[1:]:
        last = found[-1]
        if one.kind is last.kind is SegmentKind.SAID and one.block == last.block:
            found[-1] = Segment(SegmentKind.SAID, f"{last.text} {one.text}", one.block)
        else:
            found.append(one)
    return found
