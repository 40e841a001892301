"""Any other page gives its title, text, times, language and names, or says why it cannot."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BlockedPage, EmptyPage, NotThisKind, UnknownLayout
from archive.models import BlockKind, Document, Precision
from crawler.sites.page import Page
from crawler.sites.web import Web
from crawler.sites.web_address import canonical_address, stated_address

PAGES = Path(__file__).parent / "pages" / "web"
ADDRESS = "https://gazette-du-littoral.example/2021/07/les-ministres-parlent-de-la-peche/"
TEXT = (
    "Le conseil municipal a voté jeudi la réparation du vieux pont, fermé depuis la crue de l'automne.",
    "Les travaux dureront six mois, et les bateaux passeront par l'écluse du moulin toute cette période.",
    "Un ingénieur a présenté le plan aux habitants, qui ont surtout demandé où garer leurs voitures.",
)


def page(source: str | bytes, *, address: str = ADDRESS, kind: str = "text/html; charset=UTF-8") -> Page:
    body = source.encode() if isinstance(source, str) else source
    return Page(address=address, body=body, content_type=kind, captured_at=datetime(2026, 1, 1, tzinfo=UTC))


def read(source: str | bytes, **how: str) -> Document:
    return Web().read(page(source, **how)).documents[0]


def made(head: str = "", *, inside: str = "", lang: str = "", heading: str = "Le pont sera réparé") -> str:
    text = "".join(f"<p>{one}</p>" for one in TEXT)
    return (
        f"<html{lang}><head><title>Le pont sera réparé | Gazette</title>{head}</head><body>"
        f"<article><h1>{heading}</h1>{inside}{text}</article></body></html>"
    )


def test_the_invented_repost_is_read_as_expected():
    found = read((PAGES / "repost-fr.html").read_bytes(), address=ADDRESS + "?utm_source=feed").as_dict()
    expected = json.loads((PAGES / "repost-fr.json").read_text(encoding="utf-8"))
    assert found == expected


def test_a_page_read_twice_is_the_same_document():
    once = page((PAGES / "repost-fr.html").read_bytes())
    assert Web().read(once) == Web().read(once)


def test_repeats_and_order_survive_in_a_wordpress_text():
    document = read((PAGES / "repost-fr.html").read_bytes())
    assert [block.text for block in document.blocks].count("(Applaudissements.)") == 2
    assert [block.kind for block in document.blocks][5:8] == [
        BlockKind.SUBHEAD,
        BlockKind.ITEM,
        BlockKind.ITEM,
    ]


def test_a_page_without_a_container_is_judged_line_by_line():
    document = read(made())
    assert document.layout == "judged"
    assert [block.text for block in document.blocks] == list(TEXT)


def test_tables_keep_a_line_a_row_and_figures_lose_their_captions():
    rows = "<table><tr><th>Mois</th><th>Coût</th></tr><tr><td>Mai</td><td>12</td></tr></table>"
    shown = f"<figure>{rows}<figcaption>Photo : mairie</figcaption></figure>"
    inside = "".join(f"<p>{one}</p>" for one in TEXT) + shown
    source = (
        "<html><head><meta name='generator' content='WordPress 6.9'></head><body><h1>Le pont</h1>"
        f"<div class='entry-content'>{inside}</div></body></html>"
    )
    assert [block.text for block in read(source).blocks] == [*TEXT, "Mois | Coût", "Mai | 12"]


def test_a_container_that_is_not_the_article_gives_way_to_the_judge():
    card = f"<div class='entry-content'>{TEXT[0] * 2}</div>"
    more = "".join(f"<p>{one} {number}</p>" for number in range(6) for one in TEXT)
    source = (
        "<html><head><meta name='generator' content='WordPress 6.9'><title>Le pont</title></head><body>"
        f"<article><h1>Le pont</h1>{more}</article><aside>{card}</aside></body></html>"
    )
    document = read(source)
    assert document.layout == "judged"
    assert [block.text for block in document.blocks] == [f"{one} {at}" for at in range(6) for one in TEXT]


@pytest.mark.parametrize(
    ("body", "kind", "error", "words"),
    [
        (b"", "text/html", EmptyPage, "empty"),
        (b"<html><body> </body></html>", "text/html", EmptyPage, "no text"),
        (b"%PDF-1.7", "application/pdf", NotThisKind, "application/pdf"),
        (b"%PDF-1.7 ...", "text/html", NotThisKind, "first bytes|text/html"),
        (b'{"a": 1}', "application/json", NotThisKind, "application/json"),
        (b"\x89PNG....", "", NotThisKind, "first bytes"),
        (b"<p>" + b"a " * 1_100_000, "text/html", NotThisKind, "too large"),
        (b"<title>A</title>" + b"<div>" * 300 + b"a", "text/html", NotThisKind, "too deep"),
        (b"<title>A</title>a" + b"<br>" * 499_000, "text/html", NotThisKind, "too much to read .*elements"),
        (b"<title>A</title><p>a" * 11_000, "text/html", NotThisKind, "too much to read .*elements"),
        (b"<p " + b"a=1 b " * 100_000 + b">a", "text/html", NotThisKind, "too much to read .*attributes"),
        (b"<title>Just a moment...</title><p>Wait</p>", "text/html", BlockedPage, "a Cloudflare challenge"),
        (b"<title>DDoS-Guard</title><p>Wait</p>", "text/html", BlockedPage, "a DDoS-Guard challenge"),
        (
            "<title>x</title><h1>Доступ ограничен</h1>".encode(),
            "text/html; charset=utf-8",
            BlockedPage,
            "a refusal",
        ),
        (
            b"<title>Front page</title><ul><li><a href=/a>Le pont</a></li></ul>",
            "text/html",
            UnknownLayout,
            "no article text",
        ),
        (b"<p>" + b"word " * 90 + b"</p>", "text/html", UnknownLayout, "no title"),
    ],
)
def test_what_is_no_article_is_refused_with_its_reason(body, kind, error, words):
    with pytest.raises(error, match=f"^{ADDRESS}: .*(?:{words})"):
        read(body, kind=kind)


def test_an_article_with_long_attributes_and_many_elements_is_read():
    drawing = f"<p title='{'M 1 2 ' * 5_000}'>{TEXT[0]}</p>"
    assert read(made(inside=drawing + "<br>" * 15_000)).title


def test_an_endless_title_is_compared_by_its_beginning():
    assert read(made(heading="ab " * 20_000)).title


def test_an_article_about_block_pages_is_read():
    assert read(made(heading="Just a moment: how block pages came to be")).title


@pytest.mark.parametrize(
    ("head", "inside", "utc", "precision"),
    [
        ("", "", None, None),
        (
            '<meta property="article:published_time" content="2021-07-02T19:30:00+02:00">',
            "",
            "2021-07-02T17:30:00+00:00",
            Precision.SECOND,
        ),
        (
            '<meta property="article:published_time" content="2021-07-02T19:30:00">',
            "",
            "2021-07-02T00:00:00+00:00",
            Precision.DAY,
        ),
        ("", '<time datetime="2021-07-02">2 juillet</time>', "2021-07-02T00:00:00+00:00", Precision.DAY),
        ("", '<span class="entry-date">2 juillet 2021</span>', "2021-07-02T00:00:00+00:00", Precision.DAY),
        (
            (
                '<script type="application/ld+json">'
                '{"@type": "NewsArticle", "datePublished": "2021-07-02T10:00:00Z"}</script>'
            ),
            '<time datetime="2020-01-01">1</time>',
            "2021-07-02T10:00:00+00:00",
            Precision.SECOND,
        ),
        (
            '<script type="application/ld+json">{broken</script>',
            "<p>Écrit en 1999.</p>",
            None,
            None,
        ),
    ],
)
def test_the_date_is_the_stated_one_or_none(head, inside, utc, precision):
    moment = read(made(head, inside=inside, lang=' lang="fr"')).published
    assert (moment.utc.isoformat(), moment.precision) == (utc, precision) if utc else moment is None


def test_hostile_json_ld_is_left_alone():
    nested = '<script type="application/ld+json">' + "[" * 90_000 + "</script>"
    huge = (
        '<script type="application/ld+json">{"@type": "Article", "author": "' + "a" * 300_000 + '"}</script>'
    )
    assert read(made(nested + huge)).author is None


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("", "Le pont sera réparé", "Le pont sera réparé"),
        (
            '<meta property="og:title" content="Le pont sera réparé !">',
            "Le pont sera réparé",
            "Le pont sera réparé",
        ),
        ('<meta property="og:title" content="Vieux pont : vote">', "Gazette", "Vieux pont : vote"),
    ],
)
def test_the_title_is_the_heading_nearest_to_what_the_head_states(head, heading, title):
    source = made(head, heading=heading).replace("<title>Le pont sera réparé | Gazette</title>", "")
    assert read(source).title == title


def test_the_site_is_cut_off_the_title_of_the_head():
    head = '<meta property="og:site_name" content="Gazette">'
    document = read(made(head, heading=""))
    assert (document.title, document.site_name) == ("Le pont sera réparé", "Gazette")


@pytest.mark.parametrize(
    ("declared", "language"), [("", "fr"), (' lang="en-US"', "fr"), (' lang="fr-FR"', "fr")]
)
def test_the_language_is_that_of_the_text(declared, language):
    assert read(made(lang=declared)).language == language


def test_accounts_and_addresses_are_no_author():
    for name in ("admin", "https://exemple.example/author/1"):
        assert read(made(f'<meta name="author" content="{name}">')).author is None
    assert read(made('<meta name="author" content="Odile Brémont">')).author == "Odile Brémont"


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("HTTPS://Exemple.Example:443/A?utm_source=x&id=3&fbclid=y#top", "https://exemple.example/A?id=3"),
        ("http://exemple.example", "http://exemple.example/"),
        ("http://exemple.example:8080/a?", "http://exemple.example:8080/a"),
        ("https://exemple.example/?p=12", "https://exemple.example/?p=12"),
    ],
)
def test_an_address_has_one_form(address, canonical):
    assert canonical_address(address) == canonical
    assert Web().target(address).identity.number == canonical


@pytest.mark.parametrize(
    ("stated", "taken"),
    [
        ("https://a.example/b/", "https://a.example/b/"),
        ("https://other.example/b/", "https://a.example/b?x=1"),
        ("https://a.example/", "https://a.example/b?x=1"),
        ("/b/", "https://a.example/b?x=1"),
        ("https://[broken", "https://a.example/b?x=1"),
        (None, "https://a.example/b?x=1"),
    ],
)
def test_a_page_names_its_own_address_only_on_its_host(stated, taken):
    assert stated_address("https://a.example/b?x=1", stated) == taken


def test_the_web_owns_http_addresses_and_has_no_beginning():
    web = Web()
    assert web.owns("https://exemple.example/a")
    assert not web.owns("ftp://exemple.example/a")
    assert not web.owns("https:///a")
    assert web.target("mailto:a@exemple.example") is None
    assert web.starts(languages=("fr",), since=None, today=date(2026, 1, 1), sections=()) == ()


@given(
    st.from_regex(
        r"https?://[a-z]{1,8}\.example(/[a-z0-9]{0,5}){0,3}(\?[a-z_]{1,12}=[a-z0-9]{0,4})?", fullmatch=True
    )
)
def test_the_canonical_form_is_stable(address):
    assert canonical_address(canonical_address(address)) == canonical_address(address)
