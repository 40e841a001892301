"""Knows each work that is disturbed: what it starts from, what it does, and what must hold afterwards."""

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass

from archive.store import Archive
from archive.verify import Depth, verify
from tests.faults import holds
from tests.faults.child import Ended, forked
from tests.faults.ground import Ground, Place
from tests.faults.judge import facts_of, strays
from tests.faults.work import CRAWL, command, crawl
from tests.small_web import ARTICLE

__all__ = ["WORKS", "Work"]

DONE = frozenset({0})
# The small site's feed is not there, which a crawl says with 3.
CRAWLED = frozenset({0, 3})
# Where an archive stands already, restore refuses.
RESTORED = frozenset({0, 2})
_LONG_AGO = 25 * 3600


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work. ``left`` names what is wrong at once, ``after`` what is when it was done again."""

    prepare: Callable[[Ground, Place], None]
    do: Callable[[Ground, Place], Callable[[], None]]
    left: Callable[[Ground, Place], list[str]] = lambda _ground, _place: []
    after: Callable[[Ground, Place], list[str]]
    good: frozenset[int] = DONE

    def again(self, ground: Ground, place: Place) -> list[str]:
        """Do the work once more, undisturbed, and return what is wrong then."""
        ended: Ended = forked(self.do(ground, place), folder=place.folder)
        if ended.code not in self.good:
            return [f"the next run ends with {ended.code}: {ended.err[-300:].strip()}"]
        wrongs = self.after(ground, place)
        if place.archive.exists():
            wrongs += [f"verify: {fault}" for fault in verify(place.archive, depth=Depth.DATA).faults[:3]]
        return wrongs + _strays(ground, place, self)


def _strays(ground: Ground, place: Place, work: Work) -> list[str]:
    """Return files that stay for ever; an unfinished one goes when its writer cannot be alive any more."""
    parts = [path for path in place.disk.iterdir() if ".part" in path.name]
    for path in parts:
        os.utime(path, (time.time() - _LONG_AGO,) * 2)
    if parts:
        forked(work.do(ground, place), folder=place.folder)
    return strays(place.disk, place.archive, place.file)


def _nothing(ground: Ground, place: Place) -> None:
    del ground, place


def _with(name: str) -> Callable[[Ground, Place], None]:
    def prepare(ground: Ground, place: Place) -> None:
        shutil.copyfile(getattr(ground, name), place.archive)

    return prepare


def _readout(*arguments: str) -> Callable[[Ground, Place], Callable[[], None]]:
    def do(ground: Ground, place: Place) -> Callable[[], None]:
        told = [
            text.format(archive=place.archive, file=place.file, base=ground.crawled) for text in arguments
        ]
        run = command(*told)

        def work() -> None:
            os.environ.update(ground.web)
            run()

        return work

    return do


def _with_old_file(ground: Ground, place: Place) -> None:
    shutil.copyfile(ground.crawled, place.archive)
    place.file.write_bytes(holds.OLD)


def _with_backup(ground: Ground, place: Place) -> None:
    shutil.copyfile(ground.crawled, place.file)


def _open(ground: Ground, place: Place) -> Callable[[], None]:
    del ground
    return lambda: Archive(place.archive).close()


WORKS = {
    "crawl": Work(
        prepare=_nothing,
        do=lambda ground, place: lambda: crawl(place.archive, ground.pages),
        after=holds.whole,
    ),
    "command": Work(
        prepare=_nothing, do=_readout(*CRAWL, "--archive", "{archive}"), after=holds.whole, good=CRAWLED
    ),
    "fetch": Work(
        prepare=_nothing,
        do=_readout("fetch", f"http://{ARTICLE}80003", "--delay", "0", "--archive", "{archive}"),
        after=lambda _ground, place: [] if facts_of(place.archive).documents else ["no document"],
    ),
    "reparse": Work(
        prepare=_with("stale"),
        do=_readout("reparse", "--workers", "1", "--archive", "{archive}"),
        left=holds.derived_whole,
        after=holds.derived_anew,
    ),
    "export": Work(
        prepare=_with_old_file,
        do=_readout("export", "{file}", "--archive", "{archive}"),
        left=holds.exported_or_old,
        after=holds.exported,
    ),
    "backup": Work(
        prepare=_with_old_file,
        do=_readout("backup", "{file}", "--force", "--archive", "{archive}"),
        left=holds.copy_or_nothing,
        after=holds.copied,
    ),
    "restore": Work(
        prepare=_with_backup,
        do=_readout("restore", "{file}", "--archive", "{archive}"),
        left=holds.nothing_or_restored,
        after=holds.restored,
        good=RESTORED,
    ),
    "migration": Work(prepare=_with("old"), do=_open, left=holds.old_or_new, after=holds.new),
}
