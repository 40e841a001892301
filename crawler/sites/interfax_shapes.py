"""Knows, by the shape of the text, what stands among an Interfax story's paragraphs and is not the story."""

import re
from dataclasses import dataclass

__all__ = ["Card", "Pointer", "credit_of", "furniture", "read_cards", "read_pointer"]

_MONTH = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_READ_ON = "Читать подробнее"
_RUBRIC = r"[А-ЯЁA-Z][А-Яа-яЁёA-Za-z -]{1,40}?"
_DAY = rf"[0-9]{{1,2}} (?:{_MONTH}) [0-9]{{4}}"
_TITLE = rf"(?:(?!{_READ_ON}).){{3,300}}?"
_CARD = re.compile(
    rf"(?P<rubric>{_RUBRIC})\s*(?P<day>{_DAY})\s*(?P<title>{_TITLE})\s*{_READ_ON}\s*", re.DOTALL
)
_CARDS = re.compile(rf"(?:{_RUBRIC}\s*{_DAY}\s*{_TITLE}\s*{_READ_ON}\s*)+", re.DOTALL)
_POINTER = re.compile(
    r"Есть обновление от (?P<clock>[0-9]{1,2}:[0-9]{2})\s*→\s*(?P<title>.{0,300})", re.DOTALL
)
_CREDIT = re.compile(r"(?:[^\n]{1,300}\n)?Фото:\s*(?P<credit>[^\n]{2,120})")
_SHORT_CREDIT = re.compile(r"(?=[A-Za-zА-ЯЁ0-9@\"«©])(?!.*[.!?] )(?!.*[.!?…:;]$).+")
_INITIALS = re.compile(r"(?:/[0-9])?[а-яё]{1,3}(?: [а-яё]{1,3}){0,2}")
_CAPTIONS = frozenset({"figcaption", "figure"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Card:
    """A card of a related story, printed between two paragraphs: date and rubric are the other story's."""

    rubric: str
    day: str
    title: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """«Есть обновление от 18:56 →»: the clock time and the title of the newer story, without its day."""

    clock: str
    title: str


def furniture(tag: str, text: str, *, last: bool = False) -> str:
    """Return the rule by which a block is not the story's text, or an empty string.

    ``text`` has a newline where a line break is printed; ``last`` is true for the last block, where the
    editors' initials stand. Rules: update, card, credit, initials. Source: interfax.md section 8; the tag
    names there are guessed, so the text decides and ``tag`` only helps.
    """
    if _POINTER.fullmatch(text):
        return "update"
    if text.endswith(_READ_ON) and _CARDS.fullmatch(text):
        return "card"
    if credit_of(tag, text):
        return "credit"
    if last and tag not in _HEADINGS and _INITIALS.fullmatch(text):
        return "initials"
    return ""


def credit_of(tag: str, text: str) -> str:
    """Return whose the photo is, as printed after «Фото:», or an empty string when the text is no credit.

    A sentence that begins with the word is a sentence: outside a caption a credit has no full stop inside
    or at its end.
    """
    found = _CREDIT.fullmatch(text)
    if found is None:
        return ""
    credit = found["credit"].strip()
    return credit if tag in _CAPTIONS or _SHORT_CREDIT.fullmatch(credit) else ""


def read_pointer(text: str) -> Pointer | None:
    """Return a pointer to a newer story taken apart."""
    found = _POINTER.fullmatch(text)
    return Pointer(found["clock"], found["title"].strip()) if found else None


def read_cards(text: str) -> tuple[Card, ...]:
    """Return the cards that a block holds, taken apart."""
    return tuple(
        Card(one["rubric"].strip(), one["day"], one["title"].strip()) for one in _CARD.finditer(text)
    )
