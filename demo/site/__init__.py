"""Knows the pages of the embedded replay site, as they stood on either of two visits.

All people, talks, decrees and firms are invented; the mark-up is the real sites' own.
"""

from demo.answers import Handler, Reply, Visit
from demo.site.content import HERE, read_visit
from demo.site.interfax import interfax_pages
from demo.site.kremlin import kremlin_pages

__all__ = ["ACT", "FIRST_DAY", "LAST_DAY", "REPOST", "load_visit"]

FIRST_DAY, LAST_DAY = "2021-07-12", "2021-07-16"
REPOST = "https://monde-depeches.example/2021/07/14/deux-presidents-phares/"
ACT = "http://kremlin.ru/acts/bank/47211"
DAYS = {1: "2021-07-15", 2: "2021-07-16"}


def load_visit(number: int) -> Visit:
    """Return all pages of visit 1 or 2: address without scheme -> answer."""
    articles = read_visit(number)
    repost = (HERE / "templates" / "repost_fr.html").read_bytes()
    host = REPOST.removeprefix("https://").partition("/")[0]
    robots = Reply(headers=(("Content-Type", "text/plain"),), body=b"User-agent: *\nDisallow: /wp-admin/\n")
    pages: dict[str, Handler] = {
        REPOST.removeprefix("https://"): Reply(
            headers=(("Content-Type", "text/html; charset=UTF-8"),), body=repost
        ),
        f"{host}/robots.txt": robots,
    }
    pages.update(kremlin_pages(articles, DAYS[number]))
    pages.update(interfax_pages(articles))
    return pages
