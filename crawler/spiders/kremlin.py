"""Knows the name under which Scrapy crawls kremlin."""

from crawler.spiders.base import SiteSpider

__all__ = ["KremlinSpider"]


class KremlinSpider(SiteSpider):
    """Crawl kremlin's listings and what they name."""

    name = site_name = "kremlin"
