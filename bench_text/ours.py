"""Knows how Readout reads a page that is measured: the site that owns the address, else the web's reader."""

from datetime import datetime
from typing import Any

from crawler.sites import site_for
from crawler.sites.base import Site
from crawler.sites.kremlin import Kremlin
from crawler.sites.page import Page

__all__ = ["read", "read_with_turns"]

# The only site whose documents have turns; no peer tells who speaks.
_WITHOUT_TURNS = Kremlin(turns=False)


def read(html: str, address: str, captured: str) -> dict[str, Any]:
    """Return text (lead and body), title, day as printed and author; raises what the site's reader raises.

    The document has all of its metadata, and none of a transcript's turns.
    """
    site = site_for(address)
    return _read(_WITHOUT_TURNS if site.name == _WITHOUT_TURNS.name else site, html, address, captured)


def read_with_turns(html: str, address: str, captured: str) -> dict[str, Any]:
    """Return the same of a document that has its turns too, as a crawl stores it."""
    return _read(site_for(address), html, address, captured)


def _read(site: Site, html: str, address: str, captured: str) -> dict[str, Any]:
    page = Page(
        address=address,
        body=html.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        captured_at=datetime.fromisoformat(captured),
    )
    document = site.read(page).documents[0]
    return {
        "text": "\n".join(part for part in (document.lead, document.text) if part),
        "title": document.title,
        "date": document.published.day.isoformat() if document.published else None,
        "authors": [document.author] if document.author else [],
    }
