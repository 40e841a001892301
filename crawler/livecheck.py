"""Knows how the live sites are asked, politely, whether Readout still reads them: one page a layout.

    python -m crawler.livecheck [--archive live-check.db]

It fetches a few listings and one document off each through the ordinary crawl, then says which fields
came out empty. Nothing here is a test: a live site may be down, or refuse.
"""

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from archive.connection import open_archive
from archive.display import visible
from archive.export import Selection, export

__all__ = ["main"]

# One document each: English and Russian article, an announcement stream, Interfax's three sites.
CRAWLS: tuple[tuple[str, ...], ...] = (
    ("kremlin", "--lang", "en", "--section", "news"),
    ("kremlin", "--lang", "ru", "--section", "news"),
    ("kremlin", "--lang", "ru", "--section", "announcements"),
    ("interfax", "--since", "1d"),
    ("interfax-com",),
    ("interfax-russia",),
)


FIELDS = [
    "key",
    "title",
    "lead",
    "text",
    "published_at",
    "modified_at",
    "place",
    "sections",
    "topics",
    "persons",
    "countries",
    "dateline_brand",
    "credit",
    "tags",
    "translation",
]


@dataclass(frozen=True)
class Answer:
    """How one crawl ended."""

    crawl: tuple[str, ...]
    code: int
    said: str


def _ask(crawl: tuple[str, ...], archive: Path) -> Answer:
    command = [
        sys.executable,
        "-m",
        "crawler.cli",
        "crawl",
        *crawl,
        "--limit",
        "1",
        "--archive",
        str(archive),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    lines = (done.stdout + done.stderr).strip().splitlines()
    return Answer(crawl, done.returncode, lines[-1] if lines else "said nothing")


@click.command()
@click.option("--archive", type=click.Path(path_type=Path), default=Path("live-check.db"), show_default=True)
def main(archive: Path) -> None:
    """Fetch one page per site and layout and report which fields are empty."""
    for crawl in CRAWLS:
        answer = _ask(crawl, archive)
        click.echo(f"{' '.join(crawl)}: exit code {answer.code}: {visible(answer.said)}")
    if not archive.exists():
        return
    for fields in _documents(archive):
        key = fields.pop("key")
        empty = [name for name, value in fields.items() if value in (None, "", [])]
        click.echo(f"{visible(str(key))}: empty: {', '.join(empty) or 'nothing'}")


def _documents(archive: Path) -> list[dict[str, object]]:
    db = open_archive(archive, read_only=True)
    try:
        out = io.BytesIO()
        export(db.conn, out, selection=Selection(columns=tuple(FIELDS)), format="jsonl")
    finally:
        db.close()
    return [json.loads(line) for line in out.getvalue().splitlines()]


if __name__ == "__main__":
    main()
