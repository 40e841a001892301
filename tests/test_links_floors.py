"""Floors under how reports are traced on ../shared/data/links: they only rise.

They stand in tests/links_floors.json. A test fails when what is measured has passed a floor by two
hundredths: ``python -m tests.test_links_floors`` raises it then. None is lowered to get a change through.
"""

import json
import math
import os
from functools import cache
from pathlib import Path

import click
import pytest

from bench_links.measures import quotations, ranks, seed_rank, types
from bench_links.sets import load, seed

TABLE = Path(__file__).with_name("links_floors.json")
FLOORS: dict[str, float] = json.loads(TABLE.read_text(encoding="utf-8"))
SLACK = 0.02


@cache
def measured(shared: Path) -> dict[str, float]:
    labels = load(shared)
    typed = types(labels)
    there, right, wrong = quotations(labels)
    found = {}
    for one in ranks(labels):
        if one.group == "all":
            found[f"R@1, {one.window}"], found[f"R@5, {one.window}"] = one.first, one.five
    return found | {
        "true reports typed reports or via": typed.true_share,
        "counterparts not typed reports": 1 - typed.counterpart_share,
        "dated strangers not linked": 1 - typed.strangers_linked / typed.strangers,
        "quotations found in the right readout": right / there,
        "quotations not found in wrong ones": 1 - wrong / (10 * there),
        "seed first": float(all(place == 1 for place in seed_rank(labels, seed(shared)).values())),
    }


@pytest.mark.parametrize("what", FLOORS)
def test_no_floor_gives_way(shared, what):
    assert measured(shared)[what] >= FLOORS[what]


@pytest.mark.parametrize("what", FLOORS)
def test_a_floor_is_raised_when_what_is_measured_has_risen(shared, what):
    risen = measured(shared)[what] - FLOORS[what]
    assert risen <= SLACK, f"{what} is {risen:.4f} over its floor: python -m tests.test_links_floors"


def test_everything_that_is_measured_has_a_floor(shared):
    assert measured(shared).keys() == FLOORS.keys()


def raised(shared: Path) -> dict[str, float]:
    """Return the floors, none lower than it was, each what is measured."""
    return {
        what: max(FLOORS.get(what, 0.0), math.floor(value * 1000) / 1000)
        for what, value in measured(shared).items()
    }


if __name__ == "__main__":
    beside = Path(__file__).resolve().parents[2] / "shared"
    higher = raised(Path(os.environ.get("READOUT_SHARED", beside)))
    TABLE.write_text(json.dumps(higher, indent=2) + "\n", encoding="utf-8")
    for what, floor in higher.items():
        if floor > FLOORS.get(what, 0.0):
            click.echo(f"{what}: {FLOORS.get(what, 0.0):.3f} -> {floor:.3f}")
