"""Knows the page of recent changes, by meaning or by date, and its feed."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.changes import ChangeRow, Kind, changes
from archive.filters import Filters
from archive.web.answers import Page
from archive.web.asked import Asked
from archive.web.safety import document_path

__all__ = ["Edit", "edit_of", "edits", "named"]

_PAGE = 25
_LAST_PAGE = 200
_NAMES = "select distinct {0} from documents order by {0}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """An edit or a disappearance as a page lists it; ``old`` and ``new`` are None where no text was edited."""

    path: str
    title: str
    source: str
    language: str
    seen: str
    published_printed: str | None
    old: int | None
    new: int | None
    kinds: tuple[str, ...]
    before: str
    after: str


def edit_of(row: ChangeRow) -> Edit:
    """Return what a page shows of a change."""
    return Edit(
        path=document_path(row.key),
        title=row.title,
        source=row.source,
        language=row.language,
        seen=row.seen,
        published_printed=row.published_printed,
        old=row.old,
        new=row.new,
        kinds=row.kinds,
        before=row.before,
        after=row.after,
    )


def edits(db: Database, asked: Asked) -> Page:
    """Return a page of changes; ``since`` is the UTC day from which they were seen here."""
    page = asked.number("page", default=1, most=_LAST_PAGE)
    order = asked.choice("order", ("meaning", "date"), default="date")
    kind = asked.choice("kind", [kind.value for kind in Kind])
    since = asked.day("since")
    found = changes(
        db,
        since=datetime.combine(since, time.min, tzinfo=UTC) if since else None,
        filters=Filters(sources=asked.many("source"), languages=asked.many("language")),
        kinds=(Kind(kind),) if kind else (),
        by_date=order == "date",
        limit=page * _PAGE + 1,
    )
    listed = found[(page - 1) * _PAGE : page * _PAGE]
    query = urlencode([pair for pair in asked.query if pair[0] in ("kind", "source", "language")])
    return Page(
        template="changes",
        values={
            "changes": [edit_of(row) for row in listed],
            "order": order,
            "page": page,
            "more": len(found) > page * _PAGE,
            "sources": named(db, "source"),
            "languages": named(db, "language"),
            "feed": f"/feed.atom?{query}" if query else "/feed.atom",
        },
    )


def named(db: Database, column: str) -> list[str]:
    """Return the sources or languages that the archive has documents of."""
    return [str(row[0]) for row in db.conn.execute(_NAMES.format(column))]
