"""Knows how this machine stands to Readout: versions, clock, proxies, disk, folder, lock."""

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from archive.disk import Reserve, room_of, sized
from archive.errors import ArchiveFull, ArchiveReadOnly
from archive.health import SQLITE
from archive.lock import holder_of, network_of
from crawler.symptoms import Symptom, bad, look, ok

__all__ = ["clock", "clocks", "disk", "folder", "lock", "proxies", "versions"]

# Tables are STRICT (sqlite.org/stricttables.html).
_OLDEST_SQLITE = (3, 37, 0)
# sqlite.org/wal.html, "the WAL-reset bug": needs two connections that write at once.
_WAL_RESET_MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
# Readout was first written then; an earlier year is a clock that has lost its battery.
_FIRST_YEAR = 2026
_SKEW = timedelta(minutes=5)
_SET_IT = "set the clock, best by NTP: every time in the archive is this clock's"
_LONG_HELD = timedelta(days=1)
_WHY = {"lxml_html_clean": "trafilatura cannot be imported without it beside lxml 5.2 and later"}
_INSTALL = "set up the environment anew: make demo in the checkout, or pip install readout in a fresh one"
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


def versions() -> Iterator[Symptom]:
    """Judge what is installed by what Readout asks for."""
    python, sqlite = (".".join(map(str, numbers[:3])) for numbers in (sys.version_info, SQLITE))
    yield ok("versions", f"readout {version('readout')}, Python {python}, SQLite {sqlite}")
    if SQLITE < _OLDEST_SQLITE:
        told = f"SQLite {sqlite} has no STRICT tables"
        yield bad("versions", told, "use a Python built with SQLite 3.37 or newer", code=1)
    elif _has_wal_reset_bug(SQLITE):
        yield ok(
            "versions", "this SQLite may damage a file that two programs write at once; Readout lets one"
        )
    found = []
    for line in requires("readout") or []:
        asked = Requirement(line)
        if asked.marker is not None and not asked.marker.evaluate({"extra": ""}):
            continue
        try:
            there = version(asked.name)
        except PackageNotFoundError:
            why = _WHY.get(asked.name)
            said = f"{asked.name} is not installed" + (f"; {why}" if why else "")
            yield bad("versions", said, f"pip install '{asked}'", code=1)
            continue
        found.append(f"{asked.name} {there}")
        if not asked.specifier.contains(there, prereleases=True):
            yield bad("versions", f"{asked.name} {there} is not {asked.specifier}", _INSTALL, code=1)
    yield ok("versions", ", ".join(found))


def _has_wal_reset_bug(built: tuple[int, ...]) -> bool:
    line = next((mended for mended in _WAL_RESET_MENDED if mended[:2] == built[:2]), _WAL_RESET_MENDED[-1])
    return built < line


def clock(now: datetime) -> Iterator[Symptom]:
    """Judge this machine's clock by its year."""
    if now.year < _FIRST_YEAR:
        yield bad("clock", f"it says {now:%Y-%m-%d}", _SET_IT, code=1)
    else:
        yield ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def clocks(now: datetime, newest: datetime, skew: timedelta | None) -> Iterator[Symptom]:
    """Judge this machine's clock by the newest capture; ``skew`` is our clock less the server's then."""
    if now + _SKEW < newest:
        told = f"it says {now:%Y-%m-%d %H:%M}, and a capture is of {newest:%Y-%m-%d %H:%M}"
        yield look("clock", told, _SET_IT)
    elif skew is not None and abs(skew) > _SKEW:
        yield look("clock", f"at the newest capture it was {_ahead(skew)} the server's", _SET_IT)


def _ahead(skew: timedelta) -> str:
    minutes = abs(skew) // timedelta(minutes=1)
    return f"{minutes} minutes {'ahead of' if skew > timedelta(0) else 'behind'}"


def proxies() -> Iterator[Symptom]:
    """Say which proxies the environment sets, without their passwords."""
    set_here = {
        name: value for name, value in os.environ.items() if name.lower() in _PROXIES and value.strip()
    }
    if not set_here:
        yield ok("proxies", "none is set")
        return
    told = ", ".join(
        f"{name}={re.sub('//[^/@]*@', '//…@', value)}" for name, value in sorted(set_here.items())
    )
    yield look("proxies", f"{told}: all requests go through it", "unset it, if that is not meant")


def disk(path: Path, reserve: Reserve) -> Iterator[Symptom]:
    """Judge what is free on the archive's disk."""
    try:
        reserve.require(path)
    except ArchiveFull as error:
        yield bad("disk", str(error), "free some; no run starts before", code=error.exit_code)
        return
    room = room_of(path)
    told = f"{sized(room.free)} of {sized(room.total)} are free; {sized(reserve.of(room))} must stay free"
    if room.free < 2 * reserve.of(room):
        yield look("disk", told, "free some soon, or move the archive to a larger disk")
    else:
        yield ok("disk", told)


def folder(path: Path, *, network: bool) -> Iterator[Symptom]:
    """Judge whether the archive can be written where it lies."""
    real = path.resolve()
    kind = network_of(real.parent)
    code = ArchiveReadOnly.exit_code
    if kind and not network:
        said = f"{real.parent} lies on a network file system ({kind}): no run writes there"
        yield bad("folder", said, "move the archive to a disk of this machine", code=code)
    elif kind:
        yield look("folder", f"a network file system ({kind}), allowed", "let only this machine write there")
    shut = [one for one in (real.parent, real) if one.exists() and not os.access(one, os.W_OK)]
    if shut:
        said = f"{shut[0]} cannot be written: the archive can be read, and no run can start"
        yield bad("folder", said, "run as its owner, or mount it to be written", code=code)
    elif not kind:
        yield ok("folder", f"{real.parent} can be written")


def lock(path: Path, now: datetime) -> Iterator[Symptom]:
    """Say whether a run holds the archive, and which."""
    try:
        holder, held = holder_of(path)
    except OSError as error:
        yield look("lock", f"cannot be looked at: {error.strerror}", "run the doctor as the archive's owner")
        return
    since = re.search(r"since (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)", holder)
    if not held:
        yield ok("lock", f"free; held last by {holder}" if holder else "free; never held")
    elif since and now - datetime.fromisoformat(since[1]).astimezone(UTC) > _LONG_HELD:
        yield look("lock", f"held for more than a day by {holder}", "see whether that run still lives")
    else:
        yield ok("lock", f"held by {holder or 'a run that gave no name'}")
