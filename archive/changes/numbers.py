"""Knows the numbers that a Russian or an English text states, in figures or words, each in one form."""

import re
from collections.abc import Iterator
from decimal import Decimal

from archive.changes.found import Found

__all__ = ["numbers"]

_GROUPED = r"\d{1,3}(?:[\u0020\u00a0\u202f,’']\d{3})+(?!\d)(?:[.,]\d+)?"
_FIGURE = re.compile(rf"(?<![\w.,])(?:{_GROUPED}|\d+(?:[.,]\d+)?)")
_GROUP = re.compile(r"(?<=\d)[\u0020\u00a0\u202f,’'](?=\d{3}(?!\d))")
_SCALE = re.compile(
    r"[\s\u00a0-]?(?P<unit>(?i:thousand|тыс(?:яч\w*|\.)?)\b|(?i:million|млн|миллион\w*)\b"
    r"|(?i:billion|bn|млрд|миллиард\w*)\b|(?i:trillion|трлн|триллион\w*)\b)"
)
_SCALES = (
    ("th", 3),
    ("ты", 3),
    ("ми", 6),
    ("мл", 6),
    ("mi", 6),
    ("bi", 9),
    ("bn", 9),
    ("tr", 12),
    ("тр", 12),
)
_BILLIONS = ("миллиард", "млрд")

_UNITS: dict[str, int | Decimal] = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "million": 10**6, "billion": 10**9, "one": 1, "half": Decimal("0.5"),
}  # fmt: skip
_FORMS = {
    1: "один одна одно одного одной одному одним одном одну", 2: "два две двух двум двумя двое",
    3: "три трех трем тремя трое", 4: "четыре четырех четырем четырьмя четверо", 5: "пять пяти пятью пятеро",
    6: "шесть шести шестью шестеро", 7: "семь семи семью семеро", 8: "восемь восьми восемью восьмью",
    9: "девять девяти девятью", 10: "десять десяти десятью", 11: "одиннадцать одиннадцати одиннадцатью",
    12: "двенадцать двенадцати двенадцатью", 13: "тринадцать тринадцати тринадцатью",
    14: "четырнадцать четырнадцати четырнадцатью", 15: "пятнадцать пятнадцати пятнадцатью",
    16: "шестнадцать шестнадцати шестнадцатью", 17: "семнадцать семнадцати семнадцатью",
    18: "восемнадцать восемнадцати восемнадцатью", 19: "девятнадцать девятнадцати девятнадцатью",
    20: "двадцать двадцати двадцатью", 30: "тридцать тридцати тридцатью", 40: "сорок сорока",
    50: "пятьдесят пятидесяти пятьюдесятью", 60: "шестьдесят шестидесяти", 70: "семьдесят семидесяти",
    80: "восемьдесят восьмидесяти", 90: "девяносто девяноста", 100: "сто ста", 200: "двести двухсот",
    300: "триста трехсот", 400: "четыреста четырехсот", 500: "пятьсот пятисот", 600: "шестьсот шестисот",
    700: "семьсот семисот", 800: "восемьсот восьмисот", 900: "девятьсот девятисот",
    1000: "тысяча тысячи тысяч тысячу тысячам тысячами тысячах",
    10**6: "миллион миллиона миллионов миллиону миллионам", 10**9: "миллиард миллиарда миллиардов миллиардам",
}  # fmt: skip
_WORDS: dict[str, Decimal] = {word: Decimal(value) for word, value in _UNITS.items()} | {
    word: Decimal(value) for value, forms in _FORMS.items() for word in forms.split()
}
_WORDS |= {"полтора": Decimal("1.5"), "полторы": Decimal("1.5"), "полутора": Decimal("1.5")}
_SPELLED = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s\u00a0-]+(?:and\s)?")
_LEAST_SCALE = 100
_LONGEST = 40
"""Figures of a number; what is longer is compared as it stands."""


def numbers(text: str) -> list[Found]:
    """Return numbers by value: 1 500, 1,500, 1500, «полторы тысячи» and "1.5 thousand" are all "1500"."""
    return sorted((*_figures(text), *_spelled(text)), key=lambda one: one.start)


def _figures(text: str) -> Iterator[Found]:
    for match in _FIGURE.finditer(text):
        figure = _GROUP.sub("", match[0]).replace(",", ".")
        scale = _SCALE.match(text, match.end())
        if len(figure) > _LONGEST:
            yield Found(*match.span(), figure)
            continue
        value = Decimal(figure) * (10 ** _power(scale["unit"]) if scale else 1)
        yield Found(match.start(), scale.end() if scale else match.end(), _plain(value))


def _power(unit: str) -> int:
    word = unit.casefold()
    if word.startswith(_BILLIONS):
        return 9
    return next(power for start, power in _SCALES if word.startswith(start))


def _spelled(text: str) -> Iterator[Found]:
    """Yield numbers in words: "twenty-five", «одиннадцать тысяч»; a scale alone is no number."""
    group: list[tuple[re.Match[str], Decimal]] = []
    for match in _SPELLED.finditer(text):
        if group and match[0] == "and":
            continue
        value = _WORDS.get(match[0].casefold().replace("ё", "е"))
        if group and (value is None or not _BETWEEN.fullmatch(text, group[-1][0].end(), match.start())):
            yield from _valued(group)
            group = []
        if value is not None:
            group.append((match, value))
    yield from _valued(group)


def _valued(group: list[tuple[re.Match[str], Decimal]]) -> Iterator[Found]:
    if not group or (group[0][1] >= 1000 and len(group) == 1):  # noqa: PLR2004 - "thousands" of something
        return
    total = part = Decimal(0)
    for _, value in group:
        if value >= 1000:  # noqa: PLR2004 - what was said so far counts thousands
            total, part = total + (part or 1) * value, Decimal(0)
        elif value == _LEAST_SCALE and 0 < part < _LEAST_SCALE:
            part *= value
        else:
            part += value
    yield Found(group[0][0].start(), group[-1][0].end(), _plain(total + part))


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
