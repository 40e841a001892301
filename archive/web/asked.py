"""Knows what a reader's address asks for: the parts of its path, its query within bounds, its language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from archive.errors import BadUsage
from archive.web.language import LANGUAGES, preferred
from archive.web.words import Words

__all__ = ["Asked", "asked_of", "day_of"]

_FIELDS = 40
"""Parameters that a query may have; our longest form has a dozen."""

_CHARACTERS = 1000
"""Characters of one parameter that are read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One question of a reader; ``query`` has the parameters in order, without ``lang`` and empty ones."""

    path: str
    parts: Mapping[str, str]
    query: tuple[tuple[str, str], ...]
    words: Words
    chosen: str | None = None

    def one(self, name: str) -> str:
        """Return a parameter, empty where it is not given."""
        return next((value for key, value in self.query if key == name), "")

    def many(self, name: str) -> tuple[str, ...]:
        """Return all values of a parameter, each once."""
        return tuple(dict.fromkeys(value for key, value in self.query if key == name))

    def number(self, name: str, *, default: int, most: int) -> int:
        """Return a parameter that counts from 1; raises `BadUsage` for what is no such number."""
        text = self.one(name) or str(default)
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and 1 <= int(text) <= most):
            raise BadUsage(f"{name}={text}: a number from 1 to {most} is meant")
        return int(text)

    def day(self, name: str) -> date | None:
        """Return a parameter that is a day; raises `BadUsage` for what is none."""
        text = self.one(name)
        return day_of(text, name) if text else None

    def choice(self, name: str, known: Iterable[str], *, default: str = "") -> str:
        """Return a parameter that is one of a few words; raises `BadUsage` for any other."""
        text, listed = self.one(name) or default, tuple(known)
        if text and text not in listed:
            raise BadUsage(f"{name}={text}: the known ones are {', '.join(listed)}")
        return text

    def here(self, **changed: str | None) -> str:
        """Return the address of this page with other parameters; None drops one, and pages begin anew."""
        gone = {*changed, "page"}
        kept = [(name, value) for name, value in self.query if name not in gone]
        return _address(self.path, kept + [(name, value) for name, value in changed.items() if value])

    def toggled(self, name: str, value: str, *, path: str | None = None) -> str:
        """Return the address with one value of a parameter put in, or taken out where it is there."""
        kept = [pair for pair in self.query if pair != (name, value) and pair[0] != "page"]
        more = [] if (name, value) in self.query else [(name, value)]
        return _address(path or self.path, kept + more)

    def in_language(self, language: str) -> str:
        """Return this very page in another language of the interface."""
        return _address(self.path, [*self.query, ("lang", language)])


def day_of(text: str, name: str) -> date:
    """Return the day that a text says; raises `BadUsage`, with its name, for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadUsage(f"{name}={text}: a day is written 2021-07-14") from error


def asked_of(*, path: str, parts: Mapping[str, str], query: str, cookie: str, accepted: str) -> Asked:
    """Return what a request asks for; of a longer query only the first parameters are read."""
    pairs = parse_qsl("&".join(query.split("&", _FIELDS)[:_FIELDS]), errors="replace")
    wanted = next((value for name, value in pairs if name == "lang" and value in LANGUAGES), None)
    language = wanted or preferred(cookie, accepted)
    kept = tuple(
        (name, value.strip()[:_CHARACTERS]) for name, value in pairs if name != "lang" and value.strip()
    )
    return Asked(path="/" + path.lstrip("/\\"), parts=parts, query=kept, words=Words(language), chosen=wanted)


def _address(path: str, query: Iterable[tuple[str, str]]) -> str:
    text = urlencode(list(query))
    return f"{path}?{text}" if text else path
