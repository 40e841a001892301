"""Knows how trials are dealt out to processes, and how what they found is told."""

import argparse
import json
import os
import signal
import sys
import time
import traceback
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import crawler.cli
import crawler.commands
import crawler.inspection
import crawler.keeping
import crawler.rereading  # noqa: F401 - warm for the forks
from demo.replay import Replay
from tests.faults import cuts, deaths, failures
from tests.faults.child import end_with_parent, wait
from tests.faults.ground import ARTICLES, Ground, Place, found_ground
from tests.faults.trial import Verdict
from tests.faults.work import read_at_once, site

__all__ = ["run"]

FAMILIES: dict[str, ModuleType] = {"death": deaths, "cut": cuts, "failure": failures}
NAMED = 20


def run(asked: argparse.Namespace, folder: Path, counts: dict[str, int]) -> int:
    """Run the trials and print what came of them; return 1 where anything is wrong."""
    began = time.monotonic()
    read_at_once()
    with _web() as web:
        ground = found_ground(folder, web)
        if asked.only:
            return _alone(ground, asked)
        names = [
            name
            for family, count in counts.items()
            for name in FAMILIES[family].trials(ground, count, asked.seed)
        ]
        verdicts = list(_dealt(ground, names, jobs=asked.jobs))
    return _tell(asked, verdicts, time.monotonic() - began, folder)


@contextmanager
def _web() -> Iterator[dict[str, str]]:
    """Serve the small site from a process of its own, so that this one has no threads when it forks."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        end_with_parent()
        os.close(read)
        with Replay(site(ARTICLES), delay=0.02) as replay:
            os.write(write, json.dumps(replay.environment).encode())
            os.close(write)
            signal.pause()
    os.close(write)
    with os.fdopen(read) as told:
        web: dict[str, str] = json.loads(told.read())
    try:
        yield web
    finally:
        os.kill(child, signal.SIGKILL)
        wait(child)


def _alone(ground: Ground, asked: argparse.Namespace) -> int:
    place = Place.made(ground.folder / "alone")
    verdict = _family(asked.only).run(ground, place, asked.only)
    print(json.dumps(asdict(verdict), indent=2, ensure_ascii=False))  # noqa: T201 - its output
    for file in ("out.txt", "err.txt"):
        if (place.folder / file).exists():
            print(f"{file}: {(place.folder / file).read_text()[-2000:]}")  # noqa: T201
    if asked.keep:
        print(place.folder)  # noqa: T201
    return 1 if verdict.wrongs else 0


def _family(name: str) -> ModuleType:
    return FAMILIES[name.split("/", 1)[0]]


def _dealt(ground: Ground, names: list[str], *, jobs: int) -> Iterator[Verdict]:
    """Run the trials in so many processes; each writes down its verdicts as they come."""
    files, children = [], []
    for job in range(jobs):
        files.append(ground.folder / f"verdicts-{job}")
        child = os.fork()
        if child == 0:
            end_with_parent()
            _work_off(ground, names[job::jobs], ground.folder / f"job-{job}", files[-1])
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    for file in files:
        for line in file.read_text().splitlines():
            yield Verdict(**json.loads(line))


def _work_off(ground: Ground, names: Iterable[str], folder: Path, file: Path) -> None:
    with file.open("w") as out:
        for number, name in enumerate(names):
            try:
                verdict = _family(name).run(ground, Place.made(folder / str(number % 2)), name)
            except BaseException:  # noqa: BLE001 - a harness that fails is no success
                verdict = Verdict(name, [traceback.format_exc()[-1500:]], struck=False)
            out.write(json.dumps(asdict(verdict)) + "\n")
            out.flush()
    os._exit(0)


def _tell(asked: argparse.Namespace, verdicts: list[Verdict], seconds: float, folder: Path) -> int:
    rows: dict[tuple[str, str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        family, work, kind, *_ = verdict.name.split("/")
        rows[family, work, kind].append(verdict)
    table = [
        {
            "family": family,
            "work": work,
            "kind": kind,
            "trials": len(some),
            "struck": sum(one.struck for one in some),
            "acked": sum(one.acked for one in some),
            "harmed": sum(one.harmed for one in some),
            "wrong": sum(bool(one.wrongs) for one in some),
        }
        for (family, work, kind), some in rows.items()
    ]
    wrong = [verdict for verdict in verdicts if verdict.wrongs]
    if asked.json:
        told = {"table": table, "wrong": [asdict(one) for one in wrong], "seconds": round(seconds, 1)}
        print(json.dumps(told, ensure_ascii=False))  # noqa: T201
    else:
        _print(table, wrong, seconds)
    if asked.keep:
        print(folder, file=sys.stderr)  # noqa: T201
    return 1 if wrong else 0


def _print(table: list[dict[str, object]], wrong: list[Verdict], seconds: float) -> None:
    heads = list(table[0]) if table else []
    print("\t".join(heads))  # noqa: T201
    for row in table:
        print("\t".join(str(value) for value in row.values()))  # noqa: T201
    for verdict in wrong[:NAMED]:
        print(f"WRONG: --only '{verdict.name}': " + "; ".join(verdict.wrongs))  # noqa: T201
    print(f"{sum(int(str(row['trials'])) for row in table)} trials, {len(wrong)} wrong, {seconds:.0f} s")  # noqa: T201
