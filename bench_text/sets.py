"""Knows the pages that are measured and what is known of each: public sets, known layouts, our own pages."""

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bench_text.known_layouts import interfax_rows, kremlin_pages, own_pages
from bench_text.sample import Sample
from tests.plugin_pages import plugin_pages

__all__ = ["PUBLIC", "SETS", "PageSet", "load"]

_NO_HOST = "https://page.example/"


@dataclass(frozen=True, kw_only=True)
class PageSet:
    """A set of pages: what it is, and how its pages are had; ``shared`` tells that it needs ../shared."""

    name: str
    what: str
    pages: Callable[[Path], Iterator[Sample]]
    shared: bool = True


def _public(folder: str) -> Callable[[Path], Iterator[Sample]]:
    def pages(shared: Path) -> Iterator[Sample]:
        root = shared / "data" / "extraction" / folder
        known = json.loads(gzip.decompress((root / "gold.json.gz").read_bytes()))
        for key in sorted(known):
            source = root / "html" / f"{key}.html.gz"
            if source.exists():
                html = gzip.decompress(source.read_bytes()).decode("utf-8", "replace")
                yield _sample(key, html, known[key])

    return pages


def _sample(key: str, html: str, known: dict[str, Any]) -> Sample:
    return Sample(
        key=key,
        html=html,
        address=known.get("url") or _NO_HOST + key,
        text=known.get("text") or "",
        title=known.get("title") or "",
        date=known.get("date") or "",
        authors=tuple(known.get("authors") or ()),
        present=tuple(known.get("with") or ()),
        absent=tuple(known.get("without") or ()),
    )


def _plugins(_shared: Path) -> Iterator[Sample]:
    for one in plugin_pages():
        yield Sample(
            key=one.name,
            html=one.html,
            address=one.address,
            text="\n".join(one.body),
            title=one.title,
            present=one.body,
            absent=one.forbidden,
        )


PUBLIC = ("scrapinghub", "fundus", "wcxb")
SETS = MappingProxyType(
    {
        one.name: one
        for one in (
            PageSet(name="scrapinghub", what="news and blog articles", pages=_public("scrapinghub")),
            PageSet(name="fundus", what="news pages of some hundred publishers", pages=_public("fundus")),
            PageSet(name="wcxb", what="articles of the WCXB test split", pages=_public("wcxb_article_test")),
            PageSet(name="wp_real", what="real WordPress pages with widgets", pages=_public("wp_real")),
            PageSet(
                name="synthetic", what="real paragraphs among plug-ins' mark-up", pages=_public("synthetic")
            ),
            PageSet(name="plugins", what="our own plug-in pages", pages=_plugins, shared=False),
            PageSet(name="kremlin", what="real Kremlin pages", pages=kremlin_pages),
            PageSet(name="interfax", what="real Interfax texts in its mark-up", pages=interfax_rows),
            PageSet(name="own", what="our own pages of known layouts", pages=own_pages, shared=False),
        )
    }
)


def load(name: str, shared: Path, *, most: int | None = None) -> list[Sample]:
    """Return the pages of a set; ``most`` takes that many, evenly from all of them."""
    pages = list(SETS[name].pages(shared))
    if most is None or most >= len(pages):
        return pages
    return [pages[number * len(pages) // most] for number in range(most)]
