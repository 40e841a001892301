"""Knows all edits and disappearances of a time, ranked by what they may mean; reads only."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlite_utils import Database

from archive.changes.difference import Difference, difference
from archive.changes.essence import essence
from archive.changes.kinds import RANKS, Kind, ranked
from archive.changes.spells import Spell, spells
from archive.changes.timeline import contents
from archive.clock import stamp
from archive.filters import Filters, conditions, install
from archive.library import RevisionRow, history

__all__ = ["ChangeRow", "Seen", "changes"]

_REVISED = """select d.id, d.key, d.source, d.language, d.address, d.state from documents d
join revisions r on r.id = d.revision_id
where d.last_seen >= ? and d.first_seen <= ? and d.id in (select document_id from revisions where ordinal > 1)
and {where} order by d.id"""
_FOUND = """select d.id, d.key, d.source, d.language, d.address, d.state, coalesce(r.title, d.key) title,
r.published_printed, f.kind, f.found_at, f.capture_id, f.last_seen, f.first_missing, f.detail
from findings f join documents d on d.id = f.document_id left join revisions r on r.id = d.revision_id
where f.found_at >= ? and f.found_at < ? and f.kind in ({kinds}) and {where} order by f.id"""
_FINDINGS = (
    Kind.GONE, Kind.MISSING, Kind.RETURNED, Kind.REAPPEARED, Kind.REDATED, Kind.PRE_DATED, Kind.BACK_DATED,
)  # fmt: skip
_FIRST, _LAST = "", "\uffff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """When something was seen here: from an instant on, and before another, both in UTC; None is open."""

    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRow:
    """An edit of a document, or a finding about it; times are ISO 8601 UTC texts.

    ``seen`` is when the new revision was first seen, or the finding found; what happened, happened after
    ``not_before``. ``old`` and ``new`` are ordinals of revisions, None for a finding. ``edits`` counts the
    heads and paragraphs that differ; ``before`` and ``after`` are the essential words of the highest.
    """

    rank: int
    kinds: tuple[Kind, ...]
    key: str
    source: str
    language: str
    title: str
    address: str
    state: str
    seen: str
    not_before: str | None
    old: int | None
    new: int | None
    edits: int
    before: str
    after: str
    published_printed: str | None
    capture_id: int


def changes(
    db: Database,
    seen: Seen | None = None,
    *,
    filters: Filters | None = None,
    kinds: tuple[Kind, ...] = (),
    least: int = 0,
    by_date: bool = False,
    limit: int | None = None,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[ChangeRow]:
    """Return edits and findings, those of the highest rank first and of one rank the newest; or by date.

    Nothing is left out but by request: other ``kinds``, ranks below ``least``, what lies behind ``limit``.
    ``tell`` hears how many documents are compared, of how many.
    """
    install(db.conn)
    seen, filters = seen or Seen(), filters or Filters()
    bounds = stamp(seen.since) if seen.since else _FIRST, stamp(seen.before) if seen.before else _LAST
    edits = list(_edits(db, bounds, filters, tell))
    told = {(row.key, row.capture_id) for row in edits}
    rows = [*edits, *_findings(db, bounds, filters, told)]
    wanted = [row for row in rows if row.rank >= least and (not kinds or set(kinds) & set(row.kinds))]
    wanted.sort(key=lambda row: (row.seen, row.key), reverse=True)
    if not by_date:
        wanted.sort(key=lambda row: -row.rank)
    return wanted[:limit]


def _edits(
    db: Database, bounds: tuple[str, str], filters: Filters, tell: Callable[[int, int], None]
) -> Iterator[ChangeRow]:
    where, values = conditions(filters)
    documents = list(db.query(_REVISED.format(where=where), [*bounds, *values]))
    for done, document in enumerate(documents, 1):
        stood = spells(db, document["id"])
        steps = [(old, new) for old, new in pairwise(stood) if bounds[0] <= new.first < bounds[1]]
        rows = {row.id: row for row in history(db, document["id"])} if steps else {}
        for old, new in steps:
            told = difference(*contents(db, rows[old.revision_id], rows[new.revision_id]))
            if told.edits:  # else the same words were seen in another view
                yield _edit(document, (rows[old.revision_id], rows[new.revision_id]), (old, new), told)
        tell(done, len(documents))


def _edit(
    document: dict[str, Any],
    rows: tuple[RevisionRow, RevisionRow],
    stood: tuple[Spell, Spell],
    told: Difference,
) -> ChangeRow:
    words = essence(told)
    return ChangeRow(
        **{name: document[name] for name in ("key", "source", "language", "address", "state")},
        rank=told.rank,
        kinds=told.kinds,
        title=rows[1].title,
        seen=stood[1].first,
        not_before=stood[0].last,
        old=rows[0].ordinal,
        new=rows[1].ordinal,
        edits=told.edits,
        before=words.before,
        after=words.after,
        published_printed=rows[1].published_printed,
        capture_id=stood[1].captures[0],
    )


def _findings(
    db: Database, bounds: tuple[str, str], filters: Filters, told: set[tuple[str, int]]
) -> Iterator[ChangeRow]:
    """Yield what was found out; a new date that an edit tells of, and what is gone by now, only once."""
    where, values = conditions(filters)
    marks = ", ".join("?" for _ in _FINDINGS)
    asked = [*bounds, *(kind.value for kind in _FINDINGS), *values]
    rows = list(db.query(_FOUND.format(kinds=marks, where=where), asked))
    gone = {(row["key"], row["first_missing"]) for row in rows if row["kind"] == Kind.GONE}
    for row in rows:
        kind = Kind(row["kind"])
        if kind is Kind.MISSING and (row["key"], row["first_missing"]) in gone:
            continue
        if kind is Kind.REDATED and (row["key"], row["capture_id"]) in told:
            continue
        before, after = _words(kind, row)
        yield ChangeRow(
            **{
                name: row[name]
                for name in ("key", "source", "language", "address", "state", "title", "published_printed")
            },
            rank=RANKS[kind],
            kinds=ranked((kind,)),
            seen=row["found_at"],
            not_before=row["last_seen"],
            old=None,
            new=None,
            edits=1,
            before=before,
            after=after,
            capture_id=row["capture_id"],
        )


def _words(kind: Kind, row: dict[str, Any]) -> tuple[str, str]:
    detail = json.loads(row["detail"])
    if kind is Kind.REDATED:
        return str(detail.get("from") or ""), str(detail.get("to") or "")
    if kind in (Kind.PRE_DATED, Kind.BACK_DATED):
        return str(detail.get("stated") or ""), f"first seen {row['found_at'][:16]}"
    missing = f"not there since {(row['first_missing'] or row['found_at'])[:16]}"
    if kind in (Kind.GONE, Kind.MISSING):
        return row["title"], missing
    return missing, f"there again {row['found_at'][:16]}"
