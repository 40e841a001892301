"""Knows what `readout search` says: hits as people read them, as lines with tabs, JSON or CSV."""

import csv
import io
import json
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import click

from archive.errors import BadUsage
from archive.opening import open_to_read, storage_errors
from archive.search import Asked, Found, Hit, Order, Piece, search
from archive.visible import visible
from crawler.days import parse_day
from crawler.filtering import filters_from

__all__ = ["run"]

_HEADS = ("day", "source", "id", "key", "title", "text", "address", "note")
_COLUMNS = (
    "key",
    "id",
    "day",
    "published_at",
    "source",
    "language",
    "kind",
    "state",
    "title",
    "snippet",
    "address",
    "revision",
    "current",
    "note",
    "first_seen",
    "last_seen",
    "score",
)
_NOTHING = (
    "nothing found; try fewer words, the beginning of one (прав*), another spelling of a name,"
    " or fewer filters (readout search --help)"
)


def run(
    *,
    words: tuple[str, ...],
    as_of: str | None,
    order: str,
    limit: int,
    page: int,
    raw: bool,
    form: str | None,
    archive: Path,
    **chosen: Any,
) -> None:
    """Print a page of hits; how many there are, and what else to know, goes to standard error."""
    if unknown := [word for word in words if word.startswith("--") and word.strip("-")]:
        raise BadUsage(f"no such option: {unknown[0]}; see readout search --help")
    asked = Asked(
        words=" ".join(words),
        filters=filters_from(**chosen),
        as_of=_moment(as_of),
        order=Order(order),
        page=page,
        size=limit,
        raw=raw,
    )
    with storage_errors(archive), closing(open_to_read(archive)) as connection:
        found = search(connection, asked)
    _FORMS[form](found)
    for line in (*_counted(found), *found.notes):
        click.echo(visible(line), err=True)


def _moment(text: str | None) -> datetime | None:
    """Return an instant: a day means its end, a time is UTC where it names no zone."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or len(text) == len("2020-08-01"):
        day = parse_day(text, today=datetime.now(UTC).date()) or date.max
        return datetime.combine(day, time.max, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _counted(found: Found) -> list[str]:
    if not found.total:
        return [_NOTHING]
    count = f"over {found.total - 1:,}" if found.over else f"{found.total:,}"
    line = f"{count} document{'s' * (found.over or found.total != 1)}"
    first = (found.page - 1) * found.size
    if not found.hits:
        return [f"{line}; there is no page {found.page}"]
    if found.more or first:
        line += f"; shown are {first + 1} to {first + len(found.hits)}"
    if found.more:
        line += f" (--page {found.page + 1} shows the next)"
    return [line]


def _people(found: Found) -> None:
    if sys.stdout.isatty():
        from crawler.hitlist import print_hits  # noqa: PLC0415 - rich loads only where there is a terminal

        print_hits(found)
        return
    if found.hits:
        click.echo("\t".join(_HEADS))
    for hit in found.hits:
        cells = (hit.day, hit.source, hit.document_id, hit.key, _marked(hit.title), _marked(hit.snippet))
        row = (*cells, hit.address, note_of(hit))
        click.echo("\t".join(visible(" ".join(str(cell or "").split())) for cell in row))


def _marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(f"[*{piece.text}*]" if piece.hit else piece.text for piece in pieces)


def note_of(hit: Hit) -> str:
    """Return what is special about a hit, in words."""
    said = []
    for mark in hit.marks:
        name = _MARKS.get(mark.kind, mark.kind)
        times = [f"last seen {mark.last[:16]}"] if mark.last else []
        times += [f"since {mark.since[:16]}"] if mark.since else []
        said.append(f"{name} ({', '.join(times)})" if times else name)
    return "; ".join(said)


_MARKS = {"removed_later": "removed later", "earlier": "changed later"}


def _json(found: Found) -> None:
    told = asdict(found)
    for hit, plain in zip(found.hits, told["hits"], strict=True):
        plain["title"] = hit.plain_title
        plain["title_marked"], plain["snippet_marked"] = _marked(hit.title), _marked(hit.snippet)
        plain["snippet"] = "".join(piece.text for piece in hit.snippet)
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _csv(found: Found) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for hit in found.hits:
        cells = {
            **{name: getattr(hit, name, None) for name in _COLUMNS},
            "id": hit.document_id,
            "title": hit.plain_title,
            "snippet": _marked(hit.snippet),
            "note": note_of(hit),
            "current": int(hit.current),
        }
        writer.writerow([cells[name] for name in _COLUMNS])
    sys.stdout.buffer.write(out.getvalue().encode("utf-8"))


_FORMS = {None: _people, "json": _json, "csv": _csv}
