"""Knows which sources a text names as its own, with the sentence that says so, and which it only mentions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from archive.tracing.datelines import dateline
from archive.tracing.masks import unmasked
from archive.tracing.sentences import quotes, sentence_at, sentences
from archive.tracing.sources import Kind, Mention, Speech, mentions, speech
from archive.tracing.texts import MOST

__all__ = ["Attribution", "Manner", "attributions"]

Manner = Literal["copy", "cited", "named"]
"""Copy: the text opens with an agency's dateline. Cited: a word of reporting governs it. Named: no more."""

_FAR = 6
"""Words that may stand between a source and the word of reporting that governs it."""
_FAR_PERSON = 9
"""The same for a person, whose office is named on the way."""
_NEAR = 2
_OWNED = 3
"""Words before a source among which its owner stands: "leader of the Kremlin"."""
_ARTICLE = re.compile(r"(?:the|le|la|el|il|der|den|dem|das|het|de|o|a|το|τον)", re.IGNORECASE)
_WITHIN = 200
"""Characters on either side in which such a word is looked for."""
_PERSONS = frozenset({"Dmitry Peskov", "Yuri Ushakov"})
_QUOTED = 25
"""Characters from which on a quotation can be somebody's own words."""
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_BREAK = re.compile(r"[;:.!?。；]")
_HEADLINE_END = re.compile(r"\s[-–—|]\s*$")
_CREDIT = re.compile(r"[(/\[]\s*(?:www\.)?$")
_CREDIT_END = re.compile(r"(?:\s*[-–—,]\s?[^()\n]{1,30})?\s*[)/\]]")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source that a text names, and where: offsets count characters of the text."""

    kind: Kind
    name: str
    manner: Manner
    negated: bool
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    sentence: str
    state: str | None = None


def attributions(text: str, language: str) -> tuple[Attribution, ...]:
    """Return the sources that a text names, in reading order.

    The first line is taken for the title. The president counts only where words of his are quoted. Of a long
    text the first 20,000 characters are read.
    """
    text = unmasked(text[:MOST])
    reader = _Reader(text, speech(language))
    return tuple(one for mention in mentions(text) if (one := reader.judged(mention)))


@dataclass
class _Reader:
    """A text while its mentions are judged."""

    text: str
    speech: Speech
    spans: list[tuple[int, int]] = field(init=False)
    quoted: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.spans = sentences(self.text)
        self.quoted = list(quotes(self.text))

    def judged(self, mention: Mention) -> Attribution | None:
        source = mention.source
        start, end = sentence_at(self.spans, mention.start)
        negated = False
        manner: Manner = "named"
        if source.kind == "agency" and dateline(self.text, mention.start, mention.end):
            manner = "copy"
        elif source.kind == "president":
            if not self._speaks(mention):
                return None
            manner = "cited"
        elif source.kind == "act":
            manner = "cited"
        elif not self._is_thing(mention):
            negated = self._governs(self.speech.silent, mention, start, end, _FAR)
            if negated or self._cited(mention, start, end):
                manner = "cited"
        sentence = self.text[start:end]
        return Attribution(
            source.kind,
            source.name,
            manner,
            negated,
            mention.start,
            mention.end,
            start,
            end,
            sentence,
            source.state,
        )

    def _is_thing(self, mention: Mention) -> bool:
        """Tell whether the words beside a source make it a person, a building or an owner of something."""
        if mention.source.kind != "kremlin" or mention.source.office:
            return False
        before = self.text[max(0, mention.start - 40) : mention.start].split()[-_OWNED:]
        after = re.match(r"(?:\s+|(?=-))(-?[^\s,.:;]+)", self.text[mention.end : mention.end + 30])
        beside = [word.lstrip('«“„"(') for word in before] + ([after[1].strip('«»“”"()')] if after else [])
        return any(self.speech.owner.fullmatch(word) for word in beside)

    def _cited(self, mention: Mention, start: int, end: int) -> bool:
        if self._headed(mention):
            return True
        if mention.source.kind == "kremlin" and not mention.source.office and self._in_place(mention):
            return self._governs(
                self.speech.said, mention, start, end, _NEAR, through=re.compile(r"[,;:.!?]")
            )
        if self._governs(self.speech.cites, mention, start, mention.start, _FAR):
            return True
        far = _FAR_PERSON if mention.source.name in _PERSONS else _FAR
        return self._governs(self.speech.said, mention, start, end, far)

    def _headed(self, mention: Mention) -> bool:
        """Tell whether a source stands before a headline's colon, behind its dash, or alone in brackets."""
        before, after = (
            self.text[max(0, mention.start - 8) : mention.start],
            self.text[mention.end : mention.end + 40],
        )
        title = self.text.find("\n")
        if mention.end <= max(title, 0):
            if self.text[: mention.start].strip() == "" and re.match(r"\s?:", after):
                return True
            if _HEADLINE_END.search(before) and self.text[mention.end : title].strip() == "":
                return True
        return mention.source.kind == "agency" and bool(_CREDIT.search(before) and _CREDIT_END.match(after))

    def _in_place(self, mention: Mention) -> bool:
        before = re.search(r"(\S+(?:\s+\S+)?)\s+$", self.text[max(0, mention.start - 40) : mention.start])
        if not before:
            return bool(
                _CJK.match(self.text[mention.start])
                and self.speech.place.search(self.text[max(0, mention.start - 2) : mention.start])
            )
        words = before[1].split()
        asked = [before[1], words[-1]]
        if _ARTICLE.fullmatch(words[-1]):
            asked.append(words[0])
        return any(self.speech.place.fullmatch(each.strip('(«"“„')) for each in asked)

    def _governs(
        self,
        words: re.Pattern[str],
        mention: Mention,
        start: int,
        end: int,
        reach: int,
        *,
        through: re.Pattern[str] = _BREAK,
    ) -> bool:
        """Tell whether such a word stands near a source: in its sentence, on its side of quotation marks."""
        first_at, last_at = max(start, mention.start - _WITHIN), min(end, mention.end + _WITHIN)
        for found in words.finditer(self.text, first_at, last_at):
            if found.start() < mention.end and mention.start < found.end():
                if found.start() == mention.start and found.end() == mention.end:
                    continue
                if words is self.speech.silent:
                    return True
                continue
            first, last = sorted(((found.start(), found.end()), (mention.start, mention.end)))
            between = self.text[first[1] : last[0]]
            distance = len(between) // 2 if _CJK.search(between) else len(between.split())
            if distance <= reach and not through.search(between) and self._same_voice(found.start(), mention):
                return True
        return False

    def _same_voice(self, place: int, mention: Mention) -> bool:
        """Tell whether a word and a source stand both inside one quotation, or both outside of any."""
        return self._voice(place) == self._voice(mention.start, mention.end)

    def _voice(self, place: int, end: int = 0) -> int:
        for at, (start, stop) in enumerate(self.quoted):
            # Names of agencies stand in marks of their own.
            if start <= place < stop and not (end and start == place and end == stop):
                return at
        return -1

    def _speaks(self, mention: Mention) -> bool:
        """Tell whether a quotation stands beside the president and a word of reporting."""
        for (start, stop), beside in self.told:
            for said in beside:
                first, last = sorted(((said.start(), said.end()), (mention.start, mention.end)))
                if last[0] - first[1] > _WITHIN:
                    continue
                if mention.start >= start and mention.end <= stop:
                    continue
                if len(self.text[first[1] : last[0]].split()) <= _NEAR and not _BREAK.search(
                    self.text[first[1] : last[0]]
                ):
                    return True
        return False

    @cached_property
    def told(self) -> list[tuple[tuple[int, int], list[re.Match[str]]]]:
        """Return the long quotations, and the words of reporting beside each."""
        return [
            ((start, stop), list(self._said_beside(start, stop)))
            for start, stop in self.quoted
            if stop - start >= _QUOTED
        ]

    def _said_beside(self, start: int, stop: int) -> Iterator[re.Match[str]]:
        yield from self.speech.said.finditer(self.text, stop, min(len(self.text), stop + 40))
        yield from self.speech.said.finditer(self.text, max(0, start - 40), start)
