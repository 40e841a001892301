"""Knows the commands that are measured, and how to prove that each did its work."""

import gzip
import shutil
import sqlite3
import sys
from abc import ABC, abstractmethod
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from bench.environment import NotReady, peers_python
from bench.frame import HOST
from bench.measure import Site
from bench.server import SITEMAP

__all__ = ["RUNNERS", "Kept", "Runner"]

_HERE = Path(__file__).resolve().parent
_LIST = "addresses.txt"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a run left: articles stored, the raw bodies' bytes as kept, the same bodies after gzip -6."""

    articles: int
    raw: int | None = None
    gzip: int | None = None
    note: str = ""


class Runner(ABC):
    """One way to do the work. ``peers`` is the folder of the peers' environment."""

    name: ClassVar[str]
    does: ClassVar[str]

    def __init__(self, peers: Path) -> None:
        """Remember where the peers live."""
        self._peers = peers

    @abstractmethod
    def command(self, folder: Path) -> list[str]:
        """Return the command; it runs in ``folder``, which holds the list of addresses. Raises `NotReady`."""

    @abstractmethod
    def kept(self, folder: Path, site: Site) -> Kept:
        """Return what the run left in its folder."""

    def environment(self) -> dict[str, str]:
        """Return variables of this runner alone."""
        return {}


class Readout(Runner):
    """This project, as a user runs it."""

    name = "readout"
    does = "listing, fetch, every capture kept raw, clean, revisions (SQLite)"

    def command(self, folder: Path) -> list[str]:
        script = shutil.which("readout", path=str(Path(sys.executable).parent))
        start = [script] if script else [sys.executable, "-c", "from crawler.cli import main; main()"]
        options = ["--lang", "en", "--section", "news", "--since", "1990-01-01", "--delay", "0"]
        return [*start, "crawl", "kremlin", *options, "--archive", str(folder / "archive.db")]

    def environment(self) -> dict[str, str]:
        return {"PYTHONPATH": str(_HERE.parent), "READOUT_FAST": ""}

    def kept(self, folder: Path, site: Site) -> Kept:
        archive = folder / "archive.db"
        if not archive.exists():
            return Kept(articles=0)
        with closing(sqlite3.connect(archive)) as db:
            present = "select count(*) from documents where state = 'present' and revision_id is not null"
            (articles,) = db.execute(present).fetchone()
            (length, stored) = db.execute("select sum(length), sum(length(data)) from bodies").fetchone()
            (learned,) = db.execute("select coalesce(sum(length(data)), 0) from dictionaries").fetchone()
        whole = archive.stat().st_size
        if length != site.article_bytes + site.other_bytes:
            return Kept(articles=articles, note=f"kept {length} bytes of bodies: not the site's")
        return Kept(
            articles=articles,
            raw=stored + learned,
            gzip=site.article_gzip + site.other_gzip,
            note=f"whole archive {whole / max(articles, 1):,.0f} bytes a page",
        )


class ReadoutFast(Readout):
    """This project with Scrapy's experimental aiohttp handler."""

    name = "readout-fast"
    does = "the same with READOUT_FAST=1 (aiohttp)"

    def environment(self) -> dict[str, str]:
        return {**super().environment(), "READOUT_FAST": "1"}


class Naive(Runner):
    """What one builds in an afternoon."""

    name = "naive"
    does = "listing, Scrapy's defaults, trafilatura.extract with metadata, sqlite-utils a row; nothing raw"
    settings: ClassVar[tuple[str, ...]] = ()

    def command(self, folder: Path) -> list[str]:
        spider = ["runspider", str(_HERE / "naive" / "spider.py"), "-a", f"database={folder / 'news.db'}"]
        return [sys.executable, "-m", "scrapy", *spider, *self.settings]

    def kept(self, folder: Path, site: Site) -> Kept:  # noqa: ARG002 - keeps nothing of the site's bytes
        return Kept(articles=_rows(folder))


class NaiveQuiet(Naive):
    """The same without Scrapy's debug log, to which trafilatura writes too."""

    name = "naive-quiet"
    does = "the naive build with LOG_LEVEL=INFO"
    settings = ("-s", "LOG_LEVEL=INFO")


class Fundus(Runner):
    """fundus with a publisher class for this site."""

    name = "fundus"
    does = "sitemap, fetch, own publisher class, one transaction; nothing raw"

    def command(self, folder: Path) -> list[str]:
        script = str(_HERE / "peers" / "run_fundus.py")
        return [peers_python(self._peers), script, HOST + SITEMAP, str(folder / "news.db")]

    def kept(self, folder: Path, site: Site) -> Kept:  # noqa: ARG002 - as above
        return Kept(articles=_rows(folder))


class NewsPlease(Runner):
    """news-please over a list of addresses."""

    name = "news-please"
    does = "from_urls by 100, pictures off, one transaction; nothing raw"

    def command(self, folder: Path) -> list[str]:
        script = str(_HERE / "peers" / "run_news_please.py")
        return [peers_python(self._peers), script, str(folder / _LIST), str(folder / "news.db")]

    def kept(self, folder: Path, site: Site) -> Kept:  # noqa: ARG002 - as above
        return Kept(articles=_rows(folder))


class Wget(Runner):
    """wget that writes WARC: the floor, since it reads nothing off a page."""

    name = "wget"
    does = "list of addresses, fetch, gzip WARC; nothing extracted"

    def command(self, folder: Path) -> list[str]:
        program = shutil.which("wget")
        if program is None:
            raise NotReady("wget is not on this machine")
        sink = ["-O", "/dev/null", "--warc-file", str(folder / "pages")]
        return [program, "--no-config", "--quiet", "-i", str(folder / _LIST), *sink]

    def kept(self, folder: Path, site: Site) -> Kept:
        warc = folder / "pages.warc.gz"
        if not warc.exists():
            return Kept(articles=0)
        return Kept(articles=_responses(warc), raw=warc.stat().st_size, gzip=site.article_gzip)


RUNNERS: tuple[type[Runner], ...] = (Readout, ReadoutFast, Naive, NaiveQuiet, Fundus, NewsPlease, Wget)


def _rows(folder: Path) -> int:
    database = folder / "news.db"
    if not database.exists():
        return 0
    with closing(sqlite3.connect(database)) as db:
        found = db.execute("select count(*) from sqlite_master where name = 'articles'").fetchone()[0]
        statement = "select count(*) from articles where text is not null and text != ''"
        return int(db.execute(statement).fetchone()[0]) if found else 0


def _responses(warc: Path) -> int:
    with gzip.open(warc, "rb") as lines:
        return sum(line.strip() == b"WARC-Type: response" for line in lines)
