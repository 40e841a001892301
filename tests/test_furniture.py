"""Every rule of the furniture takes what it names, and leaves an article about the same things alone."""

from datetime import UTC, datetime

import pytest

from archive.models import Block, BlockKind
from crawler.sites.furniture import trim
from crawler.sites.furniture_lines import LINES, Place
from crawler.sites.furniture_parts import PARTS, prune
from crawler.sites.page import Element, Page, words

BODY = (
    "Le conseil municipal a voté jeudi la réparation du vieux pont, fermé depuis la crue de l'automne.",
    "Les travaux dureront six mois, et les bateaux passeront par l'écluse du moulin toute cette période.",
    "Un ingénieur a présenté le plan aux habitants, qui ont surtout demandé où garer leurs voitures.",
)
FURNITURE = {
    "share title": [
        "Spread the love",
        "Share this:",
        "Partager :",
        "Поделиться ссылкой:",
        "Please follow and like us:",
    ],
    "share link": ["Facebook", "Facebook Twitter", "Click to share on X (Opens in new window)"],
    "likes": [
        "Like this:",
        "Like Loading...",
        "J’aime ça :",
        "chargement…",
        "Понравилось это:",
        "Загрузка...",
    ],
    "publish credit": [
        "Social Media Auto Publish Powered By : XYZScripts.com",
        "WP Twitter Auto Publish Powered By : XYZScripts.com",
    ],
    "feed credit": [
        "The post A bridge appeared first on Example News.",
        "Сообщение Мост появились сначала на Пример.",
    ],
    "byline": ["By admin", "Par admin", "Автор: admin"],
    "reading time": ["3 minutes read", "Temps de lecture : 3 minutes", "Post Views: 112"],
    "table of contents": ["Table of Contents", "Sommaire", "Содержание"],
    "advertisement": ["Advertisement", "Publicité", "Реклама"],
    "rating": ["Notez cet article"],
    "comments link": ["Leave a Reply", "Laisser un commentaire", "Добавить комментарий"],
    "appeal": [
        "Inscrivez-vous à notre newsletter pour ne rien manquer.",
        "Подписывайтесь на наш Telegram-канал",
        "Support independent journalism: make a donation today.",
    ],
    "spelling report": ["Если вы нашли ошибку, выделите фрагмент и нажмите Ctrl+Enter."],
    "tags": ["Tags: pont, rivière", "Метки: мост", "Étiquettes"],
    "comment form": [
        "Leave A Reply",
        "Leave a Reply Cancel reply",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Laisser un commentaire",
    ],
    "comments": ["2 thoughts on “The old bridge”", "2 комментария к “Старый мост”"],
    "author box": ["About the author", "Об авторе"],
    "related cards": ["Related", "Articles similaires", "Похожие статьи", "Читайте также:"],
}
SENTENCES = {
    "share title": "Share this information, please, said the mayor to the press.",
    "share link": "Facebook a retiré la page du conseil municipal.",
    "likes": "Like this: a beam is laid across two others.",
    "publish credit": "The site ran Social Media Auto Publish, powered by XYZScripts.com, until last year.",
    "feed credit": "The post of bridge keeper was created in 1912.",
    "byline": "By admin standards the bridge is small.",
    "reading time": "Reading time at the library: 30 minutes for each visitor, the mayor decided.",
    "table of contents": "Table of contents pages were missing from the plan.",
    "advertisement": "Advertisement on the bridge is forbidden.",
    "rating": "Notez cet article du règlement : il interdit les camions.",
    "comments link": "Leave a comment in the register of the town hall, she said.",
    "appeal": "Subscribe to the plan or lose the bridge, the engineer warned.",
    "spelling report": "Если вы нашли ошибку в плане моста, сообщите инженеру.",
    "tags": "Tags painted on the bridge were removed.",
    "comment form": "Leave a Reply is the heading that WordPress prints over its comment form.",
    "comments": "2 thoughts on the bridge came to his mind.",
    "author box": "About the author of the plan little is known.",
    "related cards": "Related costs were not published.",
}


