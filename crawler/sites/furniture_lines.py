"""Knows which whole lines WordPress and its plug-ins print around a text, and where each is furniture."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from crawler.sites.furniture_phrases import phrases
from crawler.sites.furniture_plain import plain

__all__ = ["LONGEST", "RULES", "Place", "Rule", "rules_of"]

LONGEST = 320
_NO_MORE_WORDS = 14


class Place(Enum):
    """Where a rule holds: at the head, at the tail, from the line on to the end, or as a label of links."""

    HEAD = "head"
    TAIL = "tail"
    CUT = "cut"
    LABEL = "label"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule for whole lines: its name and where it is furniture.

    ``most`` is the largest share of the text that a heading may take with it of lines that no rule knows.
    """

    name: str
    places: frozenset[Place]
    most: float = 0.0


def _rule(name: str, *places: Place, most: float = 0.0) -> Rule:
    return Rule(name=name, places=frozenset(places), most=most)


_HEAD, _TAIL, _CUT, _LABEL = Place.HEAD, Place.TAIL, Place.CUT, Place.LABEL

RULES = (
    _rule("share title", _HEAD, _TAIL),
    _rule("share link", _HEAD, _TAIL),
    _rule("likes", _HEAD, _TAIL),
    _rule("publish credit", _HEAD, _TAIL),
    _rule("feed credit", _TAIL),
    _rule("byline", _HEAD, _TAIL),
    _rule("reading time", _HEAD, _TAIL),
    _rule("counter", _HEAD, _TAIL),
    _rule("table of contents", _HEAD),
    _rule("advertisement", _HEAD, _TAIL),
    _rule("rating", _HEAD, _TAIL),
    _rule("reply title", _HEAD, _TAIL, _CUT, most=0.1),
    _rule("comment form", _TAIL),
    _rule("comment count", _HEAD, _TAIL, _CUT, most=0.3),
    _rule("comments", _HEAD, _TAIL, _CUT, most=0.9),
    _rule("appeal", _HEAD, _TAIL),
    _rule("spelling report", _TAIL),
    _rule("tags", _HEAD, _TAIL),
    _rule("author box", _TAIL, _CUT, most=0.3),
    _rule("related cards", _TAIL, _CUT, _LABEL, most=0.3),
    _rule("read also", _TAIL, _CUT, _LABEL),
    _rule("side column", _TAIL, _CUT),
    _rule("navigation", _HEAD, _TAIL),
    _rule("print and PDF", _HEAD, _TAIL),
    _rule("cookie notice", _HEAD, _TAIL),
    _rule("copyright", _TAIL),
    _rule("translations", _HEAD, _TAIL),
)

_NETWORKS = (
    "(?:facebook|twitter|x|vk|вконтакте|вк|фейсбуке?|одноклассниках|telegram|телеграм[ме]?|телеграмі|whatsapp|"
    "viber|youtube|instagram|инстаграм|linkedin|pinterest|reddit|tumblr|threads|tiktok|mastodon|bluesky|"
    "google news|google новостях|google новинах|google actualités|яндекс\\.?(?: ?новостях| ?дзен)|дзене?|max|"
    "messenger|flipboard|xing|e-?mail|mail|pocket|patreon|ko-fi|boosty|social media|rss|twitter/x|ok|ok\\.ru)"
    "(?:[- ](?:channel|канал[ае]?|каналі|kanal|group|page|messenger|new))?"
)
_AND = "(?: ?[,/&|+] ?| )(?:(?:and|и|та|і|et|und|y|e|i|și|ve|en|o|в|у|на|on|auf|sur|su|pe) )?"
_LIST = f"{_NETWORKS}(?:{_AND}{_NETWORKS})*"
_SPOKEN = tuple('—–«“„"‚‘')
_PIECES = re.compile(r"[^\W_](?:[\w'()\-.@+]*\w)?")
_PLACES = {"{}": "qqanyqq", "{n}": "qqnumberqq", "{net}": "qqnetqq"}
_MEANS = {"qqanyqq": ".{0,300}?", "qqnumberqq": r"\d[\d.,]{0,8}(?: ?k)?", "qqnetqq": "qqnetqq"}
_ANYTHING, _NUMBER, _ = _PLACES.values()
_OPEN = (_ANYTHING, _NUMBER)
_NETWORK = re.compile(rf"\b{_LIST}(?!\w)")


