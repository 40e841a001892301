"""Knows what to say of an article: facts of invented words, as long as real articles are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from bench.frame import SECTION
from bench.prose import Prose

__all__ = ["NEWEST", "Facts", "day_of", "invent", "printed"]

NEWEST = datetime(2026, 10, 31, 20, 45)  # noqa: DTZ001 - the wall clock that the site prints
# Characters of body text at these shares of 319 real articles of August 2020: short notes and long tails.
_LENGTHS = ((0.0, 127), (0.05, 276), (0.25, 732), (0.5, 1366), (0.75, 5220), (0.9, 11490), (0.95, 14781))
_LENGTHS_TAIL = ((0.99, 28733), (1.0, 55174))
_RICH = 2_600  # a body this long is a meeting: photos, persons, topics
_LEADS = 0.5  # share of notes with a lead, among 319 real articles


@dataclass(frozen=True)
class Facts:
    """What an article's row in a listing and its page both say."""

    number: int
    title: str
    lead: str
    place: str
    length: int
    moment: datetime
    updated: datetime

    @property
    def path(self) -> str:
        """The address without its host."""
        return f"{SECTION}/{self.number}"

    @property
    def rich(self) -> bool:
        """Whether this is a meeting, not a note."""
        return self.length > _RICH


def invent(random: Random, prose: Prose, *, number: int, rank: int) -> Facts:
    """Draw the facts of the article of this number; ``rank`` counts from the newest one, which is 0."""
    length = _length(random.random())
    moment = NEWEST - timedelta(minutes=580 * rank + 5 * random.randint(0, 50))
    return Facts(
        number=number,
        title=prose.phrase(random, random.randint(4, 13)),
        lead=prose.sentence(random) if length > _RICH or random.random() < _LEADS else "",
        place=f"{random.choice(prose.places)}, {random.choice(prose.places)} Region",
        length=length,
        moment=moment,
        updated=moment + timedelta(minutes=random.randint(5, 2000)),
    )


def _length(share: float) -> int:
    """Return the body length that this share of real ones stays under; between the points, by logarithm."""
    points = _LENGTHS + _LENGTHS_TAIL
    for (low, short), (high, long) in pairwise(points):
        if share <= high:
            return int(short * (long / short) ** ((share - low) / (high - low)))
    return points[-1][1]


def day_of(moment: datetime) -> str:
    """Return the day as the site prints it."""
    return f"{moment:%B} {moment.day}, {moment.year}"


def printed(moment: datetime) -> str:
    """Return day and time as the site prints them."""
    return f"{day_of(moment)}, {moment:%H:%M}"
