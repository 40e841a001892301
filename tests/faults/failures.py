"""Knows how a disk fails: the n-th call gives ENOSPC, EIO, EROFS or EDQUOT, once or from then on."""

import errno
import json
import random
from collections.abc import Iterator

from tests.faults.child import Ended, forked
from tests.faults.ground import Ground, Place
from tests.faults.judge import acked_in, wrongs_of
from tests.faults.shim import Blow, How, Op, arm, fired, seen
from tests.faults.trial import Verdict, spread
from tests.faults.work import acknowledging
from tests.faults.works import WORKS

__all__ = ["run", "trials"]

# Of each hundred failures so many befall a command.
SHARES = {"command": 14, "fetch": 10, "reparse": 28, "export": 22, "backup": 16, "restore": 10}
OPS = (Op.OPEN, Op.WRITE, Op.SYNC, Op.TRUNCATE, Op.UNLINK, Op.RENAME, Op.READ)
ERRORS = ("ENOSPC", "EIO", "EROFS", "EDQUOT")
HOWS = ("once", "again", "short")
FULL, CLOSED, DAMAGED = 12, 13, 20
# What SQLite hands on: a file that cannot be opened has no reason, nor has a write that fails; only that
# the disk is full is told apart.
_CODES = {error: frozenset({FULL}) for error in ("ENOSPC", "EIO", "EDQUOT")}
_EITHER = frozenset({FULL, CLOSED})
# A page that the disk does not give back, SQLite tells as a damaged one (SQLITE_IOERR_CORRUPTFS).
_UNREAD = frozenset({FULL, DAMAGED})


def trials(ground: Ground, count: int, seed: int) -> Iterator[str]:
    """Yield the names of so many failures: each kind of call, each error, once or lasting."""
    chance = random.Random(seed)
    for work, share in SHARES.items():
        calls = {op: _sounded(ground, work, op) for op in OPS}
        kinds = [
            (op, error) for op in OPS if calls[op] for error in ERRORS if op is not Op.READ or error == "EIO"
        ]
        number = round(count * share / 100)
        for place in range(number):
            op, error = kinds[place % len(kinds)]
            most = (number + len(kinds) - 1) // len(kinds)
            at = spread(calls[op], most, chance)[place // len(kinds) % most]
            how = HOWS[chance.randrange(3 if op is Op.WRITE else 2)]
            yield f"failure/{work}/{op.name.lower()}/{error}/{at}/{how}"


def _sounded(ground: Ground, work: str, op: Op) -> int:
    place = Place.made(ground.folder / "sounded")
    WORKS[work].prepare(ground, place)
    told = place.folder / "told.json"

    def sounded() -> None:
        arm(place.disk, Blow(ops=op))
        try:
            WORKS[work].do(ground, place)()
        finally:
            told.write_text(json.dumps(seen()))

    ended = forked(sounded, folder=place.folder)
    if ended.code not in WORKS[work].good:
        raise RuntimeError(f"{work} fails undisturbed: {ended.err}")
    return int(json.loads(told.read_text()))


def run(ground: Ground, place: Place, name: str) -> Verdict:
    """Let a call of a command fail as the trial's name says, and judge what it says and what is left."""
    _, about, op, error, at, how = name.split("/")
    work = WORKS[about]
    work.prepare(ground, place)
    told = place.folder / "fired.json"
    blow = Blow(
        ops=Op[op.upper()],
        number=int(at),
        how=How.SHORT if how == "short" else How.FAIL,
        error=getattr(errno, error),
        again=how == "again",
    )

    def failing() -> None:
        acknowledging(place.acks)
        arm(place.disk, blow)
        try:
            work.do(ground, place)()
        finally:
            told.write_text(json.dumps(fired()))

    ended = forked(failing, folder=place.folder)
    struck = told.exists() and json.loads(told.read_text()) > 0
    wrongs = _said(ended, work.good, op, error) if struck else []
    acked = acked_in(place.acks)
    wrongs += _left(ground, place, about, ended, struck=struck)
    return Verdict(name, wrongs, struck=struck, acked=len(acked))


def _said(ended: Ended, good: frozenset[int], op: str, error: str) -> list[str]:
    """Return what is wrong with how a command told of a failure: its code, and one line."""
    if ended.code in good:
        return []  # SQLite does without what failed; what must be there is looked at below
    wrongs = []
    allowed = _EITHER if op in ("open", "unlink") or error == "EROFS" else _CODES[error]
    allowed = _UNREAD if op == "read" else allowed
    if ended.code not in allowed:
        wrongs.append(f"ends with {ended.code}, not {sorted(allowed)}")
    if len(ended.complaints) != 1 or "Traceback" in ended.err:
        wrongs.append(f"says {len(ended.complaints)} lines: {ended.err[-600:]!r}")
    return wrongs


def _left(ground: Ground, place: Place, about: str, ended: Ended, *, struck: bool) -> list[str]:
    work = WORKS[about]
    told = place.folder / "wrongs.json"
    acked = acked_in(place.acks)

    def judge() -> None:
        arm(place.disk, Blow())
        wrongs = work.after(ground, place) if ended.code in work.good and struck else []
        wrongs += wrongs_of(place.archive, acked)
        wrongs += work.left(ground, place) if not wrongs else []
        told.write_text(json.dumps(wrongs))

    judged = forked(judge, folder=place.folder)
    if judged.code:
        return [f"the judge ends with {judged.code}: {judged.err[-300:]}"]
    wrongs: list[str] = json.loads(told.read_text())
    return wrongs or work.again(ground, place)
