"""How the real pages beside the checkout are read: see tests/kremlin_proof.py, which prints the table."""

import re
from pathlib import Path

import pytest

from archive.errors import TruncatedPage
from crawler.sites.kremlin import Kremlin
from tests.kremlin_proof import comparisons, feed_agreement, page_of, report

# The expectation kept U+200B, which kremlin.md decision 7 drops before hashing: three of them and two.
ZERO_WIDTH = {"en-news-17976": 3, "en-news-60795": 2}
EXPECTATION_AT_FAULT = {(page, field) for page in ZERO_WIDTH for field in ("body.chars", "body.sha256")}
_BODY = re.compile(r'itemprop="articleBody".*?read__bottommeta', re.DOTALL)


def test_every_stated_field_is_read_equal(shared: Path) -> None:
    compared = list(comparisons(shared))
    assert len({one.page for one in compared}) == 51
    assert len(compared) == 1079
    differing = {(one.page, one.field) for one in compared if not one.equal}
    report(shared)
    assert differing == EXPECTATION_AT_FAULT


def test_the_two_differing_bodies_differ_by_their_zero_width_spaces_only(shared: Path) -> None:
    lengths = {one.page: one for one in comparisons(shared) if one.field == "body.chars"}
    for name, count in ZERO_WIDTH.items():
        source = (shared / "data" / "kremlin-pages" / f"{name}.html").read_text("utf-8")
        body = _BODY.search(source)
        assert body is not None
        assert len(re.findall("[\u200b\u00ad\u2060\ufeff]", body[0])) == count
        assert lengths[name].expected - lengths[name].read == count


def test_feed_and_page_have_one_text_hash(shared: Path) -> None:
    agreement = feed_agreement(shared)
    assert len(agreement) == 40
    # That entry is a half that ends "To be continued"; its page is the next day's copy.
    assert [name for name, same in agreement.items() if not same] == ["visit 1 63951"]


@pytest.mark.parametrize("number", [18441, 18458, 18833])
def test_real_act_text_keeps_every_line(shared: Path, number: int) -> None:
    stored = shared / "data" / "kremlin-pages" / f"ru-acts-bank-{number}.txt"
    page = page_of(stored, f"http://kremlin.ru/acts/bank/{number}")
    before = f'<html lang="ru"><body><h1>Указ</h1><pre>{stored.read_text("utf-8")}</pre></body></html>'
    whole = type(page)(address=page.address, body=before.encode(), captured_at=page.captured_at)
    (document,) = Kremlin().read(whole).documents
    wanted = stored.read_text("utf-8").replace("&#34;", '"').replace("\u00a0", " ")
    lines = [line.rstrip() for line in wanted.strip("\n").splitlines()]
    assert document.text.splitlines() == lines


def test_truncated_real_page_is_refused(shared: Path) -> None:
    stored = shared / "data" / "kremlin-pages" / "en-news-57149-print-TRUNCATED.html"
    with pytest.raises(TruncatedPage):
        Kremlin().read(page_of(stored, "http://en.kremlin.ru/events/president/news/57149/print"))
