"""Knows the commands about where texts come from: trace, links, link, relink."""

from typing import Any

import click

from crawler.cli_options import archive_option, filter_options, wait_option

__all__ = ["link", "links", "relink", "trace"]

TYPES = ("reports", "via", "same-event", "counterpart", "none")


@click.command()
@click.argument("what", metavar="URL-OR-ID-OR-FILE")
@click.option("--day", help="The day of a text in a FILE, such as 2021-07-02; without it candidates only.")
@click.option("--json", "form", flag_value="json", help="Print all that is known as JSON.")
@click.option("--dot", "form", flag_value="dot", help="Print a graph for Graphviz.")
@archive_option
def trace(**options: Any) -> None:
    """Show where a text comes from: the agency it names, the readout, what it used, left out and changed.

    FILE is plain text or HTML, and is not stored. Example: readout trace https://example.org/repost
    """
    from crawler import tracing  # noqa: PLC0415 - numpy loads only where texts are compared

    tracing.run(**options)


@click.command()
@filter_options
@click.option(
    "--type", "types", multiple=True, type=click.Choice(TYPES), help="Only this; may be given again."
)
@click.option(
    "--orphans",
    "orphans_only",
    is_flag=True,
    help="Reports whose readout is gone or not held; unreported readouts.",
)
@click.option("--json", "form", flag_value="json", help="Print them as JSON, with all evidence.")
@click.option("--csv", "form", flag_value="csv", help="Print them as CSV (RFC 4180, UTF-8), exact.")
@click.option("--sheet", "form", flag_value="sheet", help="CSV for spreadsheets: no cell is a formula.")
@archive_option
def links(**options: Any) -> None:
    """List which report goes back to which readout; the filters choose the reports.

    Example: readout links --since 30d --type reports
    """
    from crawler import linking  # noqa: PLC0415 - as above

    linking.listed(**options)


@click.command()
@click.argument("report", metavar="REPORT")
@click.argument("target", metavar="TARGET")
@click.option("--confirm", "ruling", flag_value="confirm", help="TARGET is what REPORT goes back to.")
@click.option("--reject", "ruling", flag_value="reject", help="It is not.")
@click.option("--withdraw", "ruling", flag_value="withdraw", help="Take back what was said of the two.")
@click.option("--note", default="", help="Why.")
@click.option("--by", help="Who says so. Default: READOUT_CONTACT, else the user's name on this machine.")
@wait_option
@archive_option
def link(**options: Any) -> None:
    """Say yourself whether REPORT goes back to TARGET: it outranks what is computed, and stays.

    Example: readout link 13 kremlin/ru/66055 --confirm --note "the editor told me"
    """
    from crawler import linking  # noqa: PLC0415 - as above

    linking.ruled(**options)


@click.command()
@click.option("--source", "sources", multiple=True, help="Only reports of this source; may be given again.")
@click.option("--since", help="Only reports from this day on: 2020-08-01, or 30d.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that compare. Default: one a core.")
@click.option("--json", "as_json", is_flag=True, help="Print what changed as JSON.")
@wait_option
@archive_option
def relink(**options: Any) -> None:
    """Link all reports again with today's method, and say what changed; it goes on where it was stopped.

    Example: readout relink --since 365d
    """
    from crawler import relinking  # noqa: PLC0415 - as above

    relinking.run(**options)
