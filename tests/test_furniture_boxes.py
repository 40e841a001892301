"""Every class and id that marks furniture takes its box; what only resembles one stays, as a text does."""

from datetime import UTC, datetime

import pytest

from crawler.sites.furniture_parts import PARTS, Part, prune
from crawler.sites.page import Element, Page, select, words
from crawler.sites.web import Web

BODY = (
    "Le conseil municipal a voté jeudi la réparation du vieux pont, fermé depuis la crue de l'automne.",
    "Les travaux dureront six mois, et les bateaux passeront par l'écluse du moulin toute cette période.",
    "Un ingénieur a présenté le plan aux habitants, qui ont surtout demandé où garer leurs voitures.",
)
ABOUT = {
    "en": (
        "Over its comment form WordPress prints the words Leave a Reply, and readers take them for an order.",
        "Leave a Reply",
        "The line “Your email address will not be published” comforts nobody, the study found.",
        "Most sites tell visitors that they use cookies, and most visitors share this knowledge with no one.",
        "Share this:",
        "Such a label over the buttons doubles the clicks, but the related posts under it are seldom opened.",
    ),
    "ru": (
        "Над формой комментариев стоят слова «Добавить комментарий», и читатели принимают их за приказ.",
        "Добавить комментарий",
        "Строка «Ваш адрес email не будет опубликован» никого не успокаивает, показало исследование.",
        "Большинство сайтов пишет, что использует файлы cookie, но поделиться этим знанием никто не спешит.",
        "Поделиться ссылкой:",
        "Такая подпись удваивает число нажатий, а похожие записи под нею открывают редко.",
    ),
    "fr": (
        "Au-dessus du formulaire se lisent les mots Laisser un commentaire, que l'on prend pour un ordre.",
        "Laisser un commentaire",
        "La ligne « Votre adresse e-mail ne sera pas publiée » ne rassure personne, selon l'étude.",
        "La plupart des sites utilisent des cookies et le disent, sans que personne ne veuille le partager.",
        "Partager :",
        "Cette étiquette double les clics, mais les articles similaires restent presque toujours fermés.",
    ),
    "de": (
        "Über dem Formular stehen die Worte Schreibe einen Kommentar, und viele halten sie für einen Befehl.",
        "Schreibe einen Kommentar",
        "Die Zeile „Deine E-Mail-Adresse wird nicht veröffentlicht“ beruhigt niemanden, so die Studie.",
        "Die meisten Seiten verwenden Cookies und sagen es auch, doch niemand will dieses Wissen teilen.",
        "Teilen mit:",
        "So eine Beschriftung verdoppelt die Klicks, die ähnlichen Beiträge darunter öffnet kaum jemand.",
    ),
}


