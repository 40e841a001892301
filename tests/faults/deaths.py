"""Knows how works die: at a named point, before an SQL statement, at a call of the disk, at any instant.

An instant counts from the start, midway from the first acknowledged capture.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.child import Ended, forked, wait
from tests.faults.ground import Ground, Place
from tests.faults.judge import acked_in, wrongs_of
from tests.faults.points import watch
from tests.faults.shim import Blow, How, Op, arm, seen
from tests.faults.trial import Verdict, spread
from tests.faults.work import CRAWL, acknowledging
from tests.faults.works import WORKS

__all__ = ["run", "trials"]

CALLS = Op.OPEN | Op.WRITE | Op.SYNC | Op.TRUNCATE | Op.UNLINK | Op.RENAME
KILLED = -9
# A whole real crawl takes about so long, with the start of Python and of the process that reads.
PROCESS_SECONDS = 3.0
# Of each hundred deaths so many befall the work, by kind of death; what a work has not, goes to its others.
SHARES = {
    "crawl": {"point": 18, "statement": 13, "call": 16},
    "command": {"point": 6, "instant": 2, "midway": 3, "process": 1},
    "reparse": {"point": 5, "statement": 3, "call": 3, "instant": 2},
    "export": {"point": 2, "call": 3, "instant": 1},
    "backup": {"point": 2, "call": 3, "instant": 1},
    "restore": {"point": 2, "call": 3, "instant": 1},
    "migration": {"statement": 5, "call": 3, "point": 2},
}
# Beside other trials a work takes longer than alone.
_BUSY = 1.5
_SIDES = (How.BEFORE, How.AFTER, How.HALF)


def trials(ground: Ground, count: int, seed: int) -> Iterator[str]:
    """Yield the names of so many deaths, spread over all that the works pass through."""
    chance = random.Random(seed)
    for work, shares in SHARES.items():
        passed, calls, seconds = _sounded(ground, work)
        statements = passed.pop("statement", 0)
        for kind, share in shares.items():
            number = max(1, round(count * share / 100))
            if kind == "point":
                yield from _at_points(work, passed, number, chance)
            elif kind == "statement":
                yield from (f"death/{work}/statement/{n}" for n in spread(statements, number, chance))
            elif kind == "call":
                for n in spread(calls, number, chance):
                    yield f"death/{work}/call/{n}/{chance.choice(_SIDES).name.lower()}"
            elif kind == "midway":
                yield from (
                    f"death/{work}/midway/{chance.uniform(0, seconds / 6):.4f}" for _ in range(number)
                )
            else:
                longest = PROCESS_SECONDS if kind == "process" else seconds * _BUSY
                for _ in range(number):
                    yield f"death/{work}/{kind}/{chance.uniform(longest / 4, longest):.4f}"


def _at_points(work: str, passed: Counter[str], number: int, chance: random.Random) -> Iterator[str]:
    names = sorted(passed)
    for place in range(number):
        name = names[place % len(names)]
        times = passed[name]
        yield f"death/{work}/point/{name}/{1 if place < len(names) else chance.randint(1, times)}"


def _sounded(ground: Ground, work: str) -> tuple[Counter[str], int, float]:
    """Do a work undisturbed and return how often it passes each point, its calls, and its seconds."""
    place = Place.made(ground.folder / "sounded")
    WORKS[work].prepare(ground, place)
    told = place.folder / "told.json"

    def sounded() -> None:
        counts: Counter[str] = Counter()
        watch(counts)
        arm(place.disk, Blow(ops=CALLS))
        try:
            WORKS[work].do(ground, place)()
        finally:
            told.write_text(json.dumps([counts, seen()]))

    ended = forked(sounded, folder=place.folder)
    if ended.code not in WORKS[work].good:
        raise RuntimeError(f"{work} fails undisturbed: {ended.err}")
    counts, calls = json.loads(told.read_text())
    return Counter(counts), calls, ended.seconds


def run(ground: Ground, place: Place, name: str) -> Verdict:
    """Let a work die as the trial's name says, and judge what is left."""
    _, about, kind, *how = name.split("/")
    work = WORKS[about]
    work.prepare(ground, place)
    do = work.do(ground, place)
    if kind == "process":
        ended, left = _real_process(ground, place, float(how[0]))
    else:
        ended, left = _forked(place, do, kind, how), []
    if ended.code not in (KILLED, *work.good):
        return Verdict(name, [f"ends with {ended.code}: {ended.err[-300:]}"], struck=False)
    acked = acked_in(place.acks)

    def judged() -> list[str]:
        # Not the undisturbed work's own folder of ready-made twins, but this disk: no real fsync is needed.
        arm(place.disk, Blow())
        wrongs = wrongs_of(place.archive, acked)
        return wrongs + (work.left(ground, place) if not wrongs else [])

    wrongs = left + _in_a_child(place, judged)
    wrongs += work.again(ground, place) if not wrongs else []
    wrongs += wrongs_of(place.archive, acked) if not wrongs else []
    return Verdict(name, wrongs, struck=ended.code == KILLED, acked=len(acked))


def _forked(place: Place, do: Callable[[], None], kind: str, how: list[str]) -> Ended:
    def dying() -> None:
        _lay_the_trap(place, kind, how)
        do()

    after = float(how[0]) if kind in ("instant", "midway") else None
    return forked(dying, folder=place.folder, after=after, since=place.acks if kind == "midway" else None)


def _real_process(ground: Ground, place: Place, after: float) -> tuple[Ended, list[str]]:
    """Kill a real `readout crawl` and return how it ended, and a complaint where its readers outlive it."""
    line = [sys.executable, "-m", "crawler.cli", *CRAWL, "--archive", str(place.archive)]
    with (place.folder / "err.txt").open("w") as err:
        began = time.monotonic()
        process = subprocess.Popen(
            line, env=os.environ | ground.web, stdout=err, stderr=err, start_new_session=True
        )
        code = wait(process.pid, after=after)
        process.returncode = code
    ended = Ended(
        code=code, out="", err=(place.folder / "err.txt").read_text(), seconds=time.monotonic() - began
    )
    return ended, [] if _gone(process.pid) else ["processes of the killed run are still there after 10 s"]


def _gone(session: int) -> bool:
    """Tell whether all processes of a session have ended within ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(_session_of(path) == session for path in Path("/proc").glob("[0-9]*/stat")):
            return True
        time.sleep(0.05)
    return False


def _session_of(stat: Path) -> int:
    try:
        state, _, _, session = stat.read_text().rpartition(")")[2].split()[:4]
    except (OSError, ValueError):
        return 0
    return 0 if state == "Z" else int(session)


def _lay_the_trap(place: Place, kind: str, how: list[str]) -> None:
    acknowledging(place.acks)
    blow = Blow(ops=CALLS)
    if kind == "call":
        blow = Blow(ops=CALLS, number=int(how[0]), how=How[how[1].upper()])
    elif kind == "statement":
        watch(Counter(), death=("statement", int(how[0])))
    elif kind == "point":
        watch(Counter(), death=(how[0], int(how[1])))
    arm(place.disk, blow)


def _in_a_child(place: Place, judge: Callable[[], list[str]]) -> list[str]:
    told = place.folder / "wrongs.json"
    ended = forked(lambda: told.write_text(json.dumps(judge())), folder=place.folder)
    if ended.code:
        return [f"the judge ends with {ended.code}: {ended.err[-300:]}"]
    wrongs: list[str] = json.loads(told.read_text())
    return wrongs
