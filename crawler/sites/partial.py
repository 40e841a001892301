"""Knows when a page shows only a part of its article: a wall, a teaser, a cut; a box beside it is none."""

from dataclasses import dataclass
from itertools import dropwhile, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.models import Block
from crawler.sites.near_title import lines_of
from crawler.sites.page import Element, select, words
from crawler.sites.paid_parts import paid_part
from crawler.sites.reshape import BLOCKS
from crawler.sites.wall_lines import CUT, MORE, MORE_BEGINS, THE_REST, WALL_LINE, WALL_SAYS
from crawler.sites.wall_marks import boxes_in, denials_in, marked_on
from crawler.sites.web_body import Body

__all__ = ["Ending", "ending_of"]

_CONTINUES = "continues elsewhere"
_AROUND = "[]() \u2026.»›→>:"
_LONGEST_LINE = 260
_LAST = 3
_TEASER = 2_000
_SHORT_PROSE = 60
_MOST_BOXES, _LARGEST_BOX = 10, 2_000
_HOLDERS, _FEW = ("p", "div", "span", "a", "h2", "h3", "h4", "li", "button", "strong"), 12
_HIDDEN = (
    "ancestor-or-self::*[@hidden or @aria-hidden='true'"
    " or contains(translate(@style, ' ', ''), 'display:none')]"
)


@dataclass(frozen=True, kw_only=True)
class Ending:
    """The blocks of a text without its wall's lines, those lines as (rule, text), and why it is not whole."""

    blocks: tuple[Block, ...]
    dropped: tuple[tuple[str, str], ...] = ()
    partial: str | None = None


def ending_of(body: Body, root: Element, data: dict[str, Any], address: str) -> Ending:
    """Look at how a text ends: whole, or with the reason why the rest of it is not on the page.

    A page that says the article is not free is believed unless the part that it says is paid for stands
    on the page. Boxes and offers beside a whole text are nothing; a wall stands where the text ends.
    """
    blocks = body.blocks
    kept, lines, reason = list(blocks), list[tuple[str, str]](), None
    short = _size(kept) < _TEASER
    while len(kept) > 1 and len(lines) < _LAST:
        found = _leads_on(kept[-1].text, root, address, short=short)
        if found is None:
            break
        rule, before = found
        last = kept.pop()
        line = last.text[len(before) :].strip()
        lines.insert(0, (rule, line))
        reason = f"{rule}: {line}" if _shown(root, line) else reason
        if before:
            kept.append(Block(last.kind, before))
    texts = frozenset(block.text for block in blocks)
    wall, said = _walled(root, texts)
    while len(kept) > 1 and kept[-1].text in said:
        lines.insert(0, (wall, kept.pop().text))
    reason = reason or wall or _cut(kept)
    if not reason and _may_lead_on(body):
        reason = _next(root, texts, address, short=short)
    return Ending(blocks=tuple(kept), dropped=tuple(lines), partial=reason or paid_part(root, data, kept))


def _shown(root: Element, line: str) -> bool:
    """Tell whether a line is shown to a reader; one that no element holds alone is."""
    small = (one for one in root.iter(*_HOLDERS) if sum(1 for _ in islice(one.iter(), _FEW)) < _FEW)
    held = [one for one in small if words(one) == line]
    return not held or any(not select(one, _HIDDEN) for one in held)


def _leads_on(
    text: str, root: Element, address: str, *, short: bool, linked: bool = False
) -> tuple[str, str] | None:
    """Return (rule, what of the line is text) where a last line is a wall's or leads on to the rest.

    Where the page has a link of these words, it has to lead to this text; without one, and unless a link
    is asked for (``linked``), the words have to name the rest of it.
    """
    if len(text) <= _LONGEST_LINE and WALL_LINE.fullmatch(text):
        return "subscription wall", ""
    found = MORE.fullmatch(text)
    if found is None:
        return None
    before = (found["before"] or "").rstrip()
    shown = text[len(before) :].strip(_AROUND)
    leads = [one for one in select(root, "//a[@href]") if words(one).strip(_AROUND) == shown]
    if leads:
        mine = any(_same_text(str(one.get("href")), address, short=short) for one in leads)
        return (_CONTINUES, before) if mine else None
    return None if linked or not THE_REST.fullmatch(text) else (_CONTINUES, before)


def _may_lead_on(body: Body) -> bool:
    """Tell whether a page has a link that may lead to the rest, or words of a wall; few do."""
    if any(said in body.ready.shown for said in WALL_SAYS):
        return True
    links = (link.strip(_AROUND) for link in body.ready.links)
    return any(link.lower().startswith(MORE_BEGINS) and MORE.fullmatch(link) for link in links)


def _next(root: Element, kept: frozenset[str], address: str, *, short: bool) -> str | None:
    """Return what the first lines after a text say, where that is a wall or leads on to the rest."""
    after = list[str]()
    for line in lines_of(root):
        if line is not None:
            after = [] if line.text in kept else [*after, line.text][:_LAST]
    for text in after:
        found = _leads_on(text, root, address, short=short, linked=True)
        if found and _shown(root, text):
            return f"{found[0]}: {text}"
    return None


def _same_text(href: str, address: str, *, short: bool) -> bool:
    """Tell whether a link leads to the rest of this text: on the same path, or on another host.

    A link to the very page that it stands on opens what is there already, unless the text is a teaser's.
    """
    try:
        there, here = urlsplit(urljoin(address, href)), urlsplit(address)
    except ValueError:
        return False
    if there.hostname != here.hostname:
        return there.scheme in {"http", "https"}
    if (there.path.rstrip("/"), there.query) == (here.path.rstrip("/"), here.query):
        return short
    return here.path.strip("/") != "" and there.path.rstrip("/").startswith(here.path.rstrip("/"))


def _walled(root: Element, kept: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Return which wall stands where the text ends, and its lines; empty for none.

    A wall is a vendor's denial, or a box that says it is one.
    """
    marked = marked_on(root)
    for vendor, box in denials_in(marked)[:_MOST_BOXES]:
        if (lines := _lines(box)) and _after(root, box, kept):
            return f"paywall: {vendor}", lines
    for box in boxes_in(marked)[:_MOST_BOXES]:
        lines = _lines(box)
        if any(map(WALL_LINE.fullmatch, lines)) and _after(root, box, kept):
            return "paywall: a box that asks for a subscription", lines
    return "", frozenset()


def _lines(box: Element) -> frozenset[str]:
    """Return the lines of a box that is shown; none of one that is as long as an article."""
    if select(box, _HIDDEN) or len(words(box)) > _LARGEST_BOX:
        return frozenset()
    inner = (words(one) for one in islice(box.iter(), _LARGEST_BOX))
    return frozenset(line for line in inner if line)


def _after(root: Element, box: Element, kept: frozenset[str]) -> bool:
    """Tell whether nothing of the text that is long enough to count follows a box."""
    inside = frozenset(box.iter())
    following = dropwhile(lambda one: one is not box, root.iter())
    lowest = (one for one in following if one.tag in BLOCKS and not any(inner.tag in BLOCKS for inner in one))
    return not any(
        len(text := words(one)) >= _SHORT_PROSE and text in kept for one in lowest if one not in inside
    )


def _cut(kept: list[Block]) -> str | None:
    found = CUT.search(kept[-1].text) if kept else None
    return f"cut: ends with {found[0]}" if found else None


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)