def made(source: str) -> Page:
    return Page(
        address="https://exemple.example/",
        body=source.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def tree(inside: str) -> Element:
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    return made(f"<html><body><main>{paragraphs}{inside}</main></body></html>").tree


def marks(part: Part) -> list[str]:
    return [*sorted(part.words), *(f"{start}zz" for start in part.starts)]


def test_every_rule_has_a_name_of_its_own_and_marks():
    assert len({part.name for part in PARTS}) == len(PARTS)
    assert all(marks(part) and 0 < part.most < 1 for part in PARTS)


def test_no_mark_stands_under_two_rules():
    found = [mark for part in PARTS for mark in part.words]
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_marked_box_is_taken_out_by_class_and_by_id(part):
    for mark in marks(part):
        for attribute in (f"class='box {mark}'", f"id='{mark}'"):
            root = tree(f"<div {attribute}>Un mot</div>")
            found = prune(root)
            assert [text for _, text in found] == ["Un mot"], mark
            assert words(root) == "".join(BODY)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_box_that_only_resembles_the_marks_stays(part):
    for mark in marks(part):
        root = tree(f"<div class='our{mark}' id='our-{mark}'>Une phrase du texte.</div>")
        assert prune(root) == [], mark


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_marked_box_with_more_than_its_share_of_the_text_stays(part):
    for mark in marks(part):
        root = made(
            f"<html><body><p>Un.</p><div class='{mark}'><p>{' '.join(BODY)}</p></div></body></html>"
        ).tree
        assert prune(root) == [], mark


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_the_whole_page_and_the_post_may_carry_any_mark(part):
    for mark in marks(part):
        text = f"<article class='hentry {mark}'><p>{BODY[0]}</p></article><p>{' '.join(BODY) * 4}</p>"
        assert prune(made(f"<html><body class='{mark}'>{text}</body></html>").tree) == [], mark


def test_a_heading_with_the_marks_of_a_table_of_contents_stays():
    heading = (
        "<h2><span class='ez-toc-section' id='a'>La crue</span><span class='ez-toc-section-end'></span></h2>"
    )
    root = tree(heading)
    assert prune(root) == []
    assert words(select(root, "//h2")[0]) == "La crue"


def test_a_box_inside_a_box_is_named_once():
    inside = "<div class='sharedaddy'><div class='sd-sharing'>Share this:</div></div>"
    assert prune(tree(inside)) == [("Jetpack sharing and likes", "Share this:")]


# What has no class


@pytest.mark.parametrize(
    "plug_in", ["Social Media Auto Publish", "WP Twitter Auto Publish", "WP to LinkedIn"]
)
def test_the_credit_without_a_class_is_known_by_its_link(plug_in):
    link = f"<a href='https://xyzscripts.com/x'>{plug_in}</a>"
    credit = f"<div>{link} Powered By : <a href='#'>XYZScripts.com</a></div>"
    assert prune(tree(credit)) == [("XYZScripts credit", f"{plug_in} Powered By : XYZScripts.com")]


def test_a_sentence_with_a_link_to_a_vendor_stays():
    story = "<p>The plug-in of <a href='https://xyzscripts.com/x'>XYZScripts</a> was removed in spring.</p>"
    assert prune(tree(story)) == []


def test_a_follow_line_goes_by_its_words_and_its_link():
    line = "<p><a href='https://t.me/pont'>Подписывайтесь на наш Telegram-канал</a></p>"
    assert prune(tree(line + f"<p>{BODY[0]}</p>"))[0][0] == "appeal"


def test_a_sentence_with_a_link_to_a_channel_stays():
    line = "<p>The mayor wrote in <a href='https://t.me/pont'>his channel</a>: follow us on foot.</p>"
    assert prune(tree(line)) == []


def test_a_list_of_anchors_goes_with_its_heading():
    items = "<ul><li><a href='#a'>Crue</a></li><li><a href='#b'>Pont</a></li></ul>"
    assert prune(tree(f"<h2>Sommaire</h2>{items}")) == [("table of contents", "Sommaire CruePont")]


def test_a_list_with_words_beside_its_anchors_stays():
    items = "<ol><li><a href='#ref'>1</a> Archives du pont.</li><li><a href='#ref2'>2</a> Ibidem.</li></ol>"
    assert prune(tree(items)) == []


@pytest.mark.parametrize(
    "box",
    [
        "<div role='navigation'>Accueil</div>",
        "<div itemscope itemtype='https://schema.org/WPSideBar'>Archives</div>",
        "<div itemscope itemtype='http://schema.org/BreadcrumbList'>Accueil</div>",
    ],
)
def test_a_frame_goes_by_its_role_or_schema(box):
    assert [rule for rule, _ in prune(tree(box))] == ["navigation"]


def test_other_roles_and_schemas_stay():
    box = "<div role='main'>Un</div><div itemscope itemtype='https://schema.org/NewsArticle'>Deux</div>"
    assert prune(tree(box)) == []


def test_a_line_tied_to_the_text_by_one_break_is_set_apart():
    root = tree(f"<div>Spread the love<br>{BODY[0]}<br>{BODY[1]}</div>")
    assert prune(root) == []
    assert len(select(root, "//br")) == 3


@pytest.mark.parametrize("language", ABOUT)
def test_an_article_about_forms_shares_and_cookies_keeps_its_sentences(language):
    texts = ABOUT[language]
    shown = "".join(f"<h2>{one}</h2>" if len(one) < 40 else f"<p>{one}</p>" for one in texts)
    head = "<meta name='generator' content='WordPress 6.8'><title>Les formulaires</title>"
    form = "<div id='respond' class='comment-respond'><h3 id='reply-title'>Leave a Reply</h3></div>"
    source = (
        f"<html lang='{language}'><head>{head}</head><body><h1>Les formulaires</h1>"
        f"<article class='post'><div class='entry-content'>{shown}</div></article>{form}</body></html>"
    )
    assert [block.text for block in Web().read(made(source)).documents[0].blocks] == list(texts)


@pytest.mark.parametrize("tag", ["h3", "div", "center"])
def test_a_heading_of_cards_becomes_a_paragraph_and_any_other_stays(tag):
    root = tree(f"<{tag}>Über den Autor</{tag}><h3>La crue</h3><ul><li>Об авторе</li></ul>")
    assert prune(root) == []
    assert [words(one) for one in select(root, "//p")][-2:] == ["Über den Autor", "Об авторе"]
    assert words(select(root, "//h3")[0]) == "La crue"
