"""Knows how a stored or fresh exchange is read by the site that it belongs to, within time and memory."""

import logging
import traceback
from collections.abc import Callable
from typing import Any, TypeVar, cast

from archive import errors
from archive.errors import ReadingKilled, UnreadablePage
from archive.models import Exchange, Reading, TracedReading
from archive.recording import Reader
from crawler import settings
from crawler.coding import CodingError, decoded, stated_coding
from crawler.isolation import Apart, Limits, Stopped
from crawler.sites.base import Site
from crawler.sites.page import Page
from crawler.sites.trail import trace

__all__ = ["close", "page_of", "read_here", "reader", "tracer"]

logger = logging.getLogger(__name__)

R = TypeVar("R", bound=Reading)


def page_of(exchange: Exchange) -> Page:
    """Return an exchange's body as a page; raises UnreadablePage when its coding is damaged."""
    try:
        body = decoded(exchange.body or b"", stated_coding(exchange.headers))
    except CodingError as error:
        raise UnreadablePage(f"{exchange.answered}: {error}") from error
    return Page(
        address=exchange.answered,
        body=body,
        content_type=exchange.header("Content-Type") or "",
        captured_at=exchange.ended_at,
    )


def read_here(site: Site, exchange: Exchange) -> Reading:
    """Read an exchange in this process, without bounds; raises what the site's reader raises."""
    return site.read(page_of(exchange))


def _traced_here(site: Site, exchange: Exchange) -> TracedReading:
    page = page_of(exchange)
    return trace(page, site.read(page))


def reader(site: Site) -> Reader:
    """Return the function that reads an exchange of a site, in a process of its own, as `_apart` says."""
    return _apart(site, read_here)


def tracer(site: Site) -> Callable[[Exchange], TracedReading]:
    """Return the function that also tells what became of each line of the page, as `_apart` says."""
    return _apart(site, _traced_here)


def _apart(site: Site, work: Callable[[Site, Exchange], R]) -> Callable[[Exchange], R]:
    """Return the function that reads an exchange of a site by ``work``, in a process of its own.

    A fault of the reader costs the document, never the capture: it becomes an UnreadablePage; so does
    a reading that takes more than READOUT_READING_SECONDS or READOUT_READING_MB (ReadingKilled).
    """

    def read(exchange: Exchange) -> R:
        try:
            told = _APART.ask((site, exchange, work))
        except Stopped as stopped:
            raise ReadingKilled(f"{exchange.answered}: reading was ended: {stopped}") from stopped
        if isinstance(told, Reading):
            return cast("R", told)
        kind, message, fault = told
        if fault:
            logger.error("the reader failed on %s\n%s", exchange.answered, fault)
        raise _KINDS.get(kind, UnreadablePage)(message)

    return read


def close() -> None:
    """End the process that reads; the next page starts another, under the limits of then."""
    _APART.close()


def _told(question: tuple[Site, Exchange, Callable[[Site, Exchange], R]]) -> R | tuple[str, str, str]:
    """Read in the worker: a reading, or (kind of error, message, trace of a fault of the reader's own)."""
    site, exchange, work = question
    try:
        return work(site, exchange)
    except UnreadablePage as error:
        return type(error).__name__, str(error), ""
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a reader trips over, the next page is read
        what = f"{exchange.answered}: the reader failed ({type(error).__name__}: {error})"
        return UnreadablePage.__name__, what, traceback.format_exc()


def _limits() -> Limits:
    return Limits(seconds=settings.READOUT_READING_SECONDS, megabytes=settings.READOUT_READING_MB)


_KINDS: dict[str, Any] = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, UnreadablePage)
}
_APART = Apart(_told, limits=_limits, preload=("click", "crawler.reading", "crawler.sites"))
