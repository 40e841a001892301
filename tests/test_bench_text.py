"""Holds `python -m bench_text`: counts made by hand, the shared scorer's numbers, bars and exit code."""

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench_text import bars
from bench_text.__main__ import main
from bench_text.bars import verdicts
from bench_text.fields import day, flat, names
from bench_text.figures import Figures, figures
from bench_text.ours import read
from bench_text.running import Found
from bench_text.sample import Sample
from bench_text.scoring import Score, score, strays
from bench_text.sets import SETS, load

CHECKOUT = Path(__file__).resolve().parents[1]
NOWHERE = CHECKOUT / "tests" / "no such folder"
SIX, FOUR_OF_THEM = "one two three four five six", "one two three four"
PLAIN = Figures(
    pages=10,
    f1=0.96,
    precision=0.96,
    recall=0.96,
    perfect=0.5,
    leaked=0.0,
    lost=0.0,
    present=1.0,
    absent=1.0,
    kept=0,
    missing=0,
    title=0.9,
    date=0.99,
    author=None,
    rate=20.0,
    failed=0,
)


def held(by_set):
    return {(one.of, one.what): one.held for one in verdicts(by_set)}


def bench_text(*arguments: str, environment: dict[str, str] | None = None):
    return subprocess.run(
        [sys.executable, "-m", "bench_text", *arguments],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_of_three_runs_was_read_and_nothing_foreign():
    found = score(SIX, FOUR_OF_THEM)
    assert (found.precision, found.recall, found.perfect) == (1.0, 1 / 3, 0.0)
    assert found.f1 == pytest.approx(0.5)


def test_a_run_that_is_read_twice_counts_once():
    assert score(FOUR_OF_THEM, f"{FOUR_OF_THEM} {FOUR_OF_THEM}").precision == pytest.approx(1 / 5)


def test_f1_is_of_the_means_and_a_page_of_which_nothing_was_read_has_no_precision():
    mean = Score.mean([score(FOUR_OF_THEM, FOUR_OF_THEM), score(FOUR_OF_THEM, "")])
    assert (mean.precision, mean.recall, mean.perfect) == (1.0, 0.5, 0.5)
    assert mean.f1 == pytest.approx(2 / 3)


def test_blanks_and_marks_do_not_keep_a_page_from_being_perfect():
    assert score("One, two.\n\nThree", "One two three".replace("three", "Three!")).perfect == 1.0


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (SIX, 0),
        ("three four five six", 0),
        ("one two three four apples pears plums figs", 1),  # one run of five
        ("two three four five apples", 0),  # one run of two
        ("three four", 0),
        ("four three", 1),
        ("five\n\nsix\nseven", 1),
        ("", 0),
    ],
)
def test_a_line_is_a_stray_when_under_half_of_it_is_in_the_text(line, count):
    assert strays(line, SIX) == count


def test_fields_are_compared_folded():
    assert flat("«Ein»  Wort – zwei’s\u00ad") == flat('"ein" wort - zwei\'s')
    assert (day("2031-02-03T07:00:00Z"), day("3 February 2031"), day(None)) == ("2031-02-03", "", "")
    assert names(["Ann Lee & Bo Ek"]) == names(["Bo Ek", "ann lee"]) == names(["Ann Lee and Bo Ek"])
    assert names(["Ann Lee"]) != names(["Ann Lee", "Bo Ek"])
    assert names(["Sandy Andersen"]) == {"sandy andersen"}


def test_figures_are_over_the_pages_of_which_a_thing_is_known():
    samples = [
        Sample(
            key="a", html="", address="", text=FOUR_OF_THEM, title="T", present=("one",), absent=("share",)
        ),
        Sample(key="b", html="", address="", text=FOUR_OF_THEM, date="2031-02-03"),
    ]
    found = [
        Found(text=f"{FOUR_OF_THEM}\nShare this with all friends", title="t", cpu=0.1),
        Found(error="it failed", cpu=0.3),
    ]
    told = figures(samples, found)
    assert (told.title, told.date, told.author) == (1.0, None, None)
    assert (told.leaked, told.lost, told.perfect) == (500.0, 500.0, 0.0)
    assert (told.present, told.absent, told.kept, told.missing) == (1.0, 0.0, 1, 0)
    assert (told.rate, told.failed) == (pytest.approx(5.0), 1)


def test_a_bar_is_held_to_the_digit():
    ours, its = replace(PLAIN, f1=0.976, rate=18.0), replace(PLAIN, f1=0.964, rate=20.0)
    told = held({"scrapinghub": {"readout": ours, "trafilatura": its}})
    assert told == {
        ("scrapinghub", "F1 at least trafilatura's + 0.012"): True,
        ("scrapinghub", "F1 above every peer's"): True,
        ("scrapinghub", "at least 0.9 of trafilatura's speed"): True,
    }
    missed = held({"scrapinghub": {"readout": replace(ours, f1=0.9759, rate=17.9), "trafilatura": its}})
    assert [*missed.values()] == [False, True, False]


