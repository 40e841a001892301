"""Knows how tables and line breaks that only lay a page out become ordinary boxes and paragraphs."""

from crawler.sites.page import Element, select, words

__all__ = ["BLOCKS", "reshape"]

BLOCKS = frozenset(
    "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 "  # noqa: SIM905
    "header hr li main nav ol p pre section table tbody td th thead tr ul".split()
)
_CELL_PARTS = frozenset({"table", "tbody", "thead", "tfoot", "tr", "td", "th"})
_WHOLE = 0.5
_PARTS = 3


def reshape(root: Element) -> None:
    """Turn layout tables into boxes and runs of line breaks into paragraphs, in place.

    A layout table has a cell with more than half of its text that holds three or more blocks or breaks.
    Source: extraction.md section 5, "Table layouts".
    """
    for table in reversed(select(root, ".//table")):
        if _lays_out(table):
            _unwrap(table)
    parents = (one.getparent() for one in select(root, ".//br") if _doubled(one))
    for parent in dict.fromkeys(parent for parent in parents if parent is not None):
        _paragraphs(parent)


def _lays_out(table: Element) -> bool:
    whole = len(words(table))
    own = (cell for cell in select(table, "./tr/td | ./tbody/tr/td | ./tr/th | ./tbody/tr/th"))
    return any(
        len(words(cell)) > _WHOLE * whole
        and sum(1 for one in cell.iter("p", "div", "h2", "h3", "h4", "ul", "br")) >= _PARTS
        for cell in own
    )


def _unwrap(table: Element) -> None:
    waiting = [table]
    while waiting:
        element = waiting.pop()
        element.tag = "div"
        waiting.extend(child for child in element if child.tag in _CELL_PARTS - {"table"})


def _blank_tail(element: Element) -> bool:
    return not (element.tail or "").strip()


def _doubled(one: Element) -> bool:
    following = one.getnext()
    return following is not None and following.tag == "br" and _blank_tail(one)


def _paragraphs(parent: Element) -> None:
    """Wrap what stands between doubled breaks into paragraphs; blocks stay where they are."""
    children = list(parent)
    blocks = frozenset(children)
    made = [_paragraph(parent, parent.text)]
    broke = False
    for child in children:
        tail, breaks = child.tail, child.tag == "br" and (broke or _doubled(child))
        broke = breaks and _blank_tail(child)
        if breaks or child.tag in BLOCKS:
            child.tail = None
            made += [_paragraph(parent, tail)] if breaks else [child, _paragraph(parent, tail)]
        else:
            made[-1].append(child)
    parent.text = None
    parent[:] = [one for one in made if one in blocks or len(one) or (one.text or "").strip()]


def _paragraph(parent: Element, text: str | None) -> Element:
    paragraph = parent.makeelement("p")
    paragraph.text = text
    return paragraph
