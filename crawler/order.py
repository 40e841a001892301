"""Knows what a run was asked to do."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.tasks import Revisit
from crawler.sites.base import Site

__all__ = ["Order"]


@dataclass(frozen=True, kw_only=True)
class Order:
    """What a crawl was asked to do. Days are the site's (Moscow's), both inclusive."""

    command: str
    site: Site
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    limit: int | None = None
    sections: tuple[str, ...] = ()
    revisit: Revisit = Revisit.DUE
    address: str | None = None

    def options(self) -> dict[str, Any]:
        """Return the order as JSON values, for the run's row."""
        return {
            "languages": list(self.languages),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "limit": self.limit,
            "sections": list(self.sections),
            "revisit": self.revisit.value,
            "address": self.address,
        }
