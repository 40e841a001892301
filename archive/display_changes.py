"""Knows how edits look on a terminal: words in colour, with signs for those who see none. A door to rich."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from archive.changes.difference import Field, Paragraph
from archive.changes.kinds import Kind
from archive.display import visible
from archive.worddiff import Piece

__all__ = ["print_difference", "print_fields", "print_paragraphs", "standing"]

_STYLES = {"same": "", "removed": "red strike", "added": "green"}
_MARKS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}
_SAID = {"added": "added", "removed": "removed"}


def print_difference(console: Console, paragraphs: Iterable[Sequence[Piece]]) -> None:
    """Print changed words in colour, and between ``[- -]`` and ``{+ +}`` for those who see none."""
    for pieces in paragraphs:
        console.print(_line(pieces), soft_wrap=not console.is_terminal)


def print_fields(console: Console, fields: Iterable[Field]) -> None:
    """Print the heads and facts that differ, a line each."""
    for one in fields:
        line = Text(f"{visible(one.name)} ", style="bold").append(f"[{_names(one.kinds)}] ", style="magenta")
        console.print(line.append_text(_line(one.pieces)), soft_wrap=not console.is_terminal)


def print_paragraphs(console: Console, paragraphs: Iterable[Paragraph | int]) -> None:
    """Print paragraphs, each that differs below a line with its number and kinds; a number is a gap."""
    for one in paragraphs:
        if isinstance(one, int):
            gap = "… 1 unchanged paragraph" if one == 1 else f"… {one} unchanged paragraphs"
            console.print(Text(gap, style="dim"))
            continue
        if one.change != "same":
            console.print(Text(f"¶ {standing(one)} [{_names(one.kinds)}]", style="magenta"))
        console.print(_line(one.pieces), soft_wrap=not console.is_terminal)


def standing(paragraph: Paragraph) -> str:
    """Return where a paragraph stands, counted from 1, and where it stood: "7, was 3", "4–5, was 4"."""
    old, new = (_span(numbers) for numbers in (paragraph.old, paragraph.new))
    if not new or not old:
        return f"{new or old} {_SAID.get(paragraph.change, '')}".rstrip()
    moved = paragraph.change == "moved"
    if len(paragraph.old) == len(paragraph.new) == 1 and not moved:
        return new
    return f"{new}, {'moved from' if moved else 'was'} {old}"


def _span(numbers: tuple[int, ...]) -> str:
    ends = dict.fromkeys((numbers[0] + 1, numbers[-1] + 1)) if numbers else ()
    return "–".join(map(str, ends))


def _names(kinds: Sequence[Kind]) -> str:
    return ", ".join(kinds)


def _line(pieces: Iterable[Piece]) -> Text:
    line = Text()
    for piece in pieces:
        before, after = _MARKS[piece.change]
        line.append(f"{before}{visible(piece.text)}{after}", style=_STYLES[piece.change])
    return line