def test_the_speed_with_turns_is_told_beside_the_bar_and_is_no_peers():
    ours, whole, its = (replace(PLAIN, f1=1.0, rate=rate) for rate in (240.0, 140.0, 20.0))
    by_reader = {"readout": ours, "readout-turns": whole, "trafilatura": its}
    (speed,) = [one for one in verdicts({"kremlin": by_reader}) if "speed" in one.what]
    assert speed.held
    assert speed.numbers.endswith("12.00 times; with the turns 140.0 pages/s: 7.00 times")
    alone = {"readout": replace(PLAIN, f1=0.9), "readout-turns": PLAIN}
    assert ("fundus", "F1 above every peer's") not in held({"fundus": alone})


def test_one_better_peer_is_enough_to_miss():
    by_reader = {"readout": PLAIN, "justext": replace(PLAIN, f1=0.9), "resiliparse": replace(PLAIN, f1=0.97)}
    assert held({"fundus": by_reader})["fundus", "F1 above every peer's"] is False


@pytest.mark.parametrize(
    ("of", "worse"),
    [
        ("fundus", {"title": 0.829}),
        ("fundus", {"date": 0.984}),
        ("wcxb", {"title": 0.849}),
        ("wcxb", {"date": None}),
        ("wp_real", {"absent": 0.994}),
        ("wp_real", {"present": 0.943}),
        ("synthetic", {"kept": 1}),
        ("plugins", {"missing": 1}),
        ("kremlin", {"f1": 0.9989}),
        ("interfax", {"f1": None}),
    ],
)
def test_each_bar_can_be_missed(of, worse):
    whole = replace(PLAIN, f1=1.0)
    assert all(held({of: {"readout": whole}}).values())
    assert [*held({of: {"readout": replace(whole, **worse)}}).values()].count(False) == 1


def test_a_bar_whose_pages_were_not_measured_is_not_judged():
    assert verdicts({"fundus": {"trafilatura": PLAIN}}) == []


def test_our_own_pages_are_read_whole():
    for name in ("plugins", "own"):
        samples = load(name, NOWHERE, most=6)
        told = figures(samples, [Found.of(read(one.html, one.address, one.captured)) for one in samples])
        assert (told.perfect, told.kept, told.missing, told.title) == (1.0, 0, 0, 1.0)


def test_a_sample_is_taken_evenly():
    whole = [one.key for one in load("plugins", NOWHERE)]
    assert [one.key for one in load("plugins", NOWHERE, most=3)] == whole[:: len(whole) // 3]


def test_without_the_shared_pages_the_projects_own_are_read_and_it_says_so(tmp_path):
    file = tmp_path / "figures.json"
    ran = bench_text(
        *("--sample", "3", "--peers", "trafilatura", "--check", "--json", str(file)),
        environment={**os.environ, "READOUT_SHARED": str(tmp_path / "none")},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "only the project's own pages" in ran.stderr
    told = json.loads(file.read_text(encoding="utf-8"))
    assert set(told["sets"]) == {name for name, one in SETS.items() if not one.shared}
    assert {one["held"] for one in told["bars"]} == {True}
    assert told["sets"]["own"]["readout"]["f1"] == 1.0
    assert set(told["versions"]) == {"readout", "readout-turns", "trafilatura"}


def test_a_missed_bar_is_exit_one_when_asked_for(monkeypatch):
    """Expect a bar that nothing can hold to be missed; F1 of our own pages is 1."""
    monkeypatch.setattr(bars, "KNOWN_F1", 1.1)
    asked = ["--sets", "own", "--sample", "1", "--peers", "trafilatura"]
    assert CliRunner().invoke(main, asked).exit_code == 0
    ran = CliRunner().invoke(main, [*asked, "--check"])
    assert ran.exit_code == 1
    assert "MISSED  own: F1 at least 1.1" in ran.output


def test_a_name_that_is_none_is_refused():
    assert bench_text("--sets", "moon").returncode == 2


def test_our_numbers_are_the_shared_scorers(shared):
    path = shared / "tools" / "extraction_eval.py"
    spec = importlib.util.spec_from_file_location("extraction_eval", path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    folders = {
        "fundus": "fundus",
        "wcxb": "wcxb_article_test",
        "wp_real": "wp_real",
        "synthetic": "synthetic",
    }
    for name, folder in folders.items():
        samples = load(name, shared, most=6)
        gold = {key: known for key, _, known in scorer.load_data(shared / "data" / "extraction" / folder)}
        found = [_unclean(one) for one in samples]
        told = figures(samples, found)
        theirs = scorer.summary(
            [scorer.score_page(gold[one.key], vars(read)) for one, read in zip(samples, found, strict=True)]
        )
        pairs = {"F1": told.f1, "P": told.precision, "R": told.recall, "acc": told.perfect}
        pairs |= {"with": told.present, "w/o": told.absent, "title": told.title, "date": told.date}
        for field, ours in pairs.items():
            assert ours == pytest.approx(theirs.get(field)), f"{name} {field}"


def _unclean(sample: Sample) -> Found:
    """Return a reading with faults of each kind, not the same for every page."""
    every = 2 + len(sample.key) % 3
    lines = [line for at, line in enumerate((sample.text or sample.title).split("\n")) if at % every]
    kept = sample.absent[:: every - 1]
    title = sample.title.upper() if every % 2 else sample.title[1:]
    return Found(
        text="\n".join((*lines, *kept)), title=title, date=sample.date if every % 2 else "2001-01-01"
    )
