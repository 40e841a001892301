"""Knows how runs alternate: every runner once a round, so that what disturbs the machine disturbs all."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.environment import NotReady
from bench.frame import HOST
from bench.measure import Cost, Site, measured, serving
from bench.pages import Shelf
from bench.runners import Kept, Runner

__all__ = ["Series", "alternate", "run_once"]

_WARM = 20
# Byte code is cached, whatever the machine's settings: nobody compiles a library at every start.
_CACHED = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "readout-bench-pyc"),
}
_START = 90
_PATIENCE = 1.0  # seconds a page


@dataclass
class Series:
    """All that was measured of one runner; ``not_run`` says why there is nothing."""

    name: str
    does: str
    costs: list[Cost] = field(default_factory=list)
    kept: Kept | None = None
    not_run: str = ""


def run_once(runner: Runner, site: Site) -> tuple[Cost, Kept]:
    """Run a runner in a fresh folder. Raises `NotReady` when it cannot run or did not do all the work."""
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as name:
        folder = Path(name)
        addresses = "".join(f"{HOST}{path}\n" for path in Shelf(site.articles).paths())
        (folder / "addresses.txt").write_text(addresses, encoding="ascii")
        command = runner.command(folder)
        environment = {**site.environment(), **_CACHED, **runner.environment()}
        seconds = int(_START + _PATIENCE * site.articles)
        cost = measured(command, folder=folder, environment=environment, seconds=seconds)
        kept = runner.kept(folder, site)
    if cost.code or kept.articles != site.articles:
        last = (cost.said.strip() or "it said nothing").splitlines()[-1]
        raise NotReady(f"exit {cost.code}, {kept.articles} of {site.articles} articles: {last[:200]}")
    return cost, kept


def alternate(
    runners: Sequence[Runner], *, pages: int, rounds: int, tell: Callable[[str], None]
) -> tuple[Site, list[Series]]:
    """Run every runner once a round and return what was measured.

    A round on a small site comes first and is not counted: it fills byte-code caches and shows who can run.
    """
    series = [Series(name=runner.name, does=runner.does) for runner in runners]
    pairs = list(zip(runners, series, strict=True))
    spool = Path(tempfile.gettempdir())
    with serving(_WARM, weigh=False, spool=spool) as site:
        for runner, one in pairs:
            tell(f"trying {runner.name}")
            _attempt(runner, one, site, count=False)
    with serving(pages, weigh=True, spool=spool) as site:
        for number in range(1, rounds + 1):
            for runner, one in pairs:
                if not one.not_run:
                    tell(f"round {number} of {rounds}: {runner.name}")
                    _attempt(runner, one, site, count=True)
    return site, series


def _attempt(runner: Runner, one: Series, site: Site, *, count: bool) -> None:
    try:
        cost, kept = run_once(runner, site)
    except NotReady as reason:
        one.not_run = str(reason)
        return
    if count:
        one.costs.append(cost)
        one.kept = kept
