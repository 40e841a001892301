"""Knows how an Interfax dateline is printed, in any of its spellings, and takes it apart."""

import re

from archive.models import Dateline

__all__ = ["split_dateline"]

_DASH = r"\s*[-–—−]+\s*"
_DAY = (
    r"(?:[0-9]{1,2}(?:er|st|nd|rd|th)? [^\W\d_]{3,12}|[^\W\d_]{3,12}\.? [0-9]{1,2})"
    r"(?: [0-9]{4}(?: года| г)?)?"
)
_CITY = r"[^\W\d_](?:[^\W\d_]|[ '’()-]|\.(?=[ -]?[^\W\d_])){1,60}?"
_WEB = r"INTERFAX\.RU|Interfax\.ru|Interfax-Russia\.ru|INTERFAX-RUSSIA\.RU"
_WIRE = r"ИНТЕРФАКС(?:-(?!УКРАИНА)[А-ЯЁ]{2,20})?|INTERFAX(?:-(?!UKRAINE)[A-Z]{2,20})?"
_MIXED = r"Интерфакс(?:-(?!Украина)[А-ЯЁ][А-Яа-яё]{1,20})?"

_DATED = re.compile(
    rf"(?:(?P<city>{_CITY})\. )?(?P<day>{_DAY})\.? (?P<brand>{_WEB}|{_WIRE}|{_MIXED})\.?{_DASH}(?=\S)"
)
_ENGLISH = re.compile(
    rf"(?:(?P<city>{_CITY})\. )?(?P<day>{_DAY})\.? \((?P<brand>Interfax|INTERFAX)\){_DASH}(?=\S)"
)
_PLACED = re.compile(rf"(?P<city>{_CITY})\. (?P<day>)(?P<brand>{_WEB}|{_WIRE})\.?{_DASH}(?=\S)")
_BARE = re.compile(rf"(?P<city>)(?P<day>)(?P<brand>{_WEB}|{_WIRE})\.?\s+[-–—−]+\s+(?=\S)")
_FORMS = (_DATED, _ENGLISH, _PLACED, _BARE)


def split_dateline(text: str) -> tuple[Dateline | None, str]:
    """Split a paragraph into its dateline and the rest; ``printed + rest`` is the text as it was.

    Knows a dateline without its city, without its day, or the bare brand («INTERFAX.RU – »), the wire's
    ИНТЕРФАКС, ИНТЕРФАКС-АВН and «ИНТЕРФАКС. - », and the English «CITY. April 7 (Interfax) – ». The city
    is where the bureau sits, not where the news is. Interfax-Ukraine is another agency: its dateline is
    none. Source: interfax.md section 8, "Dateline".

    A document's block keeps its dateline, for the body is evidence of what was printed;
    `Dateline.printed` lets a reader subtract it.
    """
    for form in _FORMS:
        found = form.match(text)
        if found:
            dateline = Dateline(
                brand=found["brand"],
                printed=found[0],
                city=found["city"] or None,
                day=found["day"] or None,
            )
            return dateline, text[found.end() :]
    return None, text
