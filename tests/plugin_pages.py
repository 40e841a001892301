"""Knows invented articles in ten languages, as WordPress and plug-ins print them and as reposts paste them.

A page says which paragraphs are its article and which lines are of plug-ins. The words stand in
tests/pages/plugins, a file a language; the mark-up is the plug-ins' own (see crawler/sites/furniture_marks).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.plugin_markup import CREDIT, HEAD, OUTSIDE, TAIL

__all__ = ["LANGUAGES", "PluginPage", "plugin_pages"]

WORDS = Path(__file__).parent / "pages" / "plugins"
LANGUAGES = tuple(sorted(path.stem for path in WORDS.glob("*.txt")))


@dataclass(frozen=True, kw_only=True)
class PluginPage:
    """A page, the paragraphs that must be read of it and the lines that must not."""

    name: str
    language: str
    address: str
    html: str
    title: str
    body: tuple[str, ...]
    forbidden: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """A language's article and its plug-ins' lines, each by its name."""

    language: str
    title: str
    body: tuple[str, ...]
    lines: dict[str, str]


def words_of(language: str) -> Words:
    """Return the words of a language."""
    body, lines = list[str](), dict[str, str]()
    for line in (WORDS / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        name, _, text = line.partition(": ")
        if name == "body":
            body.append(text)
        else:
            lines[name] = text.replace("{title}", lines.get("title", ""))
    return Words(language, lines.pop("title"), tuple(body), lines)


BARE_LINKS = frozenset({"first", "second"})
# Only what is near it tells a reader's comment, an author's life or a headline from the text.
BARE = ("share_this", "click", "like", "loading", "newsletter", "telegram", "donate", "spelling", "tags")
BARE_END = (
    "appeared",
    "thoughts",
    "comment",
    "reply",
    "email_note",
    "save_name",
    "akismet",
    "credit",
    "rights",
)
BARE_CARDS = ("related", "first", "second", "about", "bio", "reply", "cancel", "email_note", "credit")
BARE_SETS = ((*BARE, *BARE_END), (*BARE, *BARE_CARDS), ("read_also", "first", "rate", "print", *BARE_END))
BARE_HEADS = (("share",), ("byline", "minutes", "share"), ("views", "ad"))


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def bare_line(words: Words, name: str) -> str:
    text = CREDIT if name == "credit" else words.lines[name]
    return f'<a href="/{name}">{escape(text)}</a>' if name in BARE_LINKS else escape(text)


def bare_paragraph(words: Words, name: str) -> str:
    inside = bare_line(words, name)
    return f"<h3>{inside}</h3>" if name in {"share_this", "related", "about", "reply"} else f"<p>{inside}</p>"


def classic(inside: str, outside: str) -> str:
    return f"<article class='post hentry'><div class='entry-content'>{inside}</div></article>{outside}"


def block_theme(inside: str, outside: str) -> str:
    return (
        "<div class='wp-site-blocks'><main class='wp-block-group'><div class='entry-content "
        f"wp-block-post-content is-layout-flow'>{inside}</div></main>{outside}</div>"
    )


def elementor(inside: str, outside: str) -> str:
    return (
        "<div class='elementor elementor-12'><section class='elementor-section'><div class='elementor-widget "
        "elementor-widget-theme-post-content'><div class='elementor-widget-container'>"
        f"{inside}</div></div></section>{outside}</div>"
    )


def no_container(inside: str, outside: str) -> str:
    return f"<div id='wrap'>{inside}</div>{outside}"


def table(inside: str, outside: str) -> str:
    side = "<td><ul><li><a href='/a'>2021</a></li></ul></td>"
    return f"<table width='100%'><tr><td>{inside}</td>{side}</tr></table>{outside}"


SKELETONS: dict[str, Callable[[str, str], str]] = {
    "classic": classic,
    "block theme": block_theme,
    "Elementor": elementor,
    "no container": no_container,
    "table": table,
}


def page(words: Words, skeleton: str, inside: str, outside: str) -> str:
    title = escape(words.title)
    return (
        f"<!DOCTYPE html><html lang='{words.language}'><head><meta charset='utf-8'>"
        f"<meta name='generator' content='WordPress 6.8'><title>{title} - Amber</title>"
        f'<meta property="og:title" content="{title}"></head><body class="single single-post">'
        "<nav><ul><li><a href='/'>Amber</a></li></ul></nav><h1 class='entry-title'>"
        f"{title}</h1>{SKELETONS[skeleton](inside, outside)}</body></html>"
    )


def intact(words: Words, skeleton: str, number: int) -> PluginPage:
    """Return a page with two of three plug-ins of each kind, in their own mark-up."""
    head = [one for place, one in enumerate(HEAD) if (place + number) % 3]
    tail = [one for place, one in enumerate(TAIL) if (place + number) % 3]
    lines = {**words.lines, "credit": CREDIT}
    marked = {name: escape(text) for name, text in lines.items()}
    inner = [one for one in tail if one.name not in OUTSIDE]
    inside = "".join(
        (
            *(one.markup.format_map(marked) for one in head),
            *map(paragraph, words.body),
            *(one.markup.format_map(marked) for one in inner),
        )
    )
    outside = "".join(one.markup.format_map(marked) for one in tail if one.name in OUTSIDE)
    printed = (lines[name] for one in (*head, *tail) for name in one.prints)
    return made(words, f"intact {number}", skeleton, page(words, skeleton, inside, outside), printed)


def pasted(words: Words, skeleton: str, number: int, *, broken: bool) -> PluginPage:
    """Return a page with the lines of plug-ins pasted bare, as paragraphs or between line breaks."""
    head, tail = BARE_HEADS[number % len(BARE_HEADS)], BARE_SETS[number % len(BARE_SETS)]
    if broken:
        lines = [bare_line(words, name) for name in head], [bare_line(words, name) for name in tail]
        inside = "<br /><br />\n".join((*lines[0], *map(escape, words.body), *lines[1]))
    else:
        inside = "".join(
            (
                *(bare_paragraph(words, name) for name in head),
                *map(paragraph, words.body),
                *(bare_paragraph(words, name) for name in tail),
            )
        )
    source = page(words, skeleton, inside, "")
    names = (CREDIT if name == "credit" else words.lines[name] for name in (*head, *tail))
    return made(words, f"{'broken' if broken else 'pasted'} {number}", skeleton, source, names)


def made(words: Words, name: str, skeleton: str, html: str, lines: Iterator[str]) -> PluginPage:
    full = f"{words.language}, {skeleton}, {name}"
    return PluginPage(
        name=full,
        language=words.language,
        address=f"https://amber.example/{full.replace(', ', '/').replace(' ', '-')}/",
        html=html,
        title=words.title,
        body=words.body,
        forbidden=tuple(dict.fromkeys(lines)),
    )


def plugin_pages() -> Iterator[PluginPage]:
    """Yield every language in every skeleton, with plug-ins intact, pasted bare and between breaks."""
    for turn, language in enumerate(LANGUAGES):
        words = words_of(language)
        for number, skeleton in enumerate(SKELETONS):
            yield intact(words, skeleton, turn + number)
            yield pasted(words, skeleton, turn + number, broken=False)
            yield pasted(words, skeleton, turn + number, broken=True)
