"""Knows how a stored or fresh exchange is read by the site that it belongs to."""

import logging

from archive.errors import UnreadablePage
from archive.models import Exchange, Reading
from archive.recording import Reader
from crawler.coding import CodingError, decoded
from crawler.sites.base import Site
from crawler.sites.page import Page

__all__ = ["page_of", "reader"]

logger = logging.getLogger(__name__)


def page_of(exchange: Exchange) -> Page:
    """Return an exchange's body as a page; raises UnreadablePage when its coding is damaged."""
    try:
        body = decoded(exchange.body or b"", exchange.header("Content-Encoding") or "")
    except CodingError as error:
        raise UnreadablePage(f"{exchange.answered}: {error}") from error
    return Page(
        address=exchange.answered,
        body=body,
        content_type=exchange.header("Content-Type") or "",
        captured_at=exchange.ended_at,
    )


def reader(site: Site) -> Reader:
    """Return the function that reads an exchange of a site.

    A fault of the reader costs the document, never the capture: it becomes an UnreadablePage.
    """

    def read(exchange: Exchange) -> Reading:
        page = page_of(exchange)
        try:
            return site.read(page)
        except UnreadablePage:
            raise
        except Exception as error:
            logger.exception("the reader failed on %s", exchange.answered)
            raise UnreadablePage(
                f"{exchange.answered}: the reader failed ({type(error).__name__}: {error})"
            ) from error

    return read
