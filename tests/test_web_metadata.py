"""What a page of the web at large states about itself: title, dates, authors, language, source, versions."""

import json
from datetime import UTC, datetime

import pytest

from archive.models import Document, Precision, Reference, View
from crawler.sites.date_lines import Role, dates_in
from crawler.sites.language import settled_language
from crawler.sites.linked_data import article_data, names_in, objects_on
from crawler.sites.page import Page
from crawler.sites.web import Web

ADDRESS = "https://exemple.example/nouvelles/pont"
TEXT = (
    "The harbour council of Lindmouth met on Friday evening to talk about the bridge that was closed in May.",
    "Its chair, Odile Bremont, said that the work would take eleven weeks and cost two million crowns.",
    "Fishermen asked for a ferry in the meantime, and the council promised an answer before the summer ends.",
)
BOTH = "Odile Bremont; Ivo Marsh"
HEADLINE = "The bridge stays closed"


def made(
    *, head: str = "", under: str = "", after: str = "", h1: str = HEADLINE, lang: str = "en", end: str = ""
) -> str:
    inside = "".join(f"<p>{one}</p>" for one in TEXT)
    heading = f"<h1>{h1}</h1>" if h1 else ""
    return (
        f"<html lang='{lang}'><head><title>{HEADLINE}</title>{head}</head><body><main><article>"
        f"{heading}{under}{inside}{after}</article></main>{end}</body></html>"
    )


def linked(data: object) -> str:
    text = data if isinstance(data, str) else json.dumps(data)
    return f"<script type='application/ld+json'>{text}</script>"


def page_of(source: str, address: str = ADDRESS) -> Page:
    return Page(
        address=address,
        body=source.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def read(source: str, address: str = ADDRESS) -> Document:
    return Web().read(page_of(source, address)).documents[0]


def said(printed: str, language: str) -> list[tuple[str, Role]]:
    return [(one.moment.day.isoformat(), one.role) for one in dates_in(printed, language=language)]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "Wednesday, July 2, 2021"),
        ("en", "2nd July 2021 at 9:05 pm"),
        ("en", "Jul 2, 2021 • 3 min read"),
        ("ru", "19:30, 2 июля 2021"),
        ("ru", "2 июля 2021 года в 19:30"),
        ("uk", "2 липня 2021, 19:30"),
        ("fr", "Le 2 juillet 2021 à 19h30"),
        ("de", "Freitag, 2. Juli 2021, 19.30 Uhr"),
        ("de", "02.07.2021 | 19:30"),
        ("es", "2 de julio de 2021 a las 19:30"),
        ("it", "Venerdì 2 luglio 2021 ore 19:30"),
        ("pl", "2 lipca 2021, godz. 19:30"),
        ("ro", "2 iulie 2021, 19:30"),
        ("tr", "2 Temmuz 2021 Cuma 19:30"),
        ("pt", "2 de julho de 2021 às 19:30"),
        ("nl", "2 juli 2021 om 19:30"),
        ("ja", "2021年7月2日 19:30"),
        ("", "2021-07-02"),
    ],
)
def test_a_byline_prints_its_day_in_its_language(language, printed):
    assert said(printed, language) == [("2021-07-02", Role.PLAIN)]


@pytest.mark.parametrize(
    ("language", "printed"),
    [("en", "3/4/2025"), ("en", "yesterday"), ("en", "May 2012"), ("de", "31.02.2021"), ("en", "1.2.3.2021")],
)
def test_what_is_no_certain_day_is_none(language, printed):
    assert said(printed, language) == []


@pytest.mark.parametrize(
    ("language", "printed", "day"),
    [
        ("de", "Fr 02.07.21 | 19:30 Uhr", "2021-07-02"),
        ("de", "Sonnabend, 3.7.21", "2021-07-03"),
        ("en", "Fri, 7/2/21", "2021-07-02"),
        ("fr", "ven. 02/07/21", "2021-07-02"),
        ("uk", "пт 02.07.21", "2021-07-02"),
        ("nl", "vr 31-12-99", "1999-12-31"),
        ("de", "Do 02.07.21", None),
        ("de", "02.07.21", None),
        ("de", "Version 02.07.21", None),
        ("en", "Sun 02/05/12", "2012-02-05"),
        ("en", "Wed 04/07/12", "2012-07-04"),
        ("en", "Mon 01/10/07", "2007-10-01"),
        ("en", "Sun 03/12/00", None),
    ],
)
def test_a_year_of_two_figures_is_believed_with_its_weekday(language, printed, day):
    assert [found for found, _ in said(printed, language)] == ([day] if day else [])


