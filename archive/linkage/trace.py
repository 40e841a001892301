"""Knows the whole way of a text: the agency it came through, the readout, who else reports that, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.library import DocumentRow
from archive.linkage.edges import (
    Candidate,
    Edge,
    Side,
    by_time,
    chain_of,
    edges,
    reported_by,
    reports,
    side,
)
from archive.linkage.encoder import Aid
from archive.linkage.passages import SideBySide, laid_out
from archive.linkage.pools import Progress
from archive.linkage.stored import READOUTS, Stored, stored_one
from archive.linkage.unsaved import linked_now
from archive.links import without_scheme
from archive.tracing.linking import METHOD

__all__ = ["Stated", "Trace", "trace_document", "trace_text"]

_MOST_REPORTS = 200
_UNREADY = """
select (select count(*) from documents where source = ? and revision_id is not null)
    - (select count(*) from features where source = ?)
"""


@dataclass(frozen=True, slots=True)
class Stated:
    """A link to the original that the page itself sets, and the document that is held of it."""

    address: str
    note: str
    target: Side | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Trace:
    """What is known of where a text comes from.

    ``agency`` is the link to whom it came through, ``behind`` that agency's own link to a readout,
    ``readout`` the text's own; each has its usage. ``pair`` are the languages of the readout, one node;
    ``others`` all reports of the readout, the earliest first; ``reposts`` those of the text itself;
    ``stated`` links to originals that the page itself sets; the ``versions`` are chains of updates.
    """

    report: Side
    held: bool
    agency: Edge | None = None
    behind: Edge | None = None
    readout: Edge | None = None
    pair: tuple[Side, ...] = ()
    usage: SideBySide | None = None
    agency_usage: SideBySide | None = None
    behind_usage: SideBySide | None = None
    stated: tuple[Stated, ...] = ()
    others: tuple[Edge, ...] = ()
    reposts: tuple[Edge, ...] = ()
    versions: tuple[Side, ...] = ()
    agency_versions: tuple[Side, ...] = ()
    candidates: tuple[tuple[Candidate, Side | None], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def dated(self) -> bool:
        """Tell whether the text has a day; without one it has candidates only."""
        return self.report.published_day is not None


def trace_document(
    db: Database, document: DocumentRow, *, aid: Aid | None = None, progress: Progress | None = None
) -> Trace:
    """Return the trace of a stored document: as it was linked, or linked now where it was not yet."""
    one = stored_one(db, document.id)
    held = side(db, document.id)
    if one is None or held is None:
        its = Side(
            document.id,
            document.key,
            document.address,
            document.source,
            document.language,
            document.state,
            "",
            document.published_at,
            document.published_day,
            exact=False,
        )
        return Trace(report=its, held=True, notes=("no whole revision of it is held",))
    if one.is_readout:
        return _of_readout(db, one, held)
    notes = list[str]()
    if _is_linked(db, one):
        found = reports(db, document.id)
        if any(edge.method != METHOD for edge in found):
            notes.append("linked by an older method: readout relink asks today's")
    else:
        found = linked_now(db, one, held, aid=aid, progress=progress)
        notes.append("not linked yet: found for this answer only; readout relink keeps it")
    return _trace(db, one, held, found, notes, reposts=reported_by(db, document.id))


def trace_text(
    db: Database, one: Stored, *, aid: Aid | None = None, progress: Progress | None = None
) -> Trace:
    """Return the trace of a text that is not stored; its ``document_id`` is 0."""
    day = one.text.day.isoformat() if one.text.day else None
    its = Side(
        0,
        one.text.key,
        one.address,
        one.source,
        one.text.language,
        "",
        one.text.title,
        None,
        day,
        exact=False,
    )
    found = linked_now(db, one, its, aid=aid, progress=progress)
    return _trace(db, one, its, found, [], reposts=())


def _is_linked(db: Database, one: Stored) -> bool:
    row = db.conn.execute(
        "select 1 from features where document_id = ? and revision_id = ? and linked_run is not null",
        (one.document_id, one.revision_id),
    ).fetchone()
    return row is not None


def _trace(
    db: Database,
    one: Stored,
    its: Side,
    found: Sequence[Edge],
    notes: list[str],
    *,
    reposts: tuple[Edge, ...],
) -> Trace:
    agency = next((edge for edge in found if edge.role == "agency"), None)
    readout = next((edge for edge in found if edge.role == "readout"), None)
    through = agency.target if agency else None
    behind = (
        next((edge for edge in reports(db, through.document_id) if edge.role == "readout"), None)
        if through
        else None
    )
    node = readout.node if readout and readout.node else behind.node if behind else ""
    notes += _unready(db)
    if not found:
        notes.append("it names no source that is known, and is like no readout that is held")
    if its.published_day is None:
        notes.append("it has no day, so what is found are candidates only" + _how_to_date(its))
    return Trace(
        report=its,
        held=its.document_id != 0,
        agency=agency,
        behind=behind,
        readout=readout,
        pair=_pair(db, node),
        usage=_laid_out(db, readout, one),
        agency_usage=_laid_out(db, agency, one),
        behind_usage=_laid_out(db, behind, stored_one(db, through.document_id) if through else None),
        stated=_stated(db, one.sources),
        others=_reports_of(db, node),
        reposts=reposts,
        versions=chain_of(db, its.document_id) if its.document_id else (),
        agency_versions=chain_of(db, through.document_id) if through else (),
        candidates=_titled(db, readout.candidates if readout else ()),
        notes=tuple(notes),
    )


def _laid_out(db: Database, edge: Edge | None, one: Stored | None) -> SideBySide | None:
    target = stored_one(db, edge.target.document_id) if edge and edge.target else None
    return laid_out(edge, target, one) if edge and target and one else None


def _stated(db: Database, named: Sequence[tuple[str, str]]) -> tuple[Stated, ...]:
    found = []
    for address, note in named:
        try:
            plain = without_scheme(address)
        except ValueError:
            continue
        row = db.conn.execute("select document_id from aliases where address = ?", (plain,)).fetchone()
        found.append(Stated(address, note, side(db, row[0]) if row else None))
    return tuple(found)


def _unready(db: Database) -> list[str]:
    """Say where readouts are held with which nothing can be compared yet."""
    (waiting,) = db.conn.execute(_UNREADY, (READOUTS, READOUTS)).fetchone()
    if waiting <= 0:
        return []
    return [f"{waiting} readouts that are held are not compared yet: readout relink"]


def _how_to_date(its: Side) -> str:
    return "; --day 2021-07-02 gives it one" if its.document_id == 0 else ""


def _of_readout(db: Database, one: Stored, its: Side) -> Trace:
    others = _reports_of(db, one.text.node)
    notes = () if others else ("no report of it is held",)
    return Trace(report=its, held=True, pair=_pair(db, one.text.node), others=others, notes=notes)


def _pair(db: Database, node: str) -> tuple[Side, ...]:
    """Return the documents of a node: the Russian page first, which is the Kremlin's own."""
    if not node:
        return ()
    ids = db.conn.execute(
        "select document_id from features where node = ? order by language = 'ru' desc", (node,)
    )
    return tuple(one for (number,) in ids.fetchall() if (one := side(db, number)))


def _reports_of(db: Database, node: str) -> tuple[Edge, ...]:
    if not node:
        return ()
    where = "l.node = ? and l.role = 'readout' and l.type <> 'none'"
    return by_time(edges(db, where, (node,), limit=_MOST_REPORTS))


def _titled(db: Database, candidates: Sequence[Candidate]) -> tuple[tuple[Candidate, Side | None], ...]:
    found = []
    for one in candidates:
        row = db.conn.execute("select id from documents where key = ?", (one.key,)).fetchone()
        found.append((one, side(db, row[0]) if row else None))
    return tuple(found)
