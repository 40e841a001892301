"""Knows the name under which Scrapy crawls interfax-com."""

from crawler.spiders.base import SiteSpider

__all__ = ["InterfaxComSpider"]


class InterfaxComSpider(SiteSpider):
    """Crawl interfax-com's listings and what they name."""

    name = site_name = "interfax-com"
