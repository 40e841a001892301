"""Knows the command `python -m bench_text`: how good the text is, beside its peers, on the same pages."""

import json
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from rich.console import Console

from bench.environment import NotReady, peers_python
from bench_text.bars import verdicts
from bench_text.figures import Figures, figures
from bench_text.readers import OURS, OURS_WITH_TURNS, READERS
from bench_text.report import as_json, show_notes, show_set, show_verdicts
from bench_text.running import Found, Worker, take_turns
from bench_text.sample import Sample
from bench_text.sets import SETS, load

_CHECKOUT = Path(__file__).resolve().parents[1]
_PEERS = _CHECKOUT / ".venv-peers-text"
_LOCK = _CHECKOUT / "requirements" / "bench-text.txt"
_WIDTH = 130
_OWN = (OURS, OURS_WITH_TURNS)
_PEERS_KNOWN = [one.name for one in READERS if one.name not in _OWN]


def _tell(line: str) -> None:
    click.echo(line, err=True)


def _names(given: str | None, known: Sequence[str], option: str) -> list[str]:
    asked = [name.strip() for name in given.split(",")] if given else list(known)
    unknown = set(asked) - set(known)
    if unknown:
        raise click.BadParameter(f"no such name: {', '.join(sorted(unknown))}", param_hint=option)
    return [name for name in known if name in asked]


def _sets(given: str | None, shared: Path) -> list[str]:
    """Return the sets that are asked for and there; without ../shared our own pages alone."""
    asked = _names(given, list(SETS), "--sets")
    if shared.is_dir():
        return asked
    _tell("bench_text: ../shared is not here, so only the project's own pages are read")
    return [name for name in asked if not SETS[name].shared]


def _tell_failures(name: str, samples: Sequence[Sample], found: Sequence[Found]) -> None:
    for one, read in zip(samples, found, strict=False):
        if read.error:
            _tell(f"{name}: {one.key} was not read: {read.error}")


def _started(names: Sequence[str], stack: ExitStack) -> tuple[list[Worker], dict[str, str]]:
    """Start the readers; returns those that run, and why the others do not."""
    workers, not_run = [], {}
    for reader in (one for one in READERS if one.name in names):
        try:
            python = peers_python(_PEERS, lock=_LOCK) if reader.apart else sys.executable
            workers.append(stack.enter_context(Worker(reader, python)))
        except NotReady as reason:
            not_run[reader.name] = str(reason)
    return workers, not_run


def _is_asked(reader: str, name: str) -> bool:
    """Tell whether a reader is measured on a set: turns stand in the Kremlin's transcripts alone."""
    return reader != OURS_WITH_TURNS or name == "kremlin"


@click.command()
@click.option("--sets", help="Sets of pages, comma-separated: " + ", ".join(SETS) + ".")
@click.option("--peers", help="Peers, comma-separated: " + ", ".join(_PEERS_KNOWN) + ".")
@click.option("--sample", type=click.IntRange(min=1), help="So many pages of each set, evenly taken.")
@click.option(
    "--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Write all figures there."
)
@click.option("--check", is_flag=True, help="Exit with 1 when a bar is missed.")
def main(*, sets: str | None, peers: str | None, sample: int | None, file: Path | None, check: bool) -> None:
    """Measure the text that Readout reads beside its peers, and tell which bars it holds.

    Example: python -m bench_text --sets fundus --sample 40 --peers trafilatura
    """
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDTH)
    shared = Path(os.environ.get("READOUT_SHARED", _CHECKOUT.parent / "shared"))
    chosen = _sets(sets, shared)
    names = [*_OWN, *_names(peers, _PEERS_KNOWN, "--peers")]
    by_set: dict[str, dict[str, Figures]] = {}
    with ExitStack() as stack:
        workers, not_run = _started(names, stack)
        for name in chosen:
            samples = load(name, shared, most=sample)
            _tell(f"{name}: {len(samples)} pages")
            found = take_turns([one for one in workers if _is_asked(one.reader.name, name)], samples)
            by_set[name] = {reader: figures(samples, read) for reader, read in found.items()}
            show_set(name, by_set[name], console)
            _tell_failures(name, samples, found.get(OURS, []))
        ran = {worker.reader.name: worker.version for worker in workers}
    show_notes(ran, not_run, console)
    told = verdicts(by_set)
    show_verdicts(told, console)
    if file:
        whole = as_json(by_set, told, ran=ran, not_run=not_run)
        file.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
    if OURS in not_run or (check and any(not one.held for one in told)):
        sys.exit(1)


if __name__ == "__main__":
    main()
