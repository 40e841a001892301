"""Floors under the text, titles and days that are read of the shared pages: they only rise.

They stand in tests/text_floors.json, by set and field, over every sixth page of a set. A test fails when what
is measured has passed a floor by a hundredth: ``python -m tests.test_text_floors`` raises it then. None is
lowered to get a change through.
"""

import json
import math
import os
from functools import cache
from pathlib import Path

import click
import pytest

from archive.errors import ReadoutError
from bench_text.figures import Figures, figures
from bench_text.ours import read
from bench_text.running import Found
from bench_text.sample import Sample
from bench_text.sets import load

TABLE = Path(__file__).with_name("text_floors.json")
FLOORS: dict[str, dict[str, float]] = json.loads(TABLE.read_text(encoding="utf-8"))
EVERY = 6
ROOM = 0.003
SLACK = 0.01
CASES = [(name, field) for name, floors in FLOORS.items() for field in floors]


def found_on(one: Sample) -> Found:
    try:
        return Found.of(read(one.html, one.address, one.captured))
    except ReadoutError as reason:
        return Found(error=str(reason))


@cache
def measured(name: str, shared: Path) -> Figures:
    samples = load(name, shared)[::EVERY]
    return figures(samples, [found_on(one) for one in samples])


@pytest.mark.parametrize(("name", "field"), CASES)
def test_no_floor_gives_way(shared, name, field):
    assert getattr(measured(name, shared), field) >= FLOORS[name][field]


@pytest.mark.parametrize(("name", "field"), CASES)
def test_a_floor_is_raised_when_what_is_measured_has_risen(shared, name, field):
    risen = getattr(measured(name, shared), field) - FLOORS[name][field]
    assert risen <= SLACK, f"{name} {field} is {risen:.4f} over its floor: python -m tests.test_text_floors"


def test_every_set_with_known_texts_has_a_floor_under_its_f1():
    sets = {"scrapinghub", "fundus", "wcxb", "wp_real", "synthetic", "kremlin", "interfax"}
    assert {name for name, floors in FLOORS.items() if "f1" in floors} == sets


def raised(shared: Path) -> dict[str, dict[str, float]]:
    """Return the floors, none lower than it was, each a little under what is measured."""
    return {
        name: {
            field: max(floor, math.floor((getattr(measured(name, shared), field) - ROOM) * 1000) / 1000)
            for field, floor in floors.items()
        }
        for name, floors in FLOORS.items()
    }


if __name__ == "__main__":
    beside = Path(__file__).resolve().parents[2] / "shared"
    higher = raised(Path(os.environ.get("READOUT_SHARED", beside)))
    TABLE.write_text(json.dumps(higher, indent=2) + "\n", encoding="utf-8")
    for name, floors in higher.items():
        for field, floor in floors.items():
            if floor > FLOORS[name][field]:
                click.echo(f"{name} {field}: {FLOORS[name][field]:.3f} -> {floor:.3f}")
