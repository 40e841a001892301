"""Knows the front page: a search, what this archive is, what changed last, how much it covers."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlite_utils import Database

from archive.chain import head_of
from archive.changes.listing import Seen, changes
from archive.coverage import Summary, coverage
from archive.filters import Filters
from archive.web.answers import Page
from archive.web.asked import Asked
from archive.web.edits import Edit, edit_of, recently
from archive.web.facets import facets

__all__ = ["front"]

_RECENT = 6
_DAYS = 7
_MOST_SUMMED = 50_000
"""Documents up to which the front page sums coverage up; of 100,000 it took 0.3 s of CPU."""
_COUNTS = """select (select count(*) from documents), (select count(*) from revisions),
(select count(*) from captures)"""
_SOURCES = """select source, language, count(*), min(published_day), max(published_day)
from documents indexed by documents_by_source group by source, language order by source, language"""
_RUNS = """select source, began_at, outcome from runs
where id in (select max(id) from runs where command = 'crawl' group by source) order by source"""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one source in one language; days are as the site prints them."""

    source: str
    language: str
    documents: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last crawl of a source; without an outcome it goes on."""

    source: str
    began_at: str
    outcome: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """What the archive is, in a few figures; ``head`` is where the chain of its evidence ends."""

    documents: int
    revisions: int
    captures: int
    sources: tuple[Held, ...]
    runs: tuple[LastRun, ...]
    head: str


def front(db: Database, asked: Asked) -> Page:
    """Return the front page."""
    glance = _glance(db)
    return Page(
        template="front",
        values={
            "glance": glance,
            "facets": facets(db, asked, Filters()).groups,
            "changes": _recent(db),
            "summaries": _summaries(db, glance.documents),
        },
    )


def _recent(db: Database) -> list[Edit]:
    since = recently(db, _DAYS)
    seen = Seen(since=datetime.combine(since, time.min, tzinfo=UTC) if since else None)
    return [edit_of(row) for row in changes(db, seen, limit=_RECENT)]


def _glance(db: Database) -> Glance:
    documents, revisions, captures = db.conn.execute(_COUNTS).fetchone()
    return Glance(
        documents=documents,
        revisions=revisions,
        captures=captures,
        sources=tuple(Held(*row) for row in db.conn.execute(_SOURCES)),
        runs=tuple(LastRun(*row) for row in db.conn.execute(_RUNS) if row[0]),
        head=str(head_of(db.conn)),
    )


def _summaries(db: Database, documents: int) -> tuple[Summary, ...] | None:
    """Return the sums of coverage; None where counting them takes longer than a front page may."""
    return coverage(db).summaries if documents <= _MOST_SUMMED else None
