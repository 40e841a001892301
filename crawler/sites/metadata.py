"""Knows what any page states about itself: title, times, author, site, language, address."""

from dataclasses import dataclass
from urllib.parse import urljoin

from archive.models import Moment
from crawler.sites.authors import authors_of
from crawler.sites.head import Head
from crawler.sites.linked_data import article_data, name_in, text_in
from crawler.sites.near_title import NearTitle
from crawler.sites.page import Page, select, values
from crawler.sites.titles import title_of
from crawler.sites.web_address import stated_address
from crawler.sites.web_dates import modified_of, published_of

__all__ = ["Metadata", "metadata"]

_DAY_FIRST = frozenset({"au", "gb", "ie", "in", "nz", "za"})
_LANGUAGE = "/html/@lang"
_AMP = "/html[@amp or @*[name()='⚡']]"


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What a page states beside its text; ``language`` is what is declared, not yet what is true.

    ``author`` joins the names of several by "; ".
    """

    title: str
    address: str
    published: Moment | None
    modified: Moment | None
    author: str | None
    site_name: str | None
    language: str | None
    aliases: tuple[str, ...] = ()
    is_amp: bool = False


def metadata(page: Page) -> Metadata:
    """Return what a page states about itself; the title is empty when it states none."""
    root, data, head = page.tree, article_data(page.tree), Head(page.tree)
    declared = next(iter(values(root, _LANGUAGE)), None) or head.first("og:locale")
    site_name = head.first("og:site_name") or name_in(data, "publisher")
    title = title_of(head, data, site_name=site_name, address=page.address)
    near = NearTitle(root, title, text_in(data, "headline") or title)
    language = _tongue(declared, head.first("og:locale"))
    address = stated_address(page.address, head.link("canonical"))
    is_amp = bool(select(root, _AMP)) and address != stated_address(page.address, None)
    return Metadata(
        title=title,
        address=address,
        aliases=_aliases(page.address, address, head.link("amphtml")),
        is_amp=is_amp,
        published=published_of(head, data, near, language=language, address=page.address),
        modified=modified_of(head, data, language=language),
        author="; ".join(authors_of(head, data, near, site_name=site_name)) or None,
        site_name=site_name,
        language=declared,
    )


def _tongue(*declared: str | None) -> str:
    """Return the two letters of the first language declared, and "en-gb" for English with the day first."""
    tags = [one.lower().replace("_", "-") for one in declared if one]
    language = tags[0][:2] if tags else ""
    regions = {region for tag in tags for region in tag.split("-")[1:2]}
    return "en-gb" if language == "en" and regions & _DAY_FIRST and "us" not in regions else language


def _aliases(asked: str, address: str, amp: str | None) -> tuple[str, ...]:
    """Return the other addresses of a page: the one it was asked at, and its AMP version's on its host."""
    try:
        version = stated_address(address, urljoin(address, amp or ""))
    except ValueError:
        version = address
    named = (asked, version if version != address else asked)
    return tuple(dict.fromkeys(one for one in named if one != address))
