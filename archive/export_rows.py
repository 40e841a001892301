"""Knows which rows an export has and what stands in their cells; memory does not grow with the rows."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from archive.columns import COLUMNS, DEFAULT_COLUMNS, METADATA
from archive.errors import BadUsage
from archive.excerpts import WORDS, excerpt
from archive.filters import Filters, conditions, install
from archive.rights import UNKNOWN, Rights

__all__ = ["Absence", "Cell", "Rows", "Selection"]

Cell = str | int | list[Any] | None
Made = tuple[int, Callable[..., Any], tuple[int, ...]]

_STEP = 500
"""Rows between two words to who watches."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """Which rows and columns to export.

    Without ``all_revisions`` there is one row a document, its current revision. ``rights`` are those of each
    source; ``words`` is the length of an excerpt.
    """

    columns: tuple[str, ...] = DEFAULT_COLUMNS
    filters: Filters = field(default_factory=Filters)
    all_revisions: bool = False
    rights: Mapping[str, Rights] = field(default_factory=dict)
    words: int = WORDS

    def __post_init__(self) -> None:
        """Refuse unknown columns, a column that is named twice, or none."""
        unknown = [name for name in self.columns if name not in COLUMNS]
        if unknown or not self.columns:
            asked = ", ".join(unknown) or "none given"
            raise BadUsage(f"unknown columns: {asked}; the known ones are {', '.join(COLUMNS)}")
        twice = [name for name, count in Counter(self.columns).items() if count > 1]
        if twice:
            raise BadUsage(f"named twice: {', '.join(twice)}")

    def rights_of(self, source: str) -> Rights:
        """Return what is known of a source's rights."""
        return self.rights.get(source, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Absence:
    """How many of a column's cells say nothing: not stated at all, or stated and empty."""

    column: str
    rows: int
    not_stated: int
    empty: int

    @property
    def share(self) -> float:
        """Return the share of rows, 0 to 1, whose cell says nothing."""
        return (self.not_stated + self.empty) / self.rows if self.rows else 0.0


class Rows:
    """The rows of a selection, to be gone through once; afterwards it knows what there was.

    Cells are texts, numbers, lists, or None for "not stated". ``blocks`` and ``metadata`` are JSON texts.
    Where it ``weighs``, it knows afterwards what the rows did not say.
    """

    def __init__(self, connection: sqlite3.Connection, selection: Selection, *, weighs: bool = False) -> None:
        """Stand on an open archive."""
        self.weighs = weighs
        self._connection = connection
        self._tell: Callable[[int], None] | None = None
        self.selection = selection
        self.count = 0
        self.sources: Counter[str] = Counter()
        self._not_stated = [0] * len(selection.columns)
        self._empty = [0] * len(selection.columns)

    def watch(self, tell: Callable[[int], None]) -> None:
        """Let somebody be told now and then how many rows have gone by."""
        self._tell = tell

    def __iter__(self) -> Iterator[list[Cell]]:
        """Yield the cells of each row, by document and revision."""
        needs, plain, made = self._plan()
        parsed = needs.index(METADATA) if any(ats == () for _, _, ats in made) else None
        for row in self._cursor(needs):
            cells = [row[at] for at in plain]
            metadata = None if parsed is None else json.loads(row[parsed])
            for at, make, ats in made:
                cells[at] = make(*[row[one] for one in ats]) if ats else make(metadata)
            self.count += 1
            self.sources[row[0]] += 1
            if self.weighs:
                self._weigh(cells)
            if self._tell is not None and self.count % _STEP == 0:
                self._tell(self.count)
            yield cells

    def absences(self) -> list[Absence]:
        """Return what the rows that went by do not say, by column."""
        named = zip(self.selection.columns, self._not_stated, self._empty, strict=True)
        return [Absence(name, self.count, not_stated, empty) for name, not_stated, empty in named]

    def size(self) -> int:
        """Return how many rows there will be, or 0 where finding out would take as long as writing them."""
        filters = self.selection.filters
        if filters.section or filters.person or filters.place:
            return 0
        where, values = conditions(filters)
        if not self.selection.all_revisions:
            sql = f"select count(*) from documents d where d.revision_id is not null and {where}"
        else:
            sql = f"select count(*) from documents d {self._join()} where {where}"
        return int(self._connection.execute(sql, values).fetchone()[0])

    def _weigh(self, cells: list[Cell]) -> None:
        for at, cell in enumerate(cells):
            if cell is None:
                self._not_stated[at] += 1
            elif cell in ("", []):
                self._empty[at] += 1

    def _plan(self) -> tuple[list[str], list[int], list[Made]]:
        """Return what SQLite is asked for, the source first; where each cell stands; which ones are made."""
        needs, plain, made = ["d.source"], list[int](), list[Made]()
        for place, name in enumerate(self.selection.columns):
            column = COLUMNS[name]
            needs += [need for need in column.needs if need not in needs]
            ats = tuple(needs.index(need) for need in column.needs)
            plain.append(ats[0])
            if column.asks:
                made.append((place, self._asked(column.asks), ats))
            elif column.make is not None:
                made.append((place, column.make, () if column.needs == (METADATA,) else ats))
        return needs, plain, made

    def _asked(self, what: str) -> Callable[..., Any]:
        if what == "rights":
            return lambda source: self.selection.rights_of(source).licence
        return partial(excerpt, words=self.selection.words)

    def _join(self) -> str:
        if self.selection.all_revisions:
            return "join revisions r on r.document_id = d.id"
        return "join revisions r on r.id = d.revision_id"

    def _cursor(self, needs: list[str]) -> sqlite3.Cursor:
        where, values = conditions(self.selection.filters)
        install(self._connection)
        sql = f"select {', '.join(needs)} from documents d {self._join()} where {where} order by d.id, r.id"
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor.execute(sql, values)