def test_british_english_prints_the_day_first():
    assert said("3/4/2025", "en-gb") == [("2025-04-03", Role.PLAIN)]
    assert said("3 May 2025", "en-gb") == [("2025-05-03", Role.PLAIN)]
    under, british = "<p>3/4/2025</p>", "<meta property='og:locale' content='en_GB'>"
    assert read(made(under=under)).published is None
    assert read(made(under=under, head=british)).published.day.isoformat() == "2025-04-03"
    assert read(made(under=under, head=british, lang="en-US")).published is None


def test_figures_tell_their_order_by_a_number_over_twelve():
    assert said("03/25/2013", "en") == [("2013-03-25", Role.PLAIN)]
    assert said("25/03/2013", "en") == [("2013-03-25", Role.PLAIN)]


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "Published: 2 July 2021 | Last updated on: 3 July 2021"),
        ("ru", "Опубликовано 2 июля 2021, обновлено 3 июля 2021"),
        ("fr", "Publié le 2 juillet 2021, mis à jour le 3 juillet 2021"),
        ("de", "Veröffentlicht am 2. Juli 2021, aktualisiert am 3. Juli 2021"),
    ],
)
def test_a_change_is_no_publication(language, printed):
    assert said(printed, language) == [("2021-07-02", Role.PUBLISHED), ("2021-07-03", Role.MODIFIED)]


def test_a_clock_counts_with_its_zone_only():
    (known,) = dates_in("2 июля 2021, 19:30 МСК", language="ru")
    (unknown,) = dates_in("2 июля 2021, 19:30", language="ru")
    assert (known.moment.utc.isoformat(), known.moment.precision) == (
        "2021-07-02T16:30:00+00:00",
        Precision.MINUTE,
    )
    assert (unknown.moment.precision, unknown.moment.printed) == (Precision.DAY, "2 июля 2021, 19:30")


@pytest.mark.parametrize(
    ("source", "day", "printed"),
    [
        (made(under="<div class='x'>By <a>Odile B.</a> on July 2, 2021</div>"), "2021-07-02", "July 2, 2021"),
        (made(under="<p>Updated July 9, 2021</p>"), None, None),
        (made(under="<span>Last updated:</span> <span>July 9, 2021</span>"), None, None),
        (
            made(under="<p>The council last met here on July 2, 2020 and said nothing at all of it.</p>"),
            None,
            None,
        ),
        (made(after="<div class='related'><p>July 2, 2019</p></div>"), None, None),
        (made(head="<meta name='publish-date' content='2021/07/02'>"), "2021-07-02", "2021/07/02"),
        (made(head="<meta itemprop='datePublished' content='20210702'>"), "2021-07-02", "20210702"),
        (made(head="<meta name='published_on' content='2021-07-02'>"), "2021-07-02", "2021-07-02"),
        (made(under="<p>1 hour ago</p>"), None, None),
        (made(end='<script>var page = {"publishedAt": "2021-07-02"}</script>'), "2021-07-02", "2021-07-02"),
    ],
    ids=[
        "byline",
        "updated",
        "label",
        "prose",
        "related",
        "meta",
        "compact",
        "published on",
        "relative",
        "script",
    ],
)
def test_the_day_is_that_of_the_publication_or_none(source, day, printed):
    moment = read(source).published
    assert (moment and moment.day.isoformat(), moment and moment.printed) == (day, printed)


def test_the_day_is_the_local_one_that_is_printed():
    moment = read(made(head=linked({"@type": "NewsArticle", "datePublished": "2021-07-02T01:30:00+09:00"})))
    assert moment.published.day.isoformat() == "2021-07-02"
    assert moment.published.utc.isoformat() == "2021-07-01T16:30:00+00:00"


@pytest.mark.parametrize(
    "unset", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1969-12-31T19:00:00-05:00"]
)
def test_the_beginning_of_a_programs_clock_is_no_date(unset):
    data = {"@type": "NewsArticle", "datePublished": unset, "dateModified": unset}
    document = read(made(head=linked(data), under="<p>July 2, 2021</p>"))
    assert (document.published.day.isoformat(), document.modified) == ("2021-07-02", None)


@pytest.mark.parametrize(
    ("stated", "address", "day", "precision"),
    [
        ("2021-07-03T02:41:41Z", "2021/07/02", "2021-07-02", Precision.DAY),
        ("2021-07-01T20:30:00+00:00", "2021/07/02", "2021-07-02", Precision.DAY),
        ("2021-07-03T13:00:00Z", "2021/07/02", "2021-07-03", Precision.SECOND),
        ("2021-07-03T02:41:41+02:00", "2021/07/02", "2021-07-03", Precision.SECOND),
        ("2021-07-09T02:41:41Z", "2021/07/02", "2021-07-09", Precision.SECOND),
    ],
    ids=["west", "east", "too far", "zone stated", "another day"],
)
def test_a_stamp_in_utc_beside_the_day_in_the_address_is_of_that_day(stated, address, day, precision):
    head = f"<meta property='article:published_time' content='{stated}'>"
    moment = read(made(head=head), f"https://exemple.example/{address}/pont").published
    assert (moment.day.isoformat(), moment.precision) == (day, precision)


