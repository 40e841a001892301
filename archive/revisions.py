"""Knows the derived tables: what the captures of a document say, and when they said it."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.clock import stamp
from archive.models import Document, View
from archive.parts import assemble
from archive.rows import as_json, current_columns, insert, revision_columns, update

__all__ = ["Change", "Observed", "Revisions", "without_scheme"]


class Change(StrEnum):
    """What a capture meant for its document; FILLED: the page shows what only a feed had shown."""

    NEW = "new"
    REVISED = "revised"
    FILLED = "filled"
    SAME = "same"
    PARTIAL = "partial"


@dataclass(frozen=True, kw_only=True)
class Observed:
    """The document and revision that a capture showed; the revision is None for a lone part."""

    document_id: int
    revision_id: int | None
    change: Change


def without_scheme(address: str) -> str:
    """Return the form in which addresses are compared: no scheme, no fragment, host in lower case."""
    parts = urlsplit(address)
    return parts.netloc.lower() + (parts.path or "/") + ("?" + parts.query if parts.query else "")


class Revisions:
    """The documents of one open archive. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        """Stand on an open database; ids handed back by `forget` are used again."""
        self._db = db
        self._kept_ids: dict[tuple[int, int], int] = {}
        self._fresh_id: int | None = None

    def observe(
        self, document: Document, *, capture_id: int, at: datetime, extractor: str, also: tuple[str, ...] = ()
    ) -> Observed:
        """Write down that a capture shows a document; a new revision only for content not seen before."""
        seen = stamp(at)
        document_id, fresh = self._document(document, seen)
        self._aliases(document_id, (document.address, *document.aliases, *also))
        whole = self._whole(document, document_id, capture_id, extractor)
        if whole is None:
            self._reading(document, document_id, capture_id, None, extractor)
            self._seen(document_id, seen, partial=fresh or self._has_no_revision(document_id))
            return Observed(document_id=document_id, revision_id=None, change=Change.PARTIAL)
        revision_id, change = self._revision(whole, document_id, capture_id, seen, extractor)
        self._reading(document, document_id, capture_id, revision_id, extractor)
        self._seen(document_id, seen, partial=False)
        self._make_current(document_id, revision_id, whole)
        return Observed(document_id=document_id, revision_id=revision_id, change=change)

    def confirm(self, document_id: int, *, capture_id: int, at: datetime, earlier: int) -> Observed:
        """Write down that a document still stands as an earlier capture showed it (a 304)."""
        seen = stamp(at)
        self._db.conn.execute(
            "insert into readings (capture_id, document_id, part, last_part, view, revision_id,"
            " text_sha256, extractor, modified_at, document) select ?, document_id, part, last_part, view,"
            " revision_id, text_sha256, extractor, modified_at, document from readings"
            " where document_id = ? and capture_id = ?",
            (capture_id, document_id, earlier),
        )
        self._db.conn.execute(
            "update revisions set last_seen = ? where id in (select revision_id from readings"
            " where document_id = ? and capture_id = ?)",
            (seen, document_id, capture_id),
        )
        self._seen(document_id, seen, partial=self._has_no_revision(document_id))
        return Observed(document_id=document_id, revision_id=None, change=Change.SAME)

    def miss(self, key: str, *, at: datetime) -> None:
        """Write down that the site answered that a document is not there."""
        self._db.conn.execute(
            "update documents set missing_since = coalesce(missing_since, ?), state = 'suspect'"
            " where key = ?",
            (stamp(at), key),
        )

    def forget(self, source: str) -> None:
        """Drop what was derived for a source, keeping documents' and revisions' ids for what comes again."""
        rows = self._db.conn.execute(
            "select document_id, ordinal, id from revisions where document_id in"
            " (select id from documents where source = ?)",
            (source,),
        )
        self._kept_ids = {(row[0], row[1]): row[2] for row in rows}
        # Ids that wait to be used again must not be given to revisions that are new.
        self._fresh_id = self._db.conn.execute("select coalesce(max(id), 0) from revisions").fetchone()[0]
        for table in ("readings", "revisions"):
            self._db.conn.execute(
                f"delete from {table} where document_id in (select id from documents where source = ?)",
                (source,),
            )
        self._db.conn.execute("update documents set revision_id = null where source = ?", (source,))

    def _document(self, document: Document, seen: str) -> tuple[int, bool]:
        identity = document.identity
        row = self._db.conn.execute("select id from documents where key = ?", (identity.key,)).fetchone()
        if row is not None:
            return int(row[0]), False
        row = {
            "key": identity.key,
            "source": identity.source,
            "number": identity.number,
            **current_columns(document),
            "state": "partial",
            "first_seen": seen,
            "last_seen": seen,
        }
        return insert(self._db, "documents", row), True

    def _has_no_revision(self, document_id: int) -> bool:
        row = self._db.conn.execute(
            "select revision_id from documents where id = ?", (document_id,)
        ).fetchone()
        return row[0] is None

    def _aliases(self, document_id: int, addresses: tuple[str, ...]) -> None:
        for address in dict.fromkeys(without_scheme(address) for address in addresses):
            self._db.conn.execute(
                "insert into aliases (address, document_id) values (?, ?) on conflict do nothing",
                (address, document_id),
            )

    def _whole(
        self, document: Document, document_id: int, capture_id: int, extractor: str
    ) -> Document | None:
        """Return the document with all its parts, or None while one is missing."""
        if document.part == 1 and document.last_part:
            return document
        rows = self._db.conn.execute(
            "select part, document from readings where document_id = ? and document is not null"
            " and extractor = ? and capture_id <> ? order by capture_id",
            (document_id, extractor, capture_id),
        )
        newest = {row[0]: Document.from_dict(json.loads(row[1])) for row in rows}
        newest[document.part] = document
        parts: list[Document] = []
        while (part := newest.get(len(parts) + 1)) is not None:
            parts.append(part)
            if part.last_part:
                return assemble(parts)
        return None

    def _revision(
        self, document: Document, document_id: int, capture_id: int, seen: str, extractor: str
    ) -> tuple[int, Change]:
        known = self._known(document, document_id)
        if known is None:
            ordinal = self._next_ordinal(document_id)
            made = self._insert(
                document, document_id, ordinal, capture_id=capture_id, seen=seen, extractor=extractor
            )
            return made, Change.NEW if ordinal == 1 else Change.REVISED
        revision_id, view = known
        change = Change.SAME
        if document.view is View.PAGE and view != View.PAGE:
            self._fill(revision_id, document, capture_id)
            change = Change.FILLED
        self._db.conn.execute(
            "update revisions set last_seen = max(last_seen, ?), first_seen = min(first_seen, ?)"
            " where id = ?",
            (seen, seen, revision_id),
        )
        return revision_id, change

    def _known(self, document: Document, document_id: int) -> tuple[int, str] | None:
        """Find the revision that a document shows.

        A page is compared by all its content. Other views state less (a feed has no place), so they
        are compared by their words alone, and a page takes over a revision that only they had shown.
        """
        if document.view is View.PAGE:
            test, value = (
                "(content_sha256 = ? or (text_sha256 = ? and view <> 'page'))",
                document.content_sha256,
            )
            values: list[Any] = [document_id, value, document.text_sha256]
        else:
            test, values = "text_sha256 = ?", [document_id, document.text_sha256]
        row = self._db.conn.execute(
            f"select id, view from revisions where document_id = ? and {test}"
            " order by view = 'page' desc, id desc limit 1",
            values,
        ).fetchone()
        return None if row is None else (int(row[0]), str(row[1]))

    def _next_ordinal(self, document_id: int) -> int:
        row = self._db.conn.execute(
            "select coalesce(max(ordinal), 0) + 1 from revisions where document_id = ?", (document_id,)
        ).fetchone()
        return int(row[0])

    def _insert(
        self,
        document: Document,
        document_id: int,
        ordinal: int,
        *,
        capture_id: int,
        seen: str,
        extractor: str,
    ) -> int:
        row = {
            "id": self._id(document_id, ordinal),
            "document_id": document_id,
            "ordinal": ordinal,
            **revision_columns(document),
            "capture_id": capture_id,
            "extractor": extractor,
            "first_seen": seen,
            "last_seen": seen,
        }
        return insert(self._db, "revisions", row)

    def _id(self, document_id: int, ordinal: int) -> int | None:
        if self._fresh_id is None:
            return None
        kept = self._kept_ids.get((document_id, ordinal))
        if kept is None:
            self._fresh_id += 1
        return kept or self._fresh_id

    def _fill(self, revision_id: int, document: Document, capture_id: int) -> None:
        filled = {**revision_columns(document), "capture_id": capture_id}
        update(self._db, "revisions", revision_id, filled)

    def _reading(
        self, document: Document, document_id: int, capture_id: int, revision_id: int | None, extractor: str
    ) -> None:
        split = not (document.part == 1 and document.last_part)
        kept = as_json(document.as_dict()) if split else self._other_metadata(document, revision_id)
        self._db.conn.execute(
            "insert or replace into readings (capture_id, document_id, part, last_part, view, revision_id,"
            " text_sha256, extractor, modified_at, document) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                capture_id,
                document_id,
                document.part,
                int(document.last_part),
                document.view.value,
                revision_id,
                document.text_sha256,
                extractor,
                stamp(document.modified.utc) if document.modified else None,
                kept,
            ),
        )

    def _other_metadata(self, document: Document, revision_id: int | None) -> str | None:
        row = self._db.conn.execute("select metadata from revisions where id = ?", (revision_id,)).fetchone()
        stated = as_json(document.metadata())
        return None if row is None or row[0] == stated else stated

    def _seen(self, document_id: int, seen: str, *, partial: bool) -> None:
        self._db.conn.execute(
            "update documents set last_seen = max(last_seen, ?), first_seen = min(first_seen, ?), state = ?,"
            " missing_since = null where id = ?",
            (seen, seen, "partial" if partial else "present", document_id),
        )

    def _make_current(self, document_id: int, revision_id: int, document: Document) -> None:
        """Let the newest page be the current revision; other views only where no page was seen."""
        row = self._db.conn.execute(
            "select r.view from documents d join revisions r on r.id = d.revision_id where d.id = ?",
            (document_id,),
        ).fetchone()
        if row is not None and row[0] == View.PAGE and document.view is not View.PAGE:
            return
        current = {"revision_id": revision_id, **current_columns(document)}
        update(self._db, "documents", document_id, current)
