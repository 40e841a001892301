"""Knows the command `python -m bench`: one run, all ways to do the work, the same pages."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bench.environment import NotReady
from bench.export import measure_exports, show_exports
from bench.measure import serving
from bench.report import OURS, as_json, bars, memory_bar, show
from bench.rounds import alternate, run_once
from bench.runners import RUNNERS, Readout, Runner

_PEERS = Path(__file__).resolve().parents[1] / ".venv-bench"
_SIZES = (1_000, 20_000)


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _chosen(only: str | None, peers: Path) -> list[Runner]:
    names = only.split(",") if only else [kind.name for kind in RUNNERS]
    unknown = set(names) - {kind.name for kind in RUNNERS}
    if unknown:
        raise click.BadParameter(f"no such runner: {', '.join(sorted(unknown))}", param_hint="--only")
    return [kind(peers) for kind in RUNNERS if kind.name in names]


def _memory(peers: Path) -> str:
    peaks = {}
    for pages in _SIZES:
        _tell(f"memory: readout over {pages:,} pages")
        with serving(pages, weigh=True, spool=Path(tempfile.gettempdir())) as site:
            cost, _ = run_once(Readout(peers), site)
        peaks[pages] = cost.peak
        _tell(f"memory: {cost.peak / 2**20:.0f} MB, {cost.cpu * 1000 / pages:.1f} ms of CPU a page")
    return memory_bar(peaks)


def _search(console: Console, documents: int, *, keep: Path | None, as_text: bool) -> None:
    from bench import search  # noqa: PLC0415 - the peers are measured without it

    figures = search.measured(documents, tell=_tell, keep=keep)
    if as_text:
        click.echo(json.dumps(search.as_json(figures), indent=2, ensure_ascii=False))
        return
    rate, cpu = documents / figures.indexing_wall, documents / figures.indexing_cpu
    console.print(
        f"{documents:,} documents, {figures.text / 2**20:,.0f} MB of text; indexed at {rate:,.0f} a second"
        f" ({cpu:,.0f} a second of CPU); index {figures.index / 2**20:,.0f} MB,"
        f" {figures.index / figures.text:.2f} of the text",
        highlight=False,
    )
    table = Table("first page of", "hits", "ms, median", "95th", "CPU ms, median", "95th", box=None)
    for row in search.rows(figures):
        table.add_row(*row)
    console.print(table)
    console.print(search.bar(figures), highlight=False)


@click.command()
@click.option(
    "--pages", type=click.IntRange(min=1), default=400, show_default=True, help="Articles of the made site."
)
@click.option(
    "--rounds", type=click.IntRange(min=1), default=3, show_default=True, help="Runs of every runner."
)
@click.option("--only", help="Runners, comma-separated: " + ", ".join(kind.name for kind in RUNNERS) + ".")
@click.option("--json", "as_text", is_flag=True, help="Print figures as JSON instead of a table.")
@click.option(
    "--export",
    "exports",
    type=int,
    is_flag=False,
    flag_value=1_000_000,
    metavar="[DOCUMENTS]",
    help="Instead: rate and memory of each export of so many documents. Default: 1,000,000.",
)
@click.option("--memory", is_flag=True, help="Instead: peak memory of our crawl at 1,000 and 20,000 pages.")
@click.option(
    "--search", "searches", is_flag=True, help="Instead: index many made documents and search them."
)
@click.option(
    "--documents",
    type=click.IntRange(min=1_000),
    default=1_000_000,
    show_default=True,
    help="Documents of --search.",
)
@click.option(
    "--keep", type=click.Path(dir_okay=False, path_type=Path), help="Archive of --search, made once and kept."
)
@click.option(
    "--peers",
    type=click.Path(file_okay=False, path_type=Path),
    default=_PEERS,
    help="Folder of the peers' environment, which is made there. Default: .venv-bench of the checkout.",
)
def main(
    *,
    pages: int,
    rounds: int,
    only: str | None,
    as_text: bool,
    exports: int | None,
    memory: bool,
    searches: bool,
    documents: int,
    keep: Path | None,
    peers: Path,
) -> None:
    """Measure Readout beside other ways to do the same work; the bars are told, not enforced.

    Example: python -m bench --pages 400 --rounds 3 --only readout,naive
    """
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    if searches:
        _search(console, documents, keep=keep, as_text=as_text)
        return
    if exports is not None:
        exported = measure_exports(exports, tell=_tell)
        if as_text:
            click.echo(json.dumps([asdict(one) for one in exported], indent=2))
        else:
            show_exports(exported, console)
        return
    if memory:
        try:
            console.print(_memory(peers), highlight=False)
        except NotReady as reason:
            _tell(f"readout: not run: {reason}")
            sys.exit(1)
        return
    site, series = alternate(_chosen(only, peers.resolve()), pages=pages, rounds=rounds, tell=_tell)
    figures = as_json(site, series)
    verdicts = bars(figures)
    if as_text:
        click.echo(json.dumps({**figures, "bars": verdicts}, indent=2))
    else:
        show(figures, console)
        for line in verdicts:
            console.print(line, highlight=False)
    if any(one.name.startswith(OURS) and one.not_run for one in series):
        sys.exit(1)


if __name__ == "__main__":
    main()
