"""Knows the marks of what stands before a page: challenges, captchas, providers' notices, logins."""

import re
from dataclasses import dataclass

__all__ = [
    "BLOCK_PAGE",
    "CONSENT",
    "EMBEDDED",
    "GENERIC",
    "LOGIN",
    "PHRASES",
    "PROVIDERS",
    "REFUSAL",
    "STRUCTURES",
    "Mark",
    "Phrase",
]

BLOCK_PAGE = "a Cloudflare block page"
REFUSAL = "a refusal"
PROVIDERS = "a provider's block page"
LOGIN = "a login page"
CONSENT = "a consent wall"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An XPath that finds something only where the named thing stands."""

    what: str
    path: str


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """The whole title or first heading of a wall; ``beside`` is an XPath that must find something too."""

    what: str
    heads: re.Pattern[str]
    longest: int = 2_000
    beside: str = ""


def _source(*parts: str, tags: str = "self::script or self::iframe") -> str:
    tests = " or ".join(f"contains(@src, '{part}')" for part in parts)
    return f"//*[{tags}][{tests}]"


def _script(*parts: str) -> str:
    tests = " or ".join(f"contains(., '{part}')" for part in parts)
    return f"//script[{tests}]"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Cloudflare and DDoS-Guard put other scripts of theirs into ordinary pages; these stand in no ordinary one.
# Source: what public scrapers and solvers of these walls look for (code search), reliability.md section 2.9.
STRUCTURES = (
    Mark(
        what="a DDoS-Guard challenge",
        path=_source(
            "/.well-known/ddos-guard/js-challenge",
            "/.well-known/ddos-guard/ddg-captcha-page",
            "/.well-known/ddos-guard/h-captcha",
            "//check.ddos-guard.net/check.js",
        )
        + " | //*[@data-ddg-origin or @data-ddg-l10n or @id='ddg-captcha']",
    ),
    Mark(
        what="a Cloudflare challenge",
        path=_script("_cf_chl_opt")
        + " | //form[@id='challenge-form' and contains(@action, '__cf_chl')]"
        + " | //*[@id='challenge-error-text' or contains(@class, 'cf-browser-verification')]",
    ),
    Mark(what=BLOCK_PAGE, path="//*[@id='cf-error-details']"),
    Mark(
        what="a captcha of Yandex",
        path="//form[contains(@action, '/checkcaptcha') or contains(@action, '/showcaptcha')]",
    ),
    Mark(
        what="a captcha of Google",
        path="//form[contains(@action, '/sorry/') or (@id='captcha-form' and .//*[@name='q'])]",
    ),
    Mark(what="a DataDome challenge", path=_source("captcha-delivery.com")),
    Mark(what="a HUMAN challenge", path="//*[@id='px-captcha']"),
    Mark(what="a Sucuri challenge", path=_script("sucuri_cloudproxy")),
    Mark(what="a StormWall challenge", path=_script("__js_p_")),
    Mark(
        what=PROVIDERS,
        path="//a[contains(@href, '//eais.rkn.gov.ru') or contains(@href, '//blocklist.rkn.gov.ru')"
        " or contains(@href, '//398-fz.rkn.gov.ru') or contains(@href, 'zapret-info.gov.ru')]",
    ),
)
# These are put into ordinary pages too: they tell only where next to nothing else stands.
EMBEDDED = (
    Mark(what="a Qrator challenge", path=_source("/__qrator/") + " | " + _script("/__qrator/")),
    Mark(what="an Imperva challenge", path=_source("/_Incapsula_Resource")),
    Mark(what="an AWS challenge", path=_source(".awswaf.com/") + " | " + _script("awsWafCookieDomainList")),
    Mark(what="a ServicePipe challenge", path=_source("servicepipe.ru/static/")),
    Mark(
        what="a captcha",
        path=_source("/recaptcha/", "hcaptcha.com/", "challenges.cloudflare.com/turnstile", "captcha.yandex")
        + " | //*[contains(@class, 'g-recaptcha') or contains(@class, 'h-captcha')"
        " or contains(@class, 'cf-turnstile') or contains(@class, 'smart-captcha')]"
        " | //img[contains(@src, 'captcha')] | //input[contains(@name, 'captcha')]",
    ),
    Mark(
        what=CONSENT,
        path="//form[contains(@action, 'consent')] | //form[.//*[@name='gcm' or @name='consent']]",
    ),
)
_LOGIN = "//input[@type='password']"
_PROVIDER = " | ".join(
    f"//body[contains(., '{word}')]"
    for word in (
        "абонент",
        "оператор связи",
        "провайдер",
        "Роскомнадзор",
        "149-ФЗ",
        "органов государственной власти",
        "судебн",
        "Единый реестр",
        "Единого реестра",
    )
)
_SITE = r"(?:(?:этому |данному |запрашиваемому |запрошенному |указанному |информационному |интернет-)*"
_SITE += r"(?:сайту|ресурсу|странице|ресурсам|интернет-ресурсу))"
_CLOSED = r"(?:временно )?(?:ограничен|запрещ[её]н|заблокирован|закрыт|приостановлен)"
PHRASES = (
    Phrase(
        what="a Cloudflare challenge",
        heads=_whole(
            r"just a moment\W*|один момент\W*|подождите\W*|un instant\W*|nur einen moment\W*|"
            r"attention required! \| cloudflare|checking your browser\b.{0,60}|"
            r"please wait\W* \| cloudflare|ddos protection by cloudflare"
        ),
    ),
    Phrase(what="a DDoS-Guard challenge", heads=_whole(r"ddos-guard")),
    Phrase(
        what="a captcha",
        heads=_whole(
            r"ой\W*(?:капча\W*)?|вы не робот\W*|are you (?:not )?a robot\W*|captcha\W*|капча\W*|"
            r"(?:please )?(?:verify(?:ing)?|confirm|prove) (?:that )?you are (?:(?:a )?human|not a robot)"
            r".{0,40}|"
            r"human verification|подтвердите, что (?:вы|запросы).{0,80}|robot check|bot verification|"
            r"one moment, please\W*|imunify360.{0,40}|проверка (?:безопасности|браузера)\W*|"
            r"введите (?:код|символы|текст) с (?:картинки|изображения)\W*"
        ),
        longest=1_000,
    ),
    Phrase(
        what=REFUSAL,
        heads=_whole(
            r"access denied(?: [|–—-] .{0,60})?|"
            r"(?:http |error |ошибка )?403\W*(?:forbidden|error|доступ запрещ[её]н)?\W*|"
            r"request (?:blocked|rejected)\W*|(?:you are|you have been|sorry, you have been) blocked\W*|"
            r"too many requests\W*|слишком много запросов\W*|sucuri website firewall.{0,40}"
        ),
    ),
    Phrase(
        what=PROVIDERS,
        heads=_whole(
            rf"доступ (?:к .{{0,60}}?)?{_CLOSED}(?:\W.{{0,60}})?|"
            r"(?:(?:данный|этот|запрашиваемый|запрошенный|информационный|интернет-) ?)*"
            r"(?:интернет-)?(?:ресурс|сайт) (?:заблокирован|недоступен)(?:\W.{0,60})?|"
            r"(?:страница|сайт|ресурс) заблокирован[аы]?\W*|"
            r"уважаем(?:ый|ая|ые) (?:абонент|клиент|пользовател)\w*.{0,60}|"
            r"(?:blocked|blocking|блокировка|заблокировано)\W*"
        ),
        beside=_PROVIDER,
    ),
    Phrase(
        what=REFUSAL,
        heads=_whole(rf"доступ (?:к {_SITE} )?{_CLOSED}(?:\W.{{0,40}})?"),
        longest=400,
    ),
    Phrase(
        what=LOGIN,
        heads=_whole(
            r"(?:please )?(?:sign|log) ?in\b.{0,40}|login\b.{0,30}|вход(?:\W.{0,30})?|войти(?:\W.{0,30})?|"
            r"войдите.{0,30}|авторизация(?:\W.{0,30})?|authorization(?:\W.{0,30})?|authentication.{0,30}"
        ),
        beside=_LOGIN,
    ),
    Phrase(
        what=CONSENT,
        heads=_whole(r"before you continue.{0,40}|прежде чем продолжить.{0,40}|we value your privacy\W*"),
    ),
)
# What asks for scripts before it shows anything, told where next to nothing is shown.
GENERIC = _whole(
    r"(?:please )?(?:enable|turn on) java ?script.{0,80}|включите (?:поддержку )?java ?script.{0,80}|"
    r"java ?script (?:is )?(?:required|disabled).{0,60}|"
    r".{0,40}you (?:need|have) to enable java ?script.{0,60}"
)
