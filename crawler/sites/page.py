"""Knows how the bytes of a page become text and a tree; the only door to lxml and w3lib."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import cast

import w3lib.encoding
from lxml import etree, html

from archive.errors import EmptyPage, NotThisKind

__all__ = ["Element", "Page", "fragment", "select", "squeeze", "values", "words"]

Element = html.HtmlElement

_INVISIBLE = "\u200b\u00ad\ufeff\u2060"


def squeeze(text: str) -> str:
    """Collapse blanks (also NBSP and editors' newlines) and drop zero-width characters and soft hyphens.

    Source: kremlin.md section 0, decision 7.
    """
    if not text.isascii():
        for mark in _INVISIBLE:
            text = text.replace(mark, "")
    return " ".join(text.split())


def words(element: Element) -> str:
    """Return the squeezed text of an element and all that is in it."""
    return squeeze("".join(element.itertext()))


@lru_cache(maxsize=1024)
def _compiled(path: str) -> etree.XPath:
    """Return a declared XPath, compiled once: that is half of what it costs to use it."""
    return etree.XPath(path, smart_strings=False)


def select(node: etree._Element, path: str) -> list[Element]:
    """Return the elements that an XPath finds, in reading order."""
    found = _compiled(path)(node)
    return [cast("Element", one) for one in found if etree.iselement(one)] if isinstance(found, list) else []


def values(node: etree._Element, path: str) -> list[str]:
    """Return the squeezed texts that an XPath of attributes or text nodes finds, without the empty ones."""
    found = _compiled(path)(node)
    texts = (squeeze(str(one)) for one in found) if isinstance(found, list) else ()
    return [text for text in texts if text]


def fragment(markup: str) -> Element:
    """Return the mark-up of a feed's entry as one element that holds it all; nothing gives an empty one."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    whole = f"<div>{markup.replace(chr(0), '')}</div>"
    return select(html.document_fromstring(whole.encode("utf-8", "replace"), parser=parser), "//body")[0]


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one address answered: content-decoded bytes and what the server said of them.

    ``address`` is the one that answered; ``captured_at`` is an aware UTC time and picks the layout.
    """

    address: str
    body: bytes
    content_type: str = ""
    captured_at: datetime

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """Return (encoding, text): BOM or header first, then meta, as browsers do.

        A site whose pages need more care decides with its own rule and calls `Page.recoded`.
        """
        encoding, text = w3lib.encoding.html_to_unicode(self.content_type or None, self.body)
        return encoding, text

    @cached_property
    def declared(self) -> tuple[str, ...]:
        """Return the encodings that are declared, most binding first: BOM, header, meta."""
        stated = (
            w3lib.encoding.read_bom(self.body)[0],
            w3lib.encoding.http_content_type_encoding(self.content_type or None),
            w3lib.encoding.html_body_declared_encoding(self.body),
        )
        return tuple(dict.fromkeys(name for name in stated if name))

    @property
    def encoding(self) -> str:
        """Return the name of the encoding that the text was decoded with."""
        return self.decoded[0]

    @property
    def text(self) -> str:
        """Return the whole page as text."""
        return self.decoded[1]

    def recoded(self, encoding: str) -> "Page":
        """Return the same page, read in the given encoding (undecodable bytes become U+FFFD)."""
        page = Page(
            address=self.address,
            body=self.body,
            content_type=self.content_type,
            captured_at=self.captured_at,
        )
        page.__dict__["decoded"] = (encoding, self.body.decode(encoding, "replace"))
        return page

    @cached_property
    def tree(self) -> Element:
        """Return the page's tree, parsed once; `EmptyPage` when there is nothing to parse."""
        text = self.text.replace("\x00", "").strip()
        if not text:
            raise EmptyPage(f"{self.address}: the page is empty")
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        try:
            tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        except etree.ParserError as error:
            raise EmptyPage(f"{self.address}: there is no mark-up on the page") from error
        return tree

    @cached_property
    def xml(self) -> etree._Element:
        """Return the root of an XML page (feed, sitemap); entities and networks stay closed."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            return etree.fromstring(self.body, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise NotThisKind(f"{self.address}: not well-formed XML ({error})") from error
