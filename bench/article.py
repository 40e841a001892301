"""Knows how to make an article's page: a note or a meeting with speakers, persons, topics."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

from html import escape
from random import Random

from bench.below import article_end, share
from bench.facts import Facts, day_of, printed
from bench.frame import HOST, SECTION, opening, page_end
from bench.head import head
from bench.pictures import person, photo, slider
from bench.prose import Prose

__all__ = ["article", "paragraphs"]

_PARAGRAPH = 270
# Shares among 319 real articles: tagged notes; long ones with a "See also" box.
_TAGGED, _SEE_ALSO = 0.4, 0.45
# Shares of a long text's paragraphs: opened by a speaker's name, naming a person.
_TURNS, _PERSONS = 0.2, 0.13


def article(facts: Facts, random: Random, prose: Prose) -> bytes:
    """Return an article's page; ``random`` is the one that its facts were drawn from."""
    title, lead, day = escape(facts.title), escape(facts.lead), facts.moment.date().isoformat()
    parts = [
        head(title, path=facts.path, photo=photo(facts, random), lead=lead, day=day),
        opening(reading=True),
        _top(facts, title, lead),
        _body(facts, random, prose),
        article_end(facts.number, printed(facts.moment), day, _tags(facts, random, prose)),
        share(
            facts.number,
            facts.title,
            facts.lead,
            printed(facts.updated),
            facts.updated.date().isoformat(),
        ),
        page_end(),
    ]
    return "".join(parts).encode()


def paragraphs(facts: Facts, random: Random, prose: Prose, *, tooltips: bool) -> list[str]:
    """Return the text's paragraphs; the feed has persons' names without their tooltips."""
    left = facts.length
    made = []
    speaker = random.choice(prose.names)
    while left > 0:
        text = prose.paragraph(random, min(left, max(60, int(random.gauss(_PARAGRAPH, 130)))))
        left -= len(text)
        turn = f"<b>{speaker}:</b> " if facts.rich and random.random() < _TURNS else ""
        named = ""
        if facts.rich and random.random() < _PERSONS:
            number = random.randrange(len(prose.names))
            named = (person(prose, number) if tooltips else prose.names[number]) + ", "
        made.append(f"<p>{turn}{named}{text}</p>")
    return made


def _body(facts: Facts, random: Random, prose: Prose) -> str:
    made = paragraphs(facts, random, prose, tooltips=True)
    if facts.rich and random.random() < _SEE_ALSO:
        made.insert(len(made) // 2, _see_also(facts, random, prose))
    photos = slider(random, prose) if facts.rich else ""
    return photos + "      " + "".join(made) + " "


def _top(facts: Facts, title: str, lead: str) -> str:
    iso, dotted = facts.moment.date().isoformat(), f"{facts.moment:%d.%m.%Y}"
    place = f'<div class="read__place p-location"><i></i>{facts.place}</div>' if facts.rich else ""
    return (
        f'<div class="read" role="complementary" aria-label="Material for reading" data-href="{HOST}{facts.path}" '
        f'data-stream-url="{SECTION}/by-date/{dotted}"> <div class="read__close_wrapper"> <a '
        f'href="{SECTION}/by-date/{dotted}" class="read__close" title="Press Esc to close"><i></i></a> </div> '
        '<div class="read__scroll" role="tabpanel"> <article class="read__in hentry h-entry" '
        f'itemscope="itemscope" itemtype="http://schema.org/NewsArticle" id="event-{facts.number}" '
        'role="document" aria-describedby="read-lead"> <div class="read__content"> <div class="read__top">  '
        f'<div class="width_limiter"> <a href="{SECTION}" class="read__categ" rel="category" '
        f'data-info="Open">Events</a> <h1 class="entry-title p-name" itemprop="name">{title}</h1> <div '
        'class="read__lead entry-summary p-summary" itemprop="description" id="read-lead">'
        f'{f"<p>{lead}</p>" if lead else ""}</div> <div class="read__meta"><time class="read__published" '
        f'datetime="{iso}" itemprop="datePublished">{day_of(facts.moment)}</time>  <div class="read__time">'
        f'{facts.moment:%H:%M}</div>  {place} <meta itemprop="inLanguage" content="en"/> </div> </div> </div> '
        '<div class="entry-content e-content read__internal_content" itemprop="articleBody">       '
    )


def _see_also(facts: Facts, random: Random, prose: Prose) -> str:
    links = "".join(
        f'<div class="cut__description">  <a href="{SECTION}/{facts.number - back}" class="cut__item" '
        f'target="_blank">{escape(prose.phrase(random, 9))}</a> <div class="cut__date">'
        f"{day_of(facts.moment)}</div>  </div>   "
        for back in range(1, random.randint(2, 4))
    )
    return (
        f'<div class="read__cut masha-ignore" role="complementary" aria-labelledby="{facts.number}-cut"> '
        f'<div class="cut"> <h3 class="cut__title" id="{facts.number}-cut">See also</h3>   {links}</div> '
        "</div>"
    )


def _tags(facts: Facts, random: Random, prose: Prose) -> str:
    if not facts.rich and random.random() > _TAGGED:
        return ""
    chosen = random.sample(range(len(prose.topics)), random.randint(1, 4))
    items = "".join(
        f'<li class="p-category"> <a href="/catalog/keywords/{topic}/events" rel="tag"><i></i>'
        f"{prose.topics[topic]} </a> </li> "
        for topic in chosen
    )
    return (
        '<div class="read__tags masha-ignore">   <div class="read__tagscol"> <h3>Topics</h3> <ul '
        f'class="read__taglist">{items}</ul> </div>   </div>'
    )
