"""Knows lists of links: those of chosen reports, and the orphans, which lack one of their ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.filters import Filters, conditions, install
from archive.linkage.edges import Edge, Side, edges, side
from archive.linkage.stored import READOUTS

__all__ = ["Orphan", "links", "orphans"]

_ORDER = "d.published_day desc, d.id, l.role desc"
_LOST = "l.target_id is null and l.named <> ''"
_GONE = "l.type <> 'none' and t.state in ('gone', 'suspect')"
_UNREPORTED = """
select d.id, f.node from documents d join revisions r on r.id = d.revision_id
join features f on f.document_id = d.id where d.source = ? and {where} and not exists
    (select 1 from links l where l.node = f.node and l.role = 'readout' and l.type <> 'none')
order by d.published_day desc, d.language <> 'ru', d.id
"""


@dataclass(frozen=True, slots=True)
class Orphan:
    """A report whose readout is ``not held`` or ``gone``, or a readout that is ``unreported``."""

    why: str
    document: Side
    edge: Edge | None


def links(db: Database, filters: Filters, types: Sequence[str] = ()) -> Iterator[Edge]:
    """Yield the links of chosen reports to readouts and agencies, the newest report first."""
    where, values = _chosen(db, filters)
    where += " and l.role <> 'update'"
    if types:
        where += f" and l.type in ({', '.join('?' * len(types))})"
    yield from edges(db, where, (*values, *types), order=_ORDER)


def orphans(db: Database, filters: Filters) -> Iterator[Orphan]:
    """Yield reports whose readout is named and not held, or is gone; then readouts without a report.

    The filters choose the reports, and of readouts those that nobody reported; both languages of one are one.
    """
    where, values = _chosen(db, filters)
    for why, test in (("not held", _LOST), ("gone", _GONE)):
        for edge in edges(db, f"{where} and l.role = 'readout' and {test}", values, order=_ORDER):
            yield Orphan(why, edge.report, edge)
    seen = set[str]()
    for number, node in db.conn.execute(_UNREPORTED.format(where=where), (READOUTS, *values)).fetchall():
        if node not in seen and (its := side(db, number)) is not None:
            seen.add(node)
            yield Orphan("unreported", its, None)


def _chosen(db: Database, filters: Filters) -> tuple[str, list[str]]:
    install(db.conn)
    return conditions(filters)
