"""Knows how articles become the pages of the Kremlin site: articles, listings, feeds, acts."""

from collections.abc import Iterator
from html import escape

import lxml.html

from demo.answers import Reply
from demo.site.content import HERE, Article, expand, filled
from demo.site.wording import (
    HOSTS,
    LABELS,
    OTHER,
    SECTIONS,
    TAG_LABELS,
    day_heading,
    long_date,
    long_day,
)

__all__ = ["kremlin_pages"]

ROWS = 5
HTML = (("Content-Type", "text/html"),)
XML = (("Content-Type", "text/xml"),)
TEXT = (("Content-Type", "text/plain"),)
NAMES = {"en": "Английский", "ru": "Русский"}
ACT = "47211"
ACT_MOMENT = "2021-07-13"


def kremlin_pages(articles: tuple[Article, ...], today: str) -> Iterator[tuple[str, Reply]]:
    """Yield (address without scheme, answer) for both languages; ``today`` is the site's day, YYYY-MM-DD."""
    robots = (HERE / "templates" / "kremlin_robots.txt").read_bytes()
    for language, host in HOSTS.items():
        ours = tuple(a for a in articles if a.site == "kremlin" and a.language == language)
        both = {a.id for a in articles if a.site == "kremlin" and a.language == OTHER[language]}
        yield f"{host}/robots.txt", Reply(headers=TEXT, body=robots)
        for article in ours:
            page = _article(article, paired=article.id in both).encode()
            for section in article.sections:
                yield f"{host}{section}/{article.id}", Reply(headers=HTML, body=page)
            yield f"{host}/d/{article.id}", Reply.redirect(_canonical(article), status=302)
        for section in SECTIONS:
            rows = tuple(a for a in ours if section in a.sections or section == "/events/all")
            yield from _listings(language, section, rows, today)
            yield from _feeds(language, section, rows)
    yield from _act()


def _canonical(article: Article) -> str:
    return f"http://{HOSTS[article.language]}{article.sections[0]}/{article.id}"


def _section_name(section: str, language: str) -> str:
    return SECTIONS[section][language == "ru"]


def _shell(language: str, middle: str, *, other: str = "", **head: str) -> str:
    """Return a whole page: header, what is given, sidebar."""
    labels = LABELS[language]
    base = {"description": "", "keywords": "", "head_extra": "", "body_class": "", "page_type": "ItemPage"}
    start = filled("kremlin_head.html", **labels, **(base | head))
    end = filled(
        "kremlin_end.html",
        **labels,
        other_address=other or f"http://{HOSTS[OTHER[language]]}/",
        other_lang=OTHER[language],
        other_name=NAMES[OTHER[language]],
    )
    return start + middle + end


def _article(article: Article, *, paired: bool) -> str:
    language, section = article.language, article.sections[0]
    address = _canonical(article)
    other = address.replace(HOSTS[language], HOSTS[OTHER[language]], 1) if paired else ""
    announced = article.note("announced")
    header = f'<time class="read__published" datetime="{article.published:%Y-%m-%d}" itemprop="datePublished">'
    header += f"{long_day(article.published, language)}</time>"
    header += f'<div class="read__time">{article.published:%H:%M}</div>'
    middle = filled(
        "kremlin_article.html",
        **LABELS[language],
        **_stamps(article),
        footer=filled("kremlin_footer.html", **LABELS[language]),
        canonical=address,
        host=HOSTS[language],
        section=section,
        by_date=f"{article.published:%d.%m.%Y}",
        announce_class=" announce" if announced else "",
        announce=_announce(announced),
        header_time="" if announced else header,
        lead=f"<div><p>{article.lead}</p></div>" if article.lead else "",
        place=f'<div class="read__place p-location"><i></i>{article.place}</div>' if article.place else "",
        body=expand(article.body),
        tags=_tags(article),
        published_in=_published_in(article),
        section_links=", ".join(
            f'<a href="{name}">{_section_name(name, language)}</a>' for name in article.sections
        ),
    )
    alternate = f'<link rel="alternate" type="text/html" hreflang="{OTHER[language]}" href="{other}"/>'
    canonical = f'<link rel="canonical" href="{address}" />'
    graph = f'<meta property="og:type" content="article"/> <meta property="og:title" content="{article.title}"/> '
    graph += f'<meta property="og:url" content="{address}"/>'
    return _shell(
        language,
        middle,
        other=other,
        head_title=f"{article.title} • {LABELS[language]['site_name']}",
        description=escape(article.lead),
        keywords=" ,".join(_section_name(name, language) for name in article.sections),
        head_extra=f"{graph} {alternate if paired else ''} {canonical}",
        body_class=" is-reading",
    )


