"""Knows whether what came as robots.txt is rules at all, and how much of it is read."""

from archive.errors import NotThisKind, UnreadablePage
from archive.models import Exchange, Outcome
from crawler.coding import CodingError, decoded, stated_coding
from crawler.reading import page_of
from crawler.sites.absence import says_absent
from crawler.sites.charset import settle_any
from crawler.sites.refusal import wall_on
from crawler.walls import judged

__all__ = ["MOST_RULES", "rules_of"]

# RFC 9309 section 2.5 wants at least 500 KiB to be read; Google reads as much.
MOST_RULES = 512 * 1024
_OK = 200
_SHUT = frozenset({429, *range(500, 600)})
_MARKS = b"\xef\xbb\xbf \t\r\n"


def rules_of(exchange: Exchange) -> bytes:
    """Return the rules of a robots.txt; none where the host answers that it has no such file.

    Raises an `UnreadablePage` for what closes the host until it can be read: 429 and 5xx, a wall with any
    status, redirects without end, a web page, bytes that are no text, a broken coding. RFC 9309 would read
    what it can of these and so find that all is allowed; who answers so has not allowed anything. A web
    page that says that there is no such page is a 404. At most ``MOST_RULES`` bytes are read.
    """
    if judged(exchange).outcome is Outcome.BLOCKED:
        raise NotThisKind(f"robots.txt answers with {judged(exchange).note}, which closes the site")
    if exchange.status in _SHUT:
        raise NotThisKind(f"robots.txt answers with status {exchange.status}, which closes the site")
    if exchange.outcome is Outcome.REDIRECTED:
        raise NotThisKind("robots.txt redirects without end, which closes the site")
    if exchange.outcome is Outcome.DAMAGED:
        raise NotThisKind(f"robots.txt is damaged ({exchange.note}), which closes the site")
    return _read(exchange) if exchange.status == _OK else b""


def _read(exchange: Exchange) -> bytes:
    try:
        body = decoded(exchange.body or b"", stated_coding(exchange.headers))
    except CodingError as error:
        raise NotThisKind(f"robots.txt is damaged ({error}), which closes the site") from error
    if body.lstrip(_MARKS).startswith(b"<"):
        _refuse_page(exchange)
        return b""
    if b"\0" in body[:MOST_RULES]:
        raise NotThisKind("robots.txt is no text, which closes the site")
    if len(body) <= MOST_RULES:
        return body
    return body[: body.rfind(b"\n", 0, MOST_RULES) + 1]


def _refuse_page(exchange: Exchange) -> None:
    """Raise for a web page in the place of rules, unless it says that there are none."""
    try:
        page = settle_any(page_of(exchange)).page
        absent, wall = says_absent(page), wall_on(page)
    except UnreadablePage:
        absent, wall = False, ""
    if not absent:
        raise NotThisKind(f"robots.txt is {wall or 'a web page'}, not rules, which closes the site")
