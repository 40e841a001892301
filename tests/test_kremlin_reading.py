"""What a Kremlin page may not become, and what leads on from listings, feeds and acts."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.errors import (
    AbsentPage,
    BadUsage,
    BlockedPage,
    NotThisKind,
    TruncatedPage,
    UnknownLayout,
    UnreadablePage,
    WrongLanguage,
)
from archive.models import BlockKind, LinkKind, Precision, View
from crawler.sites.kremlin import Kremlin
from crawler.sites.kremlin_layouts import LAYOUTS
from crawler.sites.page import Page
from tests.test_kremlin_pages import PAGES, stored

EN = "http://en.kremlin.ru/events/president/news"
RU = "http://kremlin.ru/events/president/news"
ACT = "http://kremlin.ru/acts/bank/50001"
SUPPLEMENT = "http://en.kremlin.ru/supplement/5524"


@pytest.mark.parametrize(
    ("name", "address", "error"),
    [
        ("en-truncated-90001.html", f"{EN}/90001", TruncatedPage),
        ("en-not-found.html", f"{EN}/90001", AbsentPage),
        ("en-block-page.html", f"{EN}/90001", BlockedPage),
        ("en-photos-90001.html", f"{EN}/90001", UnknownLayout),
        ("en-article-90001.html", f"{EN}/90002", NotThisKind),
        ("en-article-90001.html", f"{RU}/90001", WrongLanguage),
        ("ru-act-50001.html", "http://en.kremlin.ru/acts/bank/50001", WrongLanguage),
        ("en-article-90001.html", "http://kremlin.ru.evil.example/events/president/news/90001", NotThisKind),
        ("en-article-90001.html", f"{EN}", NotThisKind),
        ("en-article-90001.html", f"{EN}/feed", NotThisKind),
        ("en-feed.xml", f"{RU}/feed", WrongLanguage),
        ("en-block-page.html", ACT, BlockedPage),
        ("en-block-page.html", SUPPLEMENT, BlockedPage),
        ("en-not-found.html", SUPPLEMENT, AbsentPage),
        ("en-listing-1.html", SUPPLEMENT, UnknownLayout),
    ],
)
def test_page_that_is_not_the_document_is_an_error_with_a_name(
    name: str, address: str, error: type[UnreadablePage]
) -> None:
    with pytest.raises(error) as raised:
        Kremlin().read(stored(name, address))
    assert str(raised.value).startswith(address)
    assert "\n" not in str(raised.value)


def test_supplement_is_a_reference_and_is_not_queued() -> None:
    page = stored("en-article-90001.html", f"{EN}/90001")
    body = re.sub(rb"(<a )(href=\"[^\"]*\")([^>]*cut__item)", rb'\1href="/supplement/5524"\3', page.body)
    assert body != page.body
    reading = Kremlin().read(replace(page, body=body))
    assert SUPPLEMENT in {reference.address for reference in reading.documents[0].references}
    assert reading.links == ()


def test_text_in_the_other_script_is_refused_where_no_language_is_declared() -> None:
    page = stored("ru-article-90001.html", f"{EN}/90001")
    body = page.body.replace(b' lang="ru"', b"").replace(b"http://kremlin.ru/", b"http://en.kremlin.ru/")
    with pytest.raises(WrongLanguage, match="letters of 'ru'"):
        Kremlin().read(replace(page, body=body))


def test_article_without_its_status_footer_is_not_whole() -> None:
    page = stored("en-article-90001.html", f"{EN}/90001")
    with pytest.raises(TruncatedPage, match="no status footer"):
        Kremlin().read(replace(page, body=page.body.replace(b"read__status", b"x")))


def test_photo_tab_holds_no_document() -> None:
    reading = Kremlin().read(stored("en-photos-90001.html", f"{EN}/90001/photos"))
    assert (reading.kind, reading.documents, reading.links) == ("tab", (), ())


def test_tooltip_and_footer_words_never_reach_the_content() -> None:
    (document,) = Kremlin().read(stored("en-article-90001.html", f"{EN}/90001")).documents
    for intruder in ("Head of something else", "Direct link", "licensed", "8 more", "Background"):
        assert intruder not in str(document.content())
    changed = (
        PAGES.joinpath("en-article-90001.html").read_bytes().replace(b"Head of something else", b"Nobody")
    )
    page = replace(stored("en-article-90001.html", f"{EN}/90001"), body=changed)
    (later,) = Kremlin().read(page).documents
    assert later.content_sha256 == document.content_sha256


def test_print_view_is_the_same_revision() -> None:
    (page,) = Kremlin().read(stored("en-article-90001.html", f"{EN}/90001")).documents
    (printed,) = Kremlin().read(stored("en-print-90001.html", f"{EN}/90001/print")).documents
    assert (printed.content_sha256, printed.view) == (page.content_sha256, View.PRINT)


def test_retired_layout_reads_its_own_days_only() -> None:
    redesign = replace(LAYOUTS[0], name="kremlin-2032", article="//article[@class='new']")

    class Redesigned(Kremlin):
        layouts = (replace(LAYOUTS[0], until=date(2031, 2, 10)), redesign)

    page = stored("en-article-90001.html", f"{EN}/90001")
    last = replace(page, captured_at=datetime(2031, 2, 10, 20, 59, tzinfo=UTC))
    assert Redesigned().read(last).documents[0].layout == "kremlin-2015"
    with pytest.raises(UnknownLayout):
        Redesigned().read(replace(page, captured_at=datetime(2031, 2, 10, 21, tzinfo=UTC)))


def test_listing_rows_become_links_and_the_promoted_block_does_not() -> None:
    reading = Kremlin().read(stored("en-listing-1.html", EN))
    first, second, following = reading.links
    assert (first.key, first.stated, first.updated) == ("kremlin/en/90002", date(2031, 2, 5), "2031-02-05")
    assert (second.address, second.title) == (f"{EN}/90001", "Visit to a bell foundry")
    assert second.updated == "2031-02-02"
    assert (following.kind, following.address) == (LinkKind.LISTING, f"{EN}/page/2")
    assert following.key == "en.kremlin.ru/events/president/news/page/2"


@pytest.mark.parametrize(
    ("name", "address", "follows"),
    [
        ("en-listing-1.html", EN, True),
        ("en-listing-1.html", f"{EN}/page/7", False),  # past its end a listing shows another page
        ("en-listing-1.html", f"{EN}/by-date/01.02.2031", False),
        ("en-listing-2.html", f"{EN}/page/2", False),
        ("ru-listing-1.html", RU, True),
        ("en-special-listing.html", "http://en.special.kremlin.ru/events/president/news", True),
    ],
)
def test_next_is_followed_only_from_the_page_that_was_asked(name: str, address: str, follows: bool) -> None:  # noqa: FBT001
    links = Kremlin().read(stored(name, address)).links
    assert any(link.kind is LinkKind.DOCUMENT for link in links)
    assert any(link.kind is LinkKind.LISTING for link in links) is follows


def test_next_that_leads_off_the_site_or_back_is_not_followed() -> None:
    page = stored("en-listing-1.html", EN)
    for evil in (b"http://evil.example/events/president/news/page/2", b"/events/president/news/page/1"):
        body = page.body.replace(
            b'rel="next" href="/events/president/news/page/2"', b'rel="next" href="%s"' % evil
        )
        assert body != page.body
        links = Kremlin().read(replace(page, body=body)).links
        assert {link.kind for link in links} == {LinkKind.DOCUMENT}


def test_listing_without_rows_is_empty_and_says_so() -> None:
    reading = Kremlin().read(stored("en-listing-empty.html", EN))
    assert (reading.kind, reading.links, reading.note) == ("listing", (), "the listing has no rows")


def test_feed_entry_has_the_text_of_its_page() -> None:
    reading = Kremlin().read(stored("en-feed.xml", f"{EN}/feed"))
    entry, titled = reading.documents
    (page,) = Kremlin().read(stored("en-article-90001.html", f"{EN}/90001")).documents
    assert entry.text_sha256 == page.text_sha256
    assert entry.view is View.FEED
    assert titled.blocks == ()
    assert reading.note == "1 entries name no document of the site"


def test_feed_times_are_moscow_digits_whatever_offset_they_claim() -> None:
    entry, titled = Kremlin().read(stored("en-feed.xml", f"{EN}/feed")).documents
    assert entry.published is not None
    assert entry.modified is not None
    assert titled.published is not None
    assert entry.published.utc == datetime(2031, 2, 1, 13, 45, tzinfo=UTC)
    assert entry.published.precision is Precision.MINUTE
    assert entry.modified.utc == datetime(2031, 2, 2, 6, 12, 33, tzinfo=UTC)
    assert titled.published.precision is Precision.DAY


def test_feed_links_carry_the_stamp_that_a_listing_day_is_a_prefix_of() -> None:
    first, _, following = Kremlin().read(stored("en-feed.xml", f"{EN}/feed")).links
    assert first.updated == "2031-02-02T09:12:33"
    assert (following.kind, following.address) == (LinkKind.FEED, f"{EN}/feed/page/2")


@pytest.mark.parametrize("body", [b"<rss version='2.0'/>", b"<html></html>", b"{}", b"<feed/>"])
def test_what_is_not_atom_is_refused_as_a_feed(body: bytes) -> None:
    page = Page(address=f"{EN}/feed", body=body, content_type="text/xml", captured_at=datetime.now(UTC))
    with pytest.raises(NotThisKind):
        Kremlin().read(page)


def test_act_is_one_document_of_three_parts() -> None:
    asked = (ACT, f"{ACT}/page/2", f"{ACT}/page/3")
    names = ("ru-act-50001.html", "ru-act-50001-page-2.html", "ru-act-50001-page-3.html")
    readings = [Kremlin().read(stored(name, address)) for name, address in zip(names, asked, strict=True)]
    documents = [reading.documents[0] for reading in readings]
    assert {one.identity.key for one in documents} == {"kremlin/ru/acts/bank/50001"}
    assert [(one.part, one.last_part) for one in documents] == [(1, False), (2, False), (3, True)]
    assert [[(link.key, link.address, link.part_of) for link in one.links] for one in readings] == [
        [("kremlin/ru/acts/bank/50001#2", f"{ACT}/page/2", "kremlin/ru/acts/bank/50001")],
        [("kremlin/ru/acts/bank/50001#3", f"{ACT}/page/3", "kremlin/ru/acts/bank/50001")],
        [],
    ]


def test_act_keeps_its_lines_and_columns() -> None:
    (first,) = Kremlin().read(stored("ru-act-50001.html", ACT)).documents
    (second,) = Kremlin().read(stored("ru-act-50001-page-2.html", f"{ACT}/page/2")).documents
    assert [block.kind for block in (*first.blocks, *second.blocks)] == [BlockKind.PREFORMATTED] * 2
    assert first.text.startswith("                 У К А З\n\n          О колоколах   и маяках\n")
    assert second.text == "колу.\n     2. Колокол звонит:\n        а) утром;"
    assert first.title == "Указ Президента Российской Федерации от 01.02.2031 г. № 7"
    assert first.lead == "О колоколах и маяках"


def test_lists_tables_and_loose_text_of_a_body_are_kept() -> None:
    page = stored("en-article-90001.html", f"{EN}/90001")
    extra = (
        "<ul><li>one</li><li>two</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
        "<h3>Head</h3>loose <i>words</i><div><p>inner</p></div><script>no()</script><hr/>"
    )
    (document,) = Kremlin().read(replace(page, body=page.body.replace(b"<hr/>", extra.encode()))).documents
    assert [(block.kind.value, block.text) for block in document.blocks][5:-4] == [
        ("item", "one"),
        ("item", "two"),
        ("table", "a\tb"),
        ("subhead", "Head"),
        ("paragraph", "loose words"),
        ("paragraph", "inner"),
        ("separator", ""),
    ]


def test_deeply_nested_markup_ends_without_a_crash() -> None:
    page = stored("en-article-90001.html", f"{EN}/90001")
    deep = b"<div>" * 5000 + b"deep" + b"</div>" * 5000
    body = page.body.replace(b"<hr/>", deep)
    try:
        (document,) = Kremlin().read(replace(page, body=body)).documents
    except UnreadablePage:
        return
    assert document.title == "Visit to a bell foundry"


def test_starts_name_feed_and_listing_of_each_section_and_language() -> None:
    links = _starts(("en", "ru"), ("news",))
    assert [(link.address, link.kind) for link in links] == [
        (f"{EN}/feed", LinkKind.FEED),
        (EN, LinkKind.LISTING),
        (f"{RU}/feed", LinkKind.FEED),
        (RU, LinkKind.LISTING),
    ]
    assert _starts(("en",), ("/events/president/news/",)) == links[:2]


def test_letters_are_russian_only() -> None:
    addresses = [link.address for link in _starts(("en", "ru"), ())]
    assert "http://kremlin.ru/events/president/letters" in addresses
    assert "http://en.kremlin.ru/events/president/letters" not in addresses
    with pytest.raises(BadUsage, match="Russian only"):
        _starts(("en",), ("letters",))


def test_unknown_section_is_named_with_the_known_ones() -> None:
    with pytest.raises(BadUsage, match=r"'sports'.*transcripts"):
        _starts(("en",), ("sports",))
    with pytest.raises(BadUsage, match="'fr'"):
        _starts(("fr",), ())


def _starts(languages: tuple[str, ...], sections: tuple[str, ...]) -> tuple:
    return Kremlin().starts(languages=languages, since=None, today=date(2031, 2, 10), sections=sections)
