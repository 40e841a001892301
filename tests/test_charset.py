"""Proves how a page's encoding is settled, row by row of reliability.md section 2.6."""

import pytest

from crawler.sites.charset import settle, settle_any
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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("settled_by", [settle, settle_any])
def test_markup_of_wide_characters_is_read_without_its_mark_and_noted(settled_by, encoding: str) -> None:
    text = "\r\n<html><body><p>Маяк на острове — a lighthouse</p></body></html>"
    settled = settled_by(page_of("http://www.interfax.ru/", text.lstrip().encode(encoding)))
    assert settled.page.text == text.lstrip()
    assert settled.note == f"encoding not stated: {encoding}, by how it begins"


@pytest.mark.parametrize("settled_by", [settle, settle_any])
def test_text_of_wide_characters_that_begins_like_nothing_known_is_doubted(settled_by) -> None:
    settled = settled_by(page_of("http://www.interfax.ru/", "a,b\r\n".encode("utf-16-le") * 30))
    assert "encoding doubtful" in settled.note


def test_a_stray_nul_is_no_doubt() -> None:
    assert settle_any(page_of("http://www.interfax.ru/", b"<p>" + b"keeper " * 40 + b"\0</p>")).note == ""
