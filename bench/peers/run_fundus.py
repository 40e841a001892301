"""Knows how a fundus user would read this site: a publisher class of one's own, a sitemap, no delay.

Run as ``run_fundus.py SITEMAP DATABASE``; prints how many articles were stored.
"""

import datetime as dt
import sqlite3
import sys

from fundus import Crawler
from fundus.parser import ArticleBody, BaseParser, ParserProxy, attribute
from fundus.parser.utility import extract_article_body_with_selector, generic_date_parsing
from fundus.publishers.base_objects import Publisher, PublisherGroup
from fundus.scraping.url import Sitemap
from lxml.cssselect import CSSSelector
from lxml.etree import XPath

SITEMAP, DATABASE = sys.argv[1:3]


class KremlinParser(ParserProxy):
    """The one version of the site's mark-up."""

    class V1(BaseParser):
        """Selectors, as fundus' own publishers write them."""

        _summary = CSSSelector("div.read__lead > p")
        _paragraphs = XPath("//div[contains(@class, 'read__internal_content')]/p[text()]")

        @attribute
        def title(self) -> str | None:
            """Return the title."""
            return self.precomputed.meta.get("og:title")

        @attribute
        def body(self) -> ArticleBody | None:
            """Return lead and paragraphs."""
            return extract_article_body_with_selector(
                self.precomputed.doc, summary_selector=self._summary, paragraph_selector=self._paragraphs
            )

        @attribute
        def publishing_date(self) -> dt.datetime | None:
            """Return the day that the page states for its video search."""
            return generic_date_parsing(self.precomputed.meta.get("ya:ovs:upload_date"))


class Group(metaclass=PublisherGroup):
    """What fundus asks every publisher to belong to."""

    default_language = "en"
    Kremlin = Publisher(
        name="Kremlin",
        domain="http://en.kremlin.ru/",
        parser=KremlinParser,
        sources=[Sitemap(SITEMAP, languages={"en"})],
    )


def main() -> None:
    """Crawl and store all in one transaction."""
    database = sqlite3.connect(DATABASE)
    database.execute("create table articles (url text primary key, title text, published text, text text)")
    stored = 0
    with database:
        for article in Crawler(Group.Kremlin, delay=0.0).crawl():
            row = (article.html.requested_url, article.title, str(article.publishing_date), str(article.body))
            database.execute("insert or replace into articles values (?, ?, ?, ?)", row)
            stored += 1
    sys.stdout.write(f"{stored}\n")


if __name__ == "__main__":
    main()