def blocks(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


def kept(*texts: str, links: frozenset[str] = frozenset()) -> list[str]:
    return [block.text for block in trim(blocks(*texts), title="Le pont", links=links)[0]]


def tree(inside: str) -> Element:
    source = f"<html><body><main>{''.join(f'<p>{text}</p>' for text in BODY)}{inside}</main></body></html>"
    return Page(
        address="https://exemple.example/", body=source.encode(), captured_at=datetime(2026, 1, 1, tzinfo=UTC)
    ).tree


def test_every_line_rule_has_its_cases():
    assert {line.name for line in LINES} == set(FURNITURE) == set(SENTENCES)


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in FURNITURE.items() for text in texts]
)
def test_a_line_of_furniture_is_dropped_under_its_rule(name, text):
    places = {line.place for line in LINES if line.name == name and line.pattern.fullmatch(text)}
    assert places
    texts = (text, *BODY) if places == {Place.HEAD} else (*BODY, text)
    found, dropped = trim(blocks(*texts), title="Le pont", links=frozenset())
    assert [block.text for block in found] == list(BODY)
    assert (name, text) in dropped


@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_about_furniture_stays_at_either_end(text):
    assert kept(text, *BODY) == [text, *BODY]
    assert kept(*BODY, text) == [*BODY, text]


def test_a_line_of_furniture_in_the_middle_stays():
    middle = (BODY[0], "Advertisement", "Spread the love", BODY[1])
    assert kept(*middle) == list(middle)


def test_what_follows_a_closing_heading_goes_with_it():
    assert kept(*BODY, "Об авторе", "Иван Мостов пишет о реках.", "Share this:") == list(BODY)


def test_a_closing_heading_over_the_larger_part_of_a_text_stays():
    assert kept(BODY[0], "Related", BODY[1], BODY[2]) == [BODY[0], "Related", BODY[1], BODY[2]]


def test_read_also_goes_only_before_a_link_of_the_page():
    line = "Lire aussi : Le phare du nord"
    assert kept(*BODY, line, links=frozenset({"Le phare du nord"})) == list(BODY)
    assert kept(*BODY, line) == [*BODY, line]


def test_the_title_and_a_date_line_above_the_text_go():
    assert kept("LE PONT", "2 juillet 2021", *BODY) == list(BODY)


def test_repeated_paragraphs_stay():
    assert kept(BODY[0], "(Rires.)", "(Rires.)", BODY[0]) == [BODY[0], "(Rires.)", "(Rires.)", BODY[0]]


MARKS = [
    (part.name, mark) for part in PARTS for mark in (*sorted(part.words), *(f"{s}x" for s in part.starts))
]


@pytest.mark.parametrize(("name", "mark"), MARKS)
def test_a_marked_box_is_taken_out_with_its_rule(name, mark):
    root = tree(f"<div class='box {mark}'>Un mot de trop</div>")
    assert prune(root) == [(name, "Un mot de trop")]
    assert words(root) == "".join(BODY)


def test_an_id_marks_a_box_as_a_class_does():
    assert prune(tree("<div id='respond'>Leave A Reply</div>")) == [
        ("comments and their form", "Leave A Reply")
    ]


def test_a_box_that_only_resembles_the_marks_stays():
    root = tree("<div class='respondents comments-law my-sharedaddy'>Une phrase du texte.</div>")
    assert prune(root) == []
    assert words(root).endswith("Une phrase du texte.")


def test_a_marked_box_with_the_larger_part_of_the_text_stays():
    root = tree(f"<div class='newsletter'>{' '.join(BODY)}</div>")
    assert prune(root) == []


def test_the_credit_without_a_class_is_known_by_its_link():
    link = "<a href='https://xyzscripts.com/x'>WP Facebook</a>"
    credit = f"<div>{link} Powered By : <a href='#'>XYZScripts.com</a></div>"
    assert prune(tree(credit)) == [("XYZScripts credit", "WP Facebook Powered By : XYZScripts.com")]
    story = "<p>The plug-in of <a href='https://xyzscripts.com/x'>XYZScripts</a> was removed in spring.</p>"
    assert prune(tree(story)) == []
