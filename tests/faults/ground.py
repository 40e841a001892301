"""Knows what all trials stand on: a site, archives, a twin nobody disturbed."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from archive.store import Archive
from demo.answers import Reply
from tests.faults.child import forked
from tests.faults.judge import Facts, facts_of
from tests.faults.work import command, crawl, site

__all__ = ["ARTICLES", "Ground", "Place", "found_ground"]

SCHEMA_1 = Path(__file__).with_name("schema_1.sql")
ARTICLES = 10


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
