"""Knows when a wall stands where the page should be: by its structure and exact words, never by a subject."""

import re

from archive.errors import UnreadablePage
from crawler.sites.linked_data import article_data
from crawler.sites.page import Element, Page, select, values, words
from crawler.sites.page_looks import looks_of
from crawler.sites.refusal_marks import (
    BLOCK_PAGE,
    EMBEDDED,
    GENERIC,
    PHRASES,
    REFUSAL,
    STRUCTURES,
)
from crawler.sites.web_refusal import slow_to_parse

__all__ = ["BLOCK_PAGE", "REFUSAL", "is_article", "shown", "wall_on"]

_LARGEST = 512 * 1024
_LONGEST = 2_000
"""Letters that a wall shows at most; providers' notices are the longest."""
_NEXT_TO_NOTHING = 400
_STUB = 200
_TYPE = ("og:type", "article")
_ARTICLE = (
    "//*[@itemprop='articleBody' or contains(@itemtype, 'schema.org/NewsArticle')"
    " or contains(@itemtype, 'schema.org/Article')] | //article[.//p]"
    " | //*[contains(concat(' ', @class, ' '), ' h-entry ')][.//p]"
)
_SHOWN = (
    "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"
)
_SCRIPTS = "//script/text()"
_SETS_COOKIE = re.compile(r"document\s*\.\s*cookie\s*=")
_LOADS_AGAIN = re.compile(
    r"\blocation\s*\.\s*(?:reload|replace|assign|href)\b|\blocation\s*=[^=]|\.submit\s*\(\s*\)"
)
_REFRESH = "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh']"


def wall_on(page: Page) -> str:
    """Return what stands on a page in place of what was asked for, such as "a captcha"; "" for no wall.

    A page that marks an article of its own up is none, whatever it is about; nor is a long text. The page
    must be decoded rightly.
    """
    if not page.body.strip() or len(page.body) > _LARGEST or slow_to_parse(page.body):
        return ""
    try:
        tree = page.tree
    except UnreadablePage:
        return ""
    if is_article(tree) or (length := shown(tree)) > _LONGEST:
        return ""
    return _by_structure(tree, length) or _by_words(tree, length) or _by_script(tree, length)


def shown(tree: Element) -> int:
    """Return how many letters a page shows to a reader, without scripts and without runs of blanks."""
    return sum(len(text) for text in values(tree, _SHOWN))


def is_article(tree: Element) -> bool:
    """Tell whether a page marks an article of its own up."""
    return _states_article(tree) or bool(article_data(tree)) or bool(select(tree, _ARTICLE))


def _states_article(tree: Element) -> bool:
    stated = ((one.get("property"), one.get("content")) for one in looks_of(tree).named["meta"])
    return any(name == "article:published_time" or (name, said) == _TYPE for name, said in stated)


def _by_structure(tree: Element, length: int) -> str:
    marks = STRUCTURES + (EMBEDDED if length <= _NEXT_TO_NOTHING else ())
    return next((mark.what for mark in marks if select(tree, mark.path)), "")


def _by_words(tree: Element, length: int) -> str:
    heads = [text for text in map(words, select(tree, "//title | //h1 | //h2")) if text]
    for phrase in PHRASES:
        if length > phrase.longest or not any(phrase.heads.fullmatch(head) for head in heads):
            continue
        if not phrase.beside or select(tree, phrase.beside):
            return phrase.what
    return ""


def _by_script(tree: Element, length: int) -> str:
    """Tell a page that is all script: it sets a cookie and loads again, or asks that scripts be enabled."""
    if length > _STUB:
        return ""
    source = "\n".join(values(tree, _SCRIPTS))
    again = bool(_LOADS_AGAIN.search(source)) or bool(select(tree, _REFRESH))
    if source and _SETS_COOKIE.search(source) and again:
        return "a script that sets a cookie and loads the page again"
    told = " ".join(values(tree, "//noscript//text()"))
    if select(tree, "//script") and GENERIC.search(told) and not select(tree, "//a[@href]"):
        return "a page that only asks for scripts"
    return ""
