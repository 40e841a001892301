"""Knows how well interfax.ru is read, measured on the real pieces: ``python -m tests.interfax_proof``."""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.models import Document
from crawler.sites.charset import implausible, settle
from crawler.sites.interfax import Interfax
from crawler.sites.page import Page
from tests.interfax_rows import ROWS, VARIANTS, Row, page_from, rows

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)


def page_of(address: str, body: bytes, content_type: str = "") -> Page:
    return Page(address=address, body=body, content_type=content_type, captured_at=CAPTURED)


def differences(row: Row, variant: str) -> Iterator[tuple[str, str, str]]:
    """Yield (field, expected, read) for each field of a row that is not read as it stands there."""
    (document,) = Interfax().read(page_of(row.address, page_from(row, variant))).documents
    for field, expected in _expected(row).items():
        got = _read(document)[field]
        if got != expected:
            yield field, expected, got


def _expected(row: Row) -> dict[str, str]:
    start = row.body[0].index("INTERFAX.RU - ") + len("INTERFAX.RU - ")
    return {
        "title": row.title,
        "subtitle": row.subtitle,
        "dateline": row.body[0][:start],
        "update": f"{row.clock} {row.newer.strip()}".strip(),
        "credit": row.credit,
        "card": "; ".join(f"{rubric}, {day} {title}" for rubric, day, title in row.cards),
        "initials": row.initials,
        "body": "\n".join(row.body),
    }


def _read(document: Document) -> dict[str, str]:
    def kind(name: str) -> str:
        found = (one for one in document.references if one.kind == name)
        return "; ".join(f"{one.note} {one.title}" for one in found)

    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "dateline": document.dateline.printed if document.dateline else "",
        "update": kind("update"),
        "credit": document.credit or "",
        "card": kind("related"),
        "initials": next((text for rule, text in document.dropped if rule == "initials"), ""),
        "body": document.text,
    }


def charsets(shared: Path) -> Counter[str]:
    """Count the real pages by what became of them, each also under false declarations."""
    counts: Counter[str] = Counter()
    for path in sorted((shared / "data/hostile/charset-chardet/tests/windows-1251-russian").iterdir()):
        text = path.read_bytes().decode("cp1251")
        plain = re.sub(r"<\?xml[^>]*\?>|<meta[^>]*>", "", text)
        for real in ("cp1251", "utf-8"):
            for said in (
                "",
                "text/html; charset=windows-1251",
                "text/html; charset=utf-8",
                "text/html; charset=iso-8859-1",
            ):
                settled = settle(page_of("http://www.interfax.ru/", plain.encode(real), said))
                right = settled.page.text.lstrip("\ufeff") == plain.lstrip("\ufeff")
                counts["right" if right and not settled.note else "right, doubted" if right else "wrong"] += 1
    for folder in ("KOI8-R", "IBM866", "IBM855", "MacCyrillic", "iso-8859-5-russian"):
        for path in sorted((shared / "data/hostile/charset-chardet/tests" / folder).iterdir()):
            plain_bytes = re.sub(rb"<\?xml[^>]*\?>|<meta[^>]*>", b"", path.read_bytes())
            settled = settle(page_of("http://www.interfax.ru/", plain_bytes))
            counts["foreign, doubt stated" if settled.note else "foreign, SILENT"] += 1
    return counts


def main() -> None:
    """Print the counts."""
    here = Path(__file__).resolve().parents[2] / "shared"
    shared = Path(os.environ.get("READOUT_SHARED", here))
    out = sys.stdout
    found = list(rows(shared))
    stories = [row for row in found if row]
    out.write(f"{ROWS}: {len(found)} rows, {len(stories)} with an article\n")
    for variant in VARIANTS:
        wrong = [(row.address, *one) for row in stories for one in differences(row, variant)]
        checks = len(stories) * len(_expected(stories[0]))
        out.write(f"  {variant}: {checks - len(wrong)} of {checks} fields as they stand in the row\n")
        for one in wrong:
            out.write(f"    DIFFERS {one}\n")
    held = {name: sum(bool(value) for value in column) for name, column in _columns(stories)}
    out.write(f"  rows that have one: {held}; initials are added by the proof, the file's rows end without\n")
    feed = Interfax().read(page_of("https://www.interfax.ru/rss.asp", _bytes(shared, "rss-2018-12-14.xml")))
    out.write(f"rss-2018-12-14.xml: {len(feed.links)} links of 25 items {feed.note}\n")
    worst = max(implausible("\n".join(row.body)) for row in stories)
    out.write(f"charsets: {dict(charsets(shared))}; worst share in a right Interfax text {worst:.4f}\n")


def _columns(stories: list[Row]) -> Iterator[tuple[str, list[str]]]:
    for name in _expected(stories[0]):
        yield name, [_expected(row)[name] for row in stories]


def _bytes(shared: Path, name: str) -> bytes:
    return (shared / "data/interfax" / name).read_bytes()


if __name__ == "__main__":
    main()