@dataclass(frozen=True)
class _Book:
    """All phrases: whole ones by themselves, templates by their first word, "0" where that is a number.

    ``anywhere`` are the templates that begin with anything, each with a part that a line must hold;
    ``first`` are the first words of the whole ones.
    """

    exact: dict[str, tuple[Rule, ...]]
    first: frozenset[str]
    open: dict[str, list[tuple[Rule, re.Pattern[str]]]]
    anywhere: list[tuple[str, Rule, re.Pattern[str]]]


@cache
def _book() -> _Book:
    named = {rule.name: rule for rule in RULES}
    exact: dict[str, tuple[Rule, ...]] = {}
    templates: dict[tuple[str, str], list[str]] = {}
    for name, phrase in phrases():
        marked = phrase
        for mark, stands in _PLACES.items():
            marked = marked.replace(mark, stands)
        key = plain(marked)
        if marked == phrase:
            exact[key] = tuple(dict.fromkeys((*exact.get(key, ()), named[name])))
            continue
        first = key.split(maxsplit=1)[0]
        word = "0" if first.startswith(_NUMBER) else "" if any(stands in first for stands in _OPEN) else first
        templates.setdefault((word, name), []).append(key)
    exact.pop("", None)
    book = _Book(exact, frozenset(key.split(maxsplit=1)[0] for key in exact), {}, [])
    for (word, name), keys in templates.items():
        if word:
            pattern = re.compile("|".join(map(_template, dict.fromkeys(keys))))
            book.open.setdefault(word, []).append((named[name], pattern))
        else:
            book.anywhere.extend((_held(key), named[name], re.compile(_template(key))) for key in keys)
    return book


def _template(key: str) -> str:
    pattern = re.escape(key)
    for stands, means in _MEANS.items():
        pattern = pattern.replace(stands, means)
    return pattern


def _held(key: str) -> str:
    """Return the longest part of a template that stands for itself."""
    return max(re.split("|".join(_OPEN), key), key=len)


def rules_of(text: str) -> tuple[Rule, ...]:
    """Return the rules that a whole line falls under; one of several phrases falls under the first's.

    What begins as speech does ("« We use cookies », he said") is compared with whole phrases only.
    """
    return _rules(text) if len(text) <= LONGEST else ()


@lru_cache(maxsize=8192)
def _rules(text: str) -> tuple[Rule, ...]:
    line = plain(text)
    if not line:
        return ()
    book = _book()
    found = list(book.exact.get(line, ()))
    if not text.lstrip().startswith(_SPOKEN) or line.startswith('"'):
        forms = dict.fromkeys((line, _NETWORK.sub("qqnetqq", line)))
        for form in forms:
            found += [
                rule for part, rule, pattern in book.anywhere if part in form and pattern.fullmatch(form)
            ]
            for word in (form.split(maxsplit=1)[0], *("0" if form[0].isdigit() else "")):
                found += [rule for rule, pattern in book.open.get(word, ()) if pattern.fullmatch(form)]
    return tuple(dict.fromkeys(found)) or tuple(_joined(line, book))


def _joined(line: str, book: _Book) -> Iterator[Rule]:
    """Yield the rules of a line that is nothing but known phrases, numbers and signs."""
    begun = _PIECES.search(line)
    if begun is None or not (begun[0] in book.first or begun[0].isdigit()):
        return
    pieces = _PIECES.findall(line)
    first: tuple[Rule, ...] = ()
    at = 0
    while at < len(pieces):
        for length in range(min(_NO_MORE_WORDS, len(pieces) - at), 0, -1):
            if known := book.exact.get(" ".join(pieces[at : at + length])):
                first = first or known
                at += length
                break
        else:
            if not pieces[at].isdigit():
                return
            at += 1
    yield from first
