"""A wall is told by its structure and exact words; an article about walls stays an article."""

from datetime import UTC, datetime

import pytest

from archive.errors import AbsentPage, BlockedPage
from archive.models import Exchange, Outcome
from crawler.sites.absence import says_absent
from crawler.sites.page import Page
from crawler.sites.refusal import wall_on
from crawler.sites.refusal_addresses import wall_at
from crawler.sites.web import Web
from crawler.walls import judged
from tests.makers import NOON

ADDRESS = "https://gazette.example/news/7"
PROSE = "Смотритель маяка рассказал, что новая лампа светит дальше прежней и что туман ей не помеха. " * 4


def page(markup: str, *, kind: str = "text/html; charset=utf-8", encoding: str = "utf-8") -> Page:
    return Page(
        address=ADDRESS,
        body=markup.encode(encoding),
        content_type=kind,
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def html(title: str, body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


WALLS = {
    "DDoS-Guard": (
        html(
            "DDoS-Guard",
            '<h1 id="ddg-l10n-title">Checking your browser before accessing gazette.example</h1>'
            "<p>Please wait a few seconds.</p>",
            '<script src="/.well-known/ddos-guard/js-challenge/index.js"></script>',
        ),
        "a DDoS-Guard challenge",
    ),
    "DDoS-Guard without its title": (
        html("", '<script src="https://check.ddos-guard.net/check.js"></script>'),
        "a DDoS-Guard challenge",
    ),
    "Cloudflare": (
        html(
            "Just a moment...",
            "<noscript>Enable JavaScript and cookies to continue</noscript>"
            "<script>(function(){window._cf_chl_opt={cZone:'gazette.example'};})()</script>",
        ),
        "a Cloudflare challenge",
    ),
    "Cloudflare in another language": (
        html("Ein Augenblick", "<script>window._cf_chl_opt = {cvId: '3'}</script><p>Bitte warten</p>"),
        "a Cloudflare challenge",
    ),
    "Cloudflare block": (
        html(
            "Attention Required! | Cloudflare",
            '<div id="cf-error-details"><h1>Sorry, you have been blocked</h1><p>Ray ID: 8a1</p></div>',
        ),
        "a Cloudflare block page",
    ),
    "Qrator": (
        html("", "", '<script src="/__qrator/qauth_utm_v2.js"></script>'),
        "a Qrator challenge",
    ),
    "Yandex": (
        html(
            "Вы не робот?",
            '<form method="post" action="/checkcaptcha?key=1"><input type="submit" value="Я не робот"></form>'
            "<p>Нам очень жаль, но запросы с вашего устройства похожи на автоматические.</p>",
        ),
        "a captcha of Yandex",
    ),
    "Google": (
        html(
            "https://gazette.example/",
            '<form id="captcha-form" action="index" method="post"><input name="q" value="x"></form>'
            "<p>Our systems have detected unusual traffic from your computer network.</p>",
        ),
        "a captcha of Google",
    ),
    "any captcha": (
        html("gazette.example", '<p>Отметьте поле.</p><div class="g-recaptcha" data-sitekey="k"></div>'),
        "a captcha",
    ),
    "a captcha picture": (
        html("Проверка", '<form><img src="/captcha.php?id=1"><input name="captcha_code"></form>'),
        "a captcha",
    ),
    "DataDome": (
        html("gazette.example", '<script src="https://ct.captcha-delivery.com/c.js"></script>'),
        "a DataDome challenge",
    ),
    "Imperva": (
        html("", "<iframe src='/_Incapsula_Resource?CWUDNSAI=9'>Request unsuccessful.</iframe>"),
        "an Imperva challenge",
    ),
    "Rostelecom": (
        html(
            "Доступ ограничен",
            "<h1>Доступ к запрашиваемому ресурсу ограничен</h1><p>Уважаемый абонент! Доступ закрыт по "
            "решению органов государственной власти. Основание: Федеральный закон 149-ФЗ. Подробнее: "
            '<a href="http://eais.rkn.gov.ru/">Единый реестр</a>. Ростелеком.</p>',
        ),
        "a provider's block page",
    ),
    "a provider without a link": (
        html(
            "Ограничение доступа",
            "<h2>Уважаемый абонент!</h2><p>Доступ к сайту ограничен оператором связи. МТС</p>",
        ),
        "a provider's block page",
    ),
    "beeline": (
        html("Билайн", "<h1>Доступ к информационному ресурсу заблокирован</h1><p>Ваш провайдер билайн.</p>"),
        "a provider's block page",
    ),
    "short refusal": (html("403 Forbidden", "<center><h1>403 Forbidden</h1></center>"), "a refusal"),
    "login": (
        html("Вход", '<form action="/enter"><input name="l"><input type="password" name="p"></form>'),
        "a login page",
    ),
    "consent": (
        html(
            "Before you continue to Gazette",
            '<form action="https://consent.gazette.example/save"><button>Accept all</button></form>',
        ),
        "a consent wall",
    ),
    "a script that sets a cookie": (
        '<html><head><script>document.cookie="sess=a1;path=/";location.reload();</script></head><body></body></html>',
        "a script that sets a cookie and loads the page again",
    ),
    "a script and a refresh": (
        html(
            "",
            "Подождите…",
            '<meta http-equiv="Refresh" content="1"><script>document.cookie = "k=" + 7*6;</script>',
        ),
        "a script that sets a cookie and loads the page again",
    ),
    "scripts wanted": (
        html(
            "",
            "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>"
            "<script src=/main.js></script>",
        ),
        "a page that only asks for scripts",
    ),
}


@pytest.mark.parametrize("case", WALLS)
def test_a_wall_is_told_by_what_it_is(case: str) -> None:
    markup, what = WALLS[case]
    assert wall_on(page(markup)) == what
    with pytest.raises(BlockedPage, match=f"^{ADDRESS}: {what} stands where"):
        Web().read(page(markup))


def test_a_providers_page_in_windows_1251_without_a_charset_is_told_too() -> None:
    markup, what = WALLS["Rostelecom"]
    with pytest.raises(BlockedPage, match=what):
        Web().read(page(markup, kind="text/html", encoding="cp1251"))


ARTICLE = f"<article><h1>{{title}}</h1><p>{PROSE}</p></article>"
NO_WALLS = {
    "an article about Cloudflare": html(
        "Just a moment...", "<article><h1>Just a moment...</h1><p>Why this page is shown.</p></article>"
    ),
    "an article about a blocked site": html(
        "Доступ ограничен",
        "<article itemprop='articleBody'><h1>Доступ ограничен</h1><p>Суд решил.</p></article>",
    ),
    "an article with the register's link": html(
        "Сайт внесён в реестр",
        f'<article><p>{PROSE}</p><a href="http://eais.rkn.gov.ru/">Единый реестр</a></article>',
    ),
    "an article that shows a challenge's code": html(
        "How challenges work",
        f"<h1>How challenges work</h1><pre>window._cf_chl_opt = {{}}</pre><p>{PROSE}</p>",
    ),
    "an article behind DDoS-Guard": html(
        "Маяк",
        ARTICLE.format(title="Маяк"),
        '<script src="/.well-known/ddos-guard/js-challenge/index.js"></script>',
    ),
    "an article with a captcha at its comments": html(
        "Маяк", ARTICLE.format(title="Маяк") + '<form><div class="g-recaptcha"></div></form>'
    ),
    "a long page with a login form": html(
        "Вход в порт", f"<h1>Вход в порт</h1><p>{PROSE * 8}</p><input type=password>"
    ),
    "unmarked, short, with Cloudflare's ordinary script": html(
        "Маяк", f"<p>{PROSE}</p>", '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
    ),
    "unmarked, with Qrator's script": html(
        "Маяк", f"<h1>Маяк</h1><p>{PROSE * 2}</p>", '<script src="/__qrator/qauth_utm_v2.js"></script>'
    ),
    "a headline that begins like a wall": html(
        "Access denied: how a harbour lost its archive", f"<h1>Access denied: the harbour</h1><p>{PROSE}</p>"
    ),
    "an article on a captcha, short and unmarked": html(
        "Капча в порту", "<h1>Капча в порту</h1><p>Ввели.</p>"
    ),
    "an article in JSON-LD": html(
        "Access denied",
        "<p>The harbour is closed.</p>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Access denied"}</script>',
    ),
    "a page moved by a refresh": html(
        "Moved", '<a href="/new">here</a>', '<meta http-equiv="refresh" content="0;/new">'
    ),
    "a login form beside a headline": html(
        "Маяк горит", "<h1>Маяк горит</h1><input type=password><p>Горит.</p>"
    ),
}


@pytest.mark.parametrize("case", NO_WALLS)
def test_a_page_of_its_own_is_no_wall(case: str) -> None:
    assert wall_on(page(NO_WALLS[case])) == ""


SAYS_ABSENT = (
    "404",
    "Error 404",
    "Ошибка 404",
    "404 Not Found",
    "404 — Страница не найдена",
    "Page not found",
    "Page Not Found • President of Russia",
    "Страница не найдена | Маяк",
    "Страница не найдена (404)",
    "Запрашиваемая страница не найдена",
    "Такой страницы не существует",
    "К сожалению, запрашиваемая вами страница не существует.",
    "Материал не найден",
    "Новость удалена",
    "The page you requested was not found",
    "Sorry, the page you are looking for could not be found",
    "This article no longer exists",
    "Oops! That page can’t be found.",
    "Page introuvable - Gazette",
    "Seite nicht gefunden",
)


@pytest.mark.parametrize("title", SAYS_ABSENT)
def test_an_honest_not_found_is_an_absence(title: str) -> None:
    markup = html(title, '<div class="menu"><a href="/">Главная</a></div><p>Проверьте адрес.</p>')
    assert says_absent(page(markup))
    with pytest.raises(AbsentPage, match=ADDRESS):
        Web().read(page(markup))


NOT_ABSENT = {
    "an article about a page": html("Page not found: a history of the number 404", f"<p>{PROSE}</p>"),
    "an article titled so": html("404", f"<article><h1>404</h1><p>{PROSE}</p></article>"),
    "prose under such a title": html("Page not found", f"<p>{PROSE}</p>" * 3),
    "what was found of something": html("Клад не найден", "<h1>Клад не найден</h1>"),
    "missing people": html("Рыбак не найден", "<h1>Рыбак не найден</h1><p>Поиски идут.</p>"),
    "a number among words": html("Поезд 404", "<h1>Поезд 404</h1>"),
    "a server's fault": html("500 Internal Server Error", "<h1>500</h1>"),
    "nothing at all": "",
}


@pytest.mark.parametrize("case", NOT_ABSENT)
def test_other_words_are_no_absence(case: str) -> None:
    assert not says_absent(page(NOT_ABSENT[case]))


def exchange(status: int, outcome: Outcome, markup: str) -> Exchange:
    return Exchange(
        asked=ADDRESS,
        answered=ADDRESS,
        began_at=NOON,
        ended_at=NOON,
        status=status,
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        body=markup.encode(),
        outcome=outcome,
        note=f"status {status}",
    )


@pytest.mark.parametrize(
    ("status", "outcome", "wall", "judgement"),
    [
        (403, Outcome.REFUSED, "DDoS-Guard", Outcome.BLOCKED),
        (503, Outcome.SERVER_ERROR, "Cloudflare", Outcome.BLOCKED),
        (404, Outcome.ABSENT, "Rostelecom", Outcome.BLOCKED),
        (202, Outcome.HTTP_ERROR, "any captcha", Outcome.BLOCKED),
        (403, Outcome.REFUSED, "short refusal", Outcome.REFUSED),
        (522, Outcome.SERVER_ERROR, "Cloudflare block", Outcome.SERVER_ERROR),
    ],
)
def test_a_failed_answer_is_blocked_where_a_wall_gave_it(
    status: int, outcome: Outcome, wall: str, judgement: Outcome
) -> None:
    found = judged(exchange(status, outcome, WALLS[wall][0]))
    assert found.outcome is judgement
    assert found.note.startswith(f"status {status}")


def test_an_honest_404_stays_an_absence() -> None:
    told = exchange(404, Outcome.ABSENT, html("404", '<div class="g-recaptcha"></div>'))
    assert judged(told) is told


def test_a_hostile_body_of_a_refusal_costs_no_time() -> None:
    began = datetime.now(UTC)
    for body in (
        "<p " + "a=1 " * 100_000 + ">",
        "<div>" * 90_000,
        "<title>" + "a " * 250_000,
        "\0" * 500_000,
    ):
        assert judged(exchange(403, Outcome.REFUSED, body)).outcome is Outcome.REFUSED
    assert (datetime.now(UTC) - began).total_seconds() < 5


@pytest.mark.parametrize(
    ("address", "what"),
    [
        ("http://warning.rt.ru/?id=17", "a provider's block page"),
        ("http://lawfilter.ertelecom.ru/", "a provider's block page"),
        ("https://gazette.example/login?next=/7", "a login page"),
        ("https://gazette.example/user/sign-in", "a login page"),
        ("https://ya.example/showcaptcha?retpath=x", "a captcha"),
        ("https://consent.google.com/m?continue=x", "a consent wall"),
        ("https://gazette.example/news/login-to-the-harbour", ""),
        ("https://gazette.example/authors/petrov", ""),
        ("https://rt.ru/", ""),
    ],
)
def test_an_address_that_is_only_a_wall_is_known(address: str, what: str) -> None:
    assert wall_at(address) == what
