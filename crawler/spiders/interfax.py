"""Knows the name under which Scrapy crawls interfax."""

from crawler.spiders.base import SiteSpider

__all__ = ["InterfaxSpider"]


class InterfaxSpider(SiteSpider):
    """Crawl interfax's listings and what they name."""

    name = site_name = "interfax"
