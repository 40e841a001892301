"""Knows the rows of documents: their names, and which revision is the current one."""

from dataclasses import dataclass

from sqlite_utils import Database

from archive.models import Document, View, without_scheme
from archive.rows import current_columns, insert, update

__all__ = ["Current", "Documents"]


@dataclass(frozen=True, kw_only=True)
class Current:
    """The current revision of a document, and through which view it was seen; None, None for none."""

    revision_id: int | None
    view: str | None


class Documents:
    """The documents of one open archive. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        """Stand on an open database."""
        self._db = db

    def id_of(self, document: Document, seen: str) -> int:
        """Return the id of a document's row, made now where there is none."""
        identity = document.identity
        row = self._db.conn.execute("select id from documents where key = ?", (identity.key,)).fetchone()
        if row is not None:
            return int(row[0])
        made = {
            "key": identity.key,
            "source": identity.source,
            "number": identity.number,
            **current_columns(document),
            "state": "partial",
            "first_seen": seen,
            "last_seen": seen,
        }
        return insert(self._db, "documents", made)

    def name(self, document_id: int, *, answered: tuple[str, ...], stated: tuple[str, ...]) -> None:
        """Let addresses name a document: what answered does so from now on, what is stated if it is free."""
        forms = {without_scheme(address): "do nothing" for address in stated}
        took = "do update set document_id = excluded.document_id"
        forms.update({without_scheme(address): took for address in answered})
        for address, conflict in forms.items():
            self._db.conn.execute(
                f"insert into aliases (address, document_id) values (?, ?) on conflict (address) {conflict}",
                (address, document_id),
            )

    def current(self, document_id: int) -> Current:
        """Return a document's current revision."""
        row = self._db.conn.execute(
            "select d.revision_id, r.view from documents d left join revisions r on r.id = d.revision_id"
            " where d.id = ?",
            (document_id,),
        ).fetchone()
        return Current(revision_id=row[0], view=row[1])

    def make_current(self, document_id: int, revision_id: int, document: Document) -> None:
        """Let the newest page be the current revision; other views only where no page was seen."""
        if self.current(document_id).view == View.PAGE and document.view is not View.PAGE:
            return
        update(self._db, "documents", document_id, {"revision_id": revision_id, **current_columns(document)})

    def shown_at(self, asked: str) -> int | None:
        """Return the document that an address is known to show: its page or first part, no feed entry."""
        shown = self._db.conn.execute(
            "select g.document_id, g.part from captures c join readings g on g.capture_id = c.id"
            " where c.asked = ? and g.view <> 'feed' order by c.id desc limit 1",
            (asked,),
        ).fetchone()
        if shown is not None:
            return None if shown[1] > 1 else int(shown[0])
        named = self._db.conn.execute(
            "select d.id, d.address from aliases a join documents d on d.id = a.document_id"
            " where a.address = ?",
            (without_scheme(asked),),
        ).fetchone()
        own = named is not None and without_scheme(named[1]) == without_scheme(asked)
        return int(named[0]) if own else None

    def names_it(self, document_id: int, address: str) -> bool:
        """Tell whether an address is one of a document's."""
        row = self._db.conn.execute(
            "select 1 from aliases where address = ? and document_id = ?",
            (without_scheme(address), document_id),
        ).fetchone()
        return row is not None
