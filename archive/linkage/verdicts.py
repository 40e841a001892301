"""Knows what a person has said of a link, when and why; nothing derives it, nothing drops it."""

from dataclasses import dataclass, field
from typing import Literal

from sqlite_utils import Database

from archive.clock import now, stamp
from archive.linkage.stored import READOUTS

__all__ = ["Opinions", "Ruling", "Verdict", "give", "node_of", "opinions_of", "verdict_of"]

Ruling = Literal["confirm", "reject", "withdraw"]

_GIVEN = """
select v.id, v.target, v.verdict, d.id
from verdicts v left join documents d on d.key = v.target where v.report = ? order by v.id
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's word on one link; ``at`` is an ISO 8601 UTC text."""

    verdict: str
    by: str
    at: str
    note: str


@dataclass(frozen=True, slots=True)
class Opinions:
    """What stands of the verdicts on a report: by node the id of the verdict.

    ``confirmed`` holds for each node the target's id of the archive too.
    """

    rejected: dict[str, int] = field(default_factory=dict)
    confirmed: dict[str, tuple[int, int]] = field(default_factory=dict)


def give(db: Database, report: str, target: str, *, ruling: Ruling, by: str, note: str) -> int:
    """Write a verdict down, inside the caller's transaction; earlier ones stay, the last one holds."""
    cursor = db.conn.execute(
        "insert into verdicts (report, target, verdict, given_at, given_by, note) values (?, ?, ?, ?, ?, ?)",
        (report, target, ruling, stamp(now()), by, note),
    )
    return int(cursor.lastrowid or 0)


def opinions_of(db: Database, report: str) -> Opinions:
    """Return what stands of the verdicts on a report; ru and en of one number share theirs."""
    opinions = Opinions()
    for verdict_id, target, ruling, document_id in db.conn.execute(_GIVEN, (report,)):
        node = node_of(target)
        opinions.rejected.pop(node, None)
        opinions.confirmed.pop(node, None)
        if ruling == "reject":
            opinions.rejected[node] = verdict_id
        elif ruling == "confirm" and document_id is not None:
            opinions.confirmed[node] = (verdict_id, document_id)
    return opinions


def node_of(key: str) -> str:
    """Return the node of a document: K and its number for the Kremlin's, else its key."""
    number = key.rpartition("/")[2]
    if key.startswith(f"{READOUTS}/") and number.isascii() and number.isdigit():
        return f"K{int(number)}"
    return key


def verdict_of(db: Database, verdict_id: int | None) -> Verdict | None:
    """Return one verdict, None for none."""
    if verdict_id is None:
        return None
    row = db.conn.execute(
        "select verdict, given_by, given_at, note from verdicts where id = ?", (verdict_id,)
    ).fetchone()
    return None if row is None else Verdict(*row)
