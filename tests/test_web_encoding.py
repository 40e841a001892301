"""A page of the web at large is read in the encoding that its bytes are in, whatever is declared."""

import pytest

from crawler.sites.charset import settle_any
from crawler.sites.web import Web
from tests.test_web_pages import page

TITLE = "Мост закрыли на ремонт"
RUSSIAN = (
    "INTERFAX.RU - Совет посёлка Вымышленного решил починить старый мост, закрытый после паводка.",
    "Работы продлятся полгода, а лодки всё это время пойдут через шлюз у мельницы, сообщил инженер.",
    "Жители спрашивали главным образом о том, где теперь ставить машины и когда откроют переправу.",
)
FRENCH = "<p>La réunion a été créée après l'été, où l'équipe a répété la pièce entière.</p>" * 4
GERMAN = "<p>Die Brücke ist größer, und über die Straße führen nun Stufen für Fußgänger.</p>" * 4
RU_PAGE = f"<title>{TITLE}</title><h1>{TITLE}</h1>" + "".join(f"<p>{one}</p>" for one in RUSSIAN)


def kind(declared: str) -> str:
    return f"text/html; charset={declared}" if declared else "text/html"


@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1251", "iso-8859-1"])
@pytest.mark.parametrize("real", ["windows-1251", "utf-8"])
def test_a_russian_repost_is_read_whatever_is_declared(real, declared):
    reading = Web().read(page(RU_PAGE.encode(real), kind=kind(declared)))
    (document,) = reading.documents
    assert (document.title, document.language, reading.note) == (TITLE, "ru", "")
    assert [block.text for block in document.blocks] == list(RUSSIAN)
    assert document.agency == "INTERFAX.RU"


@pytest.mark.parametrize("text", [FRENCH, GERMAN], ids=["fr", "de"])
@pytest.mark.parametrize(
    ("real", "declared"),
    [("utf-8", ""), ("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("cp1252", ""), ("cp1252", "iso-8859-1")],
)
def test_western_letters_are_never_taken_for_russian(text, real, declared):
    settled = settle_any(page(text.encode(real), kind=kind(declared)))
    assert (settled.page.text, settled.note) == (text, "")


def test_a_text_cut_inside_its_last_letter_is_still_utf8():
    body = RU_PAGE.encode() + "я".encode()[:1]
    assert settle_any(page(body, kind="text/html")).page.text.startswith(RU_PAGE)


def test_one_bad_byte_does_not_make_another_encoding_of_a_page():
    settled = settle_any(page(FRENCH.encode() * 5 + b"\x92", kind="text/html"))
    assert settled.page.text.startswith(FRENCH)


def test_text_that_was_damaged_before_it_was_published_is_a_stated_doubt():
    twice = RU_PAGE.encode().decode("cp1252", "replace").encode()
    assert "encoding doubtful" in Web().read(page(twice, kind=kind("utf-8"))).note
