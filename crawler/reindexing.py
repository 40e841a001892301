"""Knows what `readout reindex` says: how much of the index was made, and whether it is whole now."""

from contextlib import suppress
from pathlib import Path

import click

from archive.connection import open_archive
from archive.errors import OlderSchema
from archive.search.reindex import reindex
from archive.store import Archive
from crawler.progress import counting
from crawler.stated import network_allowed, reserve

__all__ = ["run"]


def run(*, anew: bool, wait: float, archive: Path) -> None:
    """Complete or make anew the index of an archive that is there."""
    with suppress(OlderSchema):  # to be brought up to date; what is not there is not to be made
        open_archive(archive, read_only=True).conn.close()
    reserve().require(archive)
    with Archive(archive, wait=wait, network=network_allowed()) as opened, counting("reindex") as progress:
        told = reindex(opened.db.conn, transaction=opened.transaction, progress=progress, anew=anew)
    how = "made anew" if told.anew else "completed"
    dropped = f", {told.dropped} entries of what is no more dropped" if told.dropped else ""
    click.echo(f"{archive}: the index is whole; {how}: {told.indexed:,} revisions indexed{dropped}")
