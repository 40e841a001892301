"""Knows how a document is marked to be linked again; light, for it is called wherever documents change."""

from sqlite_utils import Database

__all__ = ["ask_again", "ask_changed_again"]

_CHANGED = """
update features set linked_run = null where source = ? and content is not
    (select substr(r.content_sha256, 1, 16) from documents d join revisions r on r.id = d.revision_id
    where d.id = features.document_id)
"""


def ask_again(db: Database, document_id: int) -> None:
    """Let a document be linked again at the next occasion."""
    db.conn.execute("update features set linked_run = null where document_id = ?", (document_id,))


def ask_changed_again(db: Database, source: str) -> None:
    """Let the documents of a source be linked again that say something else than when they were linked."""
    db.conn.execute(_CHANGED, (source,))
