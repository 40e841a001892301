"""Knows the command `readout export`."""

from pathlib import Path
from typing import Any

import click

from crawler.cli_options import archive_option, filter_options

__all__ = ["export"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@filter_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "sheet", "jsonl", "parquet", "sqlite"]),
    help="Default: what FILE's name ends in, else csv.",
)
@click.option(
    "--sheet", "form", flag_value="sheet", help="For spreadsheets: no cell is a formula; not exact."
)
@click.option("--jsonl", "--json", "form", flag_value="jsonl", help="JSON Lines.")
@click.option("--fields", "--columns", "columns", help="Columns, comma-separated; an unknown one lists all.")
@click.option("--all-revisions", is_flag=True, help="A row for each revision, not only the current one.")
@click.option("--quote-only", is_flag=True, help="No text but headlines and excerpts of a few words.")
@click.option("--words", type=click.IntRange(1, 500), help="Words of an excerpt. Default: 30.")
@click.option("--hash-only", is_flag=True, help="No text, no headline: addresses, times, hashes.")
@click.option("--search", is_flag=True, help="With --format sqlite: make the text searchable (FTS5).")
@click.option(
    "--missing",
    type=click.Path(path_type=Path),
    help="Write to this CSV file too which share of each column is not stated or empty.",
)
@click.option("--with-schema", is_flag=True, help="Write FILE.schema.json too: a Data Package of it.")
@click.option("--describe", is_flag=True, help="Instead: tell what each column means.")
@archive_option
def export(**options: Any) -> None:
    """Write documents to FILE, or to standard output: CSV, JSON Lines, Parquet or SQLite.

    Example: readout export archive.parquet --source kremlin --since 2020-08-01 --with-schema
    """
    from crawler import exporting  # noqa: PLC0415 - what it needs loads only where it runs

    exporting.run(**options)
