"""Knows the archive at a glance: what it holds, what is still to do, how the last runs ended; reads only."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.clock import now, stamp
from archive.exchange import Outcome

__all__ = ["PendingRow", "RunRow", "SourceRow", "Status", "status"]

_SOURCES = """select d.source, d.language, count(*) documents,
min(d.published_day) first_published, max(d.published_day) last_published,
sum((select count(*) from readings r where r.document_id = d.id)) captures,
sum((select count(*) from revisions v where v.document_id = d.id)) revisions
from documents d group by d.source, d.language order by d.source, d.language"""
_STATES = """select source, language, state, count(*) documents from documents
group by 1, 2, 3 order by 1, 2, 3"""
_LAST_RUNS = """select source, began_at, ended_at, outcome, counts from runs
where id in (select max(id) from runs where command = 'crawl' group by source)"""
_PENDING = """select source, language, state, coalesce(outcome, '') outcome, count(*) addresses
from frontier group by 1, 2, 3, 4 order by 1, 2, 3, 4"""
_RUNS = """select command, source, began_at, ended_at, outcome, counts from runs
where id in (select max(id) from runs group by command, source) order by id"""
_TOTALS = """select (select user_version from pragma_user_version) schema,
(select page_count from pragma_page_count) * (select page_size from pragma_page_size) size,
(select count(*) from documents) documents, (select count(*) from captures) captures,
(select min(planned_at) from frontier where state <> 'done') oldest_pending,
(select count(*) from frontier where state = 'done' and due_at <= ?) due"""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What is held of one source in one language; ``last_crawl`` is of the source as a whole.

    ``states`` counts the documents that are present, gone and so on, see archive.states.
    """

    source: str
    language: str
    documents: int
    first_published: str | None
    last_published: str | None
    captures: int
    revisions: int
    states: dict[str, int]
    last_crawl: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class PendingRow:
    """How many planned addresses are in one state, or ended with one outcome (else empty)."""

    source: str
    language: str
    state: str
    outcome: str
    addresses: int


@dataclass(frozen=True, slots=True)
class RunRow:
    """The last run of a command on a source; without an end it goes on, or died."""

    command: str
    source: str | None
    began_at: str
    ended_at: str | None
    outcome: str | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Status:
    """The archive at a glance; ``size`` is in bytes, ``failed`` counts what could not be had by outcome.

    ``due`` counts the addresses whose next visit is due, which the next crawl of their source asks again.
    """

    schema: int
    size: int
    documents: int
    captures: int
    oldest_pending: str | None
    due: int
    pending: int
    failed: dict[str, int]
    runs: tuple[RunRow, ...]
    sources: tuple[SourceRow, ...]
    frontier: tuple[PendingRow, ...]


def status(db: Database) -> Status:
    """Return what is held and what is still to do."""
    crawls = {
        row["source"]: {**row, "counts": json.loads(row["counts"] or "{}")} for row in db.query(_LAST_RUNS)
    }
    (totals,) = db.query(_TOTALS, [stamp(now())])
    states = defaultdict[tuple[str, str], dict[str, int]](dict)
    for row in db.query(_STATES):
        states[row["source"], row["language"]][row["state"]] = row["documents"]
    pending = tuple(PendingRow(**row) for row in db.query(_PENDING))
    failed = Counter[str]()
    for one in pending:
        if one.outcome and Outcome(one.outcome).failed:
            failed[one.outcome] += one.addresses
    return Status(
        **totals,
        pending=sum(one.addresses for one in pending if one.state != "done"),
        failed=dict(failed),
        runs=tuple(RunRow(**{**row, "counts": json.loads(row["counts"] or "{}")}) for row in db.query(_RUNS)),
        sources=tuple(
            SourceRow(
                **row, states=states[row["source"], row["language"]], last_crawl=crawls.get(row["source"])
            )
            for row in db.query(_SOURCES)
        ),
        frontier=pending,
    )
