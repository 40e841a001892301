"""Knows how stored captures are read again by today's readers: offline, and in parallel."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path

from archive.bodies import Bodies
from archive.captures import Captures
from archive.connection import open_archive
from archive.errors import AbsentPage, UnreadablePage
from archive.models import Outcome, Reading
from archive.rederive import Comparison, Rederivation
from archive.store import Archive
from crawler.parallel import side_by_side
from crawler.reading import reader
from crawler.sites import extractor_of, site_named
from crawler.sites.base import Site

__all__ = ["reparse", "unseen"]

# Below this many captures a pool's start costs more than it saves (0.4 s a worker).
WORTH_A_POOL = 400
_CHUNK = 32
# A capture, and what it says: a reading, ABSENT, why nothing was read, or None for no body.
Read = tuple[int, Reading | Outcome | str | None]


def unseen(done: int, of: int) -> None:
    """Show no progress."""


def reparse(
    archive: Archive, source: str, *, workers: int | None = None, progress: Callable[[int, int], None]
) -> Comparison:
    """Derive a source again, all or nothing, and return what that changed.

    ``progress`` is told (captures done, captures in all).
    """
    site = site_named(source)
    work = Rederivation(archive=archive, source=source, extractor=extractor_of(site))
    captures = work.captures()
    count = workers if workers is not None else (os.cpu_count() or 1)
    with archive.transaction(), _readings(archive, site, captures, workers=count) as readings:
        work.begin()
        for done, (capture_id, read) in enumerate(readings, start=1):
            work.apply(capture_id, read)
            progress(done, len(captures))
        return work.finish()


@contextmanager
def _readings(archive: Archive, site: Site, captures: list[int], *, workers: int) -> Iterator[Iterable[Read]]:
    if workers < 2 or len(captures) < WORTH_A_POOL:  # noqa: PLR2004 - one worker is no pool
        yield (_read(archive.captures, site, capture_id) for capture_id in captures)
        return
    chunks = (captures[start : start + _CHUNK] for start in range(0, len(captures), _CHUNK))
    with side_by_side(partial(_read_chunk, str(archive.path), site.name), chunks, workers=workers) as read:
        yield chain.from_iterable(read)


def _read_chunk(path: str, source: str, captures: list[int]) -> list[Read]:
    """Read some captures in a process of its own, off its own read-only connection."""
    db = open_archive(Path(path), read_only=True)
    try:
        kept = Captures(db, Bodies(db.conn))
        site = site_named(source)
        return [_read(kept, site, capture_id) for capture_id in captures]
    finally:
        db.conn.close()


def _read(captures: Captures, site: Site, capture_id: int) -> Read:
    exchange = captures.get(capture_id)
    if exchange.outcome is not Outcome.STORED or exchange.body is None:
        return capture_id, None
    try:
        return capture_id, reader(site)(exchange)
    except AbsentPage:
        return capture_id, Outcome.ABSENT
    except UnreadablePage as error:
        return capture_id, f"{error.reason}: {error}"
