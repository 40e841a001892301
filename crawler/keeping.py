"""Knows what the commands that keep the archive safe say: backup, restore."""

from pathlib import Path

import click

from archive import backup as copies
from archive.disk import sized
from archive.display import visible
from crawler.progress import counting
from crawler.stated import network_allowed, reserve

__all__ = ["backup", "restore"]


def backup(*, file: Path, force: bool, archive: Path) -> None:
    """Copy the archive and say what the copy holds."""
    with counting("copying and checking") as progress:
        copied = copies.backup(archive, file, force=force, reserve=reserve(), progress=progress)
    _tell(copied, "a backup of it, checked")


def restore(*, file: Path, archive: Path) -> None:
    """Make an archive of a backup and say what it holds."""
    with counting("copying and checking") as progress:
        copied = copies.restore(
            file, archive, reserve=reserve(), network=network_allowed(), progress=progress
        )
    _tell(copied, f"restored from {file}, checked")


def _tell(copied: copies.Copied, what: str) -> None:
    click.echo(
        visible(
            f"{copied.path}: {what}: {sized(copied.size)}, "
            f"{copied.documents} documents, {copied.captures} captures"
        )
    )
    if copied.head:
        click.echo(f"head {copied.head}")
    else:
        click.echo("its schema is an older one, without a chain; the next crawl brings it up to date")
