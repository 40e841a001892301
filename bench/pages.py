"""Knows how to make a site of any size: pages as heavy as en.kremlin.ru's, of invented text."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from itertools import pairwise
from random import Random

from bench.frame import HOST, article_end, head, opening, page_end, share
from bench.prose import Prose

__all__ = ["FEED", "ROBOTS", "ROWS", "SECTION", "Shelf"]

SECTION = "/events/president/news"
FEED = f"{SECTION}/feed"
ROWS = 20
ROBOTS = b"User-agent: *\n# found nowhere else\nDisallow: /search\nDisallow: /events/president/news/copy\n"

_NEWEST = datetime(2026, 10, 31, 20, 45)  # noqa: DTZ001 - the wall clock that the site prints
_FIRST_NUMBER = 80_000
# Characters of body text at these shares of 319 real articles of August 2020: short notes and long tails.
_LENGTHS = ((0.0, 127), (0.05, 276), (0.25, 732), (0.5, 1366), (0.75, 5220), (0.9, 11490), (0.95, 14781))
_LENGTHS_TAIL = ((0.99, 28733), (1.0, 55174))
_PARAGRAPH = 270
_RICH = 2_600  # a body this long is a meeting: photos, persons, topics
# Shares among 319 real articles: notes with a photo, with a lead, tagged; of long ones, with a "See also" box.
_PHOTOS, _LEADS, _TAGGED, _SEE_ALSO = 0.25, 0.5, 0.4, 0.45
# Shares of a long text's paragraphs: opened by a speaker's name, naming a person.
_TURNS, _PERSONS = 0.2, 0.13
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_MEDIA = "http://static.kremlin.ru/media/events"


@dataclass(frozen=True)
class _Facts:
    """What an article's row in a listing and its page both say."""

    number: int
    title: str
    lead: str
    place: str
    length: int
    moment: datetime
    updated: datetime

    @property
    def rich(self) -> bool:
        return self.length > _RICH


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
        return [SECTION, *(f"{SECTION}/page/{page}" for page in range(2, self.listings + 1))]

    def page(self, path: str) -> bytes | None:
        """Return the bytes of an address' path, or None where the site has nothing."""
        if path == "/robots.txt":
            return ROBOTS
        if path == SECTION:
            return self._listing(1)
        if path == FEED:
            return self._feed()
        kind, _, number = path.removeprefix(SECTION + "/").rpartition("/")
        if not number.isdigit():
            return None
        if kind == "page" and 1 < int(number) <= self.listings:
            return self._listing(int(number))
        rank = _FIRST_NUMBER + self.articles - int(number)
        return self._article(rank) if not kind and 0 <= rank < self.articles else None

    def _facts(self, rank: int) -> tuple[_Facts, Random]:
        number = _FIRST_NUMBER + self.articles - rank
        random = Random(f"{self._seed}/{number}")  # noqa: S311 - nothing secret
        length = _length(random.random())
        moment = _NEWEST - timedelta(minutes=580 * rank + 5 * random.randint(0, 50))
        facts = _Facts(
            number=number,
            title=self._prose.phrase(random, random.randint(4, 13)),
            lead=self._prose.sentence(random) if length > _RICH or random.random() < _LEADS else "",
            place=f"{random.choice(self._prose.places)}, {random.choice(self._prose.places)} Region",
            length=length,
            moment=moment,
            updated=moment + timedelta(minutes=random.randint(5, 2000)),
        )
        return facts, random

    def _article(self, rank: int) -> bytes:
        facts, random = self._facts(rank)
        title, lead, day = escape(facts.title), escape(facts.lead), facts.moment.date().isoformat()
        photo = _photo(facts, random)
        path = f"{SECTION}/{facts.number}"
        parts = [
            head(title, path=path, photo=photo, lead=lead, day=day),
            opening(reading=True),
            _top(facts, title, lead),
            self._body(facts, random),
            article_end(facts.number, _printed(facts.moment), day, self._tags(facts, random)),
            share(
                facts.number,
                facts.title,
                facts.lead,
                _printed(facts.updated),
                facts.updated.date().isoformat(),
            ),
            page_end(),
        ]
        return "".join(parts).encode()

    def _body(self, facts: _Facts, random: Random) -> str:
        paragraphs = self._paragraphs(facts, random, tooltips=True)
        if facts.rich and random.random() < _SEE_ALSO:
            paragraphs.insert(len(paragraphs) // 2, self._see_also(facts, random))
        slider = self._slider(random) if facts.rich else ""
        return slider + "      " + "".join(paragraphs) + " "

    def _paragraphs(self, facts: _Facts, random: Random, *, tooltips: bool) -> list[str]:
        left = facts.length
        paragraphs = []
        speaker = random.choice(self._prose.names)
        while left > 0:
            text = self._prose.paragraph(random, min(left, max(60, int(random.gauss(_PARAGRAPH, 130)))))
            left -= len(text)
            turn = f"<b>{speaker}:</b> " if facts.rich and random.random() < _TURNS else ""
            person = ""
            if facts.rich and random.random() < _PERSONS:
                number = random.randrange(len(self._prose.names))
                person = (self._person(number) if tooltips else self._prose.names[number]) + ", "
            paragraphs.append(f"<p>{turn}{person}{text}</p>")
        return paragraphs

    def _slider(self, random: Random) -> str:
        slides = "".join(self._slide(random) for _ in range(random.randint(1, 7)))
        return (
            f'<div class="slider masha-ignore" id="slider-{random.randint(9000, 20000)}" role="listbox"><div '
            'class="slider__slides"  data-cycle-caption-template="{{slideNum}} of {{slideCount}}" '
            f'data-cycle-starting-slide="0">    {slides}<div class="slider__next" role="button"><i></i>'
            '</div> <div class="slider__prev" role="button"><i></i></div> </div> <div '
            'class="slider__description"> <div class="slider_caption"></div> <div class="slider_overlay">'
            "</div> </div> </div>"
        )

    def _slide(self, random: Random) -> str:
        caption = escape(self._prose.sentence(random))
        big, double = _key(random), _key(random)
        return (
            f'<div class="slide starting-slide" data-cycle-desc="{caption}"> <div class="slider__block" '
            f'data-text="{caption}"> <img    src="{_MEDIA}/photos/big/{big}.jpg" '
            f'srcset="{_MEDIA}/photos/big2x/{double}.jpg 2x" style="{_shades(random)}" width="940" height="529" '
            f'alt="{caption}" class="slider__pic"/> </div> </div>    '
        )

    def _person(self, number: int) -> str:
        name = self._prose.names[number]
        own = Random(number)  # noqa: S311 - a person has one portrait and one post on all pages
        first, _, last = name.partition(" ")
        link = f"/catalog/persons/{number}/events"
        post = "Head of " + self._prose.phrase(own, 4)
        return (
            f'<a href="{link}" class="person_tag read__tag">{name}<span class="read__tooltip tooltip_person '
            'hidden masha-ignore"> <span class="tooltip__close"><i></i></span> <span class="tooltip__image">  '
            f'<img src="{_MEDIA}/persons/small/{_key(own)}.jpg" srcset="{_MEDIA}/persons/small2x/{_key(own)}.jpg '
            f'2x" style="{_shades(own)}" width="140" height="140" alt="{last} {first}"></span> <span '
            f'class="tooltip__text"> <span class="tooltip_title tooltip_link" data-href="{link}">{last} {first}'
            f'</span><span class="tooltip_description_dark">{post}</span></span> </span></a>'
        )

    def _see_also(self, facts: _Facts, random: Random) -> str:
        links = "".join(
            f'<div class="cut__description">  <a href="{SECTION}/{facts.number - back}" class="cut__item" '
            f'target="_blank">{escape(self._prose.phrase(random, 9))}</a> <div class="cut__date">'
            f"{_day(facts.moment)}</div>  </div>   "
            for back in range(1, random.randint(2, 4))
        )
        return (
            f'<div class="read__cut masha-ignore" role="complementary" aria-labelledby="{facts.number}-cut"> '
            f'<div class="cut"> <h3 class="cut__title" id="{facts.number}-cut">See also</h3>   {links}</div> '
            "</div>"
        )

    def _tags(self, facts: _Facts, random: Random) -> str:
        if not facts.rich and random.random() > _TAGGED:
            return ""
        chosen = random.sample(range(len(self._prose.topics)), random.randint(1, 4))
        items = "".join(
            f'<li class="p-category"> <a href="/catalog/keywords/{topic}/events" rel="tag"><i></i>'
            f"{self._prose.topics[topic]} </a> </li> "
            for topic in chosen
        )
        return (
            '<div class="read__tags masha-ignore">   <div class="read__tagscol"> <h3>Topics</h3> <ul '
            f'class="read__taglist">{items}</ul> </div>   </div>'
        )

    def _feed(self) -> bytes:
        entries = []
        for rank in range(min(ROWS, self.articles)):
            facts, random = self._facts(rank)
            _photo(facts, random)
            content = f'<div class="c-summary">{escape(facts.lead)}</div>' if facts.lead else ""
            content += "".join(self._paragraphs(facts, random, tooltips=False))
            entries.append(_entry(facts, escape(content)))
        address = HOST + SECTION
        return (
            '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
            f"<title>The Office: News</title><updated>{_NEWEST.isoformat()}+04:00</updated><id>{address}/feed</id>"
            f'<link rel="self" href="{address}/feed"/><link rel="alternate" type="text/html" href="{address}"/>'
            f"{''.join(entries)}</feed>"
        ).encode()

    def _listing(self, page: int) -> bytes:
        path = SECTION if page == 1 else f"{SECTION}/page/{page}"
        rows, shown = [], ""
        for rank in range((page - 1) * ROWS, min(page * ROWS, self.articles)):
            facts, _ = self._facts(rank)
            if shown != (shown := facts.moment.date().isoformat()):
                label = f"{facts.moment:%B} {facts.moment.day}, {facts.moment:%A}"
                rows.append(
                    f'<h2 class="events__title"><span><time datetime="{shown}">{label}</time></span></h2>'
                )
            rows.append(_row(facts))
        newer = "" if page == 1 else SECTION if page == 2 else f"{SECTION}/page/{page - 1}"  # noqa: PLR2004
        older = f"{SECTION}/page/{page + 1}" if page < self.listings else ""
        content = (
            '<div class="content__in"> <div class="lister"> <div class="lister-page" '
            f'data-url-template="{SECTION}/page/PAGE" data-base-url="{SECTION}" data-path="{path}" '
            f'data-page="{page}" data-pages="{self.listings}">{"".join(rows)}</div>{_more(newer, older)}</div> </div>'
        )
        links = "".join(
            f'<link rel="{rel}" href="{href}"/>   '
            for rel, href in (("prev", newer), ("next", older))
            if href
        )
        whole = head("News", path=path, links=links) + opening(reading=False, content=content) + page_end()
        return whole.replace("schema.org/ItemPage", "schema.org/CollectionPage", 1).encode()


def _length(share: float) -> int:
    """Return the body length that this share of real articles stays under; between the points, by logarithm."""
    points = _LENGTHS + _LENGTHS_TAIL
    for (low, short), (high, long) in pairwise(points):
        if share <= high:
            return int(short * (long / short) ** ((share - low) / (high - low)))
    return points[-1][1]


def _photo(facts: _Facts, random: Random) -> str:
    if facts.rich or random.random() < _PHOTOS:
        return f"{_MEDIA}/photos/medium/{_key(random)}.jpg"
    return ""


def _entry(facts: _Facts, content: str) -> str:
    """Return an entry of the feed, whose offset is as wrong as the site's (source: kremlin.md section 6)."""
    address = f"{HOST}{SECTION}/{facts.number}"
    return (
        f"<entry><title>{escape(facts.title)}</title><id>{address}</id>"
        f"<updated>{facts.updated.isoformat()}+04:00</updated>"
        f"<published>{facts.moment.isoformat()}+04:00</published>"
        f'<link href="{address}" rel="alternate"/><summary type="html">{escape(escape(facts.lead))}</summary>'
        f'<content type="html">{content}</content></entry>'
    )


def _key(random: Random) -> str:
    return "".join(random.choices(_LETTERS, k=32))


def _shades(random: Random) -> str:
    """Return the four gradients that the site paints until a photo has loaded."""
    parts = [
        f"background:rgb({random.randint(90, 220)}, {random.randint(90, 220)}, {random.randint(90, 220)});"
    ]
    gradients = []
    for angle in (180, 0, 270, 90):
        red, green, blue = (random.randint(20, 235) for _ in range(3))
        gradients.append(
            f"linear-gradient({angle}deg, #{red:02x}{green:02x}{blue:02x} 0%, rgba({red},{green},{blue},0) 100%)"
        )
    return parts[0] + "background:" + ",".join(gradients) + ";"


def _day(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year}"


def _printed(moment: datetime) -> str:
    return f"{_day(moment)}, {moment:%H:%M}"


def _top(facts: _Facts, title: str, lead: str) -> str:
    iso, dotted = facts.moment.date().isoformat(), f"{facts.moment:%d.%m.%Y}"
    path = f"{SECTION}/{facts.number}"
    place = f'<div class="read__place p-location"><i></i>{facts.place}</div>' if facts.rich else ""
    return (
        f'<div class="read" role="complementary" aria-label="Material for reading" data-href="{HOST}{path}" '
        f'data-stream-url="{SECTION}/by-date/{dotted}"> <div class="read__close_wrapper"> <a '
        f'href="{SECTION}/by-date/{dotted}" class="read__close" title="Press Esc to close"><i></i></a> </div> '
        '<div class="read__scroll" role="tabpanel"> <article class="read__in hentry h-entry" '
        f'itemscope="itemscope" itemtype="http://schema.org/NewsArticle" id="event-{facts.number}" '
        'role="document" aria-describedby="read-lead"> <div class="read__content"> <div class="read__top">  '
        f'<div class="width_limiter"> <a href="{SECTION}" class="read__categ" rel="category" '
        f'data-info="Open">Events</a> <h1 class="entry-title p-name" itemprop="name">{title}</h1> <div '
        'class="read__lead entry-summary p-summary" itemprop="description" id="read-lead">'
        f'{f"<p>{lead}</p>" if lead else ""}</div> <div class="read__meta"><time class="read__published" '
        f'datetime="{iso}" itemprop="datePublished">{_day(facts.moment)}</time>  <div class="read__time">'
        f'{facts.moment:%H:%M}</div>  {place} <meta itemprop="inLanguage" content="en"/> </div> </div> </div> '
        '<div class="entry-content e-content read__internal_content" itemprop="articleBody">       '
    )


def _row(facts: _Facts) -> str:
    path = f"{SECTION}/{facts.number}"
    place = f'<span class="hentry__location p-location">{facts.place}</span>' if facts.rich else ""
    photos = (
        f'<a href="{path}/photos" itemprop="url" aria-label="Related photos" itemscope="itemscope" '
        'itemtype="http://schema.org/ImageObject" class="tabs_photo item" title="Related photos" rel="bookmark" '
        'hidden><i><span class="tabs__count">3</span></i></a>'
        if facts.rich
        else ""
    )
    return (
        f'<div class="hentry h-entry hentry_event" data-id="{facts.number}" itemscope="itemscope" '
        'itemtype="http://schema.org/NewsArticle" role="listitem"><h3 class="hentry__title '
        f'hentry__title_special"><a href="{path}" rel="bookmark" itemprop="url"><span class="entry-title '
        f'p-name" itemprop="name">{escape(facts.title)}</span>  <span class="hentry__meta">  <time '
        f'class="published dt-published" datetime="{facts.moment.date().isoformat()}" '
        f'itemprop="datePublished">{_printed(facts.moment)}</time>  <span class="updated hidden" '
        f'hidden="hidden">{facts.updated.date().isoformat()}</span><span class="author vcard hidden" '
        'hidden="hidden"><span class="fn">Those who keep the website of the Office</span></span>'
        f'{place}</span>   </a></h3>  <div class="hentry__assets">  <a href="{path}" rel="bookmark" '
        'aria-hidden="true" aria-label="Text of the article" class="tabs_article item small" title="Text of '
        f'the article"><i></i></a>  {photos} </div>  </div>    '
    )


def _more(newer: str, older: str) -> str:
    """Return the buttons: the one labelled "Next" goes to the newer page (source: kremlin.md section 3)."""
    back = f'<a href="{newer}" class="more more-prev" rel="prev" accesskey="p">Next</a>' if newer else ""
    on = f'<a href="{older}" class="more more-next" rel="next" accesskey="n">Previous</a>' if older else ""
    return back + on
