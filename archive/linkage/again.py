"""Knows what is linked again from the beginning, where that was stopped, and what it changed."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from archive.connection import open_archive
from archive.linkage.encoder import encoder_in
from archive.linkage.stored import batched
from archive.linkage.work import STAGES, Made, made_of, write
from archive.store import Archive
from archive.tracing.linking import METHOD

__all__ = ["Again", "Change", "made_apart"]

_AROUND = timedelta(days=40)
_WORK = """
select d.id from documents d left join features f on f.document_id = d.id
where d.revision_id is not null and {stage} and {asked}
    and (f.linked_run is null or f.linked_run < ? or f.revision_id <> d.revision_id)
order by d.published_day is null, d.published_day, d.id
"""
_LAST = """
select id, options, outcome from runs where command = 'relink' order by id desc limit 1
"""
_LINKS = """
select l.report_id, l.role, l.type, l.certain, coalesce(t.key, ''), l.named from links l
left join documents t on t.id = l.target_id
where l.report_id in ({marks}) and l.role <> 'update' order by l.report_id, l.role
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A report that is linked otherwise than before, in words."""

    report: str
    kind: str
    before: str
    after: str


@dataclass
class Again:
    """Linking again what is asked for, a batch at a time; a run that died is taken up where it stopped."""

    archive: Archive
    sources: tuple[str, ...] = ()
    since: date | None = None
    run: int = 0
    begun: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)

    def begin(self) -> bool:
        """Open a run; tell whether it goes on with one that was stopped."""
        options = {
            "sources": list(self.sources),
            "since": self.since and self.since.isoformat(),
            "method": METHOD,
        }
        last = self.archive.db.conn.execute(_LAST).fetchone()
        stopped = last is not None and last[2] != "finished" and _same(json.loads(last[1]), options)
        before = json.loads(last[1]).get("begun") or last[0] if stopped else None
        source = ",".join(self.sources) or None
        self.run = self.archive.begin_run("relink", source=source, options={**options, "begun": before})
        self.begun = before or self.run
        return bool(stopped)

    def to_do(self, stage: str) -> list[int]:
        """Return the documents of a stage that this run has still to link, by day, the undated last."""
        asked, values = ["1"], list[object]()
        if self.since is not None:
            asked.append("(d.published_day >= ? or d.published_day is null)")
            # A report is compared with what stands around its days.
            first = self.since - _AROUND if stage == "readouts" else self.since
            values.append(first.isoformat())
        if self.sources and stage != "readouts":
            asked.append(f"d.source in ({', '.join('?' * len(self.sources))})")
            values.extend(self.sources)
        sql = _WORK.format(stage=STAGES[stage], asked=" and ".join(asked))
        return [row[0] for row in self.archive.db.conn.execute(sql, (*values, self.begun))]

    def take(self, made: Sequence[Made]) -> None:
        """Write a batch in one transaction, and note what it changed."""
        db, ids = self.archive.db, [one.document_id for one, _, _ in made]
        with self.archive.transaction():
            before = _told(db, ids)
            write(db, made, run=self.run, again=False)
            after = _told(db, ids)
        for one, _, _ in made:
            if one.is_readout:
                self.counts["readouts"] += 1
            else:
                self._compare(one.text.key, before.get(one.document_id, ""), after.get(one.document_id, ""))

    def finish(self, outcome: str) -> None:
        """Close the run."""
        self.archive.end_run(self.run, outcome=outcome, counts=dict(self.counts))

    def _compare(self, key: str, before: str, after: str) -> None:
        kind = "same" if before == after else "new" if not before else "lost" if not after else "changed"
        self.counts[kind] += 1
        if kind != "same":
            self.changes.append(Change(key, kind, before, after))


def made_apart(path: str, stage: str, encoder: str, ids: list[int]) -> list[Made]:
    """Link some documents off a connection of its own, for a process of its own; texts stay behind."""
    db = open_archive(Path(path), read_only=True)
    try:
        made = made_of(db, stage, ids, whole=True, aid=encoder_in(encoder))
        return [(replace(one, text=replace(one.text, paragraphs=())), data, rows) for one, data, rows in made]
    finally:
        db.conn.close()


def _same(before: Mapping[str, object], now: Mapping[str, object]) -> bool:
    return all(before.get(name) == value for name, value in now.items())


def _told(db: Database, ids: Sequence[int]) -> dict[int, str]:
    """Return the links of reports in words, in which they are compared."""
    found: dict[int, str] = {}
    for some in batched(ids):
        marks = ", ".join("?" * len(some))
        for report, role, kind, certain, target, named in db.conn.execute(_LINKS.format(marks=marks), some):
            words = f"{role}: {kind if certain else 'candidate'} {target or f'{named} (not held)'}"
            found[report] = f"{found[report]}; {words}" if report in found else words
    return found
