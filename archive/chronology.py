"""Knows which clocks speak of one document, and what was found out about it; reads only."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.clock import stamp
from archive.clocks import doubtful_hour, server_clock, skew
from archive.pieces import Moment, Precision

__all__ = ["ClockRow", "FindingRow", "clocks_of", "findings_of"]

_FINDINGS = """select kind, found_at, capture_id, last_seen, first_missing, detail from findings
where document_id = ? order by capture_id, id"""
_STATED = """select r.published_at, r.published_precision, r.published_printed,
coalesce(json_extract(r.metadata, '$.published.zone'), 'UTC') zone
from documents d join revisions r on r.id = d.revision_id where d.id = ?"""
_MODIFIED = """select view, min(modified_at) first, max(modified_at) last from readings
where document_id = ? and modified_at is not null group by view = 'feed' order by view = 'feed'"""
_SEEN = """select c.began_at, c.ended_at, c.headers from readings r join captures c on c.id = r.capture_id
where r.document_id = ? order by c.id {} limit 1"""
_MARK = "select f.updated from frontier f join documents d on d.key = f.key where d.id = ?"


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A row of ``findings``, with its JSON read."""

    kind: str
    found_at: str
    capture_id: int
    last_seen: str | None
    first_missing: str | None
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ClockRow:
    """What one clock says: whose it is, the instant in UTC or the mark as it stands, and a remark."""

    clock: str
    at: str
    note: str = ""


def findings_of(db: Database, document_id: int) -> list[FindingRow]:
    """Return what was found out about a document, in the order of the captures that show it."""
    rows = db.query(_FINDINGS, [document_id])
    return [FindingRow(**{**row, "detail": json.loads(row["detail"])}) for row in rows]


def clocks_of(db: Database, document_id: int) -> list[ClockRow]:
    """Return what each clock says of a document, side by side; a clock that is silent is left out."""
    told = [_stated(row) for row in db.query(_STATED, [document_id]) if row["published_at"]]
    for row in db.query(_MODIFIED, [document_id]):
        whose = "feed's update" if row["view"] == "feed" else "page's last update"
        first = f"first {row['first']}" if row["first"] != row["last"] else ""
        told.append(ClockRow(whose, row["last"], first))
    told += [
        ClockRow("listing's mark", row["updated"]) for row in db.query(_MARK, [document_id]) if row["updated"]
    ]
    for word, order in (("first", ""), ("last", "desc")):
        for row in db.query(_SEEN.format(order), [document_id]):
            told += _sight(word, row)
    return told


def _stated(row: dict[str, Any]) -> ClockRow:
    precision = Precision(row["published_precision"])
    moment = Moment(
        utc=datetime.fromisoformat(row["published_at"]),
        precision=precision,
        printed=row["published_printed"],
        zone=row["zone"],
    )
    doubt = doubtful_hour(moment)
    note = f"{moment.printed}; to the {precision.value}" + (f"; an hour that {doubt}" if doubt else "")
    return ClockRow("stated", row["published_at"], note)


def _sight(word: str, row: dict[str, Any]) -> list[ClockRow]:
    headers = [(name, value) for name, value in json.loads(row["headers"])]
    began, ended = (datetime.fromisoformat(row[name]) for name in ("began_at", "ended_at"))
    told = [ClockRow(f"our clock, {word} seen", row["ended_at"])]
    theirs = server_clock(headers)
    if theirs is not None:
        off = skew(headers, began=began, ended=ended)
        note = f"{off.total_seconds():+.0f} s against our clock" if off else ""
        told.append(ClockRow(f"server's clock, {word} seen", stamp(theirs), note))
    return told
