"""Knows how all that was derived for a source is derived again from its captures, and what that changed."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from archive.models import Outcome, Reading
from archive.store import Archive

__all__ = ["Comparison", "Difference", "Rederivation", "captured_sources", "stale_captures"]


class Difference(StrEnum):
    """How a document fares under another extractor."""

    SAME = "same"
    TEXT = "text"
    METADATA = "metadata"
    READABLE = "newly readable"
    UNREADABLE = "no longer readable"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a derivation changed: counts, and each document that differs, with why."""

    source: str
    captures: int
    extractor: str
    former: tuple[str, ...]
    counts: Counter[str]
    differences: tuple[tuple[str, str, str], ...]
    unreadable: tuple[tuple[int, str, str], ...]


_Shown = tuple[tuple[str, str], ...]


@dataclass
class Rederivation:
    """Derive a source again. Use inside `Archive.transaction`: all of it holds, or nothing."""

    archive: Archive
    source: str
    extractor: str
    _before: dict[str, _Shown] = field(default_factory=dict)
    _former: tuple[str, ...] = ()
    _whole: dict[str, int] = field(default_factory=dict)
    _unreadable: list[tuple[int, str, str]] = field(default_factory=list)
    _count: int = 0

    def captures(self) -> list[int]:
        """Return the captures that say something of documents, oldest first."""
        rows = self.archive.db.conn.execute(
            "select id from captures where source = ? and kind <> 'robots'"
            " and outcome in ('stored', 'unchanged', 'absent') order by id",
            (self.source,),
        )
        return [row[0] for row in rows]

    def begin(self) -> None:
        """Remember what stands, then drop it."""
        self._before = self._shown()
        rows = self.archive.db.conn.execute(
            "select distinct extractor from revisions r join documents d on d.id = r.document_id"
            " where d.source = ?",
            (self.source,),
        )
        self._former = tuple(sorted(row[0] for row in rows))
        self.archive.revisions.forget(self.source)

    def apply(self, capture_id: int, read: Reading | str | None) -> None:
        """Write down what a capture says today: a reading, or why there is none; None for no body."""
        self._count += 1
        row = self.archive.db.conn.execute(
            "select asked, answered, outcome, ended_at from captures where id = ?", (capture_id,)
        ).fetchone()
        asked, answered, outcome, ended_at = row
        at = datetime.fromisoformat(ended_at)
        if outcome == Outcome.ABSENT:
            self.archive.revisions.miss(asked, at=at)
        elif outcome == Outcome.UNCHANGED:
            earlier = self._whole.get(asked)
            if earlier is not None:
                self.archive.revisions.confirm(earlier, capture_id=capture_id, at=at)
        elif isinstance(read, Reading):
            self._whole[asked] = capture_id
            self._observe(read, capture_id, at, (asked, answered))
        else:
            self._whole[asked] = capture_id
            self._unreadable.append((capture_id, asked, read or "nothing to read"))

    def _observe(self, reading: Reading, capture_id: int, at: datetime, addresses: tuple[str, ...]) -> None:
        connection = self.archive.db.conn
        connection.execute("savepoint read_again")
        try:
            for document in reading.documents:
                self.archive.revisions.observe(
                    document,
                    capture_id=capture_id,
                    at=at,
                    extractor=self.extractor,
                    also=addresses if len(reading.documents) == 1 else (),
                )
        except (ValueError, OverflowError) as error:
            connection.execute("rollback to read_again")
            self._unreadable.append((capture_id, addresses[0], ascii(str(error))))
        connection.execute("release read_again")

    def finish(self) -> Comparison:
        """Compare what stands now with what stood before."""
        after = self._shown()
        counts: Counter[str] = Counter()
        differences = []
        for key in sorted(self._before.keys() | after.keys()):
            kind, why = _compare(self._before.get(key, ()), after.get(key, ()))
            counts[kind.value] += 1
            if kind is not Difference.SAME:
                differences.append((key, kind.value, why))
        return Comparison(
            source=self.source,
            captures=self._count,
            extractor=self.extractor,
            former=self._former,
            counts=counts,
            differences=tuple(differences),
            unreadable=tuple(self._unreadable),
        )

    def _shown(self) -> dict[str, _Shown]:
        shown: dict[str, list[tuple[str, str]]] = {}
        rows = self.archive.db.conn.execute(
            "select d.key, r.text_sha256, r.content_sha256 || r.metadata || d.state from documents d"
            " left join revisions r on r.document_id = d.id where d.source = ? order by d.key, r.ordinal",
            (self.source,),
        )
        for key, text, rest in rows:
            listed = shown.setdefault(key, [])
            if text is not None:
                listed.append((text, rest))
        return {key: tuple(listed) for key, listed in shown.items()}


def _compare(before: _Shown, after: _Shown) -> tuple[Difference, str]:
    if before == after:
        return Difference.SAME, ""
    if not before:
        return Difference.READABLE, f"{len(after)} revision(s) where none could be read"
    if not after:
        return Difference.UNREADABLE, f"{len(before)} revision(s) could be read before"
    old, new = [text for text, _ in before], [text for text, _ in after]
    if old != new:
        return Difference.TEXT, f"the extractor reads other words ({len(old)} → {len(new)} revisions)"
    return Difference.METADATA, "the extractor reads other metadata; the words are the same"


def stale_captures(archive: Archive, source: str, extractor: str) -> int:
    """Count the readings of a source that another extractor made."""
    row = archive.db.conn.execute(
        "select count(*) from readings r join documents d on d.id = r.document_id"
        " where d.source = ? and r.extractor <> ?",
        (source, extractor),
    ).fetchone()
    return int(row[0])


def captured_sources(archive: Archive) -> tuple[str, ...]:
    """Return the sources that the archive holds captures of."""
    rows = archive.db.conn.execute("select distinct source from captures order by source")
    return tuple(row[0] for row in rows)
