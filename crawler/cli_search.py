"""Knows the commands that find words in the archive, and that make the index anew which they are found by."""

from typing import Any

import click

from crawler.cli_options import archive_option, filter_options, wait_option

__all__ = ["reindex", "search"]

_SEARCH = """\
Find words in titles, leads and texts, of every revision, whatever their endings.
Nothing found is no failure.

\b
путин встреча      both words, in any form; Putin too, in English texts
"red fox"          these words side by side; «…» and “…” do as well
fox -red           without that word
прав*              words that begin so
fox OR wolf cub    either of the two beside OR (ИЛИ, |)
fox ~5 wolf        at most five words between
title:fox          in the title; lead:fox in the lead

Example: readout search "мирный договор" -ратификация --since 2020-08-01
"""


# A word that must not stand begins with a hyphen; there is no short option it could be taken for.
@click.command(
    help=_SEARCH, context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]}
)
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@filter_options
@click.option("--as-of", metavar="DAY", help="Only what the archive held as current at the end of this day.")
@click.option("--by-date", "order", flag_value="date", help="The newest first.")
@click.option("--by-rank", "order", flag_value="rank", default="rank", help="The best first (the default).")
@click.option("--limit", type=int, default=20, show_default=True, help="Hits a page.")
@click.option("--page", type=int, default=1, show_default=True, help="Which page of them.")
@click.option("--fts", "raw", is_flag=True, help="WORDS are FTS5's own syntax.")
@click.option("--json", "form", flag_value="json", help="Print all that is known of each hit as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print the hits as CSV.")
@archive_option
def search(**options: Any) -> None:
    """Find words in the archive."""
    from crawler import searching  # noqa: PLC0415 - a command loads what it needs

    searching.run(**options)


@click.command()
@click.option("--all", "anew", is_flag=True, help="Make the index anew, also where nothing is the matter.")
@wait_option
@archive_option
def reindex(**options: Any) -> None:
    """Complete the index that searches ask, or make it anew; may be stopped and goes on from there.

    Example: readout reindex --archive archive.db
    """
    from crawler import reindexing  # noqa: PLC0415 - as above

    reindexing.run(**options)
