"""Knows what `readout why` says: which rule kept or dropped each line of a stored page."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from archive.bodies import Bodies
from archive.captures import Captures
from archive.display import Console, print_steps, print_table
from archive.errors import BadUsage, UnreadablePage
from archive.library import CaptureRow, DocumentRow, RevisionRow, captures_of, history
from archive.models import Document, Exchange, Step, TracedReading, Verdict
from archive.parts import assemble
from crawler.finding import found, reading
from crawler.reading import close, tracer
from crawler.sites import extractor_of, site_named

__all__ = ["run"]


def run(
    *,
    what: str,
    capture: int | None,
    dropped_only: bool,
    everything: bool,
    as_json_text: bool,
    archive: Path,
) -> None:
    """Read a document's stored capture again with today's reader, and tell what became of each line."""
    with reading(archive) as db:
        document = found(db, what)
        revisions = {row.id: row for row in history(db, document.id)}
        rows = _chosen(document, captures_of(db, document.id), revisions, capture)
        exchanges = [Captures(db, Bodies(db.conn)).get(row.id) for row in rows]
    try:
        told = _told(document, rows, exchanges, revisions)
    finally:
        close()
    steps = told.steps
    if dropped_only:
        steps = tuple(step for step in steps if step.verdict is Verdict.DROPPED)
    if as_json_text:
        click.echo(json.dumps(_plain(told, steps), ensure_ascii=False, indent=2))
        return
    _print(told, steps if everything or dropped_only else _folded(steps))


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What is told of one document: where it was read, whether that is still its text, and the steps."""

    document: DocumentRow
    captures: tuple[int, ...]
    address: str
    revision: int | None
    extractor: str
    layout: str
    reading: str
    steps: tuple[Step, ...]


def _chosen(
    document: DocumentRow,
    captures: Sequence[CaptureRow],
    revisions: dict[int, RevisionRow],
    asked: int | None,
) -> list[CaptureRow]:
    """Return the captures to read: the asked one, else the last of each part that showed the text."""
    whole = [row for row in captures if row.body_sha256 is not None]
    if asked is not None:
        whole = [row for row in whole if row.id == asked]
    elif current := revisions.get(document.revision_id or 0):
        shown = [row for row in whole if row.revision_id == current.id]
        whole = [row for row in shown if row.view == current.view] or shown
    last = {row.part: row for row in whole}
    if not last:
        which = "that capture has" if asked is not None else "its captures have"
        raise BadUsage(f"{document.key}: {which} no bytes of it; readout show lists its captures")
    return [last[part] for part in sorted(last)]


def _told(
    document: DocumentRow,
    rows: Sequence[CaptureRow],
    exchanges: Sequence[Exchange],
    revisions: dict[int, RevisionRow],
) -> _Told:
    site = site_named(document.source)
    read = [_read(document, row, tracer(site)(kept)) for row, kept in zip(rows, exchanges, strict=True)]
    parts = [part for part, _ in read]
    revision = revisions.get(rows[0].revision_id or 0)
    return _Told(
        document=document,
        captures=tuple(row.id for row in rows),
        address=rows[0].answered,
        revision=revision.ordinal if revision else None,
        extractor=extractor_of(site),
        layout=parts[0].layout,
        reading=_compared(assemble(parts), revision),
        steps=tuple(step for _, steps in read for step in steps),
    )


def _read(document: DocumentRow, row: CaptureRow, read: TracedReading) -> tuple[Document, tuple[Step, ...]]:
    for one, trail in zip(read.documents, read.trails, strict=True):
        if one.identity.key == document.key and one.part == row.part:
            return one, trail.steps
    raise UnreadablePage(f"{row.answered}: today's reader finds no {document.key} in capture {row.id}")


def _compared(today: Document, revision: RevisionRow | None) -> str:
    """Return how today's reading differs from the stored one."""
    if revision is None:
        return "no whole revision is stored to compare with"
    if today.content_sha256 == revision.content_sha256:
        return f"the same as stored (revision {revision.ordinal})"
    if today.text_sha256 == revision.text_sha256:
        return f"the words of revision {revision.ordinal}, with other facts; readout reparse would store it"
    return f"ANOTHER TEXT than stored (revision {revision.ordinal}); readout reparse would store it"


def _folded(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the steps with what stands around the text counted only."""
    taken = [number for number, step in enumerate(steps) if step.verdict in (Verdict.KEPT, Verdict.DROPPED)]
    low, high = min(taken, default=0), max(taken, default=-1)
    folded = list[Step]()
    numbered = groupby(enumerate(steps), key=lambda pair: _around(pair, low, high))
    for around, group in numbered:
        run = [step for _, step in group]
        if around:
            lines = "1 line" if len(run) == 1 else f"{len(run)} lines"
            folded.append(Step(Verdict.OUTSIDE, run[0].rule, f"… {lines} (--all shows them)"))
        else:
            folded += run
    return tuple(folded)


def _around(pair: tuple[int, Step], low: int, high: int) -> bool:
    number, step = pair
    return step.verdict is Verdict.OUTSIDE and not low < number < high


def _print(told: _Told, steps: Sequence[Step]) -> None:
    console = Console()
    counts = Counter(step.verdict.value for step in told.steps)
    facts = (
        ("key", told.document.key),
        ("address", told.address),
        ("capture", ", ".join(map(str, told.captures))),
        ("read by", f"{told.layout} ({told.extractor})"),
        ("reading", told.reading),
        ("lines", ", ".join(f"{counts[one.value]} {one.value}" for one in Verdict)),
    )
    print_table(console, ("", ""), facts)
    console.print()
    print_steps(console, [(step.verdict.value, step.rule, step.text) for step in steps])


def _plain(told: _Told, steps: Sequence[Step]) -> dict[str, Any]:
    return {
        "key": told.document.key,
        "address": told.address,
        "captures": list(told.captures),
        "revision": told.revision,
        "extractor": told.extractor,
        "layout": told.layout,
        "reading": told.reading,
        "steps": [asdict(step) for step in steps],
    }
