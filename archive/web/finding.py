"""Knows the page of a search, and of documents that are chosen without any words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.errors import UnknownDocument
from archive.filters import Filters
from archive.library import find
from archive.search import Asked as Sought
from archive.search import Hit, Mark, Order, Piece
from archive.search import search as sought
from archive.web.answers import Moved, Page
from archive.web.asked import Asked
from archive.web.choosing import FACETS, chosen, filters_of
from archive.web.facets import MOST_COUNTED, Facets, facets
from archive.web.narrowing import narrowed
from archive.web.safety import document_path

__all__ = ["search"]

_SIZE = 20
_LAST_PAGE = 500
_COUNTED_HITS = 200
"""Hits that are counted by facet: the best of them."""

_CHOSEN = """select d.id, d.key, d.source, d.language, d.state, d.published_day, r.title, r.lead,
substr(r.text, 1, 400)
from documents d join revisions r on r.id = d.revision_id where {where}
order by d.published_day desc, d.id desc limit ? offset ?"""
_NUMBER = """select count(*) from (select 1 from documents d join revisions r on r.id = d.revision_id
where {where} limit ?)"""
_LEAD = 240


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A document in a list: its title and a piece of its text, with what was looked for marked."""

    path: str
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    source: str
    language: str
    state: str
    day: str | None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A page of lines, and how many there are in all; ``over`` tells that there are more than ``total``."""

    lines: tuple[Line, ...]
    total: int
    over: bool
    more: bool
    facets: Facets
    notes: tuple[str, ...] = ()


def search(db: Database, asked: Asked) -> Page | Moved:
    """Return what a reader looks for; an address or key of a document leads to it at once."""
    words, page = asked.one("q"), asked.number("page", default=1, most=_LAST_PAGE)
    if words and not asked.many("source") and (known := _known(db, words)):
        return Moved(address=known)
    order = asked.choice("order", Order, default=Order.RANK if words else Order.DATE)
    found = _by_words(db, asked, order, page) if words else _by_choice(db, asked, page)
    query = urlencode([pair for pair in asked.query if pair[0] in ("source", "language")])
    return Page(
        template="search",
        values={
            "hits": found.lines,
            "total": found.total,
            "over": found.over,
            "notes": found.notes,
            "order": order,
            "page": page,
            "more": found.more,
            "first": (page - 1) * _SIZE + 1,
            "facets": found.facets.groups,
            "facets_of": found.facets.counted if found.facets.counted < found.total or found.over else 0,
            "chosen": chosen(asked),
            "kept": [pair for pair in asked.query if pair[0] in FACETS],
            "feed": f"/feed.atom?{query}" if query else "/feed.atom",
        },
    )


def _known(db: Database, words: str) -> str | None:
    """Return the page of a document whose very address or key is asked for."""
    if any(letter.isspace() for letter in words) or "/" not in words:
        return None
    try:
        found = find(db, words)
    except (UnknownDocument, ValueError):
        return None
    return document_path(found.key, found.id)


def _by_words(db: Database, asked: Asked, order: str, page: int) -> Listed:
    as_of = asked.day("as_of")
    meant = Sought(
        words=asked.one("q"),
        filters=filters_of(asked),
        as_of=datetime.combine(as_of, time.max, tzinfo=UTC) if as_of else None,
        order=Order(order),
        page=page,
        size=_SIZE,
    )
    found = sought(db, meant)
    best = sought(db, replace(meant, page=1, size=_COUNTED_HITS)) if found.total else found
    return Listed(
        lines=tuple(_hit(hit) for hit in found.hits),
        total=found.total,
        over=found.over,
        more=found.more and page < _LAST_PAGE,
        facets=facets(db, asked, Filters(), among=[hit.document_id for hit in best.hits]),
        notes=found.notes,
    )


def _hit(hit: Hit) -> Line:
    return Line(
        path=document_path(hit.key, hit.document_id) + ("" if hit.current else f"/revisions/{hit.revision}"),
        title=hit.title,
        snippet=hit.snippet,
        source=hit.source,
        language=hit.language,
        state=hit.state,
        day=hit.day,
        marks=hit.marks,
    )


def _by_choice(db: Database, asked: Asked, page: int) -> Listed:
    filters = filters_of(asked)
    where, values = narrowed(db, filters)
    (total,) = db.conn.execute(_NUMBER.format(where=where), (*values, MOST_COUNTED + 1)).fetchone()
    rows = db.conn.execute(_CHOSEN.format(where=where), (*values, _SIZE + 1, (page - 1) * _SIZE)).fetchall()
    return Listed(
        lines=tuple(_document(row) for row in rows[:_SIZE]),
        total=min(total, MOST_COUNTED),
        over=total > MOST_COUNTED,
        more=len(rows) > _SIZE and page < _LAST_PAGE,
        facets=facets(db, asked, filters),
    )


def _document(row: Sequence[str]) -> Line:
    identifier, key, source, language, state, day, title, lead, text = row
    told = " ".join((lead or text).split())
    snippet = told if len(told) <= _LEAD else told[:_LEAD].rsplit(" ", 1)[0] + " …"
    return Line(
        path=document_path(key, int(identifier)),
        title=(Piece(text=title, hit=False),),
        snippet=(Piece(text=snippet, hit=False),) if snippet else (),
        source=source,
        language=language,
        state=state,
        day=day,
    )
