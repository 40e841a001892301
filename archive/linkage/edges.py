"""Knows how links are read: what a document goes back to, who reports it, which versions of it there are."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.linkage.ends import Candidate, Edge, Evidence, Shared, Side
from archive.linkage.verdicts import Verdict

__all__ = [
    "Candidate",
    "Edge",
    "Evidence",
    "Shared",
    "Side",
    "apart",
    "by_time",
    "chain_of",
    "edge_of",
    "edges",
    "reported_by",
    "reports",
    "side",
]

_SIDE = """{d}.id, {d}.key, {d}.address, {d}.source, {d}.language, {d}.state, {r}.title, {r}.published_at,
    {d}.published_day, {r}.published_precision in ('minute', 'second')"""
_COLUMNS = """l.role, l.type, l.named, l.node, l.certain, l.score, l.probability, l.days, l.method,
    l.explanation, l.evidence, l.candidates, l.usage, v.verdict, v.given_by, v.given_at, v.note"""
_READ = f"""
select {_COLUMNS}, {_SIDE.format(d="d", r="r")}, {_SIDE.format(d="t", r="tr")}
from links l join documents d on d.id = l.report_id join revisions r on r.id = d.revision_id
left join documents t on t.id = l.target_id left join revisions tr on tr.id = t.revision_id
left join verdicts v on v.id = l.verdict
"""
_ONE = f"""
select {_SIDE.format(d="d", r="r")} from documents d left join revisions r on r.id = d.revision_id
where d.id = ?
"""
_NEWER = """
select a.document_id from links l join aliases a on a.address = l.named
where l.report_id = ? and l.role = 'update' order by l.place
"""
_OLDER = """
select l.report_id from aliases a join links l on l.named = a.address and l.role = 'update'
where a.document_id = ? order by l.report_id
"""
_SIDE_COLUMNS = 10
_LONGEST_CHAIN = 200


def reported_by(db: Database, document_id: int) -> tuple[Edge, ...]:
    """Return the reports of a document, the earliest first; of a Kremlin number those of both languages."""
    row = db.conn.execute("select node from features where document_id = ?", (document_id,)).fetchone()
    if row is None:
        return ()
    return by_time(edges(db, "l.node = ? and l.role in ('readout', 'agency')", (row[0],)))


def reports(db: Database, document_id: int) -> tuple[Edge, ...]:
    """Return what a document goes back to: the agency first, then the readout; named ones too."""
    where = "l.report_id = ? and l.role in ('readout', 'agency')"
    return tuple(edges(db, where, (document_id,), order="l.role"))


def chain_of(db: Database, document_id: int) -> tuple[Side, ...]:
    """Return a story with its earlier and later versions, the oldest first; nothing where it has none."""
    before = _walk(db, _OLDER, document_id, seen={document_id})
    after = _walk(db, _NEWER, document_id, seen={document_id, *before})
    if not before and not after:
        return ()
    return tuple(one for number in (*reversed(before), document_id, *after) if (one := side(db, number)))


def side(db: Database, document_id: int) -> Side | None:
    """Return a document as an end of a link, None where there is none."""
    row = db.conn.execute(_ONE, (document_id,)).fetchone()
    return None if row is None else _side(row)


def edges(
    db: Database, where: str, values: Sequence[object], *, order: str = "l.report_id, l.role", limit: int = -1
) -> Iterator[Edge]:
    """Yield links by an SQL test of ``l`` the link, ``d`` and ``r`` the report, ``t`` the target."""
    sql = f"{_READ} where {where} order by {order} limit ?"
    yield from map(edge_of, db.conn.execute(sql, (*values, limit)))


def by_time(found: Iterable[Edge]) -> tuple[Edge, ...]:
    """Return links by the time of the report; those without a time last."""
    return tuple(
        sorted(
            found,
            key=lambda one: (one.report.published_at or "~", one.report.published_day or "~", one.report.key),
        )
    )


def edge_of(row: Sequence[Any]) -> Edge:
    """Return the link of a row of the query."""
    role, kind, named, node, certain, score, probability, days, method = row[:9]
    explanation, evidence, candidates, usage = map(json.loads, row[9:13])
    ruled = Verdict(*row[13:17]) if row[13] is not None else None
    report = _side(row[17 : 17 + _SIDE_COLUMNS])
    target = _side(row[17 + _SIDE_COLUMNS :]) if row[17 + _SIDE_COLUMNS] is not None else None
    passages = usage.get("passages", ())
    return Edge(
        role=role,
        type=kind,
        report=report,
        target=target,
        named=named,
        node=node,
        certain=bool(certain),
        score=score,
        probability=probability,
        days=days,
        seconds=apart(target, report),
        method=method,
        shared=tuple(Shared(**one) for one in explanation),
        evidence=tuple(Evidence(**one) for one in evidence),
        candidates=tuple(Candidate(**one) for one in candidates),
        readout_share=usage.get("readout_share"),
        report_share=usage.get("report_share"),
        used=sum(bool(one[1]) for one in passages),
        paragraphs=len(passages),
        verdict=ruled,
        usage=usage,
    )


def apart(earlier: Side | None, later: Side) -> int | None:
    """Return the seconds from one publication to another, None where one is known by its day only."""
    if earlier is None or not (earlier.exact and later.exact and earlier.published_at and later.published_at):
        return None
    between = datetime.fromisoformat(later.published_at) - datetime.fromisoformat(earlier.published_at)
    return round(between.total_seconds())


def _side(row: Sequence[Any]) -> Side:
    document_id, key, address, source, language, state, title, published, day, exact = row[:_SIDE_COLUMNS]
    return Side(
        document_id, key, address, source, language, state, title or "", published, day, exact=bool(exact)
    )


def _walk(db: Database, sql: str, start: int, *, seen: set[int]) -> list[int]:
    """Return the documents that a chain leads to, from the start on; a circle ends where it began."""
    found, at = list[int](), start
    while len(found) < _LONGEST_CHAIN:
        step = next((row[0] for row in db.conn.execute(sql, (at,)) if row[0] not in seen), None)
        if step is None:
            break
        seen.add(step)
        found.append(step)
        at = step
    return found
