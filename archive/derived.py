"""Knows the tables that are made of the evidence alone, and how their rows are compared with new ones."""

from dataclasses import replace

from archive.chain import relation
from archive.store import Archive

__all__ = ["DERIVED", "rows_of"]

DERIVED = ("documents", "aliases", "revisions", "turns", "readings", "findings")
_FINDING = ("document_id", "kind", "capture_id")


def rows_of(archive: Archive, table: str) -> dict[str, bytes]:
    """Return the digest of each row of a derived table by its name; a finding's id says nothing."""
    rows = relation(archive.db.conn, table)
    if table == "findings":
        rows = replace(rows, columns=tuple(name for name in rows.columns if name != "id"), key=_FINDING)
    return dict(rows.rows(archive.db.conn))
