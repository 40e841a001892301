"""A page that shows only a part of its article says so; a box, an offer or a word about walls does not."""

import json
from datetime import UTC, datetime

import pytest

from archive.models import Document
from crawler.sites.page import Page
from crawler.sites.wall_lines import MORE, MORE_BEGINS, WALL_LINE, WALL_SAYS
from crawler.sites.web import Web
from demo.answers import Reply
from demo.replay import Replay
from tests.small_web import run

ADDRESS = "https://exemple.example/2021/07/pont"
TEXT = (
    "The harbour council of Lindmouth met on Friday evening to talk about the bridge that was closed in May.",
    "Its chair, Odile Bremont, said that the work would take eleven weeks and cost two million crowns.",
    "Fishermen asked for a ferry in the meantime, and the council promised an answer before the summer ends.",
)
PAID = {"@type": "NewsArticle", "headline": "The bridge stays closed", "isAccessibleForFree": False}


def made(*after: str, text=TEXT, head: str = "", before: str = "") -> str:
    inside = "".join(f"<p>{one}</p>" for one in text)
    return (
        f"<html lang='en'><head><title>The bridge stays closed</title>{head}</head><body><main><article>"
        f"<h1>The bridge stays closed</h1>{before}{inside}{''.join(after)}</article></main></body></html>"
    )


def linked(**data) -> str:
    return f"<script type='application/ld+json'>{json.dumps(PAID | data)}</script>"


def read(source: str) -> Document:
    page = Page(
        address=ADDRESS,
        body=source.encode(),
        content_type="text/html; charset=utf-8",
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return Web().read(page).documents[0]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        ("<div id='leaky_paywall_message'><p>Enjoy our journalism.</p></div>", "paywall: Leaky Paywall"),
        ("<div class='pmpro_content_message'>Join us now.</div>", "paywall: Paid Memberships Pro"),
        ("<div class='mepr-unauthorized-message'><p>Log in.</p></div>", "paywall: MemberPress"),
        ("<div class='memberful-restricted'><p>Members only.</p></div>", "paywall: Memberful"),
        ("<div id='poool-widget'><p>Abonnez-vous.</p></div>", "paywall: Poool"),
        ("<div id='steady_paywall'><p>Werde Mitglied.</p></div>", "paywall: Steady"),
        ("<div class='wp-paywall'><p>One crown a week.</p></div>", "paywall: WP Paywall"),
        ("<div class='tp-container-inner'><p>Choose your offer.</p></div>", "paywall: Piano"),
        ("<div class='c-paywall'><p>Subscribe to continue reading</p></div>", "wall"),
        ("<p>This article is for subscribers only.</p>", "subscription wall"),
        ("<p>Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.</p>", "wall"),
        ("<p>Материал доступен только подписчикам издания.</p>", "subscription wall"),
        ("<p>Чтобы прочитать целиком, купите подписку.</p>", "subscription wall"),
        ("<p>Um diesen Artikel weiterzulesen, brauchen Sie ein Abo.</p>", "subscription wall"),
        ("<p>Este contenido es exclusivo para suscriptores.</p>", "subscription wall"),
        ("<p>Pozostało 80% artykułu.</p>", "subscription wall"),
        ("<p>Abbonati per continuare a leggere.</p>", "subscription wall"),
        ("<p>Haberin devamını okumak için abone olun.</p>", "subscription wall"),
    ],
)
def test_a_wall_where_the_text_ends_makes_it_partial(after, reason):
    document = read(made(after))
    assert reason in document.partial
    assert texts(document) == list(TEXT)


@pytest.mark.parametrize(
    "line",
    ["Continue reading", "Читать далее", "Lire la suite", "Weiterlesen …", "Czytaj dalej »", "Devamını oku"],
)
def test_a_last_line_that_leads_on_to_the_rest_is_no_text(line):
    document = read(made(f"<p><a href='{ADDRESS}?full=1'>{line}</a></p>"))
    assert document.partial.startswith("continues elsewhere")
    assert texts(document) == list(TEXT)


def test_the_end_of_a_last_line_may_lead_on():
    cut = "The council will meet again in September, and it has asked the engineers to speak first. " * 2
    document = read(made(f"<p>{cut}<a href='https://herald.example/bridge'>Read more at The Herald</a></p>"))
    assert document.partial == "continues elsewhere: Read more at The Herald"
    assert texts(document) == [*TEXT, cut.strip()]
    assert ("continues elsewhere", "Read more at The Herald") in document.dropped


@pytest.mark.parametrize("end", ["[…]", "[...]"])
def test_a_cut_excerpt_is_partial_and_keeps_its_mark(end):
    document = read(made(text=(*TEXT[:2], f"{TEXT[2]} {end}")))
    assert document.partial == f"cut: ends with {end}"
    assert texts(document)[-1].endswith(end)


@pytest.mark.parametrize("stated", [False, "False", "http://schema.org/False"])
def test_an_article_that_is_stated_not_to_be_free_is_partial(stated):
    assert (
        read(made(head=linked(isAccessibleForFree=stated))).partial == "stated: isAccessibleForFree is false"
    )