def test_times_of_related_articles_are_not_the_pages_own():
    others = "<ul class='related-posts'><li><time class='published' datetime='2019-01-05'>5</time></li></ul>"
    assert read(made(after=others, under="<p>July 2, 2021</p>")).published.day.isoformat() == "2021-07-02"
    assert read(made(after=others)).published is None
    own = "<time class='published' datetime='2021-07-02'>Friday</time>"
    named = made(under=own).replace("<body>", "<body class='comments-open has-related'>")
    assert read(named).published.day.isoformat() == "2021-07-02"


def test_the_address_is_the_last_witness():
    there = "https://exemple.example/2021/07/02/pont"
    moment = read(made(), there).published
    assert (moment.day.isoformat(), moment.precision, moment.printed) == (
        "2021-07-02",
        Precision.DAY,
        "2021/07/02",
    )
    assert read(made(under="<p>July 3, 2021</p>"), there).published.day.isoformat() == "2021-07-03"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("article/A2021070214320005196", "2021-07-02"),
        ("view/AKR20210702235959.html", "2021-07-02"),
        ("article/A2021070225320005196", None),
        ("article/20210231143200", None),
        ("article/2021070214", None),
        ("page/12021070214320005", None),
    ],
)
def test_a_number_that_begins_with_a_second_was_given_on_that_day(path, day):
    moment = read(made(), f"https://exemple.example/{path}").published
    assert (moment.day.isoformat() if moment else None) == day


@pytest.mark.parametrize(
    "text",
    [
        '{"@context": "x", "@graph": [{"@type": "WebSite"}, {"@type": "Report", "headline": "A"}]}',
        '[{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "A"}}]',
        '{"@type": ["Thing", "http://schema.org/NewsArticle"], "headline": "A",}',
        '<!-- {"@type": "Article", "headline": "A"} -->',
        '/*<![CDATA[*/ {"@type": "Article", "headline": "A"}; /*]]>*/',
        '{"@type": "Article", "headline": "A", "articleBody": "a\nb"}',
    ],
)
def test_json_ld_is_read_in_all_its_shapes(text):
    assert article_data(page_of(made(head=linked(text))).tree)["headline"] == "A"


def test_people_are_found_by_their_id_in_the_graph():
    graph = {
        "@graph": [
            {"@type": "Article", "author": [{"@id": "#1"}, {"name": "Ivo Marsh"}]},
            {"@type": "Person", "@id": "#1", "name": "Odile Bremont"},
        ]
    }
    tree = page_of(made(head=linked(graph))).tree
    assert names_in(article_data(tree), "author", objects_on(tree)) == ["Odile Bremont", "Ivo Marsh"]


@pytest.mark.parametrize(
    ("source", "author"),
    [
        (
            made(head=linked({"@type": "Article", "author": ["Odile Bremont", "Ivo Marsh"]})),
            "Odile Bremont; Ivo Marsh",
        ),
        (
            made(head="<meta name='author' content='By Odile Bremont and Ivo Marsh'>"),
            "Odile Bremont; Ivo Marsh",
        ),
        (made(head="<meta name='author' content='admin'>", under="<p>By Odile Bremont</p>"), "Odile Bremont"),
        (made(under="<div class='byline'>Von Odile Bremont, Redakteurin</div>", lang="de"), "Odile Bremont"),
        (made(under="<span class='author'>Par Odile Bremont</span>", lang="fr"), "Odile Bremont"),
        (made(under="<p>Автор: Одилия Бремон</p>", lang="ru"), "Одилия Бремон"),
        (made(head="<meta name='author' content='https://exemple.example/a/1'>"), None),
        (made(under="<p>By the time the bridge opens, the summer is over.</p>"), None),
    ],
    ids=["list", "and", "by", "von", "par", "avtor", "address", "prose"],
)
def test_authors_are_names_without_their_prefix_and_role(source, author):
    assert read(source).author == author


def test_the_site_is_the_author_only_where_no_person_is():
    data = {"@type": "Article", "author": {"name": "Gazette"}, "publisher": {"name": "Gazette"}}
    assert read(made(head=linked(data))).author == "Gazette"
    assert read(made(head=linked(data), under="<p>By Odile Bremont</p>")).author == "Odile Bremont"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (
            made(
                head=linked({"@type": "Article", "headline": "Lindmouth: The bridge stays closed"})
                + "<meta property='og:title' content='Lindmouth: The bridge stays closed'>"
            ),
            "Lindmouth: The bridge stays closed",
        ),
        (made(h1="The bridge stays closed <span class='byline'>by Odile Bremont</span>"), HEADLINE),
        (
            made(
                h1="Odile's Notes on Bridges",
                head="<meta property='og:title' content='Three bridges'>"
                "<meta property='og:site_name' content=\"Odile's Notes on Bridges\">",
            ),
            "Three bridges",
        ),
        (
            made(h1="", head="<meta property='og:title' content='The bridge stays closed - Exemple'>"),
            HEADLINE,
        ),
        (
            made(h1="", head="<meta property='og:title' content='Bridge - ferry - quay'>"),
            "Bridge - ferry - quay",
        ),
    ],
    ids=["agreed", "byline", "site heading", "host", "dashes"],
)
def test_the_title_is_the_articles_own(source, title):
    assert read(source).title == title


