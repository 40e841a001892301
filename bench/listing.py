"""Knows how to make what lists articles: pages of rows by day, and the feed."""

# ruff: noqa: E501 - mark-up stays in the lines that it is read by

from collections.abc import Iterable
from html import escape
from random import Random

from bench.article import paragraphs
from bench.facts import NEWEST, Facts, printed
from bench.frame import HOST, SECTION, opening, page_end
from bench.head import head
from bench.pictures import photo
from bench.prose import Prose

__all__ = ["ROWS", "feed", "listing", "path_of"]

ROWS = 20


def listing(shown: list[Facts], *, page: int, pages: int) -> bytes:
    """Return the listing's page of that number, counted from 1, that shows these articles."""
    path = path_of(page)
    newer = path_of(page - 1) if page > 1 else ""
    older = path_of(page + 1) if page < pages else ""
    content = (
        '<div class="content__in"> <div class="lister"> <div class="lister-page" '
        f'data-url-template="{SECTION}/page/PAGE" data-base-url="{SECTION}" data-path="{path}" '
        f'data-page="{page}" data-pages="{pages}">{_rows(shown)}</div>{_more(newer, older)}</div> </div>'
    )
    links = "".join(
        f'<link rel="{rel}" href="{href}"/>   ' for rel, href in (("prev", newer), ("next", older)) if href
    )
    whole = head("News", path=path, links=links) + opening(reading=False, content=content) + page_end()
    return whole.replace("schema.org/ItemPage", "schema.org/CollectionPage", 1).encode()


def path_of(page: int) -> str:
    """Return the path of a listing page; the first is the bare section."""
    return SECTION if page == 1 else f"{SECTION}/page/{page}"


def _rows(shown: list[Facts]) -> str:
    """Return the rows, under one heading a day."""
    rows, day = [], ""
    for facts in shown:
        if day != (day := facts.moment.date().isoformat()):
            label = f"{facts.moment:%B} {facts.moment.day}, {facts.moment:%A}"
            rows.append(f'<h2 class="events__title"><span><time datetime="{day}">{label}</time></span></h2>')
        rows.append(_row(facts))
    return "".join(rows)


def _row(facts: Facts) -> str:
    place = f'<span class="hentry__location p-location">{facts.place}</span>' if facts.rich else ""
    photos = (
        f'<a href="{facts.path}/photos" itemprop="url" aria-label="Related photos" itemscope="itemscope" '
        'itemtype="http://schema.org/ImageObject" class="tabs_photo item" title="Related photos" rel="bookmark" '
        'hidden><i><span class="tabs__count">3</span></i></a>'
        if facts.rich
        else ""
    )
    return (
        f'<div class="hentry h-entry hentry_event" data-id="{facts.number}" itemscope="itemscope" '
        'itemtype="http://schema.org/NewsArticle" role="listitem"><h3 class="hentry__title '
        f'hentry__title_special"><a href="{facts.path}" rel="bookmark" itemprop="url"><span class="entry-title '
        f'p-name" itemprop="name">{escape(facts.title)}</span>  <span class="hentry__meta">  <time '
        f'class="published dt-published" datetime="{facts.moment.date().isoformat()}" '
        f'itemprop="datePublished">{printed(facts.moment)}</time>  <span class="updated hidden" '
        f'hidden="hidden">{facts.updated.date().isoformat()}</span><span class="author vcard hidden" '
        'hidden="hidden"><span class="fn">Those who keep the website of the Office</span></span>'
        f'{place}</span>   </a></h3>  <div class="hentry__assets">  <a href="{facts.path}" rel="bookmark" '
        'aria-hidden="true" aria-label="Text of the article" class="tabs_article item small" title="Text of '
        f'the article"><i></i></a>  {photos} </div>  </div>    '
    )


def _more(newer: str, older: str) -> str:
    """Return the buttons: the one labelled "Next" goes to the newer page (source: kremlin.md section 3)."""
    back = f'<a href="{newer}" class="more more-prev" rel="prev" accesskey="p">Next</a>' if newer else ""
    on = f'<a href="{older}" class="more more-next" rel="next" accesskey="n">Previous</a>' if older else ""
    return back + on


def feed(drawn: Iterable[tuple[Facts, Random]], prose: Prose) -> bytes:
    """Return the feed of these articles; each comes with what its facts were drawn from."""
    entries = []
    for facts, random in drawn:
        photo(facts, random)  # the page draws it before its text, and both must show one text
        content = f'<div class="c-summary">{escape(facts.lead)}</div>' if facts.lead else ""
        content += "".join(paragraphs(facts, random, prose, tooltips=False))
        entries.append(_entry(facts, escape(content)))
    address = HOST + SECTION
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>The Office: News</title><updated>{NEWEST.isoformat()}+04:00</updated><id>{address}/feed</id>"
        f'<link rel="self" href="{address}/feed"/><link rel="alternate" type="text/html" href="{address}"/>'
        f"{''.join(entries)}</feed>"
    ).encode()


def _entry(facts: Facts, content: str) -> str:
    """Return an entry of the feed, whose offset is as wrong as the site's (source: kremlin.md section 6)."""
    address = HOST + facts.path
    return (
        f"<entry><title>{escape(facts.title)}</title><id>{address}</id>"
        f"<updated>{facts.updated.isoformat()}+04:00</updated>"
        f"<published>{facts.moment.isoformat()}+04:00</published>"
        f'<link href="{address}" rel="alternate"/><summary type="html">{escape(escape(facts.lead))}</summary>'
        f'<content type="html">{content}</content></entry>'
    )
