"""Knows how to tell an edit in one line: the words that matter, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.changes.difference import Difference, Field, Paragraph
from archive.changes.edits import grouped
from archive.changes.kinds import RANKS, Kind, rank_of
from archive.worddiff import Piece

__all__ = ["Essence", "essence"]

_CONTEXT = 28
"""Letters shown on either side of an edit."""


@dataclass(frozen=True, slots=True)
class Essence:
    """The highest edit of a difference, as it was and as it is: one line each, one of them may be empty."""

    before: str = ""
    after: str = ""


def essence(told: Difference, *, width: int = 90) -> Essence:
    """Return the words of the highest edit, the first of several, with some around them; `width` letters."""
    best: tuple[int, Essence] = (-1, Essence())
    for part in told.parts:
        if not part.kinds:
            continue
        groups = list(grouped(part.pieces))
        if not groups and rank_of(part.kinds) > best[0]:
            best = rank_of(part.kinds), _stood(part, width)
        for group in groups:
            rank = rank_of(map(Kind, part.pieces[group[0]].kinds))
            if rank > best[0]:
                best = rank, _around(part, group, width)
    if best[0] == RANKS[Kind.COMPLETED]:
        return _growth(told, width)
    return best[1]


def _growth(told: Difference, width: int) -> Essence:
    """Tell of a transcript that has grown: what had promised more, and the first of what came."""
    grown = [one for one in told.paragraphs if Kind.COMPLETED in one.kinds]
    before = next((one.text for one in grown if one.change == "removed"), "")
    after = next((one.text for one in grown if one.change == "added"), "")
    return Essence(_line(_cut(before, width)), _line(_cut(after, width)))


def _stood(part: Field | Paragraph, width: int) -> Essence:
    """Tell of a paragraph whose words are the same."""
    text = _cut("".join(piece.text for piece in part.pieces), width - 20)
    if isinstance(part, Paragraph) and part.change == "moved":
        return Essence(f"paragraph {part.old[0] + 1}: {text}", f"paragraph {part.new[0] + 1}")
    return Essence(text, f"as {part.block}" if isinstance(part, Paragraph) else text)


def _around(part: Field | Paragraph, group: Sequence[int], width: int) -> Essence:
    pieces = part.pieces
    left = _beside(pieces, group[0] - 1, last=True)
    right = _beside(pieces, group[-1] + 1, last=False)
    removed, added = (
        "".join(pieces[one].text for one in group if pieces[one].change == change)
        for change in ("removed", "added")
    )
    name = f"{part.name}: " if isinstance(part, Field) else ""
    alone = not left and not right
    room = max(10, width - len(left) - len(right) - len(name))
    before = f"{name}{left}{_cut(removed, room)}{right}" if removed or not alone else ""
    after = f"{left}{_cut(added, room)}{right}" if added or not alone else ""
    return Essence(_line(before), _line(after))


def _beside(pieces: Sequence[Piece], number: int, *, last: bool) -> str:
    """Return some words of the piece before an edit, or of the one after it."""
    if not 0 <= number < len(pieces) or pieces[number].change != "same":
        return ""
    text = pieces[number].text
    if len(text) <= _CONTEXT:
        return text
    if last:
        return "…" + text[-_CONTEXT:].partition(" ")[2]
    return text[:_CONTEXT].rpartition(" ")[0] + "…"


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _line(text: str) -> str:
    return " ".join(text.split())
