"""Knows the flattened rows of the real Interfax listing, and how pages are made around them."""

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crawler.sites.page import squeeze

ROWS = "data/interfax/samples/business-2025-06.csv"
VARIANTS = ("reconstructed", "bare")
INITIALS = "дг мв"

# The proof's own cutting of a flattened row; it shares nothing with the crawler's rules.
_CARD = re.compile(r"(В мире|В России|Экономика)(\d\d [а-я]+ 20\d\d)([^\n]+?)Читать подробнее")
_NEIGHBOUR = (
    '<div class="infinitblock"><article itemprop="articleBody">'
    "<h1>Сосед</h1><p>Чужой текст.</p></article></div>"
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """What stands in one flattened article."""

    address: str
    title: str
    subtitle: str = ""
    clock: str = ""
    newer: str = ""
    caption: str = ""
    credit: str = ""
    body: tuple[str, ...] = ()
    cards: tuple[tuple[str, str, str], ...] = ()
    initials: str = ""


def rows(shared: Path) -> Iterator[Row | None]:
    """Yield the rows of the real listing, None for a row whose page held no article."""
    with (shared / ROWS).open(encoding="utf-8", newline="") as file:
        for count, line in enumerate(csv.DictReader(file)):
            yield _cut(line, INITIALS if count % 3 == 0 else "") if line["text"].strip() else None


def _cut(line: dict[str, str], initials: str) -> Row:
    text = line["text"]
    start = re.search(r"Москва\. \d+ [а-я]+\. INTERFAX\.RU - ", text)
    assert start is not None
    head = [part.strip() for part in text[: start.start()].split("\n") if part.strip()]
    found: dict[str, str] = {}
    for before, part in zip(["", *head], head[1:], strict=False):
        if part.startswith("Есть обновление от "):
            found["clock"], found["newer"] = part.removeprefix("Есть обновление от ").split(" →")
        elif part.startswith("Фото: "):
            found["credit"] = part.removeprefix("Фото: ")
            if found.get("subtitle") == before and len(before) < 20:
                found["caption"] = found.pop("subtitle")
        else:
            found["subtitle"] = part
    cut = _CARD.split(text[start.start() :])
    cards = tuple(zip(cut[1::4], cut[2::4], cut[3::4], strict=True))
    body = tuple(squeeze(part) for piece in cut[0::4] for part in piece.split("\n") if part.strip())
    return Row(address=line["link"], title=head[0], body=body, cards=cards, initials=initials, **found)


def page_from(row: Row, variant: str) -> bytes:
    """Return a windows-1251 page around a row, with furniture marked up or as bare paragraphs."""
    bare = variant == "bare"
    parts = [f'<h1 itemprop="headline">{html.escape(row.title)}</h1>']
    if row.subtitle:
        parts.append(f'<p itemprop="description">{html.escape(row.subtitle)}</p>')
    if row.clock:
        tag = "p" if bare else "aside"
        link = f'<a href="/business/1">{html.escape(row.newer)}</a>'
        parts.append(f"<{tag}>Есть обновление от {row.clock} &rarr;{link}</{tag}>")
    if row.credit:
        caption = (
            (html.escape(row.caption) + "<br>" if row.caption else "") + "Фото: " + html.escape(row.credit)
        )
        marked = f'<figure><img src="/f.jpg"><figcaption>{caption}</figcaption></figure>'
        parts.append(f"<div>{caption}</div>" if bare else marked)
    for count, text in enumerate(row.body):
        parts.append(f"<p>{html.escape(text)}</p>")
        if count < len(row.cards):
            parts.append(_card(row.cards[count], bare=bare))
    parts.append(f"<p>{row.initials}</p>" if row.initials else "")
    page = (
        '<!DOCTYPE html><html lang="ru"><head><meta charset="windows-1251"></head><body><main>'
        f'<div class="infinitblock"><article itemprop="articleBody">{"".join(parts)}</article></div>'
        f"{_NEIGHBOUR}</main></body></html>"
    )
    return page.encode("cp1251", "xmlcharrefreplace")


def _card(card: tuple[str, str, str], *, bare: bool) -> str:
    rubric, day, title = (html.escape(text) for text in card)
    if bare:
        return "".join(
            f"<p>{text}</p>" for text in (rubric, day, f'<a href="/russia/2">{title}</a>', "Читать подробнее")
        )
    spans = "".join(f"<span>{text}</span>" for text in (rubric, day, title, "Читать подробнее"))
    return f'<a href="/russia/2">{spans}</a>'
