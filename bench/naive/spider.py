"""Knows how one builds this in an afternoon: follow the listing, extract, upsert a row.

Run with ``scrapy runspider bench/naive/spider.py -a database=news.db``.
"""

import json
from collections.abc import Iterator
from typing import Any

import scrapy
import trafilatura
from scrapy.http import Response, TextResponse
from sqlite_utils import Database


class NewsSpider(scrapy.Spider):
    """The news of one site, newest first, with Scrapy's default settings."""

    name = "news"
    start_urls = ["http://en.kremlin.ru/events/president/news"]  # noqa: RUF012 - Scrapy's way

    def __init__(self, database: str, **arguments: Any) -> None:
        """Open the database that the rows go to."""
        super().__init__(**arguments)
        self.articles = Database(database).table("articles")

    def parse(self, response: Response) -> Iterator[scrapy.Request]:
        """Follow the rows of a listing page, then the next page."""
        assert isinstance(response, TextResponse)  # noqa: S101 - a web page
        yield from response.follow_all(css=".hentry__title a", callback=self.parse_article)
        yield from response.follow_all(css="head link[rel=next]", callback=self.parse)

    def parse_article(self, response: Response) -> None:
        """Extract one article and store it."""
        extracted = trafilatura.extract(
            response.body, url=response.url, output_format="json", with_metadata=True
        )
        row = json.loads(extracted) if extracted else {}
        self.articles.upsert({"url": response.url, **row}, pk="url", alter=True)
