"""Knows how the index that searches ask is written, with what it speaks of: the one writer."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.search.facets import facets_of, stated_day, written
from archive.search.words import ANALYSER, names_of, stems_of

__all__ = ["Passage", "drop_orphans", "passage_of", "write_entry"]

_OLD = "select entry, digest, analyser from _search_entries where revision_id = ?"
_ENTRY = """
insert into _search_entries (revision_id, document_id, day, analyser, digest) values (?, ?, ?, ?, ?)
"""
_TOKENS = """
insert into _search (rowid, title, lead, body, title_names, names, facets) values (?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """What is looked for in a revision: its words, and what it states beside them."""

    revision_id: int
    document_id: int
    source: str
    first_seen: str
    title: str
    lead: str
    text: str
    metadata: Mapping[str, Any]

    @property
    def digest(self) -> bytes:
        """Return the hash of all that an entry is made of."""
        said = (
            self.document_id,
            self.source,
            self.first_seen[:7],
            self.title,
            self.lead,
            self.text,
            self.metadata,
        )
        text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.blake2b(text.encode("ascii"), digest_size=12).digest()


def passage_of(connection: sqlite3.Connection, revision_id: int) -> Passage:
    """Return what is looked for in a revision as it stands in the archive."""
    row = connection.execute(
        "select r.document_id, d.source, r.first_seen, r.title, r.lead, r.text, r.metadata"
        " from revisions r join documents d on d.id = r.document_id where r.id = ?",
        (revision_id,),
    ).fetchone()
    names = ("document_id", "source", "first_seen", "title", "lead", "text")
    stated = dict(zip(names, row, strict=False))
    return Passage(revision_id=revision_id, metadata=json.loads(row[-1]), **stated)


def write_entry(connection: sqlite3.Connection, passage: Passage) -> bool:
    """Index a revision in place of what the index said of it; tell whether that was something else."""
    digest = passage.digest
    old = connection.execute(_OLD, (passage.revision_id,)).fetchone()
    if old is not None:
        if (old[1], old[2]) == (digest, ANALYSER):
            return False
        # Its tokens stay in the index, and no search finds them: see archive.schema_4.
        connection.execute("delete from _search_entries where entry = ?", (old[0],))
    day = stated_day(passage.metadata)
    made = connection.execute(_ENTRY, (passage.revision_id, passage.document_id, day, ANALYSER, digest))
    facets = dict.fromkeys(facets_of(passage.source, passage.first_seen, passage.metadata))
    tokens = [written(connection, facet) for facet in facets]
    connection.execute(_TOKENS, (made.lastrowid, *_columns(passage), " ".join(tokens)))
    return True


def _columns(passage: Passage) -> tuple[str, ...]:
    language = str(passage.metadata.get("language") or "")
    lead = f"{passage.metadata.get('subtitle') or ''}\n{passage.lead}"
    return (
        stems_of(passage.title, language),
        stems_of(lead, language),
        stems_of(passage.text, language),
        names_of(passage.title, language),
        names_of(f"{lead}\n{passage.text}", language),
    )


def drop_orphans(connection: sqlite3.Connection) -> int:
    """Drop the entries of revisions that are not there any more; return how many."""
    return connection.execute(
        "delete from _search_entries where revision_id not in (select id from revisions)"
    ).rowcount
