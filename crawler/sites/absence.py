"""Knows a page that says with status 200, in so many words, that there is no such page."""

import re

from archive.errors import UnreadablePage
from crawler.sites.page import Page, select, words
from crawler.sites.page_looks import looks_of
from crawler.sites.refusal import is_article
from crawler.sites.web_refusal import slow_to_parse

__all__ = ["says_absent"]

_LARGEST = 512 * 1024
_MOST_PROSE = 600
"""Letters in paragraphs of a sentence or more; whoever writes more than that has something to say."""
_SENTENCE = 80
_SEPARATED = re.compile(r"\s+[|–—•·»/:-]{1,2}\s+|\s*[|•]\s*")
_EDGES = " \t.!…,:;–—-«»\"'()[]"
_NUMBER = r"(?:(?:http |status )?(?:error |ошибка |erreur |fehler )?№? ?404(?: error| ошибка)?)"
_THING = r"(?:page|article|document|news item|file|resource|url|material|story|post|content)"
_ASKED = r"(?: (?:that )?you(?:['’]re| are| were)? (?:requested|looking for|trying to (?:reach|access)))?"
_NOT_THERE = (
    r"(?:(?:was |is |were )?not found|(?:could not|couldn['’]t|cannot|can['’]t) be found|"
    r"(?:does not|doesn['’]t|no longer|did not) exists?|(?:has been|was) (?:removed|deleted)|is missing)"
)
_ENGLISH = rf"(?:(?:the |this |that )?(?:requested )?{_THING}{_ASKED} {_NOT_THERE})"
_THIS = r"(?:запрашиваем|запрошенн|данн|так|эт|указанн|иском)"
_RUSSIAN_SHE = (
    rf"(?:{_THIS}(?:ая|а) )?(?:вами )?(?:страница|новость|статья|публикация|запись)"
    r"(?:,? которую вы (?:ищете|запросили),?)?(?: вами)?"
    r" (?:не (?:найдена|существует|обнаружена)|отсутствует|(?:была )?удалена|больше не существует)"
)
_RUSSIAN_HE = (
    rf"(?:{_THIS}(?:ый|ой|от) )?(?:вами )?(?:документ|материал|ресурс|файл|адрес|раздел)(?: вами)?"
    r" (?:не (?:найден|существует|обнаружен)|отсутствует|(?:был )?удал[её]н)"
)
_OTHERS = (
    r"page (?:non trouvée|introuvable)|seite nicht gefunden|página no encontrada|pagina non trovata|"
    r"сторінку не знайдено|сторінка не знайдена|nie znaleziono strony|stránka nenalezena"
)
_WORDS = (
    rf"{_ENGLISH}|not found|nothing (?:was )?found here|(?:такой )?страницы не существует|"
    r"такой страницы (?:на (?:нашем )?сайте )?(?:не существует|нет)|"
    rf"{_RUSSIAN_SHE}|{_RUSSIAN_HE}|{_OTHERS}"
)
_TAIL = r"(?: (?:on (?:this|the) (?:server|site)|at this address|на (?:этом |нашем )?(?:сайте|сервере)))?"
_ABSENT = re.compile(
    rf"(?:к сожалению,? |извините,? |sorry,? |oops\W+|ой\W+)?(?:{_NUMBER}[\s:.,!–—-]*)?(?:{_WORDS}){_TAIL}|"
    rf"{_NUMBER}|(?:{_WORDS})[\s:.,–—(-]+{_NUMBER}",
    re.IGNORECASE,
)


def says_absent(page: Page) -> bool:
    """Tell whether the title or first heading is one of the sites' ways of saying "not found", and no more.

    The words must be all of the heading or of a part of the title («Page not found • President of Russia»),
    and no article may stand on the page: neither marked up as one nor as prose.
    """
    if not page.body.strip() or len(page.body) > _LARGEST or slow_to_parse(page.body):
        return False
    try:
        tree = page.tree
    except UnreadablePage:
        return False
    named = looks_of(tree).named
    titles = [part for title in map(words, named["title"][:1]) for part in _SEPARATED.split(title)]
    heads = [words(head) for head in named["h1"][:3]]
    if not any(_ABSENT.fullmatch(head.strip(_EDGES)) for head in (*titles, *heads)):
        return False
    prose = [text for text in map(words, select(tree, "//p")) if len(text) >= _SENTENCE]
    return not is_article(tree) and sum(map(len, prose)) <= _MOST_PROSE
