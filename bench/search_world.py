"""Knows the words of made documents: two languages, inflected, as often as Zipf's law makes them."""

import random
from dataclasses import dataclass
from itertools import accumulate

__all__ = ["Vocabulary", "World", "make_world"]

_LETTERS = {"ru": ("бвгджзклмнпрстфхцчшщ", "аеиоуыюя"), "en": ("bcdfghklmnprstvwz", "aeiou")}
_ENDINGS = {
    "ru": ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "ный", "ного", "ить", "ил", "ила", "или"),
    "en": ("", "s", "ed", "ing", "er", "ers", "'s"),
}
_COMMONEST = {
    "ru": "в и на с по что не о для из к от за это как при до его президент также",
    "en": "the of and to in a that for on is with as by it at was be president from this",
}
_ROOTS, _FORMS = 30_000, 3
_NAMES = 3_000
_FLATTENED = 2.7
"""Zipf and Mandelbrot's shift: the commonest words are not quite as common as Zipf's law alone says."""
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
_SOUNDS = "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch y e yu ya"
_LATIN = dict(zip(_CYRILLIC, _SOUNDS.split(), strict=True))


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The words of a language, the commonest first, and the sums of their weights."""

    words: tuple[str, ...]
    weights: tuple[float, ...]

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Return so many words, as often as their rank makes them."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)


@dataclass(frozen=True, kw_only=True)
class World:
    """What made documents speak of: vocabularies, and names in Russian and in Latin letters."""

    vocabularies: dict[str, Vocabulary]
    names: tuple[tuple[str, str], ...]


def zipf(count: int) -> tuple[float, ...]:
    """Return the sums of the weights of so many ranks."""
    return tuple(accumulate(1 / (rank + _FLATTENED) for rank in range(count)))


def make_world(seed: int = 20261128) -> World:
    """Return the words and names, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made words
    vocabularies = {}
    for language, endings in _ENDINGS.items():
        roots = dict.fromkeys(_root(chance, language) for _ in range(_ROOTS))
        inflected = [root + end for root in roots for end in chance.sample(endings, _FORMS)]
        words = (*_COMMONEST[language].split(), *inflected)
        vocabularies[language] = Vocabulary(words=words, weights=zipf(len(words)))
    made = (_root(chance, "ru").capitalize() + chance.choice(("ов", "ин", "ев")) for _ in range(_NAMES))
    names = tuple((name, _in_latin(name)) for name in dict.fromkeys(made))
    return World(vocabularies=vocabularies, names=names)


def _root(chance: random.Random, language: str) -> str:
    letters = _LETTERS[language]
    return "".join(chance.choice(letters[place % 2]) for place in range(chance.choice((3, 5, 5, 7))))


def _in_latin(name: str) -> str:
    return "".join(_LATIN[letter] for letter in name.lower()).capitalize()
