"""Knows what the words of a label say: a name or a question, an interpreter, notes, and how sure it is."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from archive.models import TurnKind
from crawler.sites.page import squeeze

__all__ = ["BRACKET", "Label", "Trust", "read_label", "says_interpreted"]

_QUESTION = re.compile(r"(?:question|вопрос)s?\b", re.IGNORECASE)
_REMARK = re.compile(
    r"(?:remarks?|voices?|audience|from the audience|реплик[аи]|возглас|голос|из зала)\b", re.IGNORECASE
)
_ANSWER = re.compile(r"(?:reply|response|answer|comment|ответ|комментарий)\b", re.IGNORECASE)
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
BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]?")
_INTERPRETED = re.compile(
    r"\b(?:retranslated|as translated|(?:via|through) (?:an )?interpreter|speaking through"
    r"|(?:как|в) перев[еёо]д|через переводчик)",
    re.IGNORECASE,
)


class Trust(IntEnum):
    """How sure a label is: weak ones count on a page that has a sure one, repeats where they repeat one."""

    REPEAT = 0
    WEAK = 1
    SURE = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Label:
    """Who a line says is speaking; one object for all labels of the same words and links.

    ``names`` are the parts of ``speaker`` outside brackets; ``person`` the id that the label links to.
    ``stages`` are stage directions that stand in the label; ``note`` is what else its brackets say.
    """

    speaker: str
    naming: str
    kind: TurnKind
    trust: Trust
    person: str | None = None
    linked: str = ""
    note: str | None = None
    interpreted: bool = False
    stages: tuple[str, ...] = ()


@lru_cache(maxsize=4096)  # the labels of transcripts are few, and each is read again and again
def read_label(
    raw: str, *, stages: tuple[str, ...], person: str | None, linked: str, overflows: bool
) -> Label | None:
    """Return what a label says, None where it names no speaker.

    ``raw`` stands before the colon, ``stages`` are its stage directions, ``linked`` the words of the link to
    ``person``; ``overflows`` tells that the bold goes on after the colon.
    """
    brackets = BRACKET.findall(raw)
    naming = squeeze(BRACKET.sub(" ", raw))
    trust = _trust(naming, linked=person is not None)
    if trust is None:
        return None
    interpreted = says_interpreted(raw)
    return Label(
        speaker=squeeze(_without(raw, stages, brackets)),
        naming=squeeze(_INTERPRETED.sub(" ", naming)) if interpreted else naming,
        kind=_kind(naming),
        trust=Trust.REPEAT if overflows else trust,
        person=person,
        linked=linked,
        note=_note(brackets, stages),
        interpreted=interpreted,
        stages=stages,
    )


def says_interpreted(text: str) -> bool:
    """Tell whether words such as "(retranslated)" say that an interpreter is heard."""
    return _INTERPRETED.search(text) is not None


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
