"""Knows how the index of words stands to the revisions: whole, partly made, or made by older rules."""

import sqlite3
from dataclasses import dataclass

from archive.search.words import ANALYSER

__all__ = ["Standing", "missing", "standing"]

_MISSING = """
select count(*) from revisions r where not exists
    (select 1 from _search_entries e where e.revision_id = r.id and e.analyser = ?)
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Whether every revision has its entry, and whether today's rules of words made them all."""

    complete: bool
    analyser: int

    @property
    def current(self) -> bool:
        """Tell whether searches find all that is there."""
        return self.complete and self.analyser == ANALYSER

    @property
    def said(self) -> str:
        """Return what is the matter and what to do, in one line; empty where all is well."""
        if self.current:
            return ""
        if self.complete:
            return "the index was made by another Readout's rules for words; readout reindex makes it anew"
        return "the index does not hold every revision yet; readout reindex completes it"


def standing(connection: sqlite3.Connection) -> Standing:
    """Return how the index stands, from one row; reads no revision."""
    analyser, complete = connection.execute("select analyser, complete from _search_state").fetchone()
    return Standing(complete=bool(complete), analyser=analyser)


def missing(connection: sqlite3.Connection) -> int:
    """Count the revisions without an entry of today's rules; looks at each."""
    return int(connection.execute(_MISSING, (ANALYSER,)).fetchone()[0])
