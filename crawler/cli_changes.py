"""Knows the commands that tell what changed: history, diff, changes, feed, pair."""

from pathlib import Path
from typing import Any

import click

from crawler.cli_options import archive_option, seen_options

__all__ = ["changes", "diff", "feed", "history", "pair"]

_KIND = click.option(
    "--kind", "kinds", multiple=True, help="Only this kind, such as number; may be given again."
)
_LEAST = click.option(
    "--min-rank", "least", type=click.IntRange(0, 100), default=0, help="Only this rank, and above."
)


@click.command()
@click.argument("what", metavar="URL-OR-ID")
@click.option("--json", "form", flag_value="json", help="Print it as JSON, in full.")
@click.option("--csv", "form", flag_value="csv", help="CSV (RFC 4180, UTF-8), exact.")
@archive_option
def history(**options: Any) -> None:
    """List every revision of a document: when it stood, what it changed, what was found in between.

    Example: readout history http://en.kremlin.ru/events/president/news/66290
    """
    from crawler import changing  # noqa: PLC0415 - loads only for what it prints

    changing.history(**options)


@click.command()
@click.argument("what", metavar="URL-OR-ID")
@click.argument("first", metavar="[A]", type=click.IntRange(min=1), required=False)
@click.argument("second", metavar="[B]", type=click.IntRange(min=1), required=False)
@click.option("--full", is_flag=True, help="Show the unchanged paragraphs too.")
@click.option("--html", "form", flag_value="html", help="One web page, without scripts.")
@click.option("--json", "form", flag_value="json", help="Print all pieces and their kinds as JSON.")
@archive_option
def diff(**options: Any) -> None:
    """Show the words that differ between revisions A and B; without them, between the last two.

    Example: readout diff kremlin/en/66290 1 2
    """
    from crawler import differing  # noqa: PLC0415 - as above

    differing.run(**options)


@click.command()
@seen_options
@_KIND
@_LEAST
@click.option("--by-date", is_flag=True, help="The newest first, whatever it means.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many.")
@click.option("--json", "form", flag_value="json", help="Print them as JSON.")
@click.option("--csv", "form", flag_value="csv", help="CSV (RFC 4180, UTF-8), exact.")
@click.option("--sheet", "form", flag_value="sheet", help="CSV for spreadsheets: no cell is a formula.")
@archive_option
def changes(**options: Any) -> None:
    """List all edits and disappearances, those that may mean most first.

    Example: readout changes --since 7d --source kremlin
    """
    from crawler import changing  # noqa: PLC0415 - as above

    changing.changes(**options)


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@seen_options
@_KIND
@_LEAST
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True, help="At most so many.")
@click.option("--url", "address", help="Where the feed will stand; it says so in itself.")
@archive_option
def feed(**options: Any) -> None:
    """Write an Atom feed of edits and disappearances to FILE, or to standard output.

    Example: readout feed /srv/www/edits.xml --since 30d --min-rank 40
    """
    from crawler import changing  # noqa: PLC0415 - as above

    changing.feed(**options)


@click.command()
@click.argument("what", metavar="URL-OR-ID")
@click.option("--json", "as_json_text", is_flag=True, help="Print it as JSON.")
@archive_option
def pair(**options: Any) -> None:
    """Show the Russian and the English page of one number, and what stands in only one of them.

    Example: readout pair kremlin/ru/66296
    """
    from crawler import pairing  # noqa: PLC0415 - as above

    pairing.run(**options)
