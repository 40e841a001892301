"""Knows the furniture that has no class of its own: credits, follow lines, lists of anchors, schema boxes."""

from collections.abc import Iterable, Iterator

from crawler.sites.furniture_lines import LONGEST, Place, rules_of
from crawler.sites.page import Element, select, size, words
from crawler.sites.page_looks import Looks

__all__ = ["take_loose"]

# The vendors whose plug-ins print "… Powered by …" with a link to themselves.
_VENDORS = frozenset(
    "xyzscripts.com heateor.com addtoany.com shareaholic.com yarpp.com addthis.com sharethis.com "  # noqa: SIM905
    "ultimatelysocial.com getsocial.io sumo.com nrelate.com linkwithin.com zemanta.com mailpoet.com "
    "mailerlite.com wordpress.org wordpress.com jetpack.com easysocialsharebuttons.com gtranslate.io "
    "cookieyes.com complianz.io webtoffee.com feedzy.com wprssaggregator.com".split()
)
_SOCIAL = frozenset(
    "t.me telegram.me telegram.org whatsapp.com chat.whatsapp.com wa.me news.google.com viber.com "  # noqa: SIM905
    "invite.viber.com facebook.com twitter.com x.com instagram.com vk.com ok.ru zen.yandex.ru dzen.ru "
    "youtube.com linkedin.com tiktok.com threads.net max.ru bsky.app flipboard.com news.yandex.ru "
    "patreon.com ko-fi.com buymeacoffee.com boosty.to paypal.com paypal.me tipeee.com liberapay.com".split()
)
_CREDIT_LENGTH = 120
_BLOCKS = "self::p or self::div or self::center or self::li or self::h2 or self::h3 or self::h4 or self::h5"
_ROLES = frozenset({"navigation", "search"})
_SCHEMAS = tuple(
    f"schema.org/{name}" for name in ("WPSideBar", "WPFooter", "SiteNavigationElement", "BreadcrumbList")
)
_FRAMES_MOST = 0.5
_FEWEST_ANCHORS = 2
_SHORTEST, _HEADING = 2, 80
_ANCHOR_MARK = "ez-toc-section"
_BARE = ("div", "center", "li")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def take_loose(root: Element, looks: Looks) -> list[tuple[str, str]]:
    """Take the furniture out that structure other than a class marks; return what was taken: (rule, text).

    A credit is a short box that says "powered by" and links to the vendor; a follow line is a box that
    is the plea alone and links to the network; a list of anchors leads to places of the page itself.
    ``looks`` are those of the page.
    """
    taken = [*_frames(root), *_pleas(root, looks), *_anchor_lists(root)]
    _set_apart(root)
    _level(root)
    return taken


def _drop(elements: Iterable[Element]) -> str:
    texts = []
    for element in elements:
        texts.append(words(element))
        element.drop_tree()
    return " ".join(text for text in texts if text)


def _frames(root: Element) -> Iterator[tuple[str, str]]:
    """Take out what is marked as navigation, side column or footer by its role or its schema."""
    found = [*root.iter("form"), *(one for one in root.iterdescendants() if _is_frame(one))]
    whole = max(size(root), 1) if found else 1
    for element in found:
        form = element.tag == "form"
        if form and "wp-comments-post" not in (element.get("action") or ""):
            continue
        if _inside(root, element) and size(element) <= _FRAMES_MOST * whole:
            yield "comments and their form" if form else "navigation", _drop([element])


def _is_frame(element: Element) -> bool:
    if element.get("role") in _ROLES:
        return True
    stated = element.get("itemtype")
    return stated is not None and any(name in stated for name in _SCHEMAS)


def _inside(root: Element, element: Element) -> bool:
    return any(above is root for above in element.iterancestors())


