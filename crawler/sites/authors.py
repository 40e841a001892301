"""Knows who a page of the web at large says wrote it: names as printed, without "By" and without roles."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from crawler.sites.head import Head
from crawler.sites.linked_data import names_in, objects_on
from crawler.sites.near_title import NearTitle
from crawler.sites.page import select, words

__all__ = ["authors_of"]

_LONGEST, _LONGEST_LINE = 60, 160
_MOST, _MOST_WORDS = 20, 6
_METAS = (
    ("author",),
    ("article:author", "og:article:author"),
    (
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "cxenseparse:author",
        "citation_author",
        "byl",
    ),
)
_ELSEWHERE = (
    "[not(ancestor-or-self::*[@id='comments' or contains(@class, 'comment') or contains(@class, 'related')"
    " or contains(@class, 'teaser') or contains(@class, 'card') or self::nav or self::footer])]"
)
# The first is asked for only where the page marks an author as an item's property at all.
_MARKED = (
    (
        f"//*[@itemprop='author']{_ELSEWHERE}//*[@itemprop='name']"
        f" | //*[@itemprop='author'][not(.//*)]{_ELSEWHERE}"
    ),
    f"//a[contains(concat(' ', @rel, ' '), ' author ')]{_ELSEWHERE}",
    (
        "//@class[contains(concat(' ', ., ' '), ' author ')]/parent::*"
        f"//*[contains(concat(' ', @class, ' '), ' fn ')]{_ELSEWHERE}"
    ),
    (
        "//@class[contains(., 'byline') or contains(., 'author')]/parent::*"
        "[self::a or self::span or self::p or self::div or self::address or self::li or self::strong]"
        f"{_ELSEWHERE}"
    ),
)
_BY = re.compile(
    r"\s*(?:(?:written|posted|story|text) by|by|von|par|propos recueillis par|por|di|de|door|av|af|przez"
    r"|autor(?:es|in|en|ka)?|authors?|auteurs?|autore|yazar|автор(?:ы|ка)?|текст(?: подготовил)?|от|words)"
    r"(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
_NAMED_LINE = re.compile(
    r"(?:By|Von|Par|Por|Di|Door|Av|Af|Yazar|Автор|Авторы|Текст|Autor|Autorin|Autore|Auteur"
    r"|(?:Written|Posted) by)"
    r"(?:\s*:\s*|\s+)(?=[^\W\d_])",
)
_APART = re.compile(
    r"\s*[;/|•·\n]\s*|\s+(?:and|und|et|og|och|y|e|i|и|та|ve|en|&|și|with|mit)\s+|(?<=\w),\s+(?=[^\W\d_])|、",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|journalist|writer|staff|columnist|contributor|producer|professor|minister"
    r"|redakteur|redaktion|korrespondent|journaliste|rédacteur|rédaction|redacción|periodista|redazione|giornalista"
    r"|redakcja|dziennikarz|muhabir\w*|editör\w*|корреспондент|редактор|редакция|обозреватель|журналист|кореспондент"
    r"|redactor|redacția|university|universit|institut|updated|published|share|follow|read|more|about|view|posts"
    r"|photo|foto|min|minutes|updated|senior|chief|freelance|profesorius)\w*",
    re.IGNORECASE,
)
_TITLES = re.compile(r"\s*(?:기자|記者|记者)$")
_UNNAMED = re.compile(
    r"\d|@|[{}<>=:]|^www\.|^(?:by|von|par|por|facebook|twitter|telegram|whatsapp|instagram)\b", re.IGNORECASE
)
_NOBODY = frozenset("admin administrator author editor guest root staff user webmaster".split())  # noqa: SIM905


def authors_of(
    head: Head, data: dict[str, Any], near: NearTitle, *, site_name: str | None
) -> tuple[str, ...]:
    """Return the names of those who wrote a page's article, in the order they are stated.

    Believes JSON-LD first, then the head, then what is marked as a byline, then a line near the title that
    begins with "By", then the site itself where its JSON-LD names it. Accounts and roles are no authors.
    """
    linked = names_in(data, "author", objects_on(head.root) if data else None)
    nobody = _NOBODY | {one.casefold() for one in (site_name, *names_in(data, "publisher")) if one}
    for stated in chain([linked], (head.said(*names) for names in _METAS), _marked(head)):
        if found := _people(stated, nobody):
            return found
    lines = (line.text for line in near.lines)
    signed = _people([line for line in lines if _NAMED_LINE.match(line)][:1], nobody, signed=True)
    return signed or _people(linked, _NOBODY, whole=True)


def _marked(head: Head) -> Iterable[list[str]]:
    for path in _MARKED if head.properties("author") else _MARKED[1:]:
        marked = map(words, select(head.root, path)[:_MOST])
        yield from ([text] for text in marked if len(text) <= _LONGEST_LINE)


def _people(
    stated: list[str], nobody: frozenset[str], *, signed: bool = False, whole: bool = False
) -> tuple[str, ...]:
    """Return the names in what is stated; ``whole`` takes each as it stands: the site itself, an agency."""
    parts = (_names(one, signed=signed) if not whole or "://" in one else [one] for one in stated)
    names = (name for one in parts for name in one)
    kept = (name for name in names if name.casefold() not in nobody)
    return tuple(dict.fromkeys(kept))[:_MOST]


def _names(printed: str, *, signed: bool) -> list[str]:
    """Take a byline apart; what follows the first part that is no name is a role or a place."""
    names = list[str]()
    for part in _APART.split(_unsigned(printed)):
        name = _TITLES.sub("", part.strip(" ,.–—-()"))
        if not _is_name(name, several=signed or bool(names)):
            break
        names.append(name)
    return names


def _unsigned(printed: str) -> str:
    signed = _BY.match(printed)
    return "" if len(printed) > _LONGEST_LINE else printed[signed.end() :] if signed else printed


def _is_name(name: str, *, several: bool) -> bool:
    parts = name.split()
    if not name or len(name) > _LONGEST or len(parts) > _MOST_WORDS or _UNNAMED.search(name):
        return False
    if _ROLE.search(name) or not (name[0].isupper() or not name[0].islower()):
        return False
    return not several or len(parts) > 1 or not name.isascii() or not name.isupper()
