"""Knows the Kremlin as a site: its hosts, what a crawl of it begins with, and which reader a page needs."""

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from archive.errors import BadUsage, NotThisKind, WrongLanguage
from archive.models import Link, LinkKind, Reading, Rights
from crawler.sites.base import Site, Target, without_scheme
from crawler.sites.kremlin_act import read_act
from crawler.sites.kremlin_address import HOSTS, SOURCE, canonical, feed_page, is_tab, place, target
from crawler.sites.kremlin_article import read_article
from crawler.sites.kremlin_feed import read_feed
from crawler.sites.kremlin_layouts import LAYOUTS, SPECIAL_LAYOUTS, ZONE, KremlinLayout, layout_of
from crawler.sites.kremlin_listing import read_listing
from crawler.sites.page import Page, values
from crawler.sites.unread import told_apart, told_of

__all__ = ["Kremlin"]

SECTIONS = MappingProxyType(
    {
        "news": "events/president/news",
        "transcripts": "events/president/transcripts",
        "trips": "events/president/trips",
        "letters": "events/president/letters",
        "administration": "events/administration",
        "state-council": "events/state-council",
        "security-council": "events/security-council",
        "councils": "events/councils",
        "announcements": "press/announcements",
        "accreditation": "press/accreditation",
        "documents": "acts/news",
        "all": "events/all",
    }
)
RUSSIAN_ONLY = frozenset({"events/president/letters"})
_NOT_BY_DEFAULT = frozenset({"all", "accreditation"})
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN = re.compile(r"[A-Za-z]")
_ENOUGH = 40
"""Letters below which a text is too short to tell its language."""


class Kremlin(Site):
    """kremlin.ru and en.kremlin.ru, with their versions for people with disabilities.

    ``turns=False`` reads all but who speaks in a transcript, which is two fifths of the work.
    """

    name = SOURCE
    hosts = HOSTS
    timezone = ZONE
    delay = 3.0
    # Source: http://en.kremlin.ru/about/copyrights, and the footer of each page; photos of agencies excepted.
    rights = Rights(
        licence="CC-BY-4.0",
        title="Creative Commons Attribution 4.0 International",
        address="https://creativecommons.org/licenses/by/4.0/",
        statement="may be passed on whole, with a link to the page on kremlin.ru",
        open=True,
    )
    sections = tuple(path for name, path in SECTIONS.items() if name not in _NOT_BY_DEFAULT)
    layouts: ClassVar[tuple[KremlinLayout, ...]] = LAYOUTS
    special_layouts: ClassVar[tuple[KremlinLayout, ...]] = SPECIAL_LAYOUTS
    known: ClassVar[Mapping[str, str]] = SECTIONS

    def __init__(self, *, turns: bool = True) -> None:
        """Know whether the documents are to have their turns."""
        self._turns = turns

    def owns(self, address: str) -> bool:
        """Tell whether an address is on a host of the site, with no user name or odd port in it."""
        return place(address) is not None

    def target(self, address: str) -> Target | None:
        """Return what document an address names, or None when it names none."""
        return target(address)

    def starts(
        self,
        *,
        languages: tuple[str, ...],
        since: date | None,  # noqa: ARG002 - listings and feeds run newest first: the walk knows where to stop
        today: date,  # noqa: ARG002 - no address of the site holds a day that is needed
        sections: tuple[str, ...],
    ) -> tuple[Link, ...]:
        """Return feed and listing of each section in each language.

        Sections go by short name or path. Raises `BadUsage` for unknown ones, unknown languages, and
        when nothing is left (letters exist in Russian only).
        """
        paths = tuple(dict.fromkeys(self._path(name) for name in sections)) or self.sections
        for language in languages:
            if language not in self.languages:
                raise BadUsage(
                    f"the Kremlin does not publish in {language!r}: it does in {_listed(self.languages)}"
                )
        pairs = [(language, path) for path in paths for language in languages if _exists(language, path)]
        if not pairs:
            raise BadUsage(f"nothing to read: {_listed(paths)} exists in Russian only")
        kinds = ((LinkKind.FEED, "/feed"), (LinkKind.LISTING, ""))
        return tuple(
            _start(language, f"/{path}{ending}", kind) for language, path in pairs for kind, ending in kinds
        )

    @told_apart
    def read(self, page: Page) -> Reading:
        """Return what stands on a page, read by the layout of the Moscow day of its capture.

        Raises an `UnreadablePage` child when it should hold a document and none can be read.
        """
        where = place(page.address)
        if where is None:
            raise NotThisKind(f"{page.address}: not an address of the Kremlin site")
        host, path = where
        special = ".special." in f".{host}"
        layout = layout_of(self.special_layouts if special else self.layouts, page.captured_at)
        asked = target(page.address)
        if asked is not None:
            declared = _declared(page, asked.identity.language)
            if asked.identity.number.startswith("acts/"):
                reading = read_act(page, asked, layout)
            else:
                reading = read_article(page, asked, layout, turns=self._turns)
            if not declared:
                _check_script(page, reading)
            return reading
        if feed_page(path) is not None:
            return read_feed(page, layout, turns=self._turns)
        if is_tab(path):
            if why := told_of(self, page):
                raise why
            return Reading(kind="tab", note="pictures or films of a document, not the document")
        return read_listing(page, layout)

    def _path(self, name: str) -> str:
        path = name.strip("/")
        if path in self.known:
            return self.known[path]
        if path in self.known.values():
            return path
        raise BadUsage(f"the Kremlin has no section {name!r}: known are {_listed(tuple(self.known))}")


def _start(language: str, path: str, kind: LinkKind) -> Link:
    address = canonical(language, path)
    return Link(address=address, kind=kind, key=without_scheme(address), source=SOURCE, language=language)


def _exists(language: str, path: str) -> bool:
    return language == "ru" or path not in RUSSIAN_ONLY


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _declared(page: Page, language: str) -> bool:
    """Tell whether a page says in which language it is; refuse one in another than its host's."""
    declared = next(iter(values(page.tree, "/html/@lang")), "")
    if declared and declared.partition("-")[0].lower() != language:
        raise WrongLanguage(f"{page.address}: the page says that it is in {declared!r}")
    return bool(declared)


def _check_script(page: Page, reading: Reading) -> None:
    """Where a page declares no language, refuse a text in the other language's letters."""
    for document in reading.documents:
        text = f"{document.title} {document.lead} {document.text}"
        counts = {"ru": len(_CYRILLIC.findall(text)), "en": len(_LATIN.findall(text))}
        written = max(counts, key=lambda language: counts[language])
        if counts[written] >= _ENOUGH and written != document.language:
            raise WrongLanguage(f"{page.address}: the text is written in the letters of {written!r}")
