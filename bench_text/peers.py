"""Knows how each peer is called, as its own documentation shows it; runs where the peer is installed.

Every function takes (HTML, address, captured) and returns text, title, date, authors as far as the peer gives
them; a key that is missing says that it never does.
"""

import re
from typing import Any

__all__ = [
    "justext",
    "news_please",
    "newspaper",
    "readability",
    "resiliparse",
    "rs_trafilatura",
    "trafilatura_bare",
    "trafilatura_default",
    "trafilatura_fast",
    "trafilatura_precision",
    "trafilatura_recall",
]

Found = dict[str, Any]

_NAME_ENDS = re.compile(r"\s*;\s*")
_ENDS_A_LINE = frozenset(
    {
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dt",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "p",
    }
    | {"pre", "section", "table", "tr", "ul", "ol", "dl"}
)
_LANGUAGE = re.compile(r"<html[^>]*\slang=[\"']?([a-zA-Z]{2})")
_STOP_LISTS = {
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "es": "Spanish",
    "fi": "Finnish",
    "fr": "French",
    "hu": "Hungarian",
    "it": "Italian",
    "nb": "Norwegian_Bokmal",
    "nl": "Dutch",
    "no": "Norwegian_Bokmal",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
}


def _trafilatura(html: str, address: str, *, metadata: bool = True, **mode: Any) -> Found:
    from trafilatura import bare_extraction  # noqa: PLC0415 - each peer is imported where it is called

    read = bare_extraction(html, url=address, include_comments=False, with_metadata=metadata, **mode)
    if read is None:
        return {"text": "", "title": None, "date": None, "authors": []} if metadata else {"text": ""}
    found: Found = {"text": getattr(read, "text", None) or ""}
    if metadata:
        names = _NAME_ENDS.split(getattr(read, "author", None) or "")
        found |= {
            "title": getattr(read, "title", None),
            "date": getattr(read, "date", None),
            "authors": names,
        }
    return found


def trafilatura_default(html: str, address: str, _captured: str) -> Found:
    """Return what trafilatura reads by its defaults."""
    return _trafilatura(html, address)


def trafilatura_precision(html: str, address: str, _captured: str) -> Found:
    """Return what trafilatura reads when precision is asked for."""
    return _trafilatura(html, address, favor_precision=True)


def trafilatura_recall(html: str, address: str, _captured: str) -> Found:
    """Return what trafilatura reads when recall is asked for."""
    return _trafilatura(html, address, favor_recall=True)


def trafilatura_fast(html: str, address: str, _captured: str) -> Found:
    """Return what trafilatura reads without its fallbacks."""
    return _trafilatura(html, address, fast=True)


def trafilatura_bare(html: str, address: str, _captured: str) -> Found:
    """Return the text alone, as `trafilatura.extract` gives it by its defaults."""
    return _trafilatura(html, address, metadata=False)


def readability(html: str, address: str, _captured: str) -> Found:
    """Return readability's summary as lines, and its short title."""
    from lxml.html import document_fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    document = Document(html, url=address)
    tree = document_fromstring(document.summary() or "<p></p>")
    for element in tree.iter():
        if element.tag in _ENDS_A_LINE:
            element.tail = "\n" + (element.tail or "")
    return {"text": tree.text_content(), "title": document.short_title()}


def newspaper(html: str, address: str, _captured: str) -> Found:
    """Return what newspaper4k reads of a page that it need not fetch."""
    from newspaper import Article  # noqa: PLC0415

    article = Article(address, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    return {
        "text": article.text,
        "title": article.title,
        "date": str(article.publish_date or ""),
        "authors": list(article.authors),
    }


def resiliparse(html: str, _address: str, _captured: str) -> Found:
    """Return resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return {"text": extract_plain_text(html, main_content=True, alt_texts=False, noscript=False, links=False)}


def justext(html: str, _address: str, _captured: str) -> Found:
    """Return the paragraphs that jusText does not take for boilerplate."""
    import justext as peer  # noqa: PLC0415

    declared = _LANGUAGE.search(html)
    stops = peer.get_stoplist(_STOP_LISTS.get(declared[1].lower() if declared else "", "English"))
    kept = (one.text for one in peer.justext(html, stops) if not one.is_boilerplate)
    return {"text": "\n".join(kept)}


def rs_trafilatura(html: str, address: str, _captured: str) -> Found:
    """Return what the Rust reader of that name reads."""
    from rs_trafilatura import extract  # noqa: PLC0415

    read = extract(html, url=address)
    found = {
        "text": read.main_content or "",
        "title": read.title,
        "date": str(getattr(read, "date", "") or ""),
    }
    author = getattr(read, "author", None)
    return {**found, "authors": [author] if author else []}


def news_please(html: str, address: str, _captured: str) -> Found:
    """Return what news-please reads of a page that it need not fetch."""
    from newsplease import NewsPlease  # noqa: PLC0415

    article = NewsPlease.from_html(html, url=address, fetch_images=False)
    return {
        "text": article.maintext or "",
        "title": article.title,
        "date": str(article.date_publish or ""),
        "authors": list(article.authors or []),
    }
