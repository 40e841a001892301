"""Knows what a page states about its article in JSON-LD: json only, capped in size and depth."""

import json
from collections.abc import Iterator
from typing import Any

from crawler.sites.page import Element, select, squeeze

__all__ = ["article_data", "name_in", "text_in"]

_BYTES = 200_000
_SCRIPTS = 20
_DEPTH = 8
_NODES = 2_000
_KINDS = ("Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "Report", "AnalysisNewsArticle")


def article_data(root: Element) -> dict[str, Any]:
    """Return the first article that the page's JSON-LD describes, or an empty mapping."""
    for script in select(root, "//script[@type='application/ld+json']")[:_SCRIPTS]:
        source = script.text or ""
        if len(source) > _BYTES:
            continue
        try:
            stated = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue
        found = next((one for one in _objects(stated) if _is_article(one)), None)
        if found is not None:
            return found
    return {}


def text_in(data: dict[str, Any], name: str) -> str | None:
    """Return a property that is a text, squeezed; None when it is something else."""
    value = data.get(name)
    return (squeeze(value) or None) if isinstance(value, str) else None


def name_in(data: dict[str, Any], name: str) -> str | None:
    """Return the name of a property that is a person or an organisation, or the first of several."""
    value = data.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    return text_in(value, "name") if isinstance(value, dict) else text_in({name: value}, name)


def _is_article(data: dict[str, Any]) -> bool:
    kinds = data.get("@type")
    stated = kinds if isinstance(kinds, list) else [kinds]
    return any(kind in _KINDS for kind in stated)


def _objects(stated: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON value, outer ones first, up to a depth and a number."""
    waiting, seen = [(stated, 0)], 0
    while waiting and seen < _NODES:
        value, depth = waiting.pop(0)
        seen += 1
        if isinstance(value, dict):
            yield value
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        if depth < _DEPTH:
            waiting.extend((one, depth + 1) for one in inner if isinstance(one, dict | list))
