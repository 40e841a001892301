"""Knows how articles become the pages of interfax.ru: windows-1251 stories and days, a feed and a sitemap."""

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from urllib.parse import quote

from demo.answers import Reply
from demo.site.content import Article, expand, filled
from demo.site.wording import clock_date

__all__ = ["interfax_pages"]

HOST = "www.interfax.ru"
SPORT = "www.sport-interfax.ru"
ROWS = 3
FIRST_DAY, LAST_DAY = date(2021, 7, 10), date(2021, 7, 18)
UNDECLARED = (("Content-Type", "text/html"),)
DECLARED = (("Content-Type", "text/html; charset=windows-1251"),)
XML = (("Content-Type", "text/xml; charset=utf-8"),)
ROBOTS = b"User-agent: *\nDisallow: /search/\n"
WITH_AMP = 778201
CHRONICLE = '<div><span>08:31</span><a href="/chronicle/mayaki-severa.html"><h3>Маяки Севера</h3></a></div>'


def interfax_pages(articles: tuple[Article, ...]) -> Iterator[tuple[str, Reply]]:
    """Yield (address without scheme, answer) for the main and the sport host."""
    ours = tuple(article for article in articles if article.site == "interfax")
    for host in (HOST, SPORT):
        yield f"{host}/robots.txt", Reply(headers=(("Content-Type", "text/plain"),), body=ROBOTS)
    for article in ours:
        story = Reply(headers=UNDECLARED, body=_encoded(_story(article)))
        yield _address(article).removeprefix("https://"), story
        if article.id == WITH_AMP:
            yield f"{HOST}/amp/{article.id}", Reply(headers=UNDECLARED, body=_encoded(_amp(article)))
    for back in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=back)
        yield from _day(day, tuple(article for article in ours if article.published.date() == day))
    yield f"{HOST}/rss.asp", Reply(headers=XML, body=_feed(ours).encode())
    yield f"{HOST}/SEO_SiteMapLastChanges.xml", Reply(headers=XML, body=_sitemap(ours).encode())


def _encoded(text: str) -> bytes:
    return text.encode("windows-1251", "xmlcharrefreplace")


def _address(article: Article) -> str:
    segment = article.sections[0]
    if segment == "sport":
        return f"https://{SPORT}/{article.id}"
    return f"https://{HOST}/{segment}/{article.id}" if segment else f"https://{HOST}/{article.id}"


def _page(title: str, head: str, middle: str) -> str:
    return filled("interfax_head.html", title=title, head=head) + middle + filled("interfax_end.html")


def _facts(article: Article) -> dict[str, str]:
    tags = [name for _, _, name in article.tags]
    return {
        "id": str(article.id),
        "address": _address(article),
        "title": escape(article.title),
        "lead": escape(article.lead),
        "rubric": article.note("rubric"),
        "segment": f"{article.sections[0]}/" if article.sections[0] else "",
        "stamp": f"{article.published:%Y-%m-%dT%H:%M}",
        "clock": clock_date(article.published),
        "day_path": f"{article.published:%Y/%m/%d}",
        "tag_metas": "\n".join(f'<meta property="article:tag" content="{name}"/>' for name in tags),
        "tag_links": "".join(f'<a href="/tags/{quote(name, encoding="cp1251")}">{name}</a>' for name in tags),
    }


def _story(article: Article) -> str:
    facts = _facts(article)
    pointer, photo = article.note("update"), article.note("photo")
    if pointer:
        clock, address, title = pointer.split("|")
        pointer = f'<aside>Есть обновление от {clock} &rarr;<a href="{address}">{escape(title)}</a></aside>'
    figure = ""
    if photo:
        image = f"/ftproot/textphotos/{facts['day_path']}/{article.id}700.jpg"
        figure = f'<figure><img src="{image}" alt=""><figcaption>{photo}</figcaption>'
        figure += '<div class="figureSocWrap">ВКонтакте</div></figure>'
    middle = filled(
        "interfax_article.html", **facts, pointer=pointer, figure=figure, body=expand(article.body.strip())
    )
    return _page(facts["title"], filled("interfax_meta.html", **facts), middle)


def _amp(article: Article) -> str:
    facts = _facts(article)
    middle = f'<article itemprop="articleBody"><h1 itemprop="headline">{facts["title"]}</h1>'
    middle += (
        f'{expand(article.body.strip())}<meta itemprop="datePublished" content="{facts["stamp"]}:00+03:00">'
    )
    return _page(facts["title"], filled("interfax_meta.html", **facts), f"{middle}</article><h2>Новости</h2>")


def _day(day: date, stories: tuple[Article, ...]) -> Iterator[tuple[str, Reply]]:
    """Yield the archive of a day and its further pages; a day without stories has an archive without rows."""
    path = f"/news/{day:%Y/%m/%d}"
    pages = max(1, -(-len(stories) // ROWS))
    addresses = [path, *(f"{path}/all/page_{page}" for page in range(2, pages + 1))]
    for page, address in enumerate(addresses, 1):
        shown = stories[(page - 1) * ROWS : page * ROWS]
        rows = "".join(map(_row, shown)) + (CHRONICLE if page == 1 and shown else "")
        pager = "".join(
            f'<a class="{"active" if number == page else ""}" href="{link}">{number}</a>'
            for number, link in enumerate(addresses, 1)
        )
        middle = f'<div class="an">{rows}</div><div class="pages">{pager}</div>'
        text = _page(f"Новости за {day:%d.%m.%Y}", "", middle)
        yield f"{HOST}{address}", Reply(headers=DECLARED, body=_encoded(text))


def _row(article: Article) -> str:
    address = _address(article).removeprefix(f"https://{HOST}")
    clock = f"{article.published:%H:%M}"
    head = f'<div data-id="{article.id}"><span>{clock}</span><a href="{address}">'
    return f"{head}<h3>{escape(article.title)}</h3></a></div>"


def _feed(stories: tuple[Article, ...]) -> str:
    items = "".join(
        f"<item>\n<title>{escape(a.title)}</title>\n<link>{_address(a)}</link>\n"
        f"<description>{escape(a.lead)}</description>\n<category>{a.note('rubric')}</category>\n"
        f"<pubDate>{a.published:%a, %d %b %Y %H:%M}:00 +0300</pubDate>\n<guid>{_address(a)}</guid>\n</item>"
        for a in stories
    )
    start = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
    )
    head = (
        "<title>Интерфакс</title>\n<link>https://www.interfax.ru</link>\n<description>Интерфакс</description>"
    )
    link = '<atom:link href="https://www.interfax.ru/rss.asp" rel="self" type="application/rss+xml" />'
    return f"{start}\n<channel>\n{head}\n{items}{link}\n</channel></rss>\n"


def _sitemap(stories: tuple[Article, ...]) -> str:
    entries = "".join(
        f"<url><loc>{_address(a)}</loc><lastmod>{a.updated:%Y-%m-%dT%H:%M}:00+03:00</lastmod></url>"
        for a in stories
    )
    start = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{start}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>\n'
