"""Knows what the body of a failed answer says: that a wall refused us, whatever the status."""

from dataclasses import replace

from archive.errors import UnreadablePage
from archive.models import Exchange, Outcome
from crawler.reading import page_of
from crawler.sites.absence import says_absent
from crawler.sites.charset import settle_any
from crawler.sites.refusal import BLOCK_PAGE, REFUSAL, wall_on

__all__ = ["judged"]

_DOUBTFUL = frozenset({Outcome.REFUSED, Outcome.SERVER_ERROR, Outcome.ABSENT, Outcome.HTTP_ERROR})


def judged(exchange: Exchange) -> Exchange:
    """Return a failed exchange, as blocked where its body is a challenge or a block page.

    So a challenge with status 503 counts as a refusal, and one with 404 makes nothing absent. A plain "403
    Forbidden" stays what its status says, and so does Cloudflare's page about a server that is down.
    """
    if exchange.outcome not in _DOUBTFUL or not exchange.body:
        return exchange
    try:
        page = settle_any(page_of(exchange)).page
    except UnreadablePage:
        return exchange
    wall = "" if says_absent(page) else wall_on(page)
    plain = exchange.outcome is Outcome.SERVER_ERROR and wall == BLOCK_PAGE
    if not wall or wall == REFUSAL or plain:
        return exchange
    return replace(exchange, outcome=Outcome.BLOCKED, note=f"status {exchange.status}: {wall}")