def test_the_only_heading_is_the_title_where_the_head_is_made_for_search_engines():
    source = made(h1="Why the old bridge of Lindmouth has to rest").replace(
        f"<title>{HEADLINE}</title>", "<title>Traffic news, maps | Coast</title>"
    )
    assert read(source).title == "Why the old bridge of Lindmouth has to rest"


@pytest.mark.parametrize(
    "heads", ["<h1>News</h1>", "<h1>All about our county</h1><h1>Letters to the editor</h1>"]
)
def test_a_short_heading_or_one_of_several_is_not(heads):
    source = made(h1="").replace("<article>", f"<article>{heads}")
    assert read(source).title == HEADLINE


def test_the_language_is_detected_with_its_confidence_or_only_declared():
    text = "Le conseil du port s’est réuni vendredi soir pour parler du pont fermé depuis mai. " * 2
    found = settled_language(text, declared="en-US")
    assert (found.code, found.confidence >= 0.99) == ("fr", True)
    assert settled_language("Kurz.", declared="de-AT").code == "de"
    unknown = settled_language("—", declared=None)
    assert (unknown.code, unknown.confidence) == ("und", None)
    assert read(made(lang="fr-FR")).language_declared == "fr-FR"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            made(after="<p>Source: <a href='https://herald.example/b'>The Herald</a></p>"),
            ("https://herald.example/b", "The Herald", ""),
        ),
        (
            made(after="<p><em>Источник: <a href='https://vestnik.example/b'>Вестник</a></em></p>"),
            ("https://vestnik.example/b", "Вестник", ""),
        ),
        (
            made(after="<p><a href='https://journal.example/b'>Lire l'original</a></p>"),
            ("https://journal.example/b", "Lire l'original", ""),
        ),
        (
            made(head="<link rel='canonical' href='https://herald.example/b'>"),
            ("https://herald.example/b", "", "canonical"),
        ),
        (
            made(head=linked({"@type": "Article", "isBasedOn": {"url": "https://herald.example/b"}})),
            ("https://herald.example/b", "", "isBasedOn"),
        ),
    ],
    ids=["source", "istochnik", "original", "canonical", "based"],
)
def test_the_stated_original_of_a_copy_is_kept(source, expected):
    document = read(source)
    address, title, note = expected
    assert Reference("source", address, title, note) in document.references
    assert document.address == ADDRESS


@pytest.mark.parametrize(
    "after",
    [
        "<p>Source: <a href='/about'>our archive</a></p>",
        "<figure><figcaption>Source: <a href='https://pictures.example/1'>Pictures</a></figcaption></figure>",
        "<p>She read about it in <a href='https://herald.example/b'>the source</a> of the river Lind.</p>",
        "<p>Source: <a href='https://herald.example/'>The Herald</a></p>",
    ],
    ids=["own host", "picture", "prose", "front page"],
)
def test_other_links_are_no_source(after):
    assert not [one for one in read(made(after=after)).references if one.kind == "source"]


def test_amp_versions_and_feeds_are_named():
    head = (
        "<link rel='amphtml' href='/nouvelles/pont/amp'>"
        "<link rel='alternate' type='application/rss+xml' title='News' href='/feed.xml'>"
    )
    document = read(made(head=head))
    assert [(one.kind, one.address, one.title) for one in document.references] == [
        ("amp", f"{ADDRESS}/amp", ""),
        ("feed", "https://exemple.example/feed.xml", "News"),
    ]
    assert document.aliases == (f"{ADDRESS}/amp",)


def test_an_amp_page_is_read_as_another_view_of_its_canonical_page():
    source = made(head=f"<link rel='canonical' href='{ADDRESS}'>").replace("<html ", "<html amp ")
    document = read(source, "https://amp.exemple.example/nouvelles/pont")
    assert (document.address, document.view) == (ADDRESS, View.AMP)
    assert document.text_sha256 == read(made()).text_sha256


def test_a_hostile_page_names_no_address_of_another_site():
    head = "<link rel='canonical' href='http://kremlin.ru/1'><link rel='amphtml' href='http://kremlin.ru/2'>"
    document = read(made(head=head))
    assert (document.address, document.aliases) == (ADDRESS, ())
