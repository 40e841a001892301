"""Knows what `readout diff` says: the words that differ, in colour, as JSON or as a web page."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive.changes.difference import folded
from archive.changes.timeline import Between, between
from archive.display import Console, print_table
from archive.display_changes import print_fields, print_paragraphs
from archive.library import as_json, history
from crawler.difference_page import page_of
from crawler.finding import found, reading

__all__ = ["run"]


def run(
    *, what: str, first: int | None, second: int | None, full: bool, form: str | None, archive: Path
) -> None:
    """Print what differs between two revisions of a document; of a single one say so."""
    with reading(archive) as db:
        document = found(db, what)
        if first is None and len(history(db, document.id)) == 1:
            click.echo(f"{document.key}: one revision is held, so nothing differs (readout history shows it)")
            return
        told = between(db, document, first, second)
    if form == "json":
        click.echo(as_json(_plain(told)))
    elif form == "html":
        click.echo(page_of(told, full=full), nl=False)
    else:
        _print(told, full=full)


def _print(told: Between, *, full: bool) -> None:
    console = Console()
    difference = told.difference
    facts = [
        ("key", told.document.key),
        ("address", told.document.address),
        ("revisions", f"{told.old.ordinal} → {told.new.ordinal}"),
        ("edited", f"after {told.not_before[:16]}, not after {told.not_after[:16]} (UTC)"),
        ("page's last update", told.new.modified_at),
        ("kinds", ", ".join(difference.kinds)),
    ]
    if not difference.whole:
        facts.append(("note", "too long to be compared word by word throughout"))
    print_table(console, ("", ""), [fact for fact in facts if fact[1]])
    if difference.fields:
        console.print()
        print_fields(console, difference.fields)
    console.print()
    print_paragraphs(console, difference.paragraphs if full else folded(difference.paragraphs))


def _plain(told: Between) -> dict[str, Any]:
    difference = told.difference
    sides = {
        name: {
            "revision": row.ordinal,
            "title": row.title,
            "first_seen": row.first_seen,
            "last_seen": row.last_seen,
            "modified_at": row.modified_at,
            "content_sha256": row.content_sha256,
            "capture_id": row.capture_id,
        }
        for name, row in (("old", told.old), ("new", told.new))
    }
    return {
        "key": told.document.key,
        "address": told.document.address,
        **sides,
        "not_before": told.not_before,
        "not_after": told.not_after,
        "kinds": difference.kinds,
        "rank": difference.rank,
        "whole": difference.whole,
        "fields": [asdict(one) for one in difference.fields],
        "paragraphs": [asdict(one) for one in difference.paragraphs],
    }
