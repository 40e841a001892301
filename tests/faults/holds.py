"""Knows what each work must leave: at once the old or the new, whole; and in the end the new."""

import sqlite3
from contextlib import closing
from pathlib import Path

from archive.verify import Depth, verify
from tests.faults.ground import Ground, Place
from tests.faults.judge import differences, twice

__all__ = [
    "OLD",
    "copied",
    "copy_or_nothing",
    "derived_anew",
    "derived_whole",
    "exported",
    "exported_or_old",
    "new",
    "nothing_or_restored",
    "old_or_new",
    "restored",
    "whole",
]


def whole(ground: Ground, place: Place) -> list[str]:
    return differences(place.archive, ground.twin) + twice(place.archive)


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    tables = ("documents", "aliases", "revisions", "readings")
    with closing(sqlite3.connect(path)) as db:
        return {name: sorted(db.execute(f"select * from {name}"), key=str) for name in tables}


def derived_whole(ground: Ground, place: Place) -> list[str]:
    """Return a complaint unless all derived rows are the old reader's, or all today's."""
    rows = _rows(place.archive)
    wholes = (_rows(ground.stale), _rows(ground.crawled))
    return [] if rows in wholes else ["derived rows are neither the old ones nor the new ones"]


def derived_anew(ground: Ground, place: Place) -> list[str]:
    return [] if _rows(place.archive) == _rows(ground.crawled) else ["derived rows are not today's"]


OLD = b"what stood here before\n"


def exported_or_old(ground: Ground, place: Place) -> list[str]:
    return (
        [] if place.file.read_bytes() in (OLD, ground.exported) else ["the export is neither old nor whole"]
    )


def exported(ground: Ground, place: Place) -> list[str]:
    return [] if place.file.read_bytes() == ground.exported else ["the export is not what it should be"]


def copy_or_nothing(ground: Ground, place: Place) -> list[str]:
    del ground
    if not place.file.exists() or place.file.read_bytes() == OLD:
        return []
    return [f"the copy: {fault}" for fault in verify(place.file, depth=Depth.DATA).faults]


def copied(ground: Ground, place: Place) -> list[str]:
    return copy_or_nothing(ground, place) + differences(place.file, ground.twin)


def nothing_or_restored(ground: Ground, place: Place) -> list[str]:
    kept = place.file.read_bytes() == ground.crawled.read_bytes()
    wrongs = [] if kept else ["the backup is not what it was"]
    return wrongs + (restored(ground, place) if place.archive.exists() else [])


def restored(ground: Ground, place: Place) -> list[str]:
    faults = verify(place.archive, depth=Depth.DATA).faults
    return [f"restored: {fault}" for fault in faults] + differences(place.archive, ground.twin)


def _schema(path: Path) -> tuple[object, ...]:
    with closing(sqlite3.connect(path)) as db:
        version = db.execute("pragma user_version").fetchone()
        made = db.execute("select type, name, sql from sqlite_master order by 1, 2").fetchall()
        captures = db.execute("select id, asked, body_sha256, headers from captures order by id").fetchall()
        revisions = db.execute("select id, text, text_sha256 from revisions order by id").fetchall()
        return version, made, captures, revisions


def old_or_new(ground: Ground, place: Place) -> list[str]:
    known = (_schema(ground.old), _schema(ground.folder / "migrated.db"))
    return [] if _schema(place.archive) in known else ["the schema is neither the old nor the new one"]


def new(ground: Ground, place: Place) -> list[str]:
    migrated = _schema(ground.folder / "migrated.db")
    return [] if _schema(place.archive) == migrated else ["the schema is not the new one"]
