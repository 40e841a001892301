"""Knows the calendar of coverage as a picture, SVG or PNG. The one door to matplotlib.

The same coverage gives the same bytes: no date, no chance, no display. Colours are Okabe and Ito's, which
the colour-blind tell apart; what was not looked at is hatched, so that no colour is needed for it.
"""

import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO, Literal

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Outline

from archive.coverage import Coverage, Day, Looked, Standing, Week, weeks

__all__ = ["calendar_svg", "draw_calendar"]

_SETTINGS: Any = {
    "svg.hashsalt": "readout",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 8.0,
    "text.parse_math": False,
    "hatch.linewidth": 0.6,
}
_FACES = {
    Standing.STORED: ("#9ecae1", "#4292c6", "#0072b2", "#08306b"),
    Standing.MISSING: ("#e69f00",),
    Standing.SILENT: ("#ffffff",),
    Standing.UNKNOWN: ("#e4e4e4",),
}
_STEPS = (2, 5, 10)
"""Texts a day from which on a stored day is darker."""

_EDGES = {Standing.SILENT: ("#d55e00", 1.4)}
_PLAIN = ("#8c8c8c", 0.3)
_HATCHES = {Looked.NO: "/////", Looked.PART: "|||||", Looked.WHOLE: None}
_CELL, _LEFT, _HEAD, _FOOT = 0.13, 0.95, 0.3, 0.75
"""Inches: a cell, the room left of a strip, above the strips of a source, below them all."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_COLUMNS = 54
_MOST_STRIPS = 200
"""Years of all sources together that one picture shows, the newest of each source first to be kept."""

Strip = tuple[str, int, list[Week]]


def calendar_svg(coverage: Coverage) -> str:
    """Return the calendar as the text of an SVG document."""
    out = io.BytesIO()
    draw_calendar(coverage, out, form="svg")
    return out.getvalue().decode("utf-8")


def draw_calendar(coverage: Coverage, out: Path | BinaryIO, *, form: Literal["svg", "png"]) -> None:
    """Write the calendar to a file: a strip a year for each source, language and section."""
    strips = list(_strips(coverage.days))[-_MOST_STRIPS:]
    named = "Date" if form == "svg" else "Software"
    with rc_context(_SETTINGS):
        figure = _figure(strips)
        figure.savefig(out, format=form, dpi=150, metadata={named: None, "Title": "Readout: coverage by day"})


def _strips(days: Sequence[Day]) -> Iterator[Strip]:
    for (source, language, section), of_group in groupby(
        days, lambda day: (day.source, day.language, day.section)
    ):
        head = " / ".join(part for part in (source, language, section) if part)
        for year, of_year in groupby(of_group, lambda day: day.day.year):
            yield head, year, weeks(of_year)


def _figure(strips: Sequence[Strip]) -> Figure:
    heads = len({head for head, _, _ in strips})
    height = _HEAD * heads + len(strips) * _CELL * 8.5 + _FOOT
    width = _LEFT + _CELL * (_COLUMNS + 2)
    figure = Figure(figsize=(width, height))
    top, before = height, ""
    for head, year, of_year in strips:
        if head != before:
            top -= _HEAD
            figure.text(0.1 / width, (top - 0.02) / height, head, weight="bold", size=9)
            before = head
        top -= _CELL * 8.5
        box = (_LEFT / width, top / height, _CELL * _COLUMNS / width, _CELL * 7 / height)
        _strip(figure.add_axes(box), year, of_year)
    figure.legend(
        handles=_legend(), loc="lower left", bbox_to_anchor=(0.1 / width, 0.02), ncols=4, frameon=False,
        handlelength=1.2, handleheight=1.2, columnspacing=1.4,
    )  # fmt: skip
    return figure


def _strip(axes: Axes, year: int, of_year: Sequence[Week]) -> None:
    """Draw one year: a column a week, Monday above; the first week stands where it does in the year."""
    axes.set(xlim=(0, _COLUMNS), ylim=(7, 0), xticks=[], yticks=[])
    for side in axes.spines.values():
        side.set_visible(False)
    axes.set_yticks([0.5, 2.5, 4.5, 6.5], ["Mon", "Wed", "Fri", "Sun"], size=5.5)
    axes.tick_params(length=0, pad=2)
    axes.text(-4.2, 3.5, str(year), ha="right", va="center", weight="bold")
    cells: dict[tuple[str, Looked, Standing], list[tuple[int, int]]] = {}
    for week in of_year:
        for row, day in enumerate(week.days):
            if day is None:
                continue
            column = _column(day)
            if day.day.day == 1:
                axes.text(column, -0.35, _MONTHS[day.day.month - 1], size=5.5)
            cells.setdefault((_face(day), day.looked, day.standing), []).append((column, row))
    for (face, looked, standing), places in sorted(cells.items()):
        edge, line = _EDGES.get(standing, _PLAIN)
        axes.add_patch(
            PathPatch(
                _squares(places), facecolor=face, edgecolor=edge, linewidth=line, hatch=_HATCHES[looked],
                clip_on=False,
            )
        )  # fmt: skip
    missing = [place for look, places in cells.items() if look[2] is Standing.MISSING for place in places]
    if missing:
        axes.add_patch(PathPatch(_squares(missing, margin=0.36), facecolor="#000000", linewidth=0))


def _squares(places: Sequence[tuple[int, int]], *, margin: float = 0.08) -> Outline:
    """Return all cells of one look as one path: an element for each would make the file ten times as long."""
    low, high = margin, 1 - margin
    corners = ((low, low), (high, low), (high, high), (low, high), (low, low))
    codes = (Outline.MOVETO, Outline.LINETO, Outline.LINETO, Outline.LINETO, Outline.CLOSEPOLY)
    points = [(column + x, row + y) for column, row in places for x, y in corners]
    return Outline(points, codes * len(places))


def _column(day: Day) -> int:
    first = day.day.replace(month=1, day=1)
    return (day.day.timetuple().tm_yday - 1 + first.weekday()) // 7


def _face(day: Day) -> str:
    faces = _FACES[day.standing]
    return faces[sum(day.stored >= step for step in _STEPS)] if len(faces) > 1 else faces[0]


def _legend() -> list[Patch]:
    shades = zip(_FACES[Standing.STORED], ("1 text", "2 to 4", "5 to 9", "10 and more"), strict=True)
    unknown = _FACES[Standing.UNKNOWN][0]
    return [
        *(_sample(shade, name) for shade, name in shades),
        _sample(_FACES[Standing.MISSING][0], "something is missing (dot)"),
        _sample(_FACES[Standing.SILENT][0], "looked at: nothing", edge=_EDGES[Standing.SILENT]),
        _sample(unknown, "not looked at", hatch=_HATCHES[Looked.NO]),
        _sample(unknown, "looked at in part", hatch=_HATCHES[Looked.PART]),
    ]


def _sample(face: str, label: str, *, edge: tuple[str, float] = _PLAIN, hatch: str | None = None) -> Patch:
    return Patch(facecolor=face, label=label, edgecolor=edge[0], linewidth=edge[1], hatch=hatch)
