"""Knows how one article or act becomes a page of the Kremlin site, with the furniture around it."""

from collections.abc import Iterator
from html import escape

from demo.answers import Reply
from demo.site.content import HERE, Article, expand, filled
from demo.site.wording import HOSTS, LABELS, OTHER, SECTIONS, TAG_LABELS, long_date, long_day

__all__ = ["HTML", "act_pages", "article_page", "canonical", "section_name", "shell", "stamps"]

HTML = (("Content-Type", "text/html"),)
NAMES = {"en": "Английский", "ru": "Русский"}
ACT = "47211"
ACT_MOMENT = "2021-07-13"


def canonical(article: Article) -> str:
    """Return the address that an article gives itself."""
    return f"http://{HOSTS[article.language]}{article.sections[0]}/{article.id}"


def section_name(section: str, language: str) -> str:
    """Return what a section is called."""
    return SECTIONS[section][language == "ru"]


def shell(language: str, middle: str, *, other: str = "", **head: str) -> str:
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


def article_page(article: Article, *, paired: bool) -> str:
    """Return the page of an article; ``paired`` when the other language has it too."""
    language, section = article.language, article.sections[0]
    address = canonical(article)
    other = address.replace(HOSTS[language], HOSTS[OTHER[language]], 1) if paired else ""
    announced = article.note("announced")
    header = (
        f'<time class="read__published" datetime="{article.published:%Y-%m-%d}" itemprop="datePublished">'
    )
    header += f"{long_day(article.published, language)}</time>"
    header += f'<div class="read__time">{article.published:%H:%M}</div>'
    middle = filled(
        "kremlin_article.html",
        **LABELS[language],
        **stamps(article),
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
            f'<a href="{name}">{section_name(name, language)}</a>' for name in article.sections
        ),
    )
    alternate = f'<link rel="alternate" type="text/html" hreflang="{OTHER[language]}" href="{other}"/>'
    own = f'<link rel="canonical" href="{address}" />'
    graph = (
        f'<meta property="og:type" content="article"/> <meta property="og:title" content="{article.title}"/> '
    )
    graph += f'<meta property="og:url" content="{address}"/>'
    return shell(
        language,
        middle,
        other=other,
        head_title=f"{article.title} • {LABELS[language]['site_name']}",
        description=escape(article.lead),
        keywords=" ,".join(section_name(name, language) for name in article.sections),
        head_extra=f"{graph} {alternate if paired else ''} {own}",
        body_class=" is-reading",
    )


def stamps(article: Article) -> dict[str, str]:
    """Return number, title and times, as listings and pages print them."""
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
            f'<li class="p-category"> <a href="/catalog/{kind}/{number}/events" rel="tag">'
            f"<i></i>{name} </a> </li>"
            for tag_kind, number, name in article.tags
            if tag_kind == kind
        )
        if items:
            label = labels[article.language == "ru"]
            columns.append(
                f'<div class="read__tagscol"> <h3>{label}</h3> <ul class="read__taglist">{items}</ul> </div>'
            )
    return " ".join(columns)


def act_pages() -> Iterator[tuple[str, Reply]]:
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
        page = shell(
            "ru",
            middle,
            head_title="Указ о речных экспедициях • Президент России",
            head_extra=f'<link rel="canonical" href="http://kremlin.ru{path}" />',
        )
        asked = path if number == 1 else f"{path}/page/{number}"
        yield f"kremlin.ru{asked}", Reply(headers=HTML, body=page.encode())
