"""Knows the article that a page holds in the data of its own scripts alone, for a browser to put in."""

import json
import re
from collections.abc import Iterator
from typing import Any

from archive.errors import NotThisKind
from crawler.sites.page import Element, fragment, select, size

__all__ = ["scripted_article"]

_MOST = 2_000_000
"""Letters of scripts that are read."""
_STATED = re.compile(r"(?:^|[=(])\s*(?=[\[{])")
_TRIED = 5
_NODES = 200_000
_PARAGRAPHS = re.compile(r"<p[ >]|<br\b", re.IGNORECASE)
_FEWEST = 2
_SHORTEST = 400
"""Letters that a text has at least, with its tags; a teaser in a list of cards is shorter."""
_SCRIPTS = "//script[not(@src)][not(@type='application/ld+json')]"
_DECODER = json.JSONDecoder()


def scripted_article(root: Element) -> Element | None:
    """Return the longest piece of mark-up with paragraphs that the scripts' data hold; None for none.

    Data are what a script assigns or hands on as JSON (``window.state = {…}``, ``push([…])``, a script of
    type application/json). Nothing is run. It is for pages whose own mark-up has no article.
    """
    found = max(_markup(root), key=len, default="")
    if not found:
        return None
    try:
        article = fragment(found)
    except NotThisKind:
        return None
    return article if size(article) >= _SHORTEST // 2 else None


def _markup(root: Element) -> Iterator[str]:
    read = 0
    for script in select(root, _SCRIPTS):
        source = (script.text or "").strip()
        read += len(source)
        if read > _MOST:
            return
        if len(source) < _SHORTEST:
            continue
        for data in _data(source):
            yield from (text for text in _texts(data) if _is_article(text))


def _data(source: str) -> Iterator[Any]:
    """Yield the values that a script states as JSON; what is inside one is not looked for again."""
    at, tried = 0, 0
    while tried < _TRIED and (mark := _STATED.search(source, at)):
        tried += 1
        try:
            value, at = _DECODER.raw_decode(source, mark.end())
        except (ValueError, RecursionError):
            at = mark.end() + 1
            continue
        yield value


def _texts(data: Any) -> Iterator[str]:
    waiting, seen = [data], 0
    while waiting and seen < _NODES:
        seen += 1
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _is_article(text: str) -> bool:
    return len(text) >= _SHORTEST and len(_PARAGRAPHS.findall(text)) >= _FEWEST and text.lstrip()[:1] == "<"
