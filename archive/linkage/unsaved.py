"""Knows how a text is linked for one answer only, without anything being written."""

from sqlite_utils import Database

from archive.linkage.edges import Edge, Side, edge_of, side
from archive.linkage.encoder import Aid
from archive.linkage.linker import Linker
from archive.linkage.pools import Progress
from archive.linkage.rows import Row
from archive.linkage.stored import Stored
from archive.tracing.features import features

__all__ = ["linked_now"]


def linked_now(
    db: Database, one: Stored, its: Side, *, aid: Aid | None, progress: Progress | None
) -> tuple[Edge, ...]:
    """Return the links of a text; of an undated one to the best of all readouts, as candidates."""
    linker, made = Linker(db, aid, progress), features(one.text)
    ranked = None if one.text.day else linker.pools.ranked_of_all({0: made})[0]
    rows = [row for row in linker.of(one, made=made, ranked=ranked) if row.role != "update"]
    return tuple(_edge(db, row, its) for row in rows)


def _edge(db: Database, row: Row, its: Side) -> Edge:
    target = side(db, row.target_id) if row.target_id is not None else None
    verdict = db.conn.execute(
        "select verdict, given_by, given_at, note from verdicts where id = ?", (row.verdict,)
    ).fetchone()
    told = (
        row.role,
        row.type,
        row.named,
        row.node,
        row.certain,
        row.score,
        row.probability,
        row.days,
        row.method,
    )
    found = (row.explanation, row.evidence, row.candidates, row.usage)
    ends = (*_flat(its), *(_flat(target) if target else (None,) * len(_flat(its))))
    return edge_of((*told, *found, *(verdict or (None,) * 4), *ends))


def _flat(one: Side) -> tuple[object, ...]:
    return tuple(getattr(one, name) for name in Side.__dataclass_fields__)
