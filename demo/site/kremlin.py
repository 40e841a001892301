"""Knows how articles become the pages of the Kremlin site: which pages there are, listings, feeds."""

from collections.abc import Iterator
from html import escape

import lxml.html

from demo.answers import Reply
from demo.site.content import HERE, Article, expand, filled
from demo.site.kremlin_page import HTML, act_pages, article_page, canonical, section_name, shell, stamps
from demo.site.wording import HOSTS, LABELS, OTHER, SECTIONS, day_heading

__all__ = ["kremlin_pages"]

ROWS = 5
XML = (("Content-Type", "text/xml"),)
TEXT = (("Content-Type", "text/plain"),)


def kremlin_pages(articles: tuple[Article, ...], today: str) -> Iterator[tuple[str, Reply]]:
    """Yield (address without scheme, answer) for both languages; ``today`` is the site's day, YYYY-MM-DD."""
    robots = (HERE / "templates" / "kremlin_robots.txt").read_bytes()
    for language, host in HOSTS.items():
        ours = tuple(a for a in articles if a.site == "kremlin" and a.language == language)
        both = {a.id for a in articles if a.site == "kremlin" and a.language == OTHER[language]}
        yield f"{host}/robots.txt", Reply(headers=TEXT, body=robots)
        for article in ours:
            page = article_page(article, paired=article.id in both).encode()
            for section in article.sections:
                yield f"{host}{section}/{article.id}", Reply(headers=HTML, body=page)
            yield f"{host}/d/{article.id}", Reply.redirect(canonical(article), status=302)
        for section in SECTIONS:
            rows = tuple(a for a in ours if section in a.sections or section == "/events/all")
            yield from _listings(language, section, rows, today)
            yield from _feeds(language, section, rows)
    yield from act_pages()


def _listings(
    language: str, section: str, rows: tuple[Article, ...], today: str
) -> Iterator[tuple[str, Reply]]:
    host, labels, pages = HOSTS[language], LABELS[language], max(1, -(-len(rows) // ROWS))
    for page in range(1, pages + 1):
        path = _page_path(section, page)
        newer, older = (
            _page_path(section, page - 1) if page > 1 else "",
            _page_path(section, page + 1) if page < pages else "",
        )
        middle = filled(
            "kremlin_listing.html",
            **labels,
            footer=filled("kremlin_footer.html", **labels),
            host=host,
            section=section,
            section_name=section_name(section, language),
            path=path,
            page=page,
            pages=pages,
            today=today,
            newer=f'<a href="{newer}" class="button more more-prev" rel="prev">Next</a>' if newer else "",
            older=f'<a href="{older}" class="button more more-next" rel="next">Previous</a>' if older else "",
            rows=_rows(rows[(page - 1) * ROWS : page * ROWS], section),
        )
        links = [f'<link rel="prev" href="{newer}"/>'] * bool(newer)
        links += [f'<link rel="next" href="{older}"/>'] * bool(older)
        links += [f'<link rel="alternate" type="application/atom+xml" href="{section}/feed"/>']
        name = f"{section_name(section, language)} ∙ {labels['site_name']}"
        text = shell(
            language, middle, head_title=name, head_extra=" ".join(links), page_type="CollectionPage"
        )
        yield f"{host}{path}", Reply(headers=HTML, body=text.encode())


def _page_path(section: str, page: int, *, first: str = "") -> str:
    return section + first if page == 1 else f"{section}{first}/page/{page}"


def _rows(rows: tuple[Article, ...], section: str) -> str:
    pieces, heading = [], ""
    for article in rows:
        if heading != (heading := day_heading(article.published, article.language)):
            day = f"{article.published:%Y-%m-%d}"
            pieces.append(
                f'<h2 class="events__title"><span><time datetime="{day}">{heading}</time></span></h2>'
            )
        where = f'<span class="hentry__location p-location">{article.place}</span>' if article.place else ""
        own = section if section in article.sections else article.sections[0]
        pieces.append(
            filled(
                "kremlin_row.html", **LABELS[article.language], **stamps(article), section=own, place=where
            )
        )
    return " ".join(pieces)


def _feeds(language: str, section: str, rows: tuple[Article, ...]) -> Iterator[tuple[str, Reply]]:
    host, pages = HOSTS[language], max(1, -(-len(rows) // ROWS))
    for page in range(1, pages + 1):
        shown = rows[(page - 1) * ROWS : page * ROWS]
        path = _page_path(section, page, first="/feed")
        links = f'<link href="http://{host}{path}" rel="self" />'
        if page < pages:
            links += f'<link href="http://{host}{section}/feed/page/{page + 1}" rel="next" />'
        text = filled(
            "kremlin_feed.xml",
            **LABELS[language],
            feed_title=f"{LABELS[language]['site_name']}: {section_name(section, language)}",
            host=host,
            section=section,
            updated=max((f"{a.updated:%Y-%m-%dT%H:%M:%S}" for a in shown), default="2021-07-12T00:00:00"),
            links=links,
            entries="".join(map(_entry, shown)),
        )
        yield f"{host}{path}", Reply(headers=XML, body=text.encode())


def _entry(article: Article) -> str:
    lead = (
        f'<div class="c-summary" style="font-size: 1.2em"><p>{article.lead}</p></div>' if article.lead else ""
    )
    return filled(
        "kremlin_entry.xml",
        lang=article.language,
        title=article.title,
        canonical=canonical(article),
        updated=f"{article.updated:%Y-%m-%dT%H:%M:%S}",
        published=f"{article.published:%Y-%m-%dT%H:%M:%S}",
        summary=escape(lead),
        content=escape(lead + _plain(article.body)),
    )


def _plain(body: str) -> str:
    """Return a body as feeds give it: without tooltips, boxes and sliders. Source: kremlin.md section 9."""
    tree = lxml.html.fragment_fromstring(expand(body), create_parent="div")
    for furniture in tree.xpath('.//*[contains(@class, "masha-ignore")]'):
        furniture.drop_tree()
    return (tree.text or "") + "".join(lxml.html.tostring(child, encoding="unicode") for child in tree)
