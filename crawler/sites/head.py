"""Knows what a page says of itself by name: in its metas, links, title and marked properties."""

from functools import cached_property

from crawler.sites.page import Element, select, squeeze

__all__ = ["Head"]

_KEYS = ("property", "name", "itemprop")
_PROPERTIES = "//@itemprop/parent::*"


class Head:
    """What a page's meta, link and title elements say by name; names are small, as HTML minds no case."""

    def __init__(self, root: Element) -> None:
        """Walk the elements of a page once."""
        self.root = root
        self.title: str | None = None
        self._said: dict[str, list[str]] = {}
        self._links: dict[str, str] = {}
        for one in root.iter("meta", "link", "title"):
            if one.tag == "meta":
                self._hear(one)
            elif one.tag == "link":
                self._follow(one)
            elif self.title is None:
                self.title = _title(one)

    def said(self, *names: str) -> list[str]:
        """Return what the meta elements of these names say, in the order of the names, without the empty."""
        return [stated for name in names for stated in self._said.get(name, ())]

    def first(self, name: str) -> str | None:
        """Return what the first meta element of a name says that is not empty."""
        return next(iter(self._said.get(name, ())), None)

    def link(self, relation: str) -> str | None:
        """Return the address of the first link of a relation."""
        return self._links.get(relation)

    def properties(self, name: str) -> list[Element]:
        """Return the elements that are marked as an item's property of this name."""
        return self._properties.get(name, [])

    @cached_property
    def _properties(self) -> dict[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for one in select(self.root, _PROPERTIES):
            found.setdefault(str(one.get("itemprop")), []).append(one)
        return found

    def _hear(self, meta: Element) -> None:
        stated = squeeze(meta.get("content") or "")
        if not stated:
            return
        for name in dict.fromkeys(str(meta.get(key, "")).casefold() for key in _KEYS):
            self._said.setdefault(name, []).append(stated)

    def _follow(self, link: Element) -> None:
        address = squeeze(link.get("href") or "")
        if address:
            self._links.setdefault(link.get("rel") or "", address)


def _title(element: Element) -> str | None:
    """Return the words of the head's own title; drawings in the body have titles too."""
    above = element.getparent()
    return squeeze(element.text or "") or None if above is not None and above.tag == "head" else None
