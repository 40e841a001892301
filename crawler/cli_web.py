"""Knows the command that opens the archive in a browser."""

from typing import Any

import click

from crawler.cli_options import archive_option

__all__ = ["serve"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port; 0 takes any that is free.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the pages in a browser.")
@archive_option
def serve(**options: Any) -> None:
    """Show the archive in a browser: search, documents, differences, changes, coverage, SQL. Changes nothing.

    A crawl may write the archive meanwhile. Ctrl-C ends it.

    Example: readout serve --open
    """
    from crawler import serving  # noqa: PLC0415 - Datasette loads only where it serves

    serving.run(**options)
