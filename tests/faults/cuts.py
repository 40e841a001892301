"""Knows power cuts: a run is written down call by call, and the disk rebuilt as it is when the power goes."""

import json
import os
import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.faults.child import forked
from tests.faults.disk import Change, Disk, Kept, journal
from tests.faults.ground import Ground, Place
from tests.faults.judge import Acked, acked_in, wrongs_of
from tests.faults.shim import Blow, Op, arm
from tests.faults.trial import Verdict, spread
from tests.faults.work import acknowledging, crawl, site
from tests.faults.works import WORKS

__all__ = ["run", "trials"]

ARTICLES = 40
# Of each hundred cuts so many befall each work; the last two come on top, as the control: a run that does
# not wait for the disk (pragma synchronous) must be seen to lose something, else this proves nothing.
SHARES = {"full": 84, "export": 8, "backup": 8, "normal": 10, "off": 5}
CONTROLS = ("normal", "off")
_CHANGES = Op.OPEN | Op.WRITE | Op.SYNC | Op.TRUNCATE | Op.UNLINK | Op.RENAME | Op.LINK
# So many states are also crawled on to the end.
_GOES_ON = 10


def trials(ground: Ground, count: int, seed: int) -> Iterator[str]:
    """Yield the names of so many cuts: where, and how much of what was not fsynced outlives it."""
    chance = random.Random(seed)
    for work, share in SHARES.items():
        number = round(count * share / 100)
        total = len(_recorded(ground, work)[0])
        for place, point in enumerate(spread(total, number, chance)):
            kept = list(Kept)[place % 3]
            yield f"cut/{work}/{kept}/{point}/{chance.randint(1, 999999)}"


def run(ground: Ground, place: Place, name: str) -> Verdict:
    """Rebuild the disk of a cut and judge it; of a control losses are counted, and no fault."""
    _, about, kept, point, seed = name.split("/")
    changes, acked = _recorded(ground, about)
    disk = Disk(str(_recording(ground, about).disk.resolve()))
    _before(disk, ground, about)
    known: list[Acked] = []
    for change in changes[: int(point)]:
        disk.apply(change)
        if change.op is Op.MARK:
            known.append(acked[change.offset])
    disk.cut(place.disk, Kept(kept), random.Random(int(seed)))
    wrongs = _judged(ground, place, about, known, goes_on=int(seed) % _GOES_ON == 0)
    if about in CONTROLS:
        return Verdict(name, [], acked=len(known), harmed=bool(wrongs))
    return Verdict(name, wrongs, acked=len(known))


def _judged(ground: Ground, place: Place, about: str, known: list[Acked], *, goes_on: bool) -> list[str]:
    told = place.folder / "wrongs.json"

    def judge() -> None:
        arm(place.disk, Blow())
        wrongs = wrongs_of(place.archive, known)
        if not wrongs and about not in ("full", *CONTROLS):
            wrongs = WORKS[about].left(ground, place)
        if not wrongs and goes_on and about == "full":
            crawl(place.archive, site(ARTICLES))
            wrongs = wrongs_of(place.archive, known)
        told.write_text(json.dumps(wrongs))

    ended = forked(judge, folder=place.folder)
    if ended.code:
        return [f"the judge ends with {ended.code}: {ended.err[-300:]}"]
    wrongs: list[str] = json.loads(told.read_text())
    return wrongs


def _recording(ground: Ground, work: str) -> Place:
    return Place(ground.folder / f"recorded-{work}")


@cache
def _recorded(ground: Ground, work: str) -> tuple[list[Change], dict[int, Acked]]:
    """Do a work once, undisturbed, and return all that it asked of the disk, and what it acknowledged."""
    place = _recording(ground, work)
    if not place.folder.exists():
        Place.made(place.folder)
        if work in WORKS:
            WORKS[work].prepare(ground, place)
            shutil.copytree(place.disk, place.folder / "before")
        ended = forked(lambda: _record(ground, place, work), folder=place.folder)
        if ended.code:
            raise RuntimeError(f"{work} fails undisturbed: {ended.err}")
    acked = {one.capture_id: one for one in acked_in(place.acks)}
    return journal(place.folder / "journal"), acked


def _record(ground: Ground, place: Place, work: str) -> None:
    acknowledging(place.acks)
    handle = os.open(place.folder / "journal", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    do = WORKS[work].do(ground, place) if work in WORKS else None
    arm(place.disk, Blow(ops=_CHANGES), journal=handle)
    if do is None:
        crawl(place.archive, site(ARTICLES), synchronous=work, checkpoint=60)
    else:
        do()


def _before(disk: Disk, ground: Ground, work: str) -> None:
    """Put what stood on the disk beforehand, all of it durable."""
    folder = _recording(ground, work).folder / "before"
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        disk.found(str(Path(disk.folder) / file.name), file.read_bytes())
