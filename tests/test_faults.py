"""Killed, cut off and starved, an archive keeps what it acknowledged; `make torture` is the long form."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.shim import why_not

CHECKOUT = Path(__file__).resolve().parents[1]
REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)


def trials(*arguments: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.run(
        [sys.executable, "-m", "tests.faults", *arguments],
        cwd=CHECKOUT,
        env=clean,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """Run the short form once."""
    done = trials("--short", "--json")
    assert done.stdout, done.stderr[-2000:]
    counts: dict[str, Any] = json.loads(done.stdout)
    return counts


def rows(told: dict[str, Any], family: str, *works: str) -> list[dict[str, Any]]:
    return [row for row in told["table"] if row["family"] == family and (not works or row["work"] in works)]


def test_no_trial_finds_anything_wrong(told: dict[str, Any]) -> None:
    assert [(one["name"], one["wrongs"]) for one in told["wrong"]] == []


def test_two_hundred_kills_befall_every_work(told: dict[str, Any]) -> None:
    killed = rows(told, "death")

    assert sum(row["struck"] for row in killed) >= 200
    works = {"crawl", "command", "reparse", "export", "backup", "migration", "restore"}
    assert {row["work"] for row in killed if row["struck"]} == works
    assert sum(row["acked"] for row in killed) > 200


def test_two_hundred_power_cuts_lose_nothing_that_was_acknowledged(told: dict[str, Any]) -> None:
    cut = rows(told, "cut", "full", "export", "backup")

    assert sum(row["trials"] for row in cut) >= 200
    assert {row["kind"] for row in cut} == {"synced", "subset", "torn"}
    assert sum(row["acked"] for row in cut) > 2000


@pytest.mark.parametrize("synchronous", ["normal", "off"])
def test_the_same_power_cuts_harm_a_run_that_does_not_wait_for_the_disk(
    synchronous: str, told: dict[str, Any]
) -> None:
    assert sum(row["harmed"] for row in rows(told, "cut", synchronous)) > 0


def test_two_hundred_calls_of_the_disk_fail_and_each_command_says_so(told: dict[str, Any]) -> None:
    failed = rows(told, "failure")

    assert sum(row["struck"] for row in failed) >= 200
    assert {row["kind"] for row in failed} == {
        "open", "write", "sync", "truncate", "unlink", "rename", "read"
    }  # fmt: skip


def test_a_trial_is_run_again_alone_by_its_name() -> None:
    done = trials("--only", "death/crawl/point/12 before COMMIT/3")

    assert done.returncode == 0, done.stdout
    assert '"struck": true' in done.stdout
