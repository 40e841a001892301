"""Knows how to invent text that weighs what real text weighs: Zipf's law, stock phrases, editors' blanks."""

from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from random import Random

__all__ = ["Prose"]

# ruff: noqa: SIM905, E501 - two hundred words are read as text, not as a list
_COMMON = (
    "the of and to in a that is for on we with our this are have it be will as i at by not has from you all"
    " also their they more was an which there would very work must been such these who but us so other its can"
    " one about what should people when if only first new many years today country need here out were into time"
    " them how over between because already like now great good do important most some well just than he made"
    " number every said same both those part including under per those where up any me year my or no your"
).split()
_CLINGING = frozenset("the of and to in a on for at by as an or no i its our with from".split())
_ONSETS = "b c d f g h l m n p r s t v w br cl cr dr fl gr pl pr sh sp st th tr ch qu str".split()
_VOWELS = "a e i o u ea ou ai ie oo io".split()
_CODAS = ["", "", "", "n", "r", "s", "t", "l", "m", "nd", "nt", "st", "ck", "ng", "rd", "x"]
_ENDINGS = ["", "", "", "s", "ed", "ing", "tion", "ment", "al", "ity", "ly", "ive", "er", "ence"]
_VOCABULARY = 5_000
_PHRASES = 1_500
_PHRASE_SHARE = 0.22
_COMMAS, _FIGURES = 0.07, 0.12  # shares of words and of sentences
_FOLDED, _TIED = 0.6, 0.3  # shares of paragraphs broken into lines, of short words tied by NBSP
_LINE = 80


class Prose:
    """A vocabulary and its stock phrases: the same for every page, chosen once by a seed."""

    def __init__(self, seed: int) -> None:
        """Invent the vocabulary."""
        random = Random(seed)  # noqa: S311 - nothing secret
        words = dict.fromkeys(_COMMON)
        while len(words) < _VOCABULARY:
            words[_invented(random)] = None
        self._words = list(words)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self._words))))
        self._phrases = [" ".join(self._some(random, random.randint(2, 5))) for _ in range(_PHRASES)]
        self._phrase_weights = list(accumulate(1 / (rank + 10) for rank in range(_PHRASES)))
        self.names = [_invented(random).title() + " " + _invented(random).title() for _ in range(300)]
        self.places = [_invented(random).title() for _ in range(60)]
        self.topics = [" ".join(self._rare(random, 2)).capitalize() for _ in range(80)]

    def _some(self, random: Random, count: int) -> list[str]:
        return random.choices(self._words, cum_weights=self._weights, k=count)

    def _rare(self, random: Random, count: int) -> list[str]:
        return random.choices(self._words[len(_COMMON) :], k=count)

    def phrase(self, random: Random, words: int) -> str:
        """Return a heading of that many words, without a full stop."""
        return " ".join(self._some(random, words)).capitalize()

    def sentence(self, random: Random) -> str:
        """Return one sentence of 6 to 34 words, stock phrases among them."""
        parts: list[str] = []
        wanted = random.randint(6, 34)
        for word in self._some(random, wanted):
            if random.random() < _PHRASE_SHARE:
                parts.append(_pick(random, self._phrases, self._phrase_weights))
            parts.append(word + "," if random.random() < _COMMAS else word)
        if random.random() < _FIGURES:
            parts.insert(len(parts) // 2, str(random.randint(2, 2030)))
        text = " ".join(parts[:wanted]).rstrip(",")
        return text[0].upper() + text[1:] + "."

    def paragraph(self, random: Random, length: int) -> str:
        """Return about so many characters, with the site's NBSPs and editor's line ends."""
        sentences = []
        while length > 0:
            sentences.append(self.sentence(random))
            length -= len(sentences[-1]) + 1
        return _set(" ".join(sentences), random)


def _invented(random: Random) -> str:
    syllables = random.choices((1, 2, 3), (3, 5, 2))[0]
    stem = "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(syllables))
    return stem + random.choice(_CODAS) + random.choice(_ENDINGS)


def _pick(random: Random, values: Sequence[str], weights: Sequence[float]) -> str:
    return values[min(bisect(weights, random.random() * weights[-1]), len(values) - 1)]


def _set(text: str, random: Random) -> str:
    """Break lines where an editor's program did, and tie short words to the next one."""
    out: list[str] = []
    column = 0
    folded = random.random() < _FOLDED
    for word in text.split(" "):
        out.append(word)
        column += len(word) + 1
        if folded and column > _LINE:
            out.append("\n")
            column = 0
        else:
            out.append("\u00a0" if word in _CLINGING and random.random() < _TIED else " ")
    return "".join(out).strip()
