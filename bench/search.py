"""Knows how searches are measured: an archive of made documents, indexed, then asked in many ways.

Times are those of the first page, as archive.search gives it, with the file in the system's cache. CPU time
is told beside the time on the clock, which other work on the machine lengthens.
"""

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from sqlite_utils import Database

from archive.connection import transaction
from archive.filters import Filters
from archive.opening import open_to_read
from archive.search import Asked, Order, search
from archive.search.reindex import reindex
from bench.search_made import make_archive
from bench.search_world import World, make_world

__all__ = ["Asking", "SearchFigures", "bar", "measured", "rows"]

_EACH = 15
"""Different questions of a kind."""
_BAR_MS = 100.0
_COMMON, _RARE = (30, 400), (20_000, 60_000)
"""Ranks of words that are called so."""


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One kind of question: milliseconds on the clock and of CPU, and the hits of the middle one."""

    name: str
    wall: tuple[float, ...]
    cpu: tuple[float, ...]
    hits: str


@dataclass(kw_only=True)
class SearchFigures:
    """All that was measured; sizes in bytes, times in seconds."""

    documents: int
    text: int = 0
    index: int = 0
    indexing_wall: float = 0.0
    indexing_cpu: float = 0.0
    askings: list[Asking] = field(default_factory=list)


def measured(documents: int, *, tell: Callable[[str], None], keep: Path | None = None) -> SearchFigures:
    """Make an archive of so many documents, index it, and ask it; ``keep`` is a file that may stay."""
    figures, world = SearchFigures(documents=documents), make_world()
    with tempfile.TemporaryDirectory(dir=keep.parent if keep else None) as folder:
        path = keep or Path(folder) / "archive.db"
        if not path.exists():
            tell(f"search: making {documents:,} documents")
            make_archive(path, documents, world)
        _index(path, figures, tell)
        with closing(open_to_read(path)) as connection:
            for name, questions in _questions(connection, world):
                figures.askings.append(_ask(connection, name, list(questions)))
                tell(f"search: {figures.askings[-1].name}")
    return figures


def _index(path: Path, figures: SearchFigures, tell: Callable[[str], None]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma synchronous = full")
        db, step = Database(connection), max(1, figures.documents // 10)

        def progress(done: int, _: int) -> None:
            if done and done % step < 2_000:  # noqa: PLR2004 - a batch
                tell(f"search: {done:,} indexed after {perf_counter() - began:.0f} s")

        began, cpu = perf_counter(), process_time()
        reindex(connection, transaction=lambda: transaction(db), progress=progress)
        figures.indexing_wall, figures.indexing_cpu = perf_counter() - began, process_time() - cpu
        figures.index = connection.execute(
            "select sum(length(block)) + (select sum(length(sz)) from _search_docsize) from _search_data"
        ).fetchone()[0]
        figures.text = connection.execute(
            "select sum(length(cast(title || lead || text as blob))) from revisions"
        ).fetchone()[0]


def _ask(connection: sqlite3.Connection, name: str, questions: list[Asked]) -> Asking:
    wall, cpu, hits = list[float](), list[float](), list[tuple[int, bool]]()
    for asked in questions:
        began, used = perf_counter(), process_time()
        found = search(connection, asked)
        wall.append((perf_counter() - began) * 1000)
        cpu.append((process_time() - used) * 1000)
        hits.append((found.total, found.over))
    total, over = sorted(hits)[len(hits) // 2]
    return Asking(
        name=name, wall=tuple(wall), cpu=tuple(cpu), hits=f"over {total - 1:,}" if over else f"{total:,}"
    )


def _questions(connection: sqlite3.Connection, world: World) -> Iterator[tuple[str, Iterator[Asked]]]:
    chance = random.Random(7)  # noqa: S311 - which words are asked for
    russian, english = (world.vocabularies[language].words for language in ("ru", "en"))

    def words(ranks: tuple[int, int]) -> list[str]:
        return [chance.choice((russian, english))[chance.randrange(*ranks)] for _ in range(_EACH)]

    common, days = words(_COMMON), [date(2003, 1, 1) + timedelta(days=500 * n) for n in range(_EACH)]
    people = world.names[:_EACH]
    texts = connection.execute("select text from revisions where id % 997 = 5 limit ?", (_EACH,)).fetchall()
    plain = [Asked(words=word) for word in common]
    yield "a rare word", (Asked(words=word) for word in words(_RARE))
    yield "a common word", iter(plain)
    yield "the commonest words (в, the…)", (Asked(words=word) for word in (*russian[:8], *english[:7]))
    yield "a phrase", (Asked(words=f'"{" ".join(text.split()[3:5])}"') for (text,) in texts)
    pairs = zip(russian[20 : 20 + _EACH], russian[60 : 60 + _EACH], strict=True)
    yield "two common words", (Asked(words=f"{one} {other}") for one, other in pairs)
    yield "the beginning of a word", (Asked(words=f"{word[:4]}*") for word in common if len(word) > 3)  # noqa: PLR2004
    yield "a name in the other letters", (Asked(words=name[n % 2]) for n, name in enumerate(people))
    yield (
        "a common word, 30 days",
        (
            replace(one, filters=Filters(since=day, until=day + timedelta(days=30)))
            for one, day in zip(plain, days, strict=True)
        ),
    )
    yield (
        "a common word, 20 years",
        (replace(one, filters=Filters(since=date(2004, 5, 5), until=date(2024, 5, 5))) for one in plain),
    )
    yield (
        "a common word, one person",
        (replace(one, filters=Filters(person=name[1])) for one, name in zip(plain, people, strict=True)),
    )
    yield (
        "a common word, one section",
        (replace(one, filters=Filters(section=f"Section {n}")) for n, one in enumerate(plain)),
    )
    yield (
        "a common word, source and language",
        (replace(one, filters=Filters(sources=("kremlin",), languages=("ru",))) for one in plain),
    )
    yield "a common word, gone", (replace(one, filters=Filters(states=("gone",))) for one in plain)
    yield "a common word, by date", (replace(one, order=Order.DATE) for one in plain)
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    yield "a common word, as of a day", (replace(one, as_of=moment) for one in plain)


def rows(figures: SearchFigures) -> Iterator[tuple[str, ...]]:
    """Yield a line for each kind of question: median and 95th percentile on the clock, the same of CPU."""
    for one in figures.askings:
        told = [f"{value:.1f}" for times in (one.wall, one.cpu) for value in _spread(times)]
        yield (one.name, one.hits, *told)


def _spread(times: tuple[float, ...]) -> tuple[float, float]:
    cuts = quantiles(times, n=20, method="inclusive")
    return cuts[9], cuts[18]


def bar(figures: SearchFigures) -> str:
    """Return how the bar is held: a first page in well under a tenth of a second."""
    medians = {one.name: _spread(one.cpu) for one in figures.askings}
    worst, (median, high) = max(medians.items(), key=lambda item: item[1][1])
    held = "held" if high < _BAR_MS else "missed"
    return (
        f"bar: first page under {_BAR_MS:.0f} ms of CPU: {held}; the slowest kind is '{worst}',"
        f" median {median:.0f}, 95th percentile {high:.0f}"
    )


def as_json(figures: SearchFigures) -> dict[str, Any]:
    """Return all figures."""
    kinds = [
        {"name": one.name, "hits": one.hits, "wall_ms": one.wall, "cpu_ms": one.cpu}
        for one in figures.askings
    ]
    told = {name: value for name, value in vars(figures).items() if name != "askings"}
    return {**told, "questions": kinds, "bar": bar(figures)}
