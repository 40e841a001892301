"""Knows the replay site's content: articles as data, and how the second visit differs from the first."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, Self

__all__ = ["Article", "expand", "filled", "read_visit"]

HERE = Path(__file__).parent
MACRO = re.compile(r"\{\{(\w+)((?:\|[^{}|]*)*)\}\}")


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article of a site as its editors have it; ``published`` and ``updated`` are Moscow wall time.

    ``body`` is markup, with ``{{macro|argument}}`` for the site's furniture. ``notes`` holds what only one of
    the sites prints (announced day, rubric, pointer, photo credit...).
    """

    site: str
    language: str
    id: int
    title: str
    published: datetime
    updated: datetime
    body: str = ""
    lead: str = ""
    place: str = ""
    sections: tuple[str, ...] = ()
    tags: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Return what the overlay of a visit calls it: ``kremlin/en/66301``."""
        return f"{self.site}/{self.language}/{self.id}"

    def note(self, name: str) -> str:
        """Return one of the notes, or ""."""
        return dict(self.notes).get(name, "")

    @classmethod
    def from_toml(cls, values: dict[str, Any]) -> Self:
        """Make an article of a TOML table."""
        made = dict(values)
        made.setdefault("updated", made["published"])
        made["sections"] = tuple(made.get("sections", ()))
        made["tags"] = tuple(tuple(tag) for tag in made.get("tags", ()))
        made["notes"] = tuple(made.get("notes", {}).items())
        return cls(**made)


def read_visit(number: int) -> tuple[Article, ...]:
    """Return all articles as the sites show them on visit 1 or 2, newest first.

    Raises `ValueError` when the overlay names an article or a wording that is not there.
    """
    articles = {article.name: article for article in _articles("kremlin_en", "kremlin_ru", "interfax")}
    for ordinal in range(2, number + 1):
        overlay = tomllib.loads((HERE / "content" / f"visit_{ordinal}.toml").read_text(encoding="utf-8"))
        for name in overlay["removed"]:
            del articles[name]
        for change in overlay["changed"]:
            articles[change["name"]] = _changed(articles[change["name"]], change)
        articles |= {article.name: article for article in map(Article.from_toml, overlay["added"])}
    return tuple(sorted(articles.values(), key=lambda article: (article.published, article.id), reverse=True))


def expand(body: str) -> str:
    """Return the markup of a body with its macros written out."""

    def written(match: re.Match[str]) -> str:
        pattern = _macros()[match[1]]
        for place, argument in enumerate(match[2].split("|")[1:], 1):
            pattern = pattern.replace(f"${place}", argument)
        return pattern

    return MACRO.sub(written, body)


def filled(template: str, **values: object) -> str:
    """Return one of the templates with its places filled; raises `KeyError` for one left open."""
    return _template(template).substitute(values)


def _articles(*files: str) -> tuple[Article, ...]:
    texts = ((HERE / "content" / f"{file}.toml").read_text(encoding="utf-8") for file in files)
    return tuple(Article.from_toml(values) for text in texts for values in tomllib.loads(text)["article"])


def _changed(article: Article, change: dict[str, Any]) -> Article:
    body = article.body
    for old, new in change.get("replace", ()):
        if body.count(old) != 1:
            raise ValueError(f"{article.name}: {old!r} stands {body.count(old)} times in the body")
        body = body.replace(old, new)
    notes = dict(article.notes) | change.get("notes", {})
    updated = change.get("updated", article.updated)
    return replace(article, body=change.get("body", body), notes=tuple(notes.items()), updated=updated)


@cache
def _template(name: str) -> Template:
    return Template((HERE / "templates" / name).read_text(encoding="utf-8").removesuffix("\n"))


@cache
def _macros() -> dict[str, str]:
    lines = (HERE / "templates" / "macros.html").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)
