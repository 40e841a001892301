"""Knows in which language a reader wants the pages: by a link, by a cookie, by what the browser asks for."""

__all__ = ["COOKIE", "LANGUAGES", "preferred"]

LANGUAGES = ("en", "ru")
COOKIE = "readout_lang"
_RUSSIAN_READERS = frozenset({"ru", "be", "kk", "ky", "uk"})
"""Who asks for one of these and not for English is served better by Russian."""


def preferred(cookie: str, accepted: str) -> str:
    """Return a language of the interface; ``accepted`` is an Accept-Language header (RFC 9110, 12.5.4)."""
    if cookie in LANGUAGES:
        return cookie
    for tag in _by_weight(accepted):
        if tag in LANGUAGES:
            return tag
        if tag in _RUSSIAN_READERS:
            return "ru"
    return LANGUAGES[0]


def _by_weight(accepted: str) -> list[str]:
    found = list[tuple[float, str]]()
    for part in accepted[:500].split(","):
        tag, _, rest = part.strip().partition(";")
        try:
            weight = float(rest.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if weight > 0:
            found.append((-weight, tag.strip().split("-", 1)[0].lower()))
    return [tag for _, tag in sorted(found, key=lambda pair: pair[0])]
