"""Knows how the bytes of a page become text and a tree; the only door to lxml and w3lib."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import cast

import w3lib.encoding
from lxml import etree, html

from archive.errors import EmptyPage, NotThisKind

__all__ = [
    "Element",
    "Page",
    "fragment",
    "holds",
    "select",
    "size",
    "squeeze",
    "stated",
    "strip",
    "values",
    "words",
]

Element = html.HtmlElement

# lxml's own choice of a class asks Python for each element that is touched: a tenth of a page's reading.
_ONE_CLASS = etree.ElementDefaultClassLookup(element=html.HtmlElement)
_INVISIBLE = "\u200b\u00ad\ufeff\u2060"
# The largest real page has 350 kB (kremlin.md section 4), the deepest 15 levels of elements.
LARGEST = 4 * 1024 * 1024
DEEPEST = 250
"""Past about so many levels trafilatura, and past 2,048 lxml, leave out text without a word of it.

Source: reliability.md section 2.5."""
_TOO_DEEP = "boolean(" + "/*" * (DEEPEST + 1) + ")"


def squeeze(text: str) -> str:
    """Collapse blanks (also NBSP and editors' newlines) and drop zero-width characters and soft hyphens.

    Source: kremlin.md section 0, decision 7.
    """
    # Of what is to go only these two are usual: without the others and without double blanks no word need
    # be parted, which is a fifth of the work. What is printable has no mark and no blank but a space.
    plain = text.strip().replace("\u00a0", " ").replace("\n", " ")
    if plain.isprintable() and "  " not in plain:
        return plain
    if not text.isascii():
        for mark in _INVISIBLE:
            text = text.replace(mark, "")
    return " ".join(text.split())


def words(element: Element) -> str:
    """Return the squeezed text of an element and all that is in it."""
    return squeeze("".join(element.itertext()) if len(element) else element.text or "")


@lru_cache(maxsize=1024)
def _compiled(path: str) -> etree.XPath:
    """Return a declared XPath, compiled once: that is half of what it costs to use it."""
    return etree.XPath(path, smart_strings=False)


def select(node: etree._Element, path: str, **named: str) -> list[Element]:
    """Return the elements that an XPath finds, in reading order; ``named`` are its $variables."""
    found = _compiled(path)(node, **named)
    return [cast("Element", one) for one in found if etree.iselement(one)] if isinstance(found, list) else []


def stated(node: etree._Element, path: str) -> frozenset[str]:
    """Return the distinct values that an XPath of attributes finds, as they stand; no element is made."""
    found = _compiled(path)(node)
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def strip(node: etree._Element, *tags: str) -> None:
    """Take all elements of some names out of a tree, in place; what stands after them stays."""
    etree.strip_elements(node, *tags, with_tail=False)


def holds(node: etree._Element, path: str) -> bool:
    """Tell whether an XPath that is true or false is true of an element."""
    return _compiled(path)(node) is True


def size(element: etree._Element) -> int:
    """Return how many characters the squeezed text of an element has."""
    return int(float(str(_compiled("string-length(normalize-space(.))")(element))))


def values(node: etree._Element, path: str) -> list[str]:
    """Return the squeezed texts that an XPath of attributes or text nodes finds, without the empty ones."""
    found = _compiled(path)(node)
    texts = (squeeze(str(one)) for one in found) if isinstance(found, list) else ()
    return [text for text in texts if text]


def fragment(markup: str) -> Element:
    """Return the mark-up of a feed's entry as one element that holds it all; nothing gives an empty one.

    Raises `NotThisKind` where it is nested too deeply.
    """
    whole = f"<div>{markup.replace(chr(0), '')}</div>"
    tree = html.document_fromstring(whole.encode("utf-8", "replace"), parser=_parser())
    _refuse_depth(tree, "an entry of the feed")
    return select(tree, "//body")[0]


def _parser() -> html.HTMLParser:
    # No XPath asks for an element by its id: a table of them is a fortieth of the parsing.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    parser.set_element_class_lookup(_ONE_CLASS)
    return parser


def _refuse_depth(root: etree._Element, what: str) -> None:
    if holds(root, _TOO_DEEP):
        raise NotThisKind(f"{what}: nested too deeply to read (over {DEEPEST} levels)")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one address answered: content-decoded bytes and what the server said of them.

    ``address`` is the one that answered; ``captured_at`` is an aware UTC time and picks the layout.
    Raises `NotThisKind` for a body over 4 MiB: nothing of it is decoded or parsed.
    """

    address: str
    body: bytes
    content_type: str = ""
    captured_at: datetime

    def __post_init__(self) -> None:
        """Refuse what is too large to be read."""
        if len(self.body) > LARGEST:
            raise NotThisKind(f"{self.address}: too large to read ({len(self.body)} bytes, over {LARGEST})")

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
        """Return the page's tree, parsed once, without NUL characters.

        Raises `EmptyPage` when there is nothing to parse, `NotThisKind` for one nested too deeply.
        """
        markup = self._markup()
        if not markup:
            raise EmptyPage(f"{self.address}: the page is empty")
        try:
            tree = html.document_fromstring(markup, parser=_parser())
        except etree.ParserError as error:
            raise EmptyPage(f"{self.address}: there is no mark-up on the page") from error
        _refuse_depth(tree, self.address)
        return tree

    def _markup(self) -> bytes:
        """Return the text in UTF-8, without NUL characters and blanks around it."""
        body = self.body
        # Bytes that decoded without loss, and have nothing to strip but ASCII blanks, need no second coding.
        if self.encoding == "utf-8" and b"\0" not in body and "\ufffd" not in self.text:
            body = body.strip()
            if body.startswith(b"<") and body.endswith(b">"):
                return body
        return self.text.replace("\x00", "").strip().encode("utf-8", "replace")

    @cached_property
    def xml(self) -> etree._Element:
        """Return the root of an XML page (feed, sitemap); no entity is expanded, no network asked.

        Raises `NotThisKind` for what is not well-formed, and for entities: what they stand for would be
        missing without a word (reliability.md section 2.5: a bomb gave an empty list and no error).
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            root = etree.fromstring(self.body, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            why = " ".join(str(error).split())
            raise NotThisKind(f"{self.address}: not well-formed XML ({why})") from error
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            raise NotThisKind(f"{self.address}: XML that declares entities is not read")
        named = next(root.iter(etree.Entity), None)
        if named is not None:
            raise NotThisKind(f"{self.address}: XML that uses an unknown entity ({named.text})")
        return root
