"""Knows how Readout reads a page that is measured: the site that owns the address, else the web's reader."""

from datetime import datetime
from typing import Any

from crawler.sites import site_for
from crawler.sites.page import Page

__all__ = ["read"]


def read(html: str, address: str, captured: str) -> dict[str, Any]:
    """Return text (lead and body), title, day as printed and author; raises what the site's reader raises."""
    page = Page(
        address=address,
        body=html.encode("utf-8", "replace"),
        content_type="text/html; charset=utf-8",
        captured_at=datetime.fromisoformat(captured),
    )
    document = site_for(address).read(page).documents[0]
    return {
        "text": "\n".join(part for part in (document.lead, document.text) if part),
        "title": document.title,
        "date": document.published.day.isoformat() if document.published else None,
        "authors": [document.author] if document.author else [],
    }