def _pleas(root: Element, looks: Looks) -> Iterator[tuple[str, str]]:
    """Take out credits and follow lines: the smallest box around a link to a vendor or a network."""
    hrefs = {one.get("href") or "" for one in looks.named["a"]}
    hosts = {href: _host(href) for href in hrefs if "//" in href[:8] and " " not in href}
    hosts = {href: host for href, host in hosts.items() if host in _VENDORS or host in _SOCIAL}
    if not hosts:
        return
    for link in [one for one in root.iterdescendants("a") if one.get("href") in hosts]:
        for box in select(link, f"ancestor::*[{_BLOCKS}][1]"):
            text = words(box)
            if _inside(root, box) and (rule := _plea(text, hosts[link.get("href") or ""])):
                yield rule, _drop([box])


def _host(href: str) -> str:
    return href.partition("//")[2].partition("/")[0].partition("?")[0].lower().removeprefix("www.")


def _plea(text: str, host: str) -> str | None:
    if host in _VENDORS and len(text) <= _CREDIT_LENGTH and "powered by" in text.casefold():
        return "XYZScripts credit" if host == "xyzscripts.com" else "publish credit"
    if host in _SOCIAL and len(text) <= LONGEST:
        return next((rule.name for rule in rules_of(text) if rule.name == "appeal"), None)
    return None


def _anchor_lists(root: Element) -> Iterator[tuple[str, str]]:
    """Take out lists whose every item is nothing but links into the page, with the heading over them."""
    for box in list(root.iter("ul", "ol")):
        if not (len(box) and _leads_inside(box[0]) and _inside(root, box)):
            continue
        anchors = select(box, ".//a[starts-with(@href, '#')]")
        if len(anchors) < _FEWEST_ANCHORS or "".join(map(words, anchors)) != words(box):
            continue
        above = box.getprevious()
        heads = above is not None and any(rule.name == "table of contents" for rule in rules_of(words(above)))
        yield "table of contents", _drop([above, box] if above is not None and heads else [box])


def _leads_inside(item: Element) -> bool:
    return len(item) > 0 and item[0].tag == "a" and (item[0].get("href") or "").startswith("#")


def _set_apart(root: Element) -> None:
    """Double the break beside a line of a plug-in, so that it becomes a paragraph of its own."""
    parents = (mark.getparent() for mark in list(root.iter("br")))
    for parent in dict.fromkeys(one for one in parents if one is not None):
        known = False
        for text, link, breaks in list(_lines(parent)):
            known = (known and link) or (len(text) <= LONGEST and bool(rules_of(text)))
            for mark in breaks if known else ():
                mark.addprevious(parent.makeelement("br"))


def _lines(parent: Element) -> Iterator[tuple[str, bool, list[Element]]]:
    """Yield the lines of an element that breaks part: text, whether it is one link, the breaks beside it."""
    text, link, before = parent.text or "", "", list[Element]()
    for child in parent:
        if child.tag == "br":
            yield text, bool(link) and text.strip() == link, [*before, child]
            text, link, before = child.tail or "", "", [child]
        else:
            inside = "".join(child.itertext())
            link = inside.strip() if child.tag == "a" else ""
            text += inside + (child.tail or "")
    yield text, bool(link) and text.strip() == link, before


def _is_bare(box: Element) -> bool:
    """Tell whether a box holds nothing but a few words, and is no item among others."""
    text = box.text
    if len(box) or not text or not _SHORTEST < len(text) < _HEADING:
        return False
    above = box.getparent()
    return box.tag != "li" or above is None or len(above) == 1


def _level(root: Element) -> None:
    """Make headings stay with what they head, which trafilatura else parts.

    It drops a heading of cards and keeps the cards: that heading becomes a paragraph, for `furniture.trim`.
    It drops subheads that hold the empty marks of Easy Table of Contents: those marks go.
    """
    for heading in (*root.iter(*_HEADINGS), *filter(_is_bare, root.iterdescendants(*_BARE))):
        for mark in list(heading.iter("span")):
            if (mark.get("class") or "").startswith(_ANCHOR_MARK):
                mark.drop_tag()
        text = words(heading)
        if text and len(text) <= _HEADING and any(Place.CUT in rule.places for rule in rules_of(text)):
            above = heading.getparent()
            if heading.tag == "li" and above is not None:
                above.tag = "div"
            heading.tag = "p"
