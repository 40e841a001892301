"""Knows what `readout relink` says: how far it is, and which reports are linked otherwise than before."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from archive.connection import open_archive
from archive.display import visible
from archive.linkage.again import Again, made_apart
from archive.linkage.work import STAGES, Made
from archive.store import Archive
from crawler import settings
from crawler.days import parse_day
from crawler.parallel import side_by_side
from crawler.progress import counting
from crawler.sites import site_named
from crawler.stated import network_allowed, reserve

__all__ = ["run"]

# Below this many documents a pool's start costs more than it saves.
WORTH_A_POOL = 600
_CHUNK = 200
# Of many reports that are linked otherwise, so many are named; --json names them all.
NAMED = 20


def run(
    *,
    sources: tuple[str, ...],
    since: str | None,
    workers: int | None,
    as_json: bool,
    wait: float,
    archive: Path,
) -> None:
    """Link again what is asked for; what was done when it is stopped is not done again."""
    for source in sources:
        site_named(source)
    first = parse_day(since, today=datetime.now(UTC).date())
    open_archive(archive, read_only=True, older=True).conn.close()  # what is not there is not to be made
    reserve().require(archive)
    with Archive(archive, wait=wait, network=network_allowed()) as opened:
        again = Again(opened, sources=sources, since=first)
        if again.begin():
            click.echo("going on where the last relink was stopped", err=True)
        try:
            for stage in STAGES:
                _stage(again, stage, workers=workers or os.cpu_count() or 1)
        except BaseException:
            again.finish("interrupted")
            raise
        again.finish("finished")
    _tell(again, as_json=as_json)


def _stage(again: Again, stage: str, *, workers: int) -> None:
    ids = again.to_do(stage)
    done = 0
    with counting(stage) as progress, _made(again, stage, ids, workers) as batches:
        for made in batches:
            again.take(made)
            done += _CHUNK
            progress(min(done, len(ids)), len(ids))


@contextmanager
def _made(again: Again, stage: str, ids: Sequence[int], workers: int) -> Iterator[Iterator[list[Made]]]:
    chunks = [list(ids[start : start + _CHUNK]) for start in range(0, len(ids), _CHUNK)]
    work = partial(made_apart, str(again.archive.path), stage, settings.READOUT_ENCODER)
    if workers < 2 or len(ids) < WORTH_A_POOL:  # noqa: PLR2004 - one worker is no pool
        yield map(work, chunks)
        return
    with side_by_side(work, chunks, workers=workers) as batches:
        yield batches


def _tell(again: Again, *, as_json: bool) -> None:
    counts = again.counts
    if as_json:
        told = {"run": again.run, "counts": dict(counts), "changes": [asdict(one) for one in again.changes]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    reports = sum(counts[name] for name in ("same", "new", "changed", "lost"))
    click.echo(
        f"{counts['readouts']} readouts, {reports} reports linked again: {counts['same']} as before, "
        f"{counts['new']} new, {counts['changed']} changed, {counts['lost']} lost"
    )
    for one in again.changes[:NAMED]:
        before, after = one.before or "nothing", one.after or "nothing"
        click.echo(visible(f"  {one.report}: {before} → {after}"))
    if len(again.changes) > NAMED:
        click.echo(f"  … and {len(again.changes) - NAMED} more (--json names them all)")
