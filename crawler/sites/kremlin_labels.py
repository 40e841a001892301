"""Knows how a transcript names who speaks: the label that begins a line, and what it says besides a name."""

import re
from dataclasses import dataclass
from enum import IntEnum

from archive.models import TurnKind
from crawler.sites.kremlin_lines import Line, Mark
from crawler.sites.page import squeeze

__all__ = ["Label", "Trust", "label_of", "says_interpreted", "unmarked_label_of"]

_LONGEST = 320
"""Characters; the longest real label, an office of three lines, has 190 (kremlin.md section 8)."""
_QUESTION = re.compile(r"(?:question|вопрос)s?\b", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:remarks?|voices?|audience|from the audience|реплик[аи]|возглас|голос|из зала)\b", re.IGNORECASE
)
_ANSWER = re.compile(r"(?:reply|response|answer|comment|ответ|комментарий)\b", re.IGNORECASE)
_UNNAMED = re.compile(r"(?:questions?|remarks?|вопрос|реплика)", re.IGNORECASE)
_NAME = re.compile(
    r"(?:^|[\s,])(?:[A-ZА-ЯЁ]\. ?){1,2}[A-ZА-ЯЁa-zа-яё][\w’'-]+"
    r"|(?:^|\s)[A-ZА-ЯЁ][\w’'-]+(?: (?:al|bin|da|de|del|der|di|el|ibn|of|van|von|аль|бен|фон|эль))?"
    r"[ -][A-ZА-ЯЁ][\w’'-]+"
)
_NO_SPEAKER = re.compile(
    r"\b(?:accreditation|address(?:es)?|agenda|annex|appendix|article|background|contacts?|dates?|e-?mail|fax"
    r"|for reference|note|numbers?|phone|requests?|reference|source|tele(?:phone|gram)s?|time|venue|website"
    r"|адрес|аккредитация|дата|для справки|контакты?|место|повестка|приложение|примечание|справка|статья"
    r"|телефоны?|факс|электронная почта)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[!?;«»“”\"]|[^\W\d_]{4,}\. ")
_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_INTERPRETED = re.compile(
    r"\b(?:retranslated|as translated|(?:via|through) (?:an )?interpreter|speaking through"
    r"|(?:как|в) перев[еёо]д|через переводчик)",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"(?:responding|replying|answering|addressing|commenting|отвечая|обращаясь)\b", re.IGNORECASE
)
_INITIALS = r"[А-ЯЁ]\. ?(?:[А-ЯЁ]\. ?)?(?:аль-|эль-)?[А-ЯЁ][А-ЯЁа-яё’'-]+"
_UNMARKED = re.compile(
    rf"\s*(?P<label>(?P<name>{_INITIALS})(?: \([^()]{{3,60}}\))?|(?:ВОПРОС|Вопрос|РЕПЛИКА|Реплика)"
    rf"(?: \([^()]{{3,60}}\))?)\s?:\s"
)


class Trust(IntEnum):
    """How sure a label is: weak ones count on a page that has a sure one, repeats where they repeat one."""

    REPEAT = 0
    WEAK = 1
    SURE = 2


@dataclass(frozen=True, kw_only=True)
class Label:
    """Who a line says is speaking. ``end`` is where the words begin in the line's raw text.

    ``names`` are the parts of ``speaker`` outside brackets; ``person`` the id that the label links to.
    ``stages`` are stage directions that stand in the label; ``note`` is what else its brackets say.
    """

    speaker: str
    naming: str
    kind: TurnKind
    trust: Trust
    end: int
    person: str | None = None
    linked: str = ""
    note: str | None = None
    interpreted: bool = False
    stages: tuple[str, ...] = ()


def label_of(line: Line) -> Label | None:
    """Return the label that a line begins with: bold or a person's link up to a colon, or "Question" alone.

    The colon may stand in the bold or after it, brackets in either. Source: kremlin.md section 8.
    """
    text = line.text
    start = len(text) - len(text.lstrip())
    colon = _colon(text, start)
    if colon < 0:
        return _without_colon(line, start)
    if not _set_apart(line, start, colon):
        return None
    return _made(line, start, colon, overflows=_overflows(line, colon))


def unmarked_label_of(line: Line) -> Label | None:
    """Return a label that is set in no way: initials and surname, as on Russian pages before 2014."""
    found = _UNMARKED.match(line.text)
    return _made(line, found.start("label"), found.end("label"), overflows=False) if found else None


def says_interpreted(text: str) -> bool:
    """Tell whether words such as "(retranslated)" say that an interpreter is heard."""
    return _INTERPRETED.search(text) is not None