def _stamps(article: Article) -> dict[str, str]:
    return {
        "id": str(article.id),
        "title": article.title,
        "day": f"{article.published:%Y-%m-%d}",
        "printed": long_date(article.published, article.language),
        "updated_day": f"{article.updated:%Y-%m-%d}",
        "updated_printed": long_date(article.updated, article.language),
    }


def _announce(line: str) -> str:
    return f'<div class="announce_date"> <div class="width_limiter">{line}</div> </div>' if line else ""


def _published_in(article: Article) -> str:
    several = len(article.sections) > 1
    if article.language == "en":
        return "Published in sections:" if several else "Published in section:"
    return "Опубликован в разделах:" if several else "Опубликован в разделе:"


def _tags(article: Article) -> str:
    columns = []
    for kind, labels in TAG_LABELS.items():
        items = "".join(
            f'<li class="p-category"> <a href="/catalog/{kind}/{number}/events" rel="tag"><i></i>{name} </a> </li>'
            for tag_kind, number, name in article.tags
            if tag_kind == kind
        )
        if items:
            label = labels[article.language == "ru"]
            columns.append(
                f'<div class="read__tagscol"> <h3>{label}</h3> <ul class="read__taglist">{items}</ul> </div>'
            )
    return " ".join(columns)


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
            section_name=_section_name(section, language),
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
        name = f"{_section_name(section, language)} ∙ {labels['site_name']}"
        text = _shell(
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
        stamps = _stamps(article)
        pieces.append(
            filled("kremlin_row.html", **LABELS[article.language], **stamps, section=own, place=where)
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
            feed_title=f"{LABELS[language]['site_name']}: {_section_name(section, language)}",
            host=host,
            section=section,
            updated=max((f"{a.updated:%Y-%m-%dT%H:%M:%S}" for a in shown), default="2021-07-12T00:00:00"),
            links=links,
            entries="".join(map(_entry, shown)),
        )
        yield f"{host}{path}", Reply(headers=XML, body=text.encode())


def _entry(article: Article) -> str:
    lead = f'<div class="c-summary" style="font-size: 1.2em"><p>{article.lead}</p></div>' if article.lead else ""
    return filled(
        "kremlin_entry.xml",
        lang=article.language,
        title=article.title,
        canonical=_canonical(article),
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


def _act() -> Iterator[tuple[str, Reply]]:
    """Yield an act over three pages: a page stops inside a word, and the last one links to itself."""
    parts = (HERE / "content" / "act.txt").read_text(encoding="utf-8").split("\f\n")
    path, labels = f"/acts/bank/{ACT}", LABELS["ru"]
    for number, text in enumerate(parts, 1):
        following = f"{path}/page/{min(number + 1, len(parts))}"
        label = "Показать следующую страницу документа"
        middle = filled(
            "kremlin_act.html",
            **labels,
            footer=filled("kremlin_footer.html", **labels),
            canonical=f"http://kremlin.ru{path}",
            id=ACT,
            title="Указ о речных экспедициях",
            day=ACT_MOMENT,
            printed_day="13 июля 2021 года",
            ignored=' class="masha-ignore"' if number > 1 else "",
            text=escape(text.removesuffix("\n") if number < len(parts) else text),
            onward=f'<a href="{following}" class="more" rel="next">{label}</a>',
        )
        page = _shell(
            "ru",
            middle,
            head_title="Указ о речных экспедициях • Президент России",
            head_extra=f'<link rel="canonical" href="http://kremlin.ru{path}" />',
        )
        asked = path if number == 1 else f"{path}/page/{number}"
        yield f"kremlin.ru{asked}", Reply(headers=HTML, body=page.encode())
