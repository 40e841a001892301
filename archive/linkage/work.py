"""Knows which documents are to be linked now: the new, the changed, and those whom they concern."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from sqlite_utils import Database

from archive.linkage.encoder import Aid
from archive.linkage.keeping import write_features, write_links
from archive.linkage.linker import Linker
from archive.linkage.rows import Row
from archive.linkage.stored import READOUTS, Stored, batched, stored
from archive.store import Archive
from archive.tracing.features import Features, features
from archive.tracing.window import WINDOW

__all__ = ["AT_ONCE", "STAGES", "Told", "fresh_readouts", "link_new", "linked", "made_of", "pending", "write"]

AT_ONCE = 5000
"""Documents of a stage that are linked at the end of a run; more wait for the next, or `readout relink`."""
STAGES: Mapping[str, str] = MappingProxyType(
    {
        "readouts": f"d.source = '{READOUTS}'",
        "agencies": f"d.source not in ('{READOUTS}', 'web')",
        "reposts": "d.source = 'web'",
    }
)
"""In this order, for the later ones go back to the earlier: the SQL test of each."""
_BATCH = 200
_BYSTANDERS = 1000
"""Reports that named and matched nothing, and are looked at again when a readout of their days comes."""
_MOST_READOUTS = 20_000
"""Readouts of any day with which an undated report is compared at the end of a run; more are for relink."""
_PENDING = """
select d.id from documents d left join features f indexed by features_to_link on f.document_id = d.id
where d.revision_id is not null and {stage}
    and (f.document_id is null or f.revision_id <> d.revision_id or f.linked_run is null)
order by d.id desc
"""
_CONCERNED = """
update features set linked_run = null where document_id in
    (select report_id from links where report_day between ? and ? and verdict is null)
"""
_BESIDE = """
update features set linked_run = null where document_id in
    (select document_id from features where day between ? and ? and source <> ? and data is null
    order by document_id desc limit ?)
"""
_WAITING = """
update features set linked_run = null where document_id in
    (select report_id from links where role = 'agency' and target_id is null and report_day between ? and ?)
    and source = 'web'
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What linking came to: documents looked at, links to a held document, documents that still wait."""

    documents: int
    links: int
    left: int


Made = tuple[Stored, bytes | None, tuple[Row, ...]]


def link_new(archive: Archive, *, run: int, most: int = AT_ONCE, aid: Aid | None = None) -> Told:
    """Link what is new or changed since the last time, some hundreds in a transaction.

    A kill costs the transaction under way: what is not written stays pending.
    """
    done = found = left = 0
    for stage in STAGES:
        # What was written in the stage before may ask some of these again.
        ids = pending(archive.db, stage)
        left += max(0, len(ids) - most)
        for some in batched(ids[:most], _BATCH):
            made = made_of(archive.db, stage, some, aid=aid)
            with archive.transaction():
                write(archive.db, made, run=run)
            done += len(some)
            found += sum(row.target_id is not None for _, _, its in made for row in its)
    return Told(done, found, left)


def made_of(
    db: Database, stage: str, ids: Sequence[int], *, whole: bool = False, aid: Aid | None = None
) -> list[Made]:
    """Return documents of a stage with what is to be written of them."""
    return fresh_readouts(db, ids) if stage == "readouts" else list(linked(db, ids, whole=whole, aid=aid))


def pending(db: Database, stage: str) -> list[int]:
    """Return the documents of a stage that are to be linked, the newest first."""
    return [row[0] for row in db.conn.execute(_PENDING.format(stage=STAGES[stage]))]


def fresh_readouts(db: Database, ids: Iterable[int]) -> list[Made]:
    """Return readouts with what reports of them are compared by."""
    return [(one, features(one.text).packed(), ()) for one in stored(db, ids)]


def linked(
    db: Database, ids: Sequence[int], *, whole: bool = False, aid: Aid | None = None
) -> Iterator[Made]:
    """Yield reports with their links, by day; ``whole`` compares an undated one with every readout."""
    reports = sorted(
        stored(db, ids), key=lambda one: (one.text.day is None, one.text.day, one.source == "web")
    )
    dated = [one for one in reports if one.text.day is not None]
    linker = Linker(db, aid)
    for some in _spans(dated):
        linker.pools.prepare(some[0].text.day or date.min, some[-1].text.day or date.max)
        for report in some:
            made = features(report.text)
            yield _made(report, made, linker.of(report, made=made))
    yield from _undated([one for one in reports if one.text.day is None], linker, db, whole=whole)


def write(db: Database, made: Sequence[Made], *, run: int, again: bool = True) -> None:
    """Write documents and their links; with ``again`` let those be linked anew whom they concern.

    Stands inside the caller's transaction.
    """
    for one, _, rows in made:
        if again and one.is_readout:
            _let_again(db, one)
        elif again and one.source != "web" and rows and one.text.day:
            first, last = one.text.day - _DAY * WINDOW.after, one.text.day + _DAY * WINDOW.before
            db.conn.execute(_WAITING, (first.isoformat(), last.isoformat()))
    for one, data, rows in made:
        write_features(db, one, data, run=run)
        write_links(db, one.document_id, rows)


_DAY = timedelta(days=1)
_REACH = timedelta(days=20)


def _let_again(db: Database, readout: Stored) -> None:
    """Ask again the reports of the days to which a new readout may belong."""
    if readout.text.day is None:
        return
    first = (readout.text.day - _DAY * WINDOW.after).isoformat()
    last = (readout.text.day + _DAY * WINDOW.before).isoformat()
    db.conn.execute(_CONCERNED, (first, last))
    db.conn.execute(_BESIDE, (first, last, READOUTS, _BYSTANDERS))


def _undated(reports: list[Stored], linker: Linker, db: Database, *, whole: bool) -> Iterator[Made]:
    made = {one.document_id: features(one.text) for one in reports}
    if not made:
        return
    if not whole:
        (count,) = db.conn.execute("select count(*) from documents where source = ?", (READOUTS,)).fetchone()
        whole = count <= _MOST_READOUTS
    ranked = linker.pools.ranked_of_all(made) if whole else {}
    for one in reports:
        its = made[one.document_id]
        yield _made(one, its, linker.of(one, made=its, ranked=ranked.get(one.document_id, ())))


def _made(report: Stored, made: Features, rows: tuple[Row, ...]) -> Made:
    """Return a report with its links; its features are kept where another report may go back to it."""
    kept = any(row.role == "readout" for row in rows)
    return report, made.packed() if kept else None, rows


def _spans(reports: list[Stored]) -> Iterator[list[Stored]]:
    """Yield reports of some weeks together: one pool serves them."""
    some = list[Stored]()
    for one in reports:
        if some and (one.text.day or date.max) - (some[0].text.day or date.min) > _REACH:
            yield some
            some = []
        some.append(one)
    if some:
        yield some
