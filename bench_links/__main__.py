"""Knows the command `python -m bench_links`: how well reports are traced, on ../shared/data/links."""

import json
import os
import sys
from pathlib import Path

import click
from rich.console import Console

from bench_links.bars import verdicts
from bench_links.measures import measured
from bench_links.report import as_json, show_quotations, show_ranks, show_types, show_verdicts
from bench_links.sets import load, seed

_CHECKOUT = Path(__file__).resolve().parents[1]
_WIDTH = 110


@click.command()
@click.option(
    "--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures there."
)
@click.option("--check", is_flag=True, help="Exit with 1 when a bar is missed.")
def main(*, file: Path | None, check: bool) -> None:
    """Measure how reports are traced to readouts, and tell which bars are held.

    Example: python -m bench_links --check
    """
    shared = Path(os.environ.get("READOUT_SHARED", _CHECKOUT.parent / "shared"))
    if not (shared / "data" / "links").is_dir():
        click.echo(
            "bench_links: ../shared/data/links is not here, so there is nothing to measure on", err=True
        )
        sys.exit(1)
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    told = measured(load(shared), seed(shared))
    show_ranks(told.ranks, console)
    show_types(told.types, console)
    show_quotations(told.quotations, console)
    found = verdicts(told)
    show_verdicts(found, console)
    if file:
        file.write_text(
            json.dumps(as_json(told, found), indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    if check and any(not one.held for one in found):
        sys.exit(1)


if __name__ == "__main__":
    main()
