"""Proves how a page's encoding is settled, row by row of reliability.md section 2.6."""

import pytest

from crawler.sites.charset import settle
from tests.interfax_proof import page_of

TEXT = (
    "На острове Вымышленном зажгли маяк, и он виден за десять миль. Смотритель доволен. Сегодня явка полная. "
    * 5
)
U, W, L = "utf-8", "windows-1251", "iso-8859-1"


@pytest.mark.parametrize(
    ("header", "meta", "real"),
    [
        ("", "", W), ("", "", U), ("", "", "utf-16"), (W, U, W), (U, W, U), (U, U, W), ("", U, W), (W, "", U),
        (W, W, U), (W, U, U), ("", W, U), (L, "", W), (W, "", "utf-8-sig"),
    ],
)  # fmt: skip
def test_text_is_right_whatever_is_declared(header, meta, real):
    text = (f'<meta charset="{meta}">' if meta else "") + TEXT
    settled = settle(
        page_of(
            "https://www.interfax.ru/", text.encode(real), f"text/html; charset={header}" if header else ""
        )
    )
    assert (settled.page.text.lstrip("\ufeff"), settled.note) == (text, "")


@pytest.mark.parametrize("real", ["mac_cyrillic", "koi8-r", "cp866"])
def test_foreign_encoding_is_a_stated_doubt(real):
    assert "encoding doubtful" in settle(page_of("https://www.interfax.ru/", TEXT.encode(real))).note
