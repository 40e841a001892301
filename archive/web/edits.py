"""Knows the page of recent changes, by meaning or by date, and its feed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.changes.atom import write_atom
from archive.changes.kinds import Kind
from archive.changes.listing import ChangeRow, Seen, changes
from archive.clock import now, stamp
from archive.filters import Filters
from archive.web.answers import File, Page
from archive.web.asked import Asked
from archive.web.safety import document_path
from archive.worddiff import Piece, diff_words

__all__ = ["Edit", "edit_of", "edits", "feed", "named"]

_PAGE = 25
_FEED = 50
_LAST_PAGE = 200
_DAYS = 30
_LAST_LOOK = "select ended_at from captures order by id desc limit 1"
_ABSENCES = frozenset({Kind.GONE, Kind.MISSING, Kind.RETURNED, Kind.REAPPEARED})
_NAMES = "select distinct {0} from documents order by {0}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """An edit or a disappearance as a page lists it; ``old`` and ``new`` are None where no text was edited.

    ``words`` are the essential ones, before and after; ``last_seen`` is of what went missing.
    """

    path: str
    title: str
    source: str
    language: str
    seen: str
    published_printed: str | None
    old: int | None
    new: int | None
    kinds: tuple[str, ...]
    last_seen: str | None
    words: tuple[Piece, ...]


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
        kinds=tuple(kind.value for kind in row.kinds),
        last_seen=row.not_before if _ABSENCES & set(row.kinds) else None,
        words=() if row.new is None and Kind.REDATED not in row.kinds else diff_words(row.before, row.after),
    )


def edits(db: Database, asked: Asked) -> Page:
    """Return a page of changes; ``since`` is the UTC day from which they were seen here.

    Without it they are those of the thirty days before the last look: each is compared anew for the page.
    """
    page = asked.number("page", default=1, most=_LAST_PAGE)
    order = asked.choice("order", ("meaning", "date"), default="date")
    kind = asked.choice("kind", [kind.value for kind in Kind])
    since = asked.day("since") or recently(db, _DAYS)
    found = changes(
        db,
        Seen(since=datetime.combine(since, time.min, tzinfo=UTC) if since else None),
        filters=_filters(asked),
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
            "since": since,
            "order": order,
            "page": page,
            "more": len(found) > page * _PAGE,
            "sources": named(db, "source"),
            "languages": named(db, "language"),
            "feed": f"/feed.atom?{query}" if query else "/feed.atom",
        },
    )


def _filters(asked: Asked) -> Filters:
    return Filters(sources=asked.many("source"), languages=asked.many("language"))


def recently(db: Database, days: int) -> date | None:
    """Return the UTC day so many days before the archive's last look; None before the first."""
    last = db.conn.execute(_LAST_LOOK).fetchone()
    return datetime.fromisoformat(last[0]).date() - timedelta(days=days) if last else None


def named(db: Database, column: str) -> list[str]:
    """Return the sources or languages that the archive has documents of."""
    return [str(row[0]) for row in db.conn.execute(_NAMES.format(column))]


def feed(db: Database, asked: Asked) -> File:
    """Return the newest changes as an Atom feed."""
    kind = asked.choice("kind", [kind.value for kind in Kind])
    since = recently(db, _DAYS)
    rows = changes(
        db,
        Seen(since=datetime.combine(since, time.min, tzinfo=UTC) if since else None),
        filters=_filters(asked),
        kinds=(Kind(kind),) if kind else (),
        by_date=True,
        limit=_FEED,
    )
    with BytesIO() as out:
        write_atom(out, rows, updated=stamp(now()))
        return File(body=out.getvalue(), kind="application/atom+xml; charset=utf-8")
