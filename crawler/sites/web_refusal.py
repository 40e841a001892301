"""Knows which bytes hold no article to read: other kinds, nothing, more than can be read in seconds."""

import re
from functools import lru_cache

from archive.errors import EmptyPage, NotThisKind
from crawler.sites.page import Element, Page, holds
from crawler.sites.page_looks import looks_of

__all__ = ["refuse_other_kinds", "refuse_other_pages", "slow_to_parse"]

_LARGEST = 2_000_000
_MOST_ELEMENTS = 20_000
"""Of 380 news pages the fullest has 4,274 elements; at this number none was made that took over 5 s."""
_MOST_ATTRIBUTES = 1_000
"""In one tag; the parser's time grows with the square: 1 s for 20,000."""
_DEEPEST = 150
_BLANKS = " \t\r\n"
_SILENT = frozenset({"script", "style"})
_DEEPER = "boolean(" + "/*" * (_DEEPEST + 1) + ")"
_MARKUP = re.compile(r"(?:text/html|application/xhtml\+xml)?", re.IGNORECASE)
_OTHER_BYTES = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF")
_ATTRIBUTE = rb"(?:\s++[^\s=>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+)"
_TAG = re.compile(rb"<[A-Za-z][^\s>]*+%b{0,%d}+(?P<more>%b)?+" % (_ATTRIBUTE, _MOST_ATTRIBUTES, _ATTRIBUTE))


def refuse_other_kinds(page: Page) -> None:
    """Raise `NotThisKind` for bytes that are no web page, or one too large to parse."""
    kind = page.content_type.partition(";")[0].strip()
    if not _MARKUP.fullmatch(kind) or page.body.startswith(_OTHER_BYTES):
        raise NotThisKind(f"{page.address}: not a web page ({kind or 'by its first bytes'})")
    if len(page.body) > _LARGEST:
        raise NotThisKind(f"{page.address}: too large to read ({len(page.body)} bytes)")
    if slow_to_parse(page.body):
        raise NotThisKind(f"{page.address}: too much to read (a tag of over {_MOST_ATTRIBUTES} attributes)")


@lru_cache(maxsize=2)  # a page is asked about by each of those who would parse it
def slow_to_parse(body: bytes) -> bool:
    """Tell whether bytes hold a tag of so many attributes that parsing it takes seconds."""
    return any(tag["more"] for tag in _TAG.finditer(body))


def _has_text(root: Element) -> bool:
    """Tell whether anything but scripts and styles has text; on nearly every page the title does."""
    for element in root.iter():
        own = element.text if element.tag not in _SILENT else None
        if (own and own.strip(_BLANKS)) or (element.tail and element.tail.strip(_BLANKS)):
            return True
    return False


def refuse_other_pages(page: Page) -> None:
    """Raise `EmptyPage` for a page without text, `NotThisKind` for too many elements or levels."""
    if not _has_text(page.tree):
        raise EmptyPage(f"{page.address}: there is no text on the page")
    if looks_of(page.tree).number > _MOST_ELEMENTS:
        raise NotThisKind(f"{page.address}: too much to read (over {_MOST_ELEMENTS} elements)")
    if holds(page.tree, _DEEPER):
        raise NotThisKind(f"{page.address}: too deep to read (over {_DEEPEST} levels)")
