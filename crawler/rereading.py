"""Knows what `readout reparse` says: what was read again, what came out otherwise, and why."""

import json
from contextlib import suppress
from pathlib import Path

import click

from archive.connection import open_archive
from archive.display import visible
from archive.errors import OlderSchema
from archive.rederive import Comparison, captured_sources
from archive.store import Archive
from crawler.linking_after import link_after
from crawler.progress import counting
from crawler.reparse import reparse
from crawler.sites import site_named
from crawler.stated import network_allowed, reserve

__all__ = ["run"]

# Of many documents that differ, so many are named; --json names them all.
NAMED = 20


def run(*, sources: tuple[str, ...], workers: int | None, as_json: bool, wait: float, archive: Path) -> None:
    """Read again the asked sources, or all that the archive holds captures of."""
    for source in sources:
        site_named(source)
    with suppress(OlderSchema):  # to be brought up to date; what is not there is not to be made
        open_archive(archive, read_only=True).conn.close()
    reserve().require(archive)
    with Archive(archive, wait=wait, network=network_allowed()) as opened:
        asked = sources or captured_sources(opened)
        run_id = opened.begin_run("reparse", source=",".join(asked), options={"workers": workers})
        comparisons = []
        for source in asked:
            with counting(source) as progress:
                comparisons.append(reparse(opened, source, workers=workers, progress=progress))
        counts = {
            name: sum(one.counts[name] for one in comparisons) for one in comparisons for name in one.counts
        }
        opened.end_run(run_id, outcome="finished", counts=counts)
        unlinked = link_after(opened, run=run_id)
    if unlinked:
        click.echo(visible(unlinked), err=True)
    if as_json:
        click.echo(json.dumps([_plain(one) for one in comparisons], ensure_ascii=False, indent=2))
        return
    for one in comparisons:
        _tell(one)


def _tell(one: Comparison) -> None:
    differing = sum(one.counts.values()) - one.counts["same"]
    click.echo(
        f"{one.source}: {one.captures} captures read again by {one.extractor}: "
        f"{one.counts['same']} documents the same, {differing} otherwise"
    )
    for key, kind, why in one.differences[:NAMED]:
        click.echo(f"  {key}: {kind}: {why}")
    if len(one.differences) > NAMED:
        click.echo(f"  … and {len(one.differences) - NAMED} more (--json names them all)")
    for capture_id, address, why in one.unreadable[:NAMED]:
        click.echo(f"  capture {capture_id} of {address} cannot be read: {why}")


def _plain(one: Comparison) -> dict[str, object]:
    return {
        "source": one.source,
        "captures": one.captures,
        "extractor": one.extractor,
        "former": list(one.former),
        "counts": dict(one.counts),
        "differences": [{"key": key, "kind": kind, "why": why} for key, kind, why in one.differences],
        "unreadable": [
            {"capture": number, "address": address, "why": why} for number, address, why in one.unreadable
        ],
    }
