"""Knows where things stand on the Kremlin's pages: one dated set of selectors for each design of the site."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from crawler.sites.base import Layout, pick_layout

__all__ = ["BOXES", "CLASSED", "LAYOUTS", "SPECIAL_LAYOUTS", "ZONE", "KremlinLayout", "layout_of"]

ZONE = "Europe/Moscow"


def _having(name: str) -> str:
    """Return the XPath test for a class among others."""
    return f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'


def _box(name: str) -> str:
    return f"descendant::div[{_having(name)}]"


BOXES = MappingProxyType(
    {
        _box(name): name
        for name in (
            "read__lead",
            "read__internal_content",
            "read__place",
            "read__status",
            "read__tagscol",
            "announce_date",
        )
    }
)
"""The class of each box of an article that a layout's path may name."""


def _classed(tag: str, attribute: str, name: str) -> str:
    return f".//{tag}[@{attribute} and {_having(name)}]"


CLASSED = MappingProxyType(
    {
        _classed(*one): one
        for one in (
            ("h1", "class", "entry-title"),
            ("a", "href", "cut__item"),
            ("a", "href", "person_tag"),
            ("a", "href", "termin_tag"),
        )
    }
)
"""Tag, attribute and class of each element of an article that a layout's path may name."""


@dataclass(frozen=True, kw_only=True)
class KremlinLayout(Layout):
    """The XPaths of one design; those after ``article`` are relative to the article, ``""`` finds nothing.

    ``stated`` and ``sections`` are relative to the status, ``tags`` to the tag box, persons and terms to the
    body. ``furniture`` are the classes that are dropped from a body wherever they stand, ``act_furniture``
    those of acts, whose own text is marked ``masha-ignore`` on later pages.
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
    tag_box: str
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
    title=_classed("h1", "class", "entry-title"),
    lead=_box("read__lead"),
    body=_box("read__internal_content"),
    place=_box("read__place"),
    status=_box("read__status"),
    announced=_box("announce_date"),
    stated=".//time",
    # The page's few times are asked which box they stand in: asking every box costs five times as much.
    changed=f"/html/body/descendant::time[ancestor::div[{_having('read__updated')}]]",
    sections=".//a[@href and not(@class)]",
    tag_box=_box("read__tagscol"),
    tags=".//a[@href and @rel='tag']",
    boxes=_classed("a", "href", "cut__item"),
    persons=_classed("a", "href", "person_tag"),
    terms=_classed("a", "href", "termin_tag"),
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
    tag_box="self::*",
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