def _colon(text: str, start: int) -> int:
    """Return where the first colon outside brackets is, or -1."""
    depth = 0
    for at in range(start, min(len(text), start + _LONGEST)):
        sign = text[at]
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == ":" and depth <= 0:
            return at
    return -1


def _set_apart(line: Line, start: int, colon: int) -> bool:
    """Tell whether all letters before the colon are bold or linked; brackets may be set in any way."""
    text, at, bold = line.text, start, False
    for bracket in [*_BRACKET.finditer(text, start, colon), None]:
        end = bracket.start() if bracket else colon
        if any(map(str.isalnum, text[at:end])):
            if not (line.wholly(at, end, _marked) or (bold and _says_interpreted(line, at, end))):
                return False
            bold = True
        at = bracket.end() if bracket else colon
    return bold


def _marked(mark: Mark) -> bool:
    return mark.bold or mark.person is not None


def _says_interpreted(line: Line, start: int, end: int) -> bool:
    return bool(_INTERPRETED.search(line.text[start:end])) and all(
        _marked(mark) or mark.italic
        for piece, mark in line.stretches(start, end)
        if any(map(str.isalnum, piece))
    )


def _overflows(line: Line, colon: int) -> bool:
    """Tell whether the bold goes on after the colon: "Contact telephone numbers: +7" is no speaker."""
    after = next(
        (mark for piece, mark in line.stretches(colon + 1, len(line.text)) if _lettered(piece)), None
    )
    return after is not None and after.bold


def _lettered(piece: str) -> bool:
    return any(map(str.isalnum, piece))


def _without_colon(line: Line, start: int) -> Label | None:
    """Return a bold "Question" that no colon follows. Source: kremlin.md section 8 (33 paragraphs)."""
    found = _UNNAMED.match(line.text, start)
    if found is None or not line.wholly(start, found.end(), _marked):
        return None
    following = next(
        (mark for piece, mark in line.stretches(found.end(), len(line.text)) if _lettered(piece)), None
    )
    if following is not None and following.bold:
        return None
    return _made(line, start, found.end(), overflows=False)


def _made(line: Line, start: int, end: int, *, overflows: bool) -> Label | None:
    raw = line.text[start:end]
    brackets = [found.group() for found in _BRACKET.finditer(raw)]
    stages = tuple(
        squeeze(found.group())
        for found in _BRACKET.finditer(raw)
        if _is_stage(line, start + found.start(), start + found.end())
    )
    naming = squeeze(_BRACKET.sub(" ", raw))
    speaker = squeeze(_without(raw, stages, brackets))
    trust = _trust(naming, linked=line.linked(start, end)[0] is not None)
    if trust is None:
        return None
    person, linked = line.linked(start, end)
    interpreted = bool(_INTERPRETED.search(raw))
    return Label(
        speaker=speaker,
        naming=squeeze(_INTERPRETED.sub(" ", naming)) if interpreted else naming,
        kind=_kind(naming),
        trust=Trust.REPEAT if overflows else trust,
        end=end + (line.text[end : end + 1] == ":"),
        person=person,
        linked=linked,
        note=_note(brackets, stages),
        interpreted=interpreted,
        stages=stages,
    )


def _is_stage(line: Line, start: int, end: int) -> bool:
    """Tell a stage direction in a label from "(as translated)", "(responding to …)" and a country."""
    inner = line.text[start:end].strip("()[] \u00a0")
    if _INTERPRETED.search(inner) or _AIMED.match(inner):
        return False
    return inner.endswith(".") or line.wholly(start, end, lambda mark: mark.italic)


def _without(raw: str, stages: tuple[str, ...], brackets: list[str]) -> str:
    for bracket in brackets:
        if squeeze(bracket) in stages:
            raw = raw.replace(bracket, " ", 1)
    return raw


def _note(brackets: list[str], stages: tuple[str, ...]) -> str | None:
    notes = (squeeze(one) for one in brackets)
    said = [one.strip("()[] ") for one in notes if one not in stages and not _INTERPRETED.search(one)]
    return "; ".join(filter(None, said)) or None


def _kind(naming: str) -> TurnKind:
    if _QUESTION.match(naming):
        return TurnKind.QUESTION
    return TurnKind.REMARK if _REMARK.match(naming) or _ANSWER.match(naming) else TurnKind.SPEECH


def _trust(naming: str, *, linked: bool) -> Trust | None:
    """Return how sure it is that a label names a speaker; None where it does not."""
    if not any(map(str.isalpha, naming)) or _SENTENCE.search(naming) or not naming[0].isupper():
        return None
    if linked or _QUESTION.match(naming) or _REMARK.match(naming):
        return Trust.SURE
    if _NO_SPEAKER.search(naming):
        return Trust.REPEAT
    return Trust.SURE if _NAME.search(naming) else Trust.WEAK
