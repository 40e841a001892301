"""Knows how the words that differ become one web page, which runs nothing and loads nothing."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape

from archive.changes.difference import Paragraph, folded
from archive.changes.timeline import Between
from archive.display import visible
from archive.display_changes import standing
from archive.worddiff import Piece

__all__ = ["page_of"]

_STYLE = """
:root{color-scheme:light dark;--ground:#fff;--ink:#1a1a1a;--quiet:#595959;--line:#c8c8c8;
--out:#fde7e7;--out-ink:#8a1010;--in:#e3f4e3;--in-ink:#0f5a1e}
@media (prefers-color-scheme:dark){:root{--ground:#16181b;--ink:#e8e8e8;--quiet:#a9adb3;
--line:#43474d;--out:#47191c;--out-ink:#ffb3b3;--in:#173a20;--in-ink:#a8e6b4}}
body{background:var(--ground);color:var(--ink);font:1.05rem/1.6 Georgia,"PT Serif",serif;
max-width:46rem;margin:0 auto;padding:1.5rem 1rem;overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.1rem;margin-top:2rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;font:.9rem/1.5 system-ui,sans-serif}
dt,.where,.gap{color:var(--quiet)}dd{margin:0}
.where,.gap{font:.85rem/1.5 system-ui,sans-serif;margin:1.4rem 0 .2rem}
.edit{border-inline-start:3px solid var(--line);padding-inline-start:.8rem;margin:0}
p{margin:.6rem 0;white-space:pre-line}
del{background:var(--out);color:var(--out-ink);text-decoration:line-through}
ins{background:var(--in);color:var(--in-ink);text-decoration:underline}
.sign{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{body{max-width:none;background:#fff;color:#000}del,ins{background:none;color:#000}
.edit{break-inside:avoid}}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}}
"""
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SAYS = {"removed": ("del", "taken out: "), "added": ("ins", "put in: ")}


def page_of(told: Between, *, full: bool = False) -> str:
    """Return an HTML page: heads that differ, then paragraphs; those that are the same only if ``full``.

    All text is escaped; controls and direction marks are written out. Readable in print, light and dark.
    """
    policy = _POLICY.format(base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode())
    language = told.document.language
    body = language if _LANGUAGE.fullmatch(language) else "und"
    paragraphs = told.difference.paragraphs if full else folded(told.difference.paragraphs)
    title = _safe(told.new.title)
    lines = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}: revision {told.old.ordinal} → {told.new.ordinal}</title>",
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f'<h1 lang="{body}" dir="auto">{title}</h1>',
        *_facts(told),
        *_fields(told, body),
        f'<h2>Text</h2>\n<div lang="{body}">',
        *(line for one in paragraphs for line in _paragraph(one)),
        "</div>\n</main>\n</body>\n</html>\n",
    )
    return "\n".join(lines)


def _facts(told: Between) -> Iterator[str]:
    facts = {
        "Document": told.document.key,
        "Address": told.document.address,
        "Revisions": f"{told.old.ordinal} → {told.new.ordinal}",
        "Edited": f"after {told.not_before[:16]}, not after {told.not_after[:16]} (UTC)",
        "Page’s last update": told.new.modified_at or "",
        "Kinds": ", ".join(told.difference.kinds),
        "Note": "" if told.difference.whole else "Too long to be compared word by word throughout.",
    }
    yield "<dl>"
    yield from (f"<dt>{name}</dt><dd>{_safe(value)}</dd>" for name, value in facts.items() if value)
    yield "</dl>"


def _fields(told: Between, language: str) -> Iterator[str]:
    if told.difference.fields:
        yield "<h2>Heads and facts</h2>"
    for one in told.difference.fields:
        yield f'<p class="where">{_safe(one.name)}: {_safe(", ".join(one.kinds))}</p>'
        yield f'<p class="edit" lang="{language}" dir="auto">{_pieces(one.pieces)}</p>'


def _paragraph(one: Paragraph | int) -> Iterator[str]:
    if isinstance(one, int):
        words = "1 unchanged paragraph" if one == 1 else f"{one} unchanged paragraphs"
        yield f'<p class="gap" lang="en">… {words}</p>'
        return
    if one.change == "same":
        yield f'<p dir="auto">{_pieces(one.pieces)}</p>'
        return
    yield f'<p class="where" lang="en">Paragraph {_safe(standing(one))}: {_safe(", ".join(one.kinds))}</p>'
    yield f'<p class="edit" dir="auto">{_pieces(one.pieces)}</p>'


def _pieces(pieces: Iterable[Piece]) -> str:
    made = []
    for piece in pieces:
        text = _safe(piece.text)
        if piece.change == "same":
            made.append(text)
            continue
        element, sign = _SAYS[piece.change]
        kinds = _safe(", ".join(piece.kinds))
        said = f'<span class="sign" lang="en">{sign}</span>'
        made.append(f'<{element} title="{kinds}">{said}{text}</{element}>')
    return "".join(made)


def _safe(text: str) -> str:
    return escape(visible(text))
