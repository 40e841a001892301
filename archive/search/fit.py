"""Knows whether the index of words fits the revisions; repairs nothing."""

import sqlite3
from collections.abc import Iterator

from archive.checks import Fault

__all__ = ["INDEX", "indexed"]

INDEX = "index of words"
"""What a fault of the index is named by; `readout reindex` makes it anew."""

_WHOLE = "select complete from _search_state"
_INDEXED = (
    (
        """select r.id from revisions r where not exists (select 1 from _search_entries e
            where e.revision_id = r.id and e.document_id = r.document_id)""",
        "no search finds this revision",
    ),
    (
        "select revision_id from _search_entries where revision_id not in (select id from revisions)",
        "a search finds this revision, and it is not there",
    ),
    (
        "select revision_id from _search_entries where entry not in (select id from _search_docsize)",
        "the index has no words of this revision",
    ),
)
_WORDS = "create virtual table temp._words using fts5vocab (main, _search, row)"


def indexed(connection: sqlite3.Connection, *, read: bool) -> Iterator[Fault]:
    """Compare the index of words with the revisions, where it says that it is whole.

    With ``read`` all of it is read, and its words are counted against the lengths of its entries.
    """
    if connection.execute(_WHOLE).fetchone() != (1,):
        return
    for sql, what in _INDEXED:
        for (row,) in connection.execute(sql):
            yield Fault(INDEX, str(row), what)
    if read:
        yield from _counted(connection)


def _counted(connection: sqlite3.Connection) -> Iterator[Fault]:
    connection.execute(_WORDS)
    try:
        (held,) = connection.execute("select coalesce(sum(cnt), 0) from temp._words").fetchone()
    finally:
        connection.execute("drop table temp._words")
    stated = sum(sum(_numbers(sizes)) for (sizes,) in connection.execute("select sz from _search_docsize"))
    if held != stated:
        yield Fault(INDEX, "", f"{held} words are held, and its entries speak of {stated}")


def _numbers(sizes: bytes) -> Iterator[int]:
    """Yield the numbers of an FTS5 record of lengths: seven bits a byte, the high ones first."""
    number = 0
    for byte in sizes:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follow
            yield number
            number = 0
