"""Knows how to make a site of any size: pages as heavy as en.kremlin.ru's, of invented text."""

from random import Random

from bench.article import article
from bench.facts import Facts, invent
from bench.frame import SECTION
from bench.listing import ROWS, feed, listing, path_of
from bench.prose import Prose

__all__ = ["FEED", "ROBOTS", "ROWS", "SECTION", "Shelf"]

FEED = f"{SECTION}/feed"
ROBOTS = b"User-agent: *\n# found nowhere else\nDisallow: /search\nDisallow: /events/president/news/copy\n"

_FIRST_NUMBER = 80_000


class Shelf:
    """A site of so many articles; each page can be made by itself, and is the same every time."""

    def __init__(self, articles: int, *, seed: int = 1) -> None:
        """Invent the vocabulary; pages are made when they are asked for."""
        self.articles = articles
        self.listings = -(-articles // ROWS)
        self._seed = seed
        self._prose = Prose(seed)

    def paths(self) -> list[str]:
        """Return the paths of all articles, newest first."""
        return [f"{SECTION}/{_FIRST_NUMBER + self.articles - rank}" for rank in range(self.articles)]

    def listing_paths(self) -> list[str]:
        """Return the paths of the listing pages; the first is the bare section."""
        return [SECTION, *(path_of(page) for page in range(2, self.listings + 1))]

    def page(self, path: str) -> bytes | None:
        """Return the bytes of an address' path, or None where the site has nothing."""
        if path == "/robots.txt":
            return ROBOTS
        if path == SECTION:
            return self._listing(1)
        if path == FEED:
            return feed(map(self._drawn, range(min(ROWS, self.articles))), self._prose)
        kind, _, number = path.removeprefix(SECTION + "/").rpartition("/")
        if not number.isdigit():
            return None
        if kind == "page" and 1 < int(number) <= self.listings:
            return self._listing(int(number))
        rank = _FIRST_NUMBER + self.articles - int(number)
        known = not kind and 0 <= rank < self.articles
        return article(*self._drawn(rank), self._prose) if known else None

    def _drawn(self, rank: int) -> tuple[Facts, Random]:
        """Return an article's facts, and its own randomness to draw the rest of its page from."""
        number = _FIRST_NUMBER + self.articles - rank
        random = Random(f"{self._seed}/{number}")  # noqa: S311 - nothing secret
        return invent(random, self._prose, number=number, rank=rank), random

    def _listing(self, page: int) -> bytes:
        ranks = range((page - 1) * ROWS, min(page * ROWS, self.articles))
        return listing([self._drawn(rank)[0] for rank in ranks], page=page, pages=self.listings)