def test_the_paid_part_that_stands_on_the_page_makes_it_whole():
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid"}
    text = "".join(f"<p>{one}</p>" for one in TEXT)
    whole = made(
        f"<div class='paid'>{text.replace('crowns', 'pounds')}{text}</div>", head=linked(hasPart=part)
    )
    assert read(whole).partial is None
    assert read(made("<div class='paid'></div>", head=linked(hasPart=part))).partial is not None


@pytest.mark.parametrize(
    ("source"),
    [
        made(head=linked(isAccessibleForFree=True)),
        made(before="<div class='c-paywall'><p>Subscribe to continue reading</p></div>"),
        made("<div class='newsletter-paywall'><p>Get our letter every Friday.</p></div>"),
        made("<div class='c-paywall' style='display: none'><p>Subscribe to continue reading</p></div>"),
        made("<div id='leaky_paywall_message'></div>"),
        made("<aside><p>Already a subscriber? Log in</p></aside>"),
        made("<p>Subscribe now to keep reading and get access to the full archive.</p>"),
        made("<p><a href='/2021/07/ferry'>Read more</a></p>"),
        made(text=(*TEXT, "“We go on…” she said, and left the hall, while the others stayed…")),
    ],
    ids=["free", "before", "letter", "hidden", "empty", "beside", "jetpack", "other story", "ellipsis"],
)
def test_a_whole_text_stays_whole(source):
    assert read(source).partial is None


def test_an_article_about_paywalls_is_whole():
    about = (
        "“Subscribe to continue reading” is a line that most readers of the Herald have met at least once.",
        "A study of forty papers found that Continue reading buttons and walls cost two readers in three.",
        "This article is for subscribers only, says the box; nine of ten people close the page then.",
    )
    document = read(made(text=about))
    assert document.partial is None
    assert len(document.blocks) == 3


@pytest.mark.parametrize(
    "line",
    [
        "This story is available only to members.",
        "To keep reading this story, please subscribe.",
        "Please sign in or register to unlock this story.",
        "Already a subscriber? Log in.",
        "You’ve read your last free article.",
        "La suite est réservée aux abonnés",
        "Connectez-vous pour lire la suite",
        "Um weiterzulesen, melden Sie sich an",
        "Jetzt weiterlesen mit Plus",
        "Dieser Inhalt ist nur für unsere Abonnenten",
        "Jetzt anmelden, um weiterzulesen",
        "ЭТОТ МАТЕРИАЛ ДОСТУПЕН ТОЛЬКО ПО ПОДПИСКЕ",
        "Чтобы читать дальше, подпишитесь",
        "Оформите подписку, чтобы дочитать",
        "Цей матеріал доступний лише для передплатників",
        "Solo para suscriptores",
        "Suscríbete para seguir leyendo",
        "Conteúdo exclusivo para assinantes",
        "Questo articolo è riservato agli abbonati",
        "Dalsza część artykułu jest dostępna po zalogowaniu",
        "Acest articol este disponibil doar abonaților",
        "Yazının devamını okumak için üye olun",
    ],
)
def test_each_line_of_a_wall_has_words_that_are_looked_for_first(line):
    assert WALL_LINE.fullmatch(line)
    assert any(said in line.lower() for said in WALL_SAYS)


@pytest.mark.parametrize(
    "line",
    [
        "Continue reading this story",
        "Read the rest of this entry",
        "View the full article",
        "Click here to read more",
        "Читать далее",
        "Читати повністю",
        "Lire la suite",
        "Continuer à lire",
        "Weiterlesen",
        "Den ganzen Artikel lesen",
        "Sigue leyendo",
        "Continúa leyendo",
        "Leer el artículo completo",
        "Continuar lendo",
        "Lees verder",
        "Leggi tutto",
        "Czytaj dalej",
        "Citește mai departe",
        "Devamını oku",
        "More",
        "Подробнее",
        "Докладніше",
        "En savoir plus",
        "Mehr lesen",
        "Ler mais",
    ],
)
def test_each_line_that_leads_on_begins_as_is_looked_for_first(line):
    assert MORE.fullmatch(line)
    assert line.lower().startswith(MORE_BEGINS)


def test_partial_is_stated_beside_the_content():
    whole, wall = read(made()), read(made("<p>This article is for subscribers only.</p>"))
    assert whole.content_sha256 == wall.content_sha256
    assert wall.metadata()["partial"].startswith("subscription wall")
    assert Document.from_dict(wall.as_dict()) == wall


def test_show_status_and_export_tell_what_is_only_a_part(tmp_path):
    pages = {"/teaser": made("<p>This article is for subscribers only.</p>"), "/whole": made()}
    replies = {f"exemple.example{path}": Reply(body=body.encode()) for path, body in pages.items()}
    with Replay(replies) as replay:
        for address in replies:
            assert run(replay, "fetch", f"http://{address}", cwd=tmp_path).returncode == 0
    shown = run(None, "show", "exemple.example/teaser", cwd=tmp_path).stdout
    status = run(None, "status", cwd=tmp_path).stdout
    rows = run(None, "export", "--columns", "address,state,partial", cwd=tmp_path).stdout
    line = "subscription wall: This article is for subscribers only."
    assert f"only a part\t{line}" in shown
    assert "1 partial, 1 present" in status
    assert rows.splitlines()[1:] == [
        f"http://exemple.example/teaser,partial,{line}",
        "http://exemple.example/whole,present,",
    ]
