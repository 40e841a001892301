"""Knows the name under which Scrapy crawls interfax-russia."""

from crawler.spiders.base import SiteSpider

__all__ = ["InterfaxRussiaSpider"]


class InterfaxRussiaSpider(SiteSpider):
    """Crawl interfax-russia's listings and what they name."""

    name = site_name = "interfax-russia"
