"""Knows each work that is disturbed: what it starts from, what it does, and what must hold afterwards."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from archive.store import Archive
from archive.verify import Depth, verify
from demo.answers import Reply
from tests.faults.child import Ended, forked
from tests.faults.judge import Facts, differences, facts_of, strays, twice
from tests.faults.work import CRAWL, command, crawl, site
from tests.small_web import ARTICLE

__all__ = ["WORKS", "Ground", "Place", "Work", "found_ground"]

SCHEMA_1 = Path(__file__).with_name("schema_1.sql")
ARTICLES = 10
DONE = frozenset({0})
# The small site's feed is not there, which a crawl says with 3.
CRAWLED = frozenset({0, 3})
_LONG_AGO = 25 * 3600


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What all trials stand on: the site, its twin that nobody disturbed, archives to begin with."""

    folder: Path
    web: dict[str, str]
    pages: dict[str, Reply]
    twin: Facts = field(default=Facts(documents=frozenset(), plan=frozenset(), captured=frozenset()))

    @property
    def crawled(self) -> Path:
        """Return the archive of the undisturbed crawl."""
        return self.folder / "crawled.db"

    @property
    def stale(self) -> Path:
        """Return the same archive, as an older reader would have derived it."""
        return self.folder / "stale.db"

    @property
    def old(self) -> Path:
        """Return an archive of schema 1."""
        return self.folder / "schema_1.db"

    @property
    def exported(self) -> bytes:
        """Return the undisturbed export."""
        return (self.folder / "exported.csv").read_bytes()


