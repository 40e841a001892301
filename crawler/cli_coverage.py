"""Knows the command `readout coverage`."""

from pathlib import Path
from typing import Any

import click

from crawler.cli_options import archive_option

__all__ = ["coverage"]


@click.command()
@click.option("--source", "sources", multiple=True, help="Only this source; may be given again.")
@click.option("--lang", "languages", help="Only these languages, comma-separated.")
@click.option("--since", help="First day: 2020-08-01, or 30d. Default: the first that anything is known of.")
@click.option("--until", help="Last day.")
@click.option("--section", help="Only this section: its name or a part of its address.")
@click.option("--by-section", is_flag=True, help="Tell sections apart.")
@click.option("--day", help="List the addresses behind the numbers of this day, each with its outcome.")
@click.option("--plot", type=click.Path(path_type=Path), help="Draw the calendar to this .svg or .png file.")
@click.option("--json", "form", flag_value="json", help="Print sums and days as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print a row for each day as CSV.")
@archive_option
def coverage(**options: Any) -> None:
    """Show what was named, asked and stored day by day, where days are silent, and where nobody looked.

    Example: readout coverage --source kremlin --since 2021-07-01 --plot calendar.svg
    """
    from crawler import covering  # noqa: PLC0415 - what it needs loads only where it runs

    covering.run(**options)
