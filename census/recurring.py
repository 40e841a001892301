"""Knows which lines recur over many documents of a source and stand in their text: likely boilerplate."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["HONEST", "Line", "Recurrence", "recurring"]

Line = tuple[str, str, str]
"""Source, key of the document, and one line of its text."""

_LABEL = r"(?:[^:.!?]{1,70}: ?)?"
_POLITE = (
    r"(?:thanks?|good (?:morning|afternoon|evening|day)|hello|please|yes|no|of course|dear|colleagues|friends"
    r"|mr|ms|madam|ladies|i see|go ahead|agreed|спасибо|благодарю|добрый|доброе|здравствуйте|уважаем\w+"
    r"|коллеги|друзья|пожалуйста|да|нет|конечно|дорогие)"
)
HONEST = (
    (
        "omissions, breaks and staged ends",
        re.compile(r"<…>|\*( ?\*)*|(?:To be continued|Продолжение следует)[.…]*"),
    ),
    ("stage directions", re.compile(r"[(\[][^()\[\]]{1,80}[)\]][.!]?")),
    ("greetings, thanks and assent", re.compile(rf"{_LABEL}{_POLITE}\b.{{0,60}}", re.IGNORECASE)),
    ("what leads to a quotation or a list", re.compile(r"[^.!?]{1,70}:")),
)
"""What an honest text repeats, each with its reason: (reason, whole line)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recurrence:
    """A line, in how many documents of how many it stands, one of them, and why that is honest, if it is."""

    source: str
    line: str
    documents: int
    of: int
    example: str
    reason: str

    @property
    def share(self) -> float:
        """Return the share of the source's documents that hold the line (0 to 1)."""
        return self.documents / self.of


def recurring(lines: Iterable[Line], *, share: float, least: int) -> list[Recurrence]:
    """Return the lines that stand in more than a share of a source's documents, and in at least so many."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    documents: defaultdict[str, set[str]] = defaultdict(set)
    examples: dict[tuple[str, str], str] = {}
    for source, key, line in lines:
        if examples.get((source, f"{key}\n{line}")) is None:
            examples[source, f"{key}\n{line}"] = key
            examples.setdefault((source, line), key)
            counts[source][line] += 1
        documents[source].add(key)
    return [
        Recurrence(
            source=source,
            line=line,
            documents=count,
            of=len(documents[source]),
            example=examples[source, line],
            reason=next((reason for reason, whole in HONEST if whole.fullmatch(line)), ""),
        )
        for source, lines_of in sorted(counts.items())
        for line, count in lines_of.most_common()
        if count >= least and count > share * len(documents[source])
    ]
