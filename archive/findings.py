"""Knows how what was found out about a document is written down: once for each kind and capture."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.clock import stamp
from archive.rows import as_json, insert

__all__ = ["Findings"]


class Findings:
    """The findings of one open archive. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database) -> None:
        """Stand on an open database; ids handed back by `forget` are used again."""
        self._db = db
        self._kept_ids: dict[tuple[int, str, int], int] = {}
        self._fresh_id: int | None = None

    def add(
        self,
        document_id: int,
        kind: str,
        *,
        at: datetime,
        capture_id: int,
        detail: Mapping[str, Any],
        last_seen: datetime | None = None,
        first_missing: datetime | None = None,
    ) -> None:
        """Write a finding down; the same kind of finding of the same capture is written anew."""
        names = (document_id, kind, capture_id)
        self._db.conn.execute(
            "delete from findings where document_id = ? and kind = ? and capture_id = ?", names
        )
        insert(
            self._db,
            "findings",
            {
                "id": self._id(names),
                "document_id": document_id,
                "kind": kind,
                "found_at": stamp(at),
                "capture_id": capture_id,
                "last_seen": stamp(last_seen) if last_seen else None,
                "first_missing": stamp(first_missing) if first_missing else None,
                "detail": as_json(detail),
            },
        )

    def last(self, document_id: int, kind: str) -> tuple[int, dict[str, Any]] | None:
        """Return the id and the detail of a document's last finding of a kind."""
        row = self._db.conn.execute(
            "select id, detail from findings where document_id = ? and kind = ?"
            " order by capture_id desc limit 1",
            (document_id, kind),
        ).fetchone()
        return None if row is None else (int(row[0]), json.loads(row[1]))

    def tell_more(self, finding_id: int, detail: Mapping[str, Any]) -> None:
        """Write down anew what bears witness to a finding."""
        self._db.conn.execute("update findings set detail = ? where id = ?", (as_json(detail), finding_id))

    def forget(self, source: str) -> None:
        """Drop a source's findings, keeping their ids for what is found again."""
        theirs = "document_id in (select id from documents where source = ?)"
        rows = self._db.conn.execute(
            f"select document_id, kind, capture_id, id from findings where {theirs}", (source,)
        )
        self._kept_ids = {(row[0], row[1], row[2]): row[3] for row in rows}
        self._fresh_id = self._db.conn.execute("select coalesce(max(id), 0) from findings").fetchone()[0]
        self._db.conn.execute(f"delete from findings where {theirs}", (source,))

    def _id(self, names: tuple[int, str, int]) -> int | None:
        if self._fresh_id is None:
            return None
        kept = self._kept_ids.get(names)
        if kept is None:
            self._fresh_id += 1
        return kept or self._fresh_id
