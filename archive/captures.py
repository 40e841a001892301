"""Knows the evidence tables: what was asked, what was answered, byte for byte."""

import json
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.bodies import Bodies
from archive.clock import stamp
from archive.errors import BlockedPage
from archive.models import Exchange, Outcome

__all__ = ["Captures"]

_INSERT = """
insert into captures (run_id, asked, answered, method, began_at, ended_at, status, headers, sent,
    body_sha256, body_length, outcome, note, peer, truncated, source, kind, tls)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_COLUMNS = """id, asked, answered, method, began_at, ended_at, status, headers, sent, body_sha256,
    outcome, note, peer, truncated, tls"""
_LAST_WHOLE = """
from captures where asked = ? and status = 200 and outcome = 'stored' order by id desc limit 1
"""

# The same bytes under so many addresses of documents in one run are nobody's document.
# The plus signs keep SQLite from going through all of the run: of a body there are few captures.
_NOBODYS = 3
_REPEATS = """
select distinct earlier.asked from captures this join captures earlier
on earlier.body_sha256 = this.body_sha256 and +earlier.run_id = this.run_id and +earlier.id < this.id
and earlier.asked <> this.asked and earlier.kind in ('document', 'page') and earlier.outcome = 'stored'
where this.id = ? and this.kind in ('document', 'page') order by earlier.id
"""


class Captures:
    """The captures of one open archive."""

    def __init__(self, db: Database, bodies: Bodies) -> None:
        """Stand on an open database."""
        self._db = db
        self._bodies = bodies

    def add(self, exchange: Exchange, *, run_id: int, source: str, kind: str, family: str) -> int:
        """Write one exchange and its body, and return the capture's id. The caller holds the transaction."""
        sha256 = None
        if exchange.body is not None:
            sha256 = self._bodies.put(exchange.body, family=family)
        cursor = self._db.conn.execute(
            _INSERT,
            (
                run_id,
                exchange.asked,
                exchange.answered,
                exchange.method,
                stamp(exchange.began_at),
                stamp(exchange.ended_at),
                exchange.status,
                _json(exchange.headers),
                _json(exchange.sent),
                sha256,
                None if exchange.body is None else len(exchange.body),
                exchange.outcome.value,
                exchange.note,
                exchange.peer,
                int(exchange.truncated),
                source,
                kind,
                exchange.tls or None,
            ),
        )
        return int(cursor.lastrowid or 0)

    def get(self, capture_id: int) -> Exchange:
        """Return an exchange as it was stored; raises LookupError for an unknown id."""
        row = self._db.conn.execute(
            f"select {_COLUMNS} from captures where id = ?",
            (capture_id,),
        ).fetchone()
        if row is None:
            raise LookupError(f"there is no capture {capture_id}")
        return self._exchange(row)

    def last_whole(self, address: str) -> tuple[int, Exchange] | None:
        """Return the last complete answer of an address, with its capture's id."""
        row = self._db.conn.execute(f"select {_COLUMNS} {_LAST_WHOLE}", (address,)).fetchone()
        return None if row is None else (int(row[0]), self._exchange(row))

    def repeats(self, capture_id: int) -> tuple[str, ...]:
        """Return the documents' addresses that gave a capture's very bytes earlier in its run.

        None below the number that makes a page nobody's own: two may be one page under two addresses.
        """
        rows = self._db.conn.execute(_REPEATS, (capture_id,)).fetchall()
        return tuple(row[0] for row in rows) if len(rows) + 1 >= _NOBODYS else ()

    def refuse_repeats(self, capture_id: int) -> None:
        """Raise BlockedPage for a page that other addresses gave too: what stands before all of them."""
        others = self.repeats(capture_id)
        if others:
            row = self._db.conn.execute("select asked from captures where id = ?", (capture_id,)).fetchone()
            raise BlockedPage(f"{row[0]}: the very bytes of {len(others)} other addresses, as {others[0]}")

    def validators(self, address: str) -> dict[str, str]:
        """Return the conditional headers that ask for an address only if it changed."""
        row = self._db.conn.execute(f"select headers {_LAST_WHOLE}", (address,)).fetchone()
        if row is None:
            return {}
        stated = {name.lower(): value for name, value in json.loads(row[0])}
        pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
        return {asked: stated[told] for asked, told in pairs if told in stated}

    def _exchange(self, row: Any) -> Exchange:
        return Exchange(
            asked=row[1],
            answered=row[2],
            method=row[3],
            began_at=datetime.fromisoformat(row[4]),
            ended_at=datetime.fromisoformat(row[5]),
            status=row[6],
            headers=tuple((name, value) for name, value in json.loads(row[7])),
            sent=tuple((name, value) for name, value in json.loads(row[8])),
            body=None if row[9] is None else self._bodies.get(row[9]),
            outcome=Outcome(row[10]),
            note=row[11],
            peer=row[12],
            truncated=bool(row[13]),
            tls=row[14] or "",
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
