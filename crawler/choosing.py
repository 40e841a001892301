"""Knows which of a page's links a run follows: the asked period, and how far past its edge a walk goes."""

from dataclasses import dataclass, replace
from datetime import date

from archive.models import Link, LinkKind, Reading
from crawler.sites.base import Site

__all__ = ["PAGES_PAST", "Choice"]

# Late insertions stand up to 18 rows below their place (kremlin.md section 3): two pages of 20.
PAGES_PAST = 2


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The period of a run, both days inclusive, and whether it walks at all."""

    site: Site
    since: date | None = None
    until: date | None = None
    walk: bool = True

    def of(self, reading: Reading, *, past: int) -> list[Link]:
        """Return the links to plan; ``past`` counts the pages before this one that lay before the period."""
        parts = [link for link in reading.links if link.part_of is not None]
        if not self.walk:
            return parts
        owned = [link for link in reading.links if link.part_of is None and self.site.owns(link.address)]
        rows = [link for link in owned if link.kind in (LinkKind.DOCUMENT, LinkKind.PAGE)]
        # A feed's older pages repeat the listing's rows: only its first page is asked.
        onward = [link for link in owned if link.kind in (LinkKind.LISTING, LinkKind.SITEMAP)]
        past = past + 1 if self._lies_before(rows) else 0
        if past >= PAGES_PAST:
            onward = []
        wanted = [link for link in rows if self._inside(link)]
        return parts + wanted + [replace(link, past=past) for link in onward]

    def _day(self, link: Link) -> date | None:
        if link.stated is not None:
            return link.stated
        try:
            return date.fromisoformat((link.updated or "")[:10])
        except ValueError:
            return None

    def _inside(self, link: Link) -> bool:
        day = self._day(link)
        if day is None:
            return True
        late = self.until is not None and link.stated is not None and link.stated > self.until
        return not late and (self.since is None or day >= self.since)

    def _lies_before(self, rows: list[Link]) -> bool:
        days = [day for day in map(self._day, rows) if day is not None]
        return bool(days) and self.since is not None and all(day < self.since for day in days)
