"""Knows how an index is completed or made anew, in batches, so that it can be stopped anywhere."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from archive.search.index import Passage, drop_orphans, write_entry
from archive.search.standing import missing, standing
from archive.search.words import ANALYSER

__all__ = ["Reindexed", "catch_up", "reindex"]

Transaction = Callable[[], AbstractContextManager[None]]
Progress = Callable[[int, int], None]

BATCH = 2_000
"""Revisions a transaction: a second's work."""
_PENDING_BYTES = 32 * 1024**2
"""What FTS5 may hold in memory before it writes a segment; its own default of 1 MB makes many small ones."""
_MERGED_PAGES = 2_000
_DEAD_SHARE = 0.2
_LACKING = """
select r.id, r.document_id, d.source, r.first_seen, r.title, r.lead, r.text, r.metadata
from revisions r join documents d on d.id = r.document_id
where r.id > ? and not exists
    (select 1 from _search_entries e where e.revision_id = r.id and e.analyser = ?)
order by r.id limit ?
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reindexed:
    """What was done: revisions indexed, entries dropped, and whether all was made anew."""

    indexed: int
    dropped: int
    anew: bool


def reindex(
    connection: sqlite3.Connection,
    *,
    transaction: Transaction,
    progress: Progress,
    anew: bool = False,
) -> Reindexed:
    """Complete the index, or make it anew where that was asked, or its rules are old, or much of it is dead.

    Each batch is a transaction of its own; whoever is stopped is gone on from. ``progress`` is told
    (revisions done, of all that lack an entry).
    """
    with transaction():
        anew = _prepare(connection, anew=anew)
        dropped = drop_orphans(connection)
    lacking, done, last = missing(connection), 0, 0
    progress(0, lacking)
    while True:
        with transaction():
            passages = _lacking(connection, last)
            for passage in passages:
                write_entry(connection, passage)
        if not passages:
            break
        last, done = passages[-1].revision_id, done + len(passages)
        progress(done, lacking)
    _settle(connection, transaction)
    return Reindexed(indexed=done, dropped=dropped, anew=anew)


def catch_up(connection: sqlite3.Connection) -> bool:
    """Complete an index that lacks few revisions, inside the caller's transaction; tell whether it is whole.

    So a small archive of an older schema is searched at once; a large one waits for `reindex`.
    """
    stands = standing(connection)
    if stands.current:
        return True
    if stands.analyser != ANALYSER and connection.execute("select 1 from _search_entries limit 1").fetchone():
        return False
    passages = _lacking(connection, 0, most=BATCH + 1)
    if len(passages) > BATCH:
        return False
    for passage in passages:
        write_entry(connection, passage)
    connection.execute("update _search_state set complete = 1, analyser = ?", (ANALYSER,))
    return True


def _lacking(connection: sqlite3.Connection, last: int, *, most: int = BATCH) -> list[Passage]:
    names = ("revision_id", "document_id", "source", "first_seen", "title", "lead", "text")
    return [
        Passage(metadata=json.loads(row[-1]), **dict(zip(names, row, strict=False)))
        for row in connection.execute(_LACKING, (last, ANALYSER, most))
    ]


def _prepare(connection: sqlite3.Connection, *, anew: bool) -> bool:
    """Empty the index where it has to be made anew; until the end it says that it is not whole."""
    stands = standing(connection)
    anew = anew or stands.analyser != ANALYSER or _much_is_dead(connection)
    if anew:
        connection.execute("insert into _search (_search) values ('delete-all')")
        connection.execute("delete from _search_entries")
        connection.execute("delete from _search_facets")
        connection.execute("update _search_state set complete = 0, analyser = ?", (ANALYSER,))
    connection.execute("insert into _search (_search, rank) values ('hashsize', ?)", (_PENDING_BYTES,))
    return anew


def _much_is_dead(connection: sqlite3.Connection) -> bool:
    held, live = connection.execute(
        "select (select count(*) from _search_docsize), (select count(*) from _search_entries)"
    ).fetchone()
    return bool(held - live > _DEAD_SHARE * max(held, BATCH))


def _settle(connection: sqlite3.Connection, transaction: Transaction) -> None:
    """Merge the segments, some pages a transaction, and say that the index is whole."""
    written = -1
    while written:
        with transaction():
            before = connection.total_changes
            connection.execute(
                "insert into _search (_search, rank) values ('merge', ?)",
                (-_MERGED_PAGES if written < 0 else _MERGED_PAGES,),
            )
            # By FTS5's documentation less than two changes mean that nothing was left to merge.
            written = connection.total_changes - before if connection.total_changes - before > 1 else 0
    with transaction():
        connection.execute("insert into _search (_search, rank) values ('hashsize', 1048576)")
        connection.execute("update _search_state set complete = 1")
