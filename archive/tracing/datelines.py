"""Knows how agencies open their reports: place, day, agency, dash."""

import re

__all__ = ["dateline"]

_LINES = 15
"""Lines of a text at whose beginning a dateline may stand: before it come a title, a lead, a caption."""
_REST = 3
"""Characters that follow a dateline on its line at least: behind a credit there is nothing."""
_LONGEST = 90
_AFTER = re.compile(
    r"[\s»”\"]*(?:[-–—][\s\d]\s*\d{1,2}[^)\n]{0,20})?[)/\]»”\"]*\.?\s*"
    r"(?:[-–—:]|(?=\()|[^\s.]+,?\s\d{1,2}[^\n]{0,30}\([^)\n]{2,12}\)\s*[-–—]|\)\s|/\.|\d+日?电)"
)
_DASH = re.compile(r"[-–—]\s*$")
_CJK_AFTER = re.compile(r"(?:[^\s，。]{0,14}(?:电|讯)|[:：])")
_SENTENCE = re.compile(r"[^\W\d_]{3,}[.!?]\s+[^\W\d_]+\s+[^\W\d_]+\s+[^\W\d_]+\s")
_SMALL = re.compile(r"(?<![^\W\d_])[a-zà-ÿа-яёіїєґα-ώşğıçöü]{4,}")
_MONTHLIKE = re.compile(
    r"(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру|"
    r"jan|feb|fév|mar|mär|apr|avr|abr|ma[iyj]|jun|jui|jul|aug|aoû|ago|sep|set|oct|okt|ott|nov|dec|dez|déc|dic|"
    r"ene|gen|giu|lug|mag|maa|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru|"
    r"oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara)"
)


def dateline(text: str, start: int, end: int) -> bool:
    """Tell whether the agency that stands here opens the text: "MOSCOW, July 2 (Sputnik) –".

    Before it may stand places, days and other agencies, but no sentence; after it a dash, a colon or a
    bracket.
    """
    line = text.rfind("\n", 0, start) + 1
    if text.count("\n", 0, line) >= _LINES or start - line > _LONGEST:
        return False
    before, after = text[line:start], text[end : end + 80].split("\n", maxsplit=1)[0]
    if any(not _MONTHLIKE.match(word) for word in _SMALL.findall(before)):
        return False
    if re.match(r"[^\W\d_]*[\u4e00-\u9fff]", text[start:end]):
        return not before.strip() and bool(_CJK_AFTER.match(after))
    if _DASH.search(before) and after.startswith("."):
        return True
    found = _AFTER.match(after)
    return found is not None and len(after) - found.end() >= _REST
