"""Knows what `readout entities` says: the topics, persons and places that the sites mark, with their ids."""

import csv
import sys
from dataclasses import astuple, fields
from pathlib import Path

import click

from archive.display import Console, print_table
from archive.entities import Entity, entities
from archive.library import as_json
from crawler.finding import reading
from crawler.progress import waiting
from crawler.sites import site_named

__all__ = ["run"]


def run(
    *, kinds: tuple[str, ...], sources: tuple[str, ...], name: str | None, form: str | None, archive: Path
) -> None:
    """Print what current revisions state; of many forms the table shows each, parted by semicolons."""
    for source in sources:
        site_named(source)
    with reading(archive) as db, waiting("entities"):
        listed = list(entities(db, kinds=kinds, sources=sources, name=name or ""))
    if form == "json":
        click.echo(as_json(listed))
        return
    heads = tuple(field.name for field in fields(Entity))
    rows = [
        tuple("; ".join(one) if isinstance(one, tuple) else one for one in astuple(row)) for row in listed
    ]
    if form == "csv":
        csv.writer(sys.stdout).writerows((heads, *rows))
        return
    print_table(Console(), heads, rows)
