"""Knows the readers that are measured: their names, what they are called with, and where they run."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

__all__ = ["OURS", "OURS_WITH_TURNS", "READERS", "REFERENCE", "Reader", "prepared"]

OURS = "readout"
OURS_WITH_TURNS = "readout-turns"
REFERENCE = "trafilatura"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A reader: ``call`` is module:function, ``apart`` tells that it runs in the peers' environment."""

    name: str
    package: str
    call: str
    does: str
    apart: bool = True


def _trafilatura(mode: str, does: str) -> Reader:
    return Reader(
        name=f"trafilatura-{mode}" if mode else REFERENCE,
        package="trafilatura",
        call=f"bench_text.peers:trafilatura_{mode or 'default'}",
        does=does,
        apart=False,
    )


READERS = (
    Reader(
        name=OURS,
        package="readout",
        call="bench_text.ours:read",
        does="text and all metadata, with charset and language; not who speaks in a transcript",
        apart=False,
    ),
    Reader(
        name=OURS_WITH_TURNS,
        package="readout",
        call="bench_text.ours:read_with_turns",
        does="the whole reading, as a crawl stores it: the same, and the turns of the Kremlin's transcripts",
        apart=False,
    ),
    _trafilatura("", "its defaults, with metadata; comments are left out, as no known text has any"),
    _trafilatura("precision", "favor_precision"),
    _trafilatura("recall", "favor_recall"),
    _trafilatura("fast", "fast"),
    _trafilatura("bare", "its defaults without metadata: text alone"),
    Reader(
        name="readability",
        package="readability-lxml",
        call="bench_text.peers:readability",
        does="summary() as lines, short_title()",
    ),
    Reader(
        name="newspaper4k", package="newspaper4k", call="bench_text.peers:newspaper", does="Article.parse()"
    ),
    Reader(
        name="resiliparse",
        package="resiliparse",
        call="bench_text.peers:resiliparse",
        does="extract_plain_text(main_content=True); it reads no title and no date",
    ),
    Reader(
        name="justext",
        package="justext",
        call="bench_text.peers:justext",
        does="the stop list of the page's own language; it reads no title and no date",
    ),
    Reader(
        name="rs-trafilatura",
        package="rs-trafilatura",
        call="bench_text.peers:rs_trafilatura",
        does="extract(); its only wheel is for Python 3.12 on Linux x86_64",
    ),
    Reader(
        name="news-please",
        package="news-please",
        call="bench_text.peers:news_please",
        does="NewsPlease.from_html()",
    ),
)


def prepared(name: str) -> tuple[Callable[..., dict[str, Any]], str]:
    """Return a reader's function and version; raises `ImportError` where it is not installed."""
    (reader,) = (one for one in READERS if one.name == name)
    module, _, function = reader.call.partition(":")
    try:
        installed = version(reader.package)
    except PackageNotFoundError as error:
        python = f"Python {sys.version_info.major}.{sys.version_info.minor} on {sys.platform}"
        raise ImportError(f"{reader.package} is not installed in this {python}: {reader.does}") from error
    return getattr(import_module(module), function), installed
