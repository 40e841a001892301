"""Knows what `readout pair` says: two pages of one number, and what stands in only one of them."""

from pathlib import Path

import click

from archive.changes.pairing import Pair, pair
from archive.display import Console, print_table
from archive.library import as_json
from crawler.finding import found, reading

__all__ = ["run"]

_LANGUAGES = {"ru": "Russian", "en": "English"}
_HOSTS = {"Russian": "kremlin.ru", "English": "en.kremlin.ru"}


def run(*, what: str, as_json_text: bool, archive: Path) -> None:
    """Print the pair; where one page is not held, how to fetch it."""
    with reading(archive) as db:
        told = pair(db, found(db, what))
    if as_json_text:
        click.echo(as_json(told))
        return
    console = Console()
    sides = [side for side in (told.russian, told.english) if side]
    heads = ("language", "key", "revision", "paragraphs", "title")
    rows = [
        (
            _LANGUAGES[side.document.key.split("/")[1]],
            side.document.key,
            side.revision,
            side.paragraphs,
            side.title,
        )
        for side in sides
    ]
    print_table(console, heads, rows)
    if len(sides) == 1:
        click.echo(f"\n{_not_held(told)}")
        return
    if not told.only:
        click.echo("\nNo number, date or name stands in only one of them.")
        return
    console.print()
    only = [(one.kind, _LANGUAGES[one.language], one.printed, one.paragraph or "head") for one in told.only]
    print_table(console, ("what", "only in", "printed", "paragraph"), only)


def _not_held(told: Pair) -> str:
    other, side = ("English", told.russian) if told.russian else ("Russian", told.english)
    if told.elsewhere is not None:
        return f"The {other} page is not held; fetch it: readout fetch {told.elsewhere}"
    line = f"The {other} page is not held, and this page names none"
    if side is not None and side.document.source == "kremlin":
        host = _HOSTS[other]
        return f"{line}; where there is one: readout fetch http://{host}/d/{side.document.number}"
    return f"{line}."
