"""Knows the page that shows what differs between two revisions, in one column or side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from archive.changes.difference import Difference, folded
from archive.changes.timeline import between
from archive.library import find
from archive.web.answers import Page
from archive.web.asked import Asked
from archive.web.safety import document_path
from archive.worddiff import Piece

__all__ = ["differing"]

_COUNT = "select max(ordinal) from revisions where document_id = ?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A paragraph of both sides, or so many that are alike and left out."""

    left_out: int = 0
    change: str = "same"
    pieces: tuple[Piece, ...] = ()
    kinds: tuple[str, ...] = ()
    has_old: bool = True
    has_new: bool = True


def differing(db: Database, asked: Asked) -> Page:
    """Return the difference of two revisions of a document; raises `BadUsage` where one is not held."""
    found = find(db, asked.parts["what"])
    both = between(db, found, int(asked.parts["old"]), int(asked.parts["new"]))
    last = int(db.conn.execute(_COUNT, (found.id,)).fetchone()[0])
    whole = bool(asked.one("whole"))
    told = both.difference
    return Page(
        template="difference",
        values={
            "document": found,
            "path": document_path(found.key, found.id),
            "not_before": both.not_before,
            "not_after": both.not_after,
            "old": both.old,
            "new": both.new,
            "kinds": told.kinds,
            "capped": not told.whole,
            "fields": told.fields,
            "rows": list(_rows(told, whole=whole)) if told.paragraphs else [],
            "whole": whole,
            "view": asked.choice("view", ("inline", "side"), default="inline"),
            "before": both.old.ordinal - 1 if both.old.ordinal > 1 else None,
            "after": both.new.ordinal + 1 if both.new.ordinal < last else None,
        },
    )


def _rows(told: Difference, *, whole: bool) -> Iterator[Row]:
    for paragraph in told.paragraphs if whole else folded(told.paragraphs):
        if isinstance(paragraph, int):
            yield Row(left_out=paragraph)
            continue
        yield Row(
            change=paragraph.change,
            pieces=paragraph.pieces,
            kinds=paragraph.kinds,
            has_old=bool(paragraph.old),
            has_new=bool(paragraph.new),
        )
