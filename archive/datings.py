"""Knows which findings about time a new sight of a document gives: pre-dated, back-dated, re-dated."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from archive.clock import stamp
from archive.clocks import Rows, ahead, moved
from archive.findings import Findings
from archive.models import Document, Link, LinkKind, Moment, Precision, View

__all__ = ["Datings", "rows_named"]

_STATED = """
select published_at, published_precision,
published_printed, coalesce(json_extract(metadata, '$.published.zone'), 'UTC'), view
from revisions where id = ?
"""


def rows_named(links: Iterable[Link], *, capture_id: int, at: datetime) -> Rows:
    """Return the documents that the links of a listing name."""
    days = {link.key: link.stated for link in links if link.kind in (LinkKind.DOCUMENT, LinkKind.PAGE)}
    return Rows(capture=capture_id, until=at, days=days)


class Datings:
    """The findings about time of one open archive. All methods stand inside the caller's transaction."""

    def __init__(self, db: Database, findings: Findings) -> None:
        """Stand on an open database."""
        self._db = db
        self._findings = findings
        self._run: int | None = None
        self._late: dict[str, dict[str, Any]] = {}

    def listed(
        self, links: tuple[Link, ...], *, capture_id: int, run_id: int, at: datetime,
        former: Callable[[], Rows | None],
    ) -> None:  # fmt: skip
        """Note the documents that a listing names now, and ought to have named when it was kept before.

        What is noted becomes a finding when the document itself is first seen, in the same run.
        """
        if self._run != run_id:
            self._run = run_id
            self._late.clear()
        named = rows_named(links, capture_id=capture_id, at=at).days
        fresh = {
            key: day
            for key, day in named.items()
            if day is not None and day < at.date() and self._unseen(key, at)
        }
        before = former() if fresh else None
        if before is None:
            return
        for key, day in fresh.items():
            if before.hides(key, named):
                self._late[key] = _told(before, day, named_by=capture_id)

    def stood_before(self, asked: str, capture_id: int) -> tuple[int, datetime] | None:
        """Return the last whole answer of an address before a capture, and until when it stood."""
        row = self._db.conn.execute(
            "select max(id), (select ended_at from captures where asked = ? and id < ?"
            " and outcome in ('stored', 'unchanged') order by id desc limit 1) from captures"
            " where asked = ? and id < ? and status = 200 and outcome = 'stored'",
            (asked, capture_id, asked, capture_id),
        ).fetchone()
        return None if row[0] is None else (int(row[0]), datetime.fromisoformat(row[1]))

    def judge(
        self, document: Document, document_id: int, *, former: int | None, new: bool,
        capture_id: int, at: datetime,
    ) -> None:  # fmt: skip
        """Write down what a revision that was not current before says about time."""
        self._pre_dated(document, document_id, capture_id=capture_id, at=at)
        late = self._late.pop(document.identity.key, None)
        if new and late is not None and self._run_of(capture_id) == self._run:
            self._findings.add(document_id, "back_dated", at=at, capture_id=capture_id, detail=late)
        if former is not None:
            self._redated(document, document_id, former=former, capture_id=capture_id, at=at)

    def _run_of(self, capture_id: int) -> int | None:
        row = self._db.conn.execute("select run_id from captures where id = ?", (capture_id,)).fetchone()
        return None if row is None else int(row[0])

    def _unseen(self, key: str, at: datetime) -> bool:
        row = self._db.conn.execute(
            "select 1 from documents where key = ? and first_seen < ?", (key, stamp(at))
        ).fetchone()
        return row is None

    def _pre_dated(self, document: Document, document_id: int, *, capture_id: int, at: datetime) -> None:
        stated = document.published
        lead = ahead(stated, at) if stated else None
        if stated is None or lead is None:
            return
        last = self._findings.last(document_id, "pre_dated")
        told = {"stated": stated.printed, "stated_at": stamp(stated.utc), "seen_at": stamp(at)}
        if last is not None and last[1]["stated_at"] == told["stated_at"]:
            return
        told["ahead_seconds"] = str(int(lead.total_seconds()))
        self._findings.add(document_id, "pre_dated", at=at, capture_id=capture_id, detail=told)

    def _redated(
        self, document: Document, document_id: int, *, former: int, capture_id: int, at: datetime
    ) -> None:
        row = self._db.conn.execute(_STATED, (former,)).fetchone()
        published_at, precision, printed, zone, view = row
        before = None
        if published_at is not None:
            before = Moment(
                utc=datetime.fromisoformat(published_at),
                precision=Precision(precision),
                printed=printed,
                zone=zone,
            )
        after = document.published
        if view != View.PAGE or document.view is not View.PAGE or not moved(before, after):
            return
        told = {
            "from": before.printed if before else None,
            "from_at": stamp(before.utc) if before else None,
            "to": after.printed if after else None,
            "to_at": stamp(after.utc) if after else None,
            "silently": self._silently(document, document_id, capture_id),
        }
        self._findings.add(document_id, "redated", at=at, capture_id=capture_id, detail=told)

    def _silently(self, document: Document, document_id: int, capture_id: int) -> bool | None:
        """Tell whether the page's own "last updated" stayed; None where the page states none."""
        row = self._db.conn.execute(
            "select modified_at from readings where document_id = ? and view = 'page' and capture_id < ?"
            " order by capture_id desc limit 1",
            (document_id, capture_id),
        ).fetchone()
        if row is None or row[0] is None or document.modified is None:
            return None
        return bool(row[0] == stamp(document.modified.utc))


def _told(before: Rows, day: date, *, named_by: int) -> dict[str, Any]:
    return {
        "stated": day.isoformat(),
        "not_named_by": before.capture,
        "not_named_until": stamp(before.until),
        "named_by": named_by,
    }
