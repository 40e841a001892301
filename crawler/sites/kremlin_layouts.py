"""Knows where things stand on the Kremlin's pages: one dated set of selectors for each design of the site."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from crawler.sites.base import Layout, pick_layout

__all__ = ["LAYOUTS", "SPECIAL_LAYOUTS", "ZONE", "KremlinLayout", "layout_of"]

ZONE = "Europe/Moscow"


def _having(name: str) -> str:
    """Return the XPath test for a class among others."""
    return f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'


@dataclass(frozen=True, kw_only=True)
class KremlinLayout(Layout):
    """The XPaths of one design; those after ``article`` are relative to the article, ``""`` finds nothing.

    ``furniture`` are the classes that are dropped from a body wherever they stand; ``act_furniture`` the
    same for acts, whose own text is marked ``masha-ignore`` on later pages.
    """

    article: str
    title: str
    lead: str
    body: str
    place: str
    status: str
    announced: str
    stated: str
    changed: str
    sections: str
    tags: str
    boxes: str
    persons: str
    terms: str
    furniture: frozenset[str]
    act_body: str
    act_furniture: frozenset[str]
    lister: str
    row: str
    row_link: str
    row_title: str
    row_stated: str
    row_changed: str
    row_place: str


_ARTICLE_2015 = KremlinLayout(
    name="kremlin-2015",
    article=f"/html/body/descendant::article[{_having('h-entry')}]",
    title=f".//h1[{_having('entry-title')}]",
    lead=f"descendant::div[{_having('read__lead')}]",
    body=f"descendant::div[{_having('read__internal_content')}]",
    place=f"descendant::div[{_having('read__place')}]",
    status=f"descendant::div[{_having('read__status')}]",
    announced=f"descendant::div[{_having('announce_date')}]",
    stated=".//time",
    changed=f"/html/body/descendant::div[{_having('read__updated')}]//time",
    sections=".//a[@href and not(@class)]",
    tags=f"descendant::div[{_having('read__tagscol')}]//a[@href and @rel='tag']",
    boxes=f".//a[@href and {_having('cut__item')}]",
    persons=f".//a[@href and {_having('person_tag')}]",
    terms=f".//a[@href and {_having('termin_tag')}]",
    furniture=frozenset({"masha-ignore", "read__bottommeta"}),
    act_body=f"//div[{_having('reader_act_body')}]",
    act_furniture=frozenset({"read__tooltip", "read__bottommeta", "read__cut", "slider", "media"}),
    lister=f"//div[{_having('lister-page')}]",
    row=f"descendant::div[{_having('hentry_event')}]",
    row_link=".//a[@rel='bookmark' and @href]",
    row_title=f".//span[{_having('entry-title')}]",
    row_stated=f".//time[{_having('dt-published')}]",
    row_changed=f".//span[{_having('updated')}]",
    row_place=f".//span[{_having('p-location')}]",
)
# No byte of this version was seen: its classes are what public scrapers agree on (kremlin.md section 1).
_SPECIAL_2015 = KremlinLayout(
    name="kremlin-special-2015",
    article=f"//div[{_having('singlepost')}]",
    title="descendant::*[self::h1 or self::h2][1]"
    "|self::*[not(.//h1 or .//h2)]/preceding::*[self::h1 or self::h2][1]",
    lead="",
    body="self::*",
    place="",
    status="",
    announced="",
    stated=f".//p[{_having('published')}]|preceding::p[{_having('published')}][1]",
    changed="",
    sections="",
    tags=".//a[@href and @rel='tag']",
    boxes="",
    persons="",
    terms="",
    furniture=_ARTICLE_2015.furniture | {"published"},
    act_body=f"//div[{_having('singlepost')}]",
    act_furniture=_ARTICLE_2015.act_furniture | {"published"},
    lister="//body",
    row=f".//*[{_having('hentry')}]",
    row_link=".//h2//a[@href]",
    row_title=".//h2//a[@href]",
    row_stated=f".//*[{_having('published')}]",
    row_changed=f".//*[{_having('updated')}]",
    row_place="",
)

LAYOUTS = (_ARTICLE_2015,)
SPECIAL_LAYOUTS = (_SPECIAL_2015,)


def layout_of(layouts: tuple[KremlinLayout, ...], captured_at: datetime) -> KremlinLayout:
    """Return the layout of the Moscow day on which a page was captured."""
    return pick_layout(layouts, captured_at.astimezone(ZoneInfo(ZONE)).date())
