"""Knows the addresses that somebody is sent to instead of the page: providers' notices, logins, consent."""

import re
from types import MappingProxyType
from urllib.parse import urlsplit

from crawler.sites.refusal_marks import CONSENT, LOGIN, PROVIDERS

__all__ = ["wall_at"]

# Where providers, consent and login services send whoever may not see the page.
_HOSTS = MappingProxyType(
    dict.fromkeys(
        (
            "blackhole.beeline.ru",
            "blackhole.svyaztelecom.ru",
            "block.megafon.ru",
            "block.mgts.ru",
            "block.mts.ru",
            "blocked.mts.ru",
            "blocked.netbynet.ru",
            "deny.megafon.ru",
            "eais.rkn.gov.ru",
            "forbidden.yota.ru",
            "fz139.ttk.ru",
            "lawfilter.ertelecom.ru",
            "m.megafonpro.ru",
            "warn.beeline.ru",
            "warning.rt.ru",
        ),
        PROVIDERS,
    )
    | dict.fromkeys(("consent.google.com", "consent.yahoo.com", "guce.yahoo.com"), CONSENT)
    | dict.fromkeys(("accounts.google.com", "passport.yandex.com", "passport.yandex.ru", "id.vk.com"), LOGIN)
)
_PATHS = (
    ("a captcha", re.compile(r"^/(?:showcaptcha|sorry/index|captcha)(?:[/.]|$)", re.IGNORECASE)),
    (
        LOGIN,
        re.compile(
            r"/(?:log-?in|sign-?in|sign_in|wp-login\.php|auth|authorize|authorization|sso)/?$|^/(?:login|auth)/",
            re.IGNORECASE,
        ),
    ),
    (CONSENT, re.compile(r"^/(?:consent|cookie-?wall)(?:[/.]|$)", re.IGNORECASE)),
)


def wall_at(address: str) -> str:
    """Return what an address is known to show to whoever is sent there instead of the page; "" for others."""
    parts = urlsplit(address)
    if what := _HOSTS.get((parts.hostname or "").rstrip(".")):
        return what
    return next((what for what, path in _PATHS if path.search(parts.path)), "")
