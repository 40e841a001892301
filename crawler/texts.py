"""Knows how a text file becomes a text that can be traced: plain text, or HTML that was saved by hand."""

import html
import re
from datetime import UTC, date, datetime
from pathlib import Path

from archive.errors import BadUsage, UnreadablePage
from archive.linkage.stored import Stored, within
from archive.models import Document, Exchange, Outcome
from archive.tracing.texts import Text
from crawler.days import parse_day
from crawler.reading import reader
from crawler.sites.language import settled_language
from crawler.sites.web import Web

__all__ = ["text_in"]

_MOST = 5_000_000
"""Bytes of a file that is read."""
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|article|div|p)\b", re.IGNORECASE | re.DOTALL
)
_ADDRESS = "https://file.invalid/"
_PLAIN = '<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head><body><article>'


def text_in(path: Path, *, day: str | None) -> Stored:
    """Return the text of a file, read as a web page is, with furniture such as share bars taken out.

    A page's own day holds unless one is given; plain text has only the given one. Raises BadUsage for what
    cannot be read as text.
    """
    data = _bytes_of(path)
    given = parse_day(day, today=datetime.now(UTC).date())
    is_markup = _MARKUP.match(data) is not None
    page = data if is_markup else _as_page(path, data)
    try:
        (document,) = reader(Web())(_exchange(page)).documents
    except UnreadablePage as error:
        if is_markup:
            raise BadUsage(f"{path}: no text can be read off this page ({error.reason})") from error
        return _bare(path, data, given)
    return _stored(path, document, given, titled=is_markup)


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        raise BadUsage(f"{path}: larger than {_MOST // 1_000_000} MB; that is no report")
    if not data.strip():
        raise BadUsage(f"{path}: the file is empty")
    if not _MARKUP.match(data):
        _decoded(path, data)
    return data


def _decoded(path: Path, data: bytes) -> str:
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadUsage(f"{path}: neither text nor HTML")
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1251"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadUsage(f"{path}: neither text nor HTML")


def _as_page(path: Path, data: bytes) -> bytes:
    """Return plain text as a page, so that its furniture is known for what it is; its title is no text."""
    lines = (html.escape(line.strip()) for line in _decoded(path, data).splitlines() if line.strip())
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return f"{_PLAIN.format(title=html.escape(path.name))}{body}</article></body></html>".encode()


def _exchange(page: bytes) -> Exchange:
    now = datetime.now(UTC)
    return Exchange(
        asked=_ADDRESS,
        answered=_ADDRESS,
        began_at=now,
        ended_at=now,
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=page,
        outcome=Outcome.STORED,
    )


def _stored(path: Path, document: Document, given: date | None, *, titled: bool) -> Stored:
    stated = document.published.day if document.published and titled else None
    paragraphs = tuple(block.text for block in document.blocks if block.text.strip())
    return _made(path, document.title if titled else "", paragraphs, given or stated, document.language)


def _bare(path: Path, data: bytes, given: date | None) -> Stored:
    lines = tuple(line.strip() for line in _decoded(path, data).splitlines() if line.strip())
    language = settled_language("\n".join(lines), declared=None).code
    return _made(path, "", lines, given, language)


def _made(path: Path, title: str, paragraphs: tuple[str, ...], day: date | None, language: str) -> Stored:
    text = Text(
        path.name, language, title, tuple(within(paragraphs)), day=day, precision="day" if day else "none"
    )
    return Stored(0, 0, "", "file", "", "", None, exact=False, text=text)
