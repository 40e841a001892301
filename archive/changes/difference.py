"""Knows how two revisions differ: heads, facts and paragraphs, each edit with its kinds. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from archive.changes.alignment import Match, align
from archive.changes.content import Content, comparable
from archive.changes.edits import Judge
from archive.changes.judging import to_be_continued
from archive.changes.kinds import Kind, rank_of, ranked
from archive.changes.repeats import with_repeats
from archive.worddiff import Piece

__all__ = ["Difference", "Field", "Paragraph", "difference", "folded"]

Change = Literal["same", "changed", "added", "removed", "moved"]


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of either text, in reading order; what was removed stands where it stood.

    ``old`` and ``new`` are numbers of blocks, from 0: several on a side for what was split or joined, none
    for what was added or removed. What was moved stands in its new place, and may be edited too.
    """

    change: Change
    pieces: tuple[Piece, ...]
    kinds: tuple[Kind, ...]
    block: str
    old: tuple[int, ...] = ()
    new: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Return its text: the new one, or the old of what was removed."""
        left_out = "removed" if self.change != "removed" else "added"
        return "".join(piece.text for piece in self.pieces if piece.change != left_out)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A head or a fact that differs: title, subtitle, lead, published, place, sections, persons and so on."""

    name: str
    pieces: tuple[Piece, ...]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All edits between two revisions. ``whole`` is false where a text was too long to be compared fully."""

    fields: tuple[Field, ...]
    paragraphs: tuple[Paragraph, ...]
    whole: bool = True

    @property
    def parts(self) -> tuple[Field | Paragraph, ...]:
        """Return fields and paragraphs, in reading order."""
        return (*self.fields, *self.paragraphs)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds of all edits, the highest first."""
        return ranked(kind for part in self.parts for kind in part.kinds)

    @property
    def rank(self) -> int:
        """Return the rank of its highest edit, 0 where nothing differs."""
        return max((_rank(part) for part in self.parts), default=0)

    @property
    def edits(self) -> int:
        """Return how many fields and paragraphs differ."""
        return sum(bool(part.kinds) for part in self.parts)


_Part = TypeVar("_Part", Field, Paragraph)


def difference(old: Content, new: Content) -> Difference:
    """Return all edits that make one revision of another."""
    old, new = comparable(old, new)
    judge = Judge(old, new)
    matches, whole = align([text for _, text in old.blocks], [text for _, text in new.blocks])
    paragraphs = tuple(_paragraphs(judge, matches))
    fields = tuple(_fields(judge))
    if _grown(old):
        paragraphs = tuple(_completed(paragraphs))
    heads, body = with_repeats([one.pieces for one in fields], [one.pieces for one in paragraphs])
    return Difference(
        fields=tuple(map(_with, fields, heads)),
        paragraphs=tuple(map(_with, paragraphs, body)),
        whole=whole and not judge.tired,
    )


def folded(paragraphs: Sequence[Paragraph], *, context: int = 1) -> Iterator[Paragraph | int]:
    """Yield what differs with some unchanged paragraphs around it, and for each gap how many are left out."""
    shown = [False] * len(paragraphs)
    for number, paragraph in enumerate(paragraphs):
        if paragraph.change != "same":
            low, high = max(0, number - context), number + context + 1
            shown[low:high] = [True] * len(shown[low:high])
    left_out = 0
    for paragraph, wanted in zip(paragraphs, shown, strict=True):
        if not wanted:
            left_out += 1
            continue
        if left_out:
            yield left_out
        left_out = 0
        yield paragraph
    if left_out:
        yield left_out


def _fields(judge: Judge) -> Iterator[Field]:
    for name, pieces in judge.fields():
        kinds = ranked(kind for piece in pieces for kind in _kinds(piece))
        yield Field(name=name, pieces=pieces, kinds=kinds)


def _paragraphs(judge: Judge, matches: Sequence[Match]) -> Iterator[Paragraph]:
    """Yield all paragraphs in the order of the new text, each removed one before what took its place."""
    old, new = judge.old.blocks, judge.new.blocks
    gone = sorted(set(range(len(old))) - {i for match in matches for i in match.old})
    by_new = {match.new[0]: match for match in matches}
    parts = {j for match in matches for j in match.new[1:]}
    bounds = _bounds(matches, len(new), len(old))
    left = 0
    for j in range(len(new)):
        while left < len(gone) and gone[left] < bounds[j]:
            yield _one(judge, "removed", gone[left])
            left += 1
        if j in by_new:
            yield _matched(judge, by_new[j])
        elif j not in parts:
            yield _one(judge, "added", j)
    for i in gone[left:]:
        yield _one(judge, "removed", i)


def _bounds(matches: Sequence[Match], length: int, end: int) -> list[int]:
    """Return for each new paragraph the first old one that stays at its place or behind it."""
    at = {match.new[0]: match.old[0] for match in matches if not match.moved}
    bounds, bound = [end] * length, end
    for j in reversed(range(length)):
        bound = at.get(j, bound)
        bounds[j] = bound
    return bounds


def _matched(judge: Judge, match: Match) -> Paragraph:
    pieces, form = judge.paragraph(match)
    kinds = {kind for piece in pieces for kind in _kinds(piece)} | form
    change: Change = "changed" if kinds else "same"
    if match.moved:
        change, kinds = "moved", kinds | {Kind.MOVED}
    return Paragraph(
        change=change,
        pieces=pieces,
        kinds=ranked(kinds),
        block=judge.new.blocks[match.new[0]][0],
        old=match.old,
        new=match.new,
    )


def _one(judge: Judge, change: Literal["added", "removed"], number: int) -> Paragraph:
    block, text = (judge.new if change == "added" else judge.old).blocks[number]
    kind = Kind.ADDED if change == "added" else Kind.REMOVED
    if not any(map(str.isalnum, text)):
        kind = Kind.TYPOGRAPHY
    return Paragraph(
        change=change,
        pieces=(Piece(change, text, (kind,)),),
        kinds=(kind,),
        block=block,
        old=(number,) if change == "removed" else (),
        new=(number,) if change == "added" else (),
    )


def _grown(old: Content) -> bool:
    last = next((text for _, text in reversed(old.blocks) if text), "")
    return to_be_continued(last)


def _completed(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs, the growth at the end of a staged transcript as that."""
    kept = [number for number, one in enumerate(paragraphs) if one.old and not to_be_continued(one.text)]
    end = max((number for number in kept if paragraphs[number].new), default=-1)
    for number, one in enumerate(paragraphs):
        promise = one.change == "removed" and to_be_continued(one.text)
        if promise or (number > end and one.change == "added"):
            kinds = (Kind.COMPLETED,)
            pieces = tuple(replace(piece, kinds=kinds) for piece in one.pieces)
            yield replace(one, pieces=pieces, kinds=kinds)
        else:
            yield one


def _with(part: _Part, pieces: tuple[Piece, ...]) -> _Part:
    """Return a field or paragraph with other pieces, and their kinds beside its own."""
    if pieces == part.pieces:
        return part
    kinds = ranked((*part.kinds, *(kind for piece in pieces for kind in _kinds(piece))))
    return replace(part, pieces=pieces, kinds=kinds)


def _kinds(piece: Piece) -> tuple[Kind, ...]:
    return tuple(map(Kind, piece.kinds))


def _rank(part: Field | Paragraph) -> int:
    """Return the rank of its highest edit: of typography beside other edits only the others count."""
    ranks = [rank_of(_kinds(piece)) for piece in part.pieces if piece.kinds]
    others = rank_of(set(part.kinds) - {kind for piece in part.pieces for kind in piece.kinds})
    return max((*ranks, others))
