"""Knows the pages of known layouts, and their texts by rules that are not Readout's own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html as markup

from bench_text.sample import Sample
from tests.interfax_rows import VARIANTS, page_from, rows

__all__ = ["interfax_rows", "kremlin_pages", "own_pages"]

_OWN = Path(__file__).resolve().parents[1] / "tests" / "pages"
_KREMLIN_CAPTURED = "2020-08-28T12:00:00+00:00"
_INTERFAX_CAPTURED = "2026-11-01T00:00:00+00:00"
_OWN_CAPTURED = "2031-02-10T00:00:00+00:00"
_ZERO_WIDTH = str.maketrans("", "", "\u200b\u00ad\ufeff\u2060")


def kremlin_pages(shared: Path) -> Iterator[Sample]:
    """Yield the real article pages: lead and body, the body by the structural rule that their cards state."""
    folder = shared / "data" / "kremlin-pages"
    for card in sorted(folder.glob("*.json")):
        facts = json.loads(card.read_text(encoding="utf-8"))
        expected = facts.get("expected") or {}
        if "body" not in expected:
            continue
        source = (folder / facts["file"]).read_text(encoding="utf-8")
        yield Sample(
            key=card.stem,
            html=source,
            address=facts["source_url"],
            text="\n".join(part for part in (expected["lead"], kremlin_body(source)) if part),
            title=expected["title"],
            date=expected["published_date"] or "",
            captured=_KREMLIN_CAPTURED,
        )


def kremlin_body(source: str) -> str:
    """Return a Kremlin page's body by the rule of its card ("expected_note"), without zero-width marks."""
    tree = markup.document_fromstring(source.encode(), parser=markup.HTMLParser(encoding="utf-8"))
    found = []
    for box in tree.cssselect("div.read__internal_content"):
        for junk in box.cssselect(".masha-ignore, div.read__bottommeta"):
            junk.drop_tree()
        found += [one for one in box if one.tag in ("p", "blockquote", "hr")]
    lines = (" ".join("".join(one.itertext()).translate(_ZERO_WIDTH).split()) for one in found)
    return "\n".join(line for line in lines if line)


def interfax_rows(shared: Path) -> Iterator[Sample]:
    """Yield the real texts in pages made around them, with furniture marked up and as bare paragraphs."""
    for number, row in enumerate(one for one in rows(shared) if one):
        for variant in VARIANTS:
            yield Sample(
                key=f"{number:03}-{variant}",
                html=page_from(row, variant).decode("cp1251"),
                address=row.address,
                text="\n".join(row.body),
                title=row.title,
                captured=_INTERFAX_CAPTURED,
            )


def own_pages(_shared: Path) -> Iterator[Sample]:
    """Yield the invented pages under tests/pages whose text their JSON states."""
    for name, encoding in (("kremlin", "utf-8"), ("interfax", "cp1251")):
        for card in sorted((_OWN / name).glob("*.json")):
            facts = json.loads(card.read_text(encoding="utf-8"))
            stated: dict[str, Any] = facts.get("fields") or facts.get("expected") or {}
            text = _stated_text(stated)
            if text:
                yield Sample(
                    key=f"{name}-{card.stem}",
                    html=card.with_suffix(".html").read_text(encoding=encoding),
                    address=facts["address"],
                    text=text,
                    title=stated.get("title") or "",
                    captured=_OWN_CAPTURED,
                )


def _stated_text(stated: dict[str, Any]) -> str:
    body = stated.get("text") or "\n".join(text for _, text in stated.get("blocks") or () if text)
    return "\n".join(part for part in (stated.get("lead"), body) if part)
