"""Knows what a Kremlin document points at: attachments, see-also links, persons, translation, picture."""

from archive.models import Reference
from crawler.sites.kremlin_address import resolve
from crawler.sites.kremlin_body import cleaned
from crawler.sites.kremlin_boxes import find
from crawler.sites.kremlin_layouts import KremlinLayout
from crawler.sites.page import Element, select, values, words

__all__ = ["references"]

_ALTERNATE = "/html/head/link[@rel='alternate' and @hreflang and @href]"
_IMAGE = "/html/head/meta[@property='og:image']/@content"
_NOTES = "../*[contains(@class, 'cut__date') or contains(@class, 'cut__meta')]"
_KNOWN_AS = ".//*[contains(@class, 'tooltip_title')][1]//text()"
_FILES = "://static.kremlin.ru/"
_TOOLTIP = frozenset({"masha-ignore"})


def references(
    root: Element, article: Element, body: Element, layout: KremlinLayout, language: str
) -> tuple[Reference, ...]:
    """Return what the document points at, each once, in the order of the page.

    Kinds: translation (its title the language), image, attachment (its note type and size), see_also
    (its note the day), person_link (a person named in the text; its note the catalogue's form of the name),
    term_link (a term of the glossary used in the text).
    """
    found = [*_translations(root, language), *_images(root, language)]
    found += [_boxed(link, language) for link in find(article, layout.boxes)]
    for kind, path in (("person_link", layout.persons), ("term_link", layout.terms)):
        found += [_catalogued(kind, link, language) for link in find(body, path)]
    return tuple(dict.fromkeys(reference for reference in found if reference.address))


def _translations(root: Element, language: str) -> list[Reference]:
    """Return the other language's address, from the head only: the footer's may be the bare home page."""
    links = select(root, _ALTERNATE)
    return [
        Reference("translation", resolve(language, link.get("href") or ""), link.get("hreflang") or "")
        for link in links
        if link.get("hreflang") != language and "atom" not in (link.get("type") or "")
    ]


def _images(root: Element, language: str) -> list[Reference]:
    return [Reference("image", resolve(language, href)) for href in values(root, _IMAGE)[:1]]


def _boxed(link: Element, language: str) -> Reference:
    """Return a link of a see-also box, with the day or the file's type and size that stand beside it."""
    address = resolve(language, link.get("href") or "")
    attached = link.get("download") is not None or _FILES in address
    notes = [words(note) for note in select(link, _NOTES)]
    return Reference(
        "attachment" if attached else "see_also", address, words(link), "; ".join(filter(None, notes))
    )


def _catalogued(kind: str, link: Element, language: str) -> Reference:
    """Return what a link to the catalogue names; what its tooltip tells beside a person's name is today's."""
    known_as = values(link, _KNOWN_AS) if kind == "person_link" else ()
    address = resolve(language, link.get("href") or "")
    return Reference(kind, address, cleaned(link, _TOOLTIP, []), " ".join(known_as))