@dataclass(frozen=True)
class Place:
    """Where one trial happens: the disk, and what lies beside it out of harm's way."""

    folder: Path

    @property
    def disk(self) -> Path:
        """Return the folder that is disturbed."""
        return self.folder / "disk"

    @property
    def archive(self) -> Path:
        """Return the archive at work."""
        return self.disk / "archive.db"

    @property
    def acks(self) -> Path:
        """Return the list of what was acknowledged."""
        return self.folder / "acks"

    @property
    def file(self) -> Path:
        """Return the file that a command writes beside the archive."""
        return self.disk / "file.out"

    @classmethod
    def made(cls, folder: Path) -> "Place":
        """Make an empty place."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "disk").mkdir(parents=True)
        return cls(folder)


@dataclass(frozen=True, kw_only=True)
class Work:
    """A piece of work. ``left`` names what is wrong at once, ``after`` what is when it was done again."""

    prepare: Callable[[Ground, Place], None]
    do: Callable[[Ground, Place], Callable[[], None]]
    left: Callable[[Ground, Place], list[str]] = lambda _ground, _place: []
    after: Callable[[Ground, Place], list[str]]
    good: frozenset[int] = DONE
    opens: bool = True

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
        told = [text.format(archive=place.archive, file=place.file, base=ground.crawled) for text in arguments]
        run = command(*told)

        def work() -> None:
            os.environ.update(ground.web)
            run()

        return work

    return do


def _whole(ground: Ground, place: Place) -> list[str]:
    return differences(place.archive, ground.twin) + twice(place.archive)


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = ("documents", "aliases", "revisions", "readings")
    with closing(sqlite3.connect(path)) as db:
        return {name: sorted(db.execute(f"select * from {name}"), key=str) for name in tables}


def _derived_whole(ground: Ground, place: Place) -> list[str]:
    """Return a complaint unless all derived rows are the old reader's, or all today's."""
    rows = _rows(place.archive)
    wholes = (_rows(ground.stale), _rows(ground.crawled))
    return [] if rows in wholes else ["derived rows are neither the old ones nor the new ones"]


def _derived_anew(ground: Ground, place: Place) -> list[str]:
    return [] if _rows(place.archive) == _rows(ground.crawled) else ["derived rows are not today's"]


OLD = b"what stood here before\n"


def _with_old_file(ground: Ground, place: Place) -> None:
    shutil.copyfile(ground.crawled, place.archive)
    place.file.write_bytes(OLD)


def _exported_or_old(ground: Ground, place: Place) -> list[str]:
    return [] if place.file.read_bytes() in (OLD, ground.exported) else ["the export is neither old nor whole"]


def _exported(ground: Ground, place: Place) -> list[str]:
    return [] if place.file.read_bytes() == ground.exported else ["the export is not what it should be"]


def _copy_or_nothing(ground: Ground, place: Place) -> list[str]:
    del ground
    if not place.file.exists() or place.file.read_bytes() == OLD:
        return []
    return [f"the copy: {fault}" for fault in verify(place.file, depth=Depth.DATA).faults]


def _copied(ground: Ground, place: Place) -> list[str]:
    return _copy_or_nothing(ground, place) + differences(place.file, ground.twin)


def _open(ground: Ground, place: Place) -> Callable[[], None]:
    del ground
    return lambda: Archive(place.archive).close()


def _schema(path: Path) -> tuple[object, ...]:
    with closing(sqlite3.connect(path)) as db:
        version = db.execute("pragma user_version").fetchone()
        made = db.execute("select type, name, sql from sqlite_master order by 1, 2").fetchall()
        captures = db.execute("select id, asked, body_sha256, headers from captures order by id").fetchall()
        revisions = db.execute("select id, text, text_sha256 from revisions order by id").fetchall()
        return version, made, captures, revisions


def _old_or_new(ground: Ground, place: Place) -> list[str]:
    known = (_schema(ground.old), _schema(ground.folder / "migrated.db"))
    return [] if _schema(place.archive) in known else ["the schema is neither the old nor the new one"]


def _new(ground: Ground, place: Place) -> list[str]:
    migrated = _schema(ground.folder / "migrated.db")
    return [] if _schema(place.archive) == migrated else ["the schema is not the new one"]


WORKS = {
    "crawl": Work(
        prepare=_nothing,
        do=lambda ground, place: lambda: crawl(place.archive, ground.pages),
        after=_whole,
    ),
    "command": Work(
        prepare=_nothing, do=_readout(*CRAWL, "--archive", "{archive}"), after=_whole, good=CRAWLED
    ),
    "fetch": Work(
        prepare=_nothing,
        do=_readout("fetch", f"http://{ARTICLE}80003", "--delay", "0", "--archive", "{archive}"),
        after=lambda _ground, place: [] if facts_of(place.archive).documents else ["no document"],
    ),
    "reparse": Work(
        prepare=_with("stale"),
        do=_readout("reparse", "--workers", "1", "--archive", "{archive}"),
        left=_derived_whole,
        after=_derived_anew,
    ),
    "export": Work(
        prepare=_with_old_file,
        do=_readout("export", "{file}", "--archive", "{archive}"),
        left=_exported_or_old,
        after=_exported,
    ),
    "backup": Work(
        prepare=_with_old_file,
        do=_readout("backup", "{file}", "--force", "--archive", "{archive}"),
        left=_copy_or_nothing,
        after=_copied,
    ),
    "migration": Work(prepare=_with("old"), do=_open, left=_old_or_new, after=_new),
}


def found_ground(folder: Path, web: dict[str, str]) -> Ground:
    """Make what the trials stand on, by works that nobody disturbs."""
    ground = Ground(folder=folder, web=web, pages=site(ARTICLES))
    crawl(ground.crawled, ground.pages)
    shutil.copyfile(ground.crawled, ground.stale)
    with closing(sqlite3.connect(ground.old)) as db:
        db.executescript(SCHEMA_1.read_text())
    shutil.copyfile(ground.old, folder / "migrated.db")
    Archive(folder / "migrated.db").close()
    _make_stale(ground.stale)
    exported = folder / "exported.csv"
    ended = forked(command("export", str(exported), "--archive", str(ground.crawled)), folder=folder)
    if ended.code:
        raise RuntimeError(ended.err)
    return Ground(folder=folder, web=web, pages=ground.pages, twin=facts_of(ground.crawled))


def _make_stale(path: Path) -> None:
    """Let an archive look as an older reader would have left it."""
    with Archive(path) as archive, archive.transaction():
        archive.db.conn.execute("update revisions set extractor = 'kremlin/0', text_sha256 = text_sha256")
        archive.db.conn.execute("update readings set extractor = 'kremlin/0'")
