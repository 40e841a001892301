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


# What a page of each source should state; a field that is empty everywhere tells of a redesign.
FIELDS = {
    "kremlin": ("title", "lead", "text", "published_at", "modified_at", "place", "sections", "topics"),
    "interfax": ("title", "text", "published_at", "modified_at", "sections", "dateline_brand", "tags"),
    "interfax-com": ("title", "text", "published_at", "dateline_brand"),
    "interfax-russia": ("title", "text", "published_at", "dateline_brand", "tags"),
}
COLUMNS = ("key", "source", "view", *dict.fromkeys(name for names in FIELDS.values() for name in names))


@dataclass(frozen=True)
class Answer:
    """How one crawl ended."""

    crawl: tuple[str, ...]
    code: int
    said: str


def _ask(crawl: tuple[str, ...], archive: Path, delay: float | None) -> Answer:
    command = [sys.executable, "-m", "crawler.cli", "crawl", *crawl]
    command += ["--limit", "1", "--archive", str(archive)]
    command += [] if delay is None else ["--delay", str(delay)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    lines = (done.stdout + done.stderr).strip().splitlines()
    return Answer(crawl, done.returncode, lines[-1] if lines else "said nothing")


@click.command()
@click.option("--archive", type=click.Path(path_type=Path), default=Path("live-check.db"), show_default=True)
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between requests; 0 for a replay.")
def main(archive: Path, delay: float | None) -> None:
    """Fetch one page per site and layout and report which fields are empty."""
    for crawl in CRAWLS:
        answer = _ask(crawl, archive, delay)
        click.echo(f"{' '.join(crawl)}: exit code {answer.code}: {visible(answer.said)}")
    if not archive.exists():
        return
    for fields in _pages(archive):
        empty = [name for name in FIELDS[str(fields["source"])] if fields[name] in (None, "", [])]
        click.echo(f"{visible(str(fields['key']))}: empty: {', '.join(empty) or 'nothing'}")


def _pages(archive: Path) -> list[dict[str, object]]:
    """Return what stands in the documents that were seen through their own page."""
    db = open_archive(archive, read_only=True)
    try:
        out = io.BytesIO()
        export(db.conn, out, selection=Selection(columns=COLUMNS), format="jsonl")
    finally:
        db.close()
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    return [row for row in rows if row["view"] == "page" and row["source"] in FIELDS]


if __name__ == "__main__":
    main()
