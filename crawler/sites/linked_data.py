"""Knows what a page states about its article in JSON-LD: json only, capped in size and depth."""

import json
import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

from crawler.sites.page import Element, squeeze

__all__ = ["article_data", "name_in", "names_in", "objects_on", "text_in"]

_BYTES = 200_000
_SCRIPTS = 20
_DEPTH = 8
_NODES = 2_000
_KIND = "application/ld+json"
_REMEMBERED = 32
"""Sources of JSON-LD that are kept parsed: a page's own, which several of its readers ask for."""
_ARTICLE = re.compile(r"(?:https?://schema\.org/)?(?:\w*Article|BlogPosting|LiveBlogPosting|Report)")
# What stands around the JSON on real pages: CDATA marks, comments, a closing semicolon.
_OPENING = re.compile(r"(?:(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?|<!--)")
_CLOSING = re.compile(r"(?:(?://|/\*)?\s{0,9}\]\]>(?:\s{0,9}\*/)?|-->)$")
_LONGEST_MARK = 30
_TRAILING_COMMA = re.compile(r",(?=\s{0,99}[}\]])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.IGNORECASE)


def article_data(root: Element) -> dict[str, Any]:
    """Return the first article that the page's JSON-LD describes, or an empty mapping."""
    return next((one for source in _stated(root) for one in _objects(source) if _is_article(one)), {})


def objects_on(root: Element) -> list[dict[str, Any]]:
    """Return the objects of the page's JSON-LD in reading order, outer ones first, also those of a graph.

    What json refuses is tried once more without wrapping and trailing commas, and then left alone.
    """
    return [one for source in _stated(root) for one in _objects(source)]


def text_in(data: dict[str, Any], name: str) -> str | None:
    """Return a property that is a text, squeezed, its entities resolved; None when it is something else."""
    value = data.get(name)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str):
        return None
    return squeeze(unescape(value) if _ENTITY.search(value) else value) or None


def name_in(data: dict[str, Any], name: str) -> str | None:
    """Return the name of a property that is a person or an organisation, or the first of several."""
    return next(iter(names_in(data, name)), None)


def names_in(data: dict[str, Any], name: str, others: list[dict[str, Any]] | None = None) -> list[str]:
    """Return the names of a property that is one or several persons or organisations, each once.

    One that is only referred to by "@id" is looked up among the page's ``others``.
    """
    value = data.get(name)
    listed = value if isinstance(value, list) else [value]
    names = (_name_of(one, others or []) for one in listed)
    return list(dict.fromkeys(found for found in names if found))


def _name_of(value: Any, others: list[dict[str, Any]]) -> str | None:
    if not isinstance(value, dict):
        return text_in({"name": value}, "name")
    if (named := text_in(value, "name")) or (known := value.get("@id")) is None:
        return named
    named_so = (text_in(one, "name") for one in others if one.get("@id") == known)
    return next((found for found in named_so if found), None)


def _is_article(data: dict[str, Any]) -> bool:
    kinds = data.get("@type")
    stated = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in stated)


def _stated(root: Element) -> Iterator[str]:
    scripts = (one for one in root.iter("script") if (one.get("type") or "").lower().startswith(_KIND))
    for script, _ in zip(scripts, range(_SCRIPTS), strict=False):
        source = script.text or ""
        if source and len(source) <= _BYTES:
            yield source


def _mended(source: str) -> str:
    bare = source.strip()
    opened = _OPENING.match(bare)
    bare = bare[opened.end() :] if opened else bare
    closed = _CLOSING.search(bare, max(0, len(bare) - _LONGEST_MARK))
    bare = bare[: closed.start()] if closed else bare
    return _TRAILING_COMMA.sub("", bare.strip().rstrip(";"))


@lru_cache(maxsize=_REMEMBERED)
def _objects(source: str) -> tuple[dict[str, Any], ...]:
    """Return the objects of a script, outer ones first; nothing of what json refuses twice."""
    for mended in (str, _mended):
        try:
            return tuple(_inside(json.loads(mended(source), strict=False)))
        except (ValueError, RecursionError):
            continue
    return ()


def _inside(stated: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON value, outer ones first, up to a depth and a number."""
    waiting, seen = deque([(stated, 0)]), 0
    while waiting and seen < _NODES:
        value, depth = waiting.popleft()
        seen += 1
        if isinstance(value, dict):
            yield value
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if depth < _DEPTH:
            waiting.extend((one, depth + 1) for one in inner if isinstance(one, dict | list))
