"""Knows what each capture said of a document, and when the parts of a split one make a whole."""

import json
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.clock import stamp
from archive.models import Document
from archive.parts import assemble
from archive.rows import as_json

__all__ = ["Readings", "is_part"]

_COPIED = "document_id, part, last_part, view, revision_id, text_sha256, extractor, modified_at, document"


def is_part(document: Document) -> bool:
    """Tell whether a document is one page of several."""
    return document.part > 1 or not document.last_part


@dataclass(frozen=True, kw_only=True)
class _Newest:
    """The newest reading of one part: its text has stood since ``since``, and was last seen in ``run``."""

    capture_id: int
    document: str
    last: bool
    text: str
    run: int
    since: int


class Readings:
    """The readings of one open archive. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        """Stand on an open database."""
        self._db = db

    def add(self, document: Document, *, document_id: int, capture_id: int, extractor: str) -> None:
        """Write down that a capture showed a document; its revision comes with `attach`."""
        self._db.conn.execute(
            f"insert or replace into readings (capture_id, {_COPIED})"
            " values (?, ?, ?, ?, ?, null, ?, ?, ?, ?)",
            (
                capture_id,
                document_id,
                document.part,
                int(document.last_part),
                document.view.value,
                document.text_sha256,
                extractor,
                stamp(document.modified.utc) if document.modified else None,
                as_json(document.as_dict()) if is_part(document) else None,
            ),
        )

    def attach(
        self, document: Document, revision_id: int, *, document_id: int, captures: tuple[int, ...]
    ) -> None:
        """Say which revision captures showed; metadata that differ from the revision's are kept with them."""
        row = self._db.conn.execute("select metadata from revisions where id = ?", (revision_id,)).fetchone()
        stated = as_json(document.metadata())
        other = None if row[0] == stated else stated
        for capture_id in captures:
            self._db.conn.execute(
                "update readings set revision_id = ?, document = coalesce(document, ?)"
                " where capture_id = ? and document_id = ?",
                (revision_id, other, capture_id, document_id),
            )

    def repeat(self, earlier: int, capture_id: int) -> list[tuple[int, bool, str]]:
        """Write down that a capture showed what an earlier one had: (document, part or not, extractor)."""
        self._db.conn.execute(
            f"insert into readings (capture_id, {_COPIED}) select ?, {_COPIED} from readings"
            " where capture_id = ?",
            (capture_id, earlier),
        )
        rows = self._db.conn.execute(
            "select distinct document_id, part > 1 or last_part = 0, extractor from readings"
            " where capture_id = ? order by document_id",
            (capture_id,),
        )
        return [(row[0], bool(row[1]), row[2]) for row in rows.fetchall()]

    def leads_on(self, capture_id: int) -> bool:
        """Tell whether a capture showed a part after which another comes."""
        row = self._db.conn.execute(
            "select 1 from readings where capture_id = ? and last_part = 0", (capture_id,)
        ).fetchone()
        return row is not None

    def whole(
        self, document_id: int, *, extractor: str, first: bool
    ) -> tuple[Document, tuple[int, ...]] | None:
        """Return the document of all its parts and the captures that showed them; None while one is missing.

        After a part has changed the others count only once they were seen again, in the run of the
        first change or later: else a text would be stored that the site never showed. ``first``: there
        is no revision yet, so that parts of different runs may make one.
        """
        newest = self._newest(document_id, extractor)
        parts: list[_Newest] = []
        while (part := newest.get(len(parts) + 1)) is not None:
            parts.append(part)
            if part.last:
                break
        if not parts or not parts[-1].last:
            return None
        formed = self._formed(document_id)
        changes = [part.since for part in parts if part.since > formed]
        if not first and changes and any(part.run < min(changes) for part in parts):
            return None
        documents = [Document.from_dict(json.loads(part.document)) for part in parts]
        return assemble(documents), tuple(part.capture_id for part in parts)

    def _formed(self, document_id: int) -> int:
        """Return the last run whose captures made or showed the document's current revision."""
        row = self._db.conn.execute(
            "select coalesce(max(c.run_id), 0) from documents d join readings g on g.document_id = d.id"
            " and g.revision_id = d.revision_id join captures c on c.id = g.capture_id where d.id = ?",
            (document_id,),
        ).fetchone()
        return int(row[0])

    def _newest(self, document_id: int, extractor: str) -> dict[int, _Newest]:
        rows: Any = self._db.conn.execute(
            "select g.part, g.capture_id, g.document, g.last_part, g.text_sha256, c.run_id from readings g"
            " join captures c on c.id = g.capture_id where g.document_id = ? and g.extractor = ?"
            " and (g.part > 1 or g.last_part = 0) order by g.capture_id",
            (document_id, extractor),
        )
        newest: dict[int, _Newest] = {}
        for part, capture_id, document, last, text, run in rows:
            before = newest.get(part)
            newest[part] = _Newest(
                capture_id=capture_id,
                document=document,
                last=bool(last),
                text=text,
                run=run,
                since=before.since if before and before.text == text else run,
            )
        return newest
