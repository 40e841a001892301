"""Knows how one address is fetched, whatever site it is on."""

from typing import Any

from archive.errors import BadUsage
from crawler.order import Order
from crawler.orders import fetch_order
from crawler.spiders.base import ArchiveSpider

__all__ = ["PageSpider"]


class PageSpider(ArchiveSpider):
    """Fetch one page, named by -a url=…, whatever site it is on."""

    name = "page"

    def __init__(self, *, url: str | None = None, order: Order | None = None, **kwargs: Any) -> None:
        """Take the order from `readout`, or make it of Scrapy's argument."""
        super().__init__(**kwargs)
        if order is None and not url:
            raise BadUsage("name the page: scrapy crawl page -a url=http://…")
        self.order = order or fetch_order(url or "")
