"""Knows where things stand on the pages of the Interfax sites: dated layouts, declarations only."""

from dataclasses import dataclass

from crawler.sites.base import Layout

__all__ = ["AMP_LAYOUTS", "LAYOUTS", "RUSSIA_LAYOUTS", "StoryLayout"]


@dataclass(frozen=True, kw_only=True)
class StoryLayout(Layout):
    """XPaths of one design. Of several the first that finds something is taken.

    ``scope`` holds the story and its rubric and tags (the whole page where it finds nothing); ``article``
    and what follows it are relative to the scope; ``furniture`` is relative to the article, each with the
    name of its rule; ``headline`` and ``subtitle`` are taken out of the body by those names.
    """

    scope: str
    article: tuple[str, ...]
    headline: tuple[str, ...]
    subtitle: tuple[str, ...] = ()
    furniture: tuple[tuple[str, str], ...] = ()
    published: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    modified: tuple[str, ...] = ()
    own_address: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    rubrics: str = ""
    tags: tuple[str, ...] = ()
    neighbours: str = ""
    chronicle: str = ""


def _has(name: str) -> str:
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


_ARTICLE = ".//article[@itemprop='articleBody']"
_STATED_ADDRESS = (
    ".//*[@itemprop='mainEntityOfPage']/@content",
    "//meta[@property='og:url']/@content",
    "//link[@rel='canonical']/@href",
)
_FURNITURE = (
    ("headline", ".//h1"),
    ("subtitle", ".//p[@itemprop='description']"),
    ("publisher", ".//*[@itemprop='author' or @itemprop='publisher']"),
    ("figure", ".//figure"),
    ("embed", f".//*[{_has('wg_script_block')}]"),
    ("share", f".//*[{_has('figureSocWrap')} or {_has('bss__wrap')} or {_has('group-btns')}]"),
    ("subscription", f".//*[{_has('modal__but_subscribe')}]"),
    ("advertising", ".//div[starts-with(@id, 'pl') and contains(@id, '_ban')]"),
    ("advertising", f".//*[{_has('info-landing-wrap')}]"),
)

LAYOUTS = (
    StoryLayout(
        name="interfax-2018",
        scope=f"(//div[{_has('infinitblock')}])[1]",
        article=(_ARTICLE,),
        headline=(".//h1[@itemprop='headline']", ".//h1"),
        subtitle=(".//p[@itemprop='description']",),
        furniture=_FURNITURE,
        published=(
            "//meta[@property='article:published_time']/@content",
            f"{_ARTICLE}//meta[@itemprop='datePublished']/@content",
        ),
        printed=(f".//a[{_has('time')}]//text()",),
        modified=(
            f"{_ARTICLE}//meta[@itemprop='dateModified']/@content",
            "//meta[@property='article:modified_time']/@content",
        ),
        own_address=_STATED_ADDRESS,
        author=(".//p[@itemprop='author']//text()",),
        section=("//meta[@property='article:section']/@content",),
        rubrics=f".//aside[{_has('textML')}]//a[not({_has('time')})]",
        tags=("//meta[@property='article:tag']/@content", f".//div[{_has('textMTags')}]//a/text()"),
    ),
)

AMP_LAYOUTS = (
    StoryLayout(
        name="interfax-amp",
        scope="//body",
        article=(_ARTICLE, ".//article", ".//main[.//p]"),
        headline=(".//h1[@itemprop='headline']", ".//h1"),
        subtitle=(".//p[@itemprop='description']",),
        furniture=_FURNITURE,
        published=(
            "//meta[@property='article:published_time']/@content",
            ".//meta[@itemprop='datePublished']/@content",
        ),
        modified=(
            ".//meta[@itemprop='dateModified']/@content",
            "//meta[@property='article:modified_time']/@content",
        ),
        own_address=_STATED_ADDRESS,
        author=(".//p[@itemprop='author']//text()",),
        section=("//meta[@property='article:section']/@content",),
        tags=("//meta[@property='article:tag']/@content",),
        chronicle="Хроника",
        neighbours="Новости",
    ),
)

RUSSIA_LAYOUTS = (
    StoryLayout(
        name="interfax-russia-2021",
        scope="//body",
        article=(
            ".//div[@itemprop='articleBody']",
            f".//section[{_has('news-body')}]//*[{_has('editor-content')}]",
        ),
        headline=(".//*[@itemprop='headline']//h1", f".//section[{_has('news-body')}]//h1"),
        furniture=_FURNITURE,
        published=(".//meta[@itemprop='datePublished']/@content",),
        modified=(".//meta[@itemprop='dateModified']/@content",),
        own_address=("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"),
        tags=(".//ul[@itemprop='keywords']//li//text()",),
    ),
)
