"""Knows what months and weekdays are called in the languages of the web at large, and which one a word is."""

from collections.abc import Mapping
from types import MappingProxyType

from crawler.sites.date_spelling import SPELLINGS

__all__ = ["LANGUAGES", "month_of", "weekday_of"]

# A month a word; of one month several, with a stroke between. Genitives and short forms as they are printed.
_ENGLISH = (
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug "
    "september|sep|sept october|oct november|nov december|dec"
)
_WORDS = {
    "en": _ENGLISH,
    "uk": (
        "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт|кві травня|травень|трав "
        "червня|червень|черв|чер липня|липень|лип серпня|серпень|серп|сер вересня|вересень|вер "
        "жовтня|жовтень|жовт|жов листопада|листопад|лист|лис грудня|грудень|груд|гру"
    ),
    "de": (
        "januar|jänner|jan februar|feber|feb märz|maerz|mär|mrz april|apr mai juni|jun juli|jul august|aug "
        "september|sept|sep oktober|okt november|nov dezember|dez"
    ),
    "es": (
        "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago "
        "septiembre|setiembre|sept|sep|set octubre|oct noviembre|nov diciembre|dic"
    ),
    "it": (
        "gennaio|gen febbraio|febb|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago "
        "settembre|sett|set ottobre|ott novembre|nov dicembre|dic"
    ),
    "pl": (
        "stycznia|styczeń|sty lutego|luty|lut marca|marzec|mar kwietnia|kwiecień|kwi maja|maj "
        "czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz "
        "października|październik|paź listopada|listopad|lis grudnia|grudzień|gru"
    ),
    "ro": (
        "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug "
        "septembrie|sept|sep octombrie|oct noiembrie|noi|nov decembrie|dec"
    ),
    "tr": (
        "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl "
        "ekim|eki kasım|kas aralık|ara"
    ),
    "pt": (
        "janeiro|jan fevereiro|fev março|mar abril|abr maio|mai junho|jun julho|jul agosto|ago "
        "setembro|set outubro|out novembro|nov dezembro|dez"
    ),
    "nl": (
        "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug "
        "september|sept|sep oktober|okt november|nov december|dec"
    ),
}


_DAYS = {
    "en": (
        "monday|mon tuesday|tue|tues wednesday|wed thursday|thu|thur|thurs friday|fri saturday|sat sunday|sun"
    ),
    "de": "montag|mo dienstag|di mittwoch|mi donnerstag|do freitag|fr samstag|sonnabend|sa sonntag|so",
    "uk": "понеділок|пн вівторок|вт середа|ср четвер|чт п'ятниця|п’ятниця|пт субота|сб неділя|нд",
    "es": "lunes|lun martes|mar miércoles|mié jueves|jue viernes|vie sábado|sáb domingo|dom",
    "it": "lunedì|lun martedì|mar mercoledì|mer giovedì|gio venerdì|ven sabato|sab domenica|dom",
    "pl": "poniedziałek|pon|pn wtorek|wt środa|śr czwartek|czw piątek|pt sobota|sob niedziela|niedz|nd",
    "ro": "luni|lun marți|mar miercuri|mie joi vineri|vin sâmbătă|sâm duminică|dum",
    "tr": "pazartesi|pzt salı|sal çarşamba|çar perşembe|per cuma|cum cumartesi|cmt pazar|paz",
    "pt": "segunda|seg terça|ter quarta|qua quinta|qui sexta|sex sábado|sáb domingo|dom",
    "nl": "maandag|ma dinsdag|di woensdag|wo donderdag|do vrijdag|vr zaterdag|za zondag|zo",
}
_Numbers = Mapping[str, Mapping[str, int]]


def _numbered(names: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {name: number for number, same in enumerate(names, start=1) for name in same}


def _spelled(words: Mapping[str, str]) -> dict[str, Mapping[str, int]]:
    return {
        language: _numbered(tuple(tuple(one.split("|")) for one in listed.split()))
        for language, listed in words.items()
    }


_MONTHS: _Numbers = MappingProxyType(
    {language: _numbered(SPELLINGS[language].months) for language in ("ru", "fr")} | _spelled(_WORDS)
)
_WEEKDAYS: _Numbers = MappingProxyType(
    {language: _numbered(SPELLINGS[language].weekdays) for language in ("ru", "fr")} | _spelled(_DAYS)
)
LANGUAGES = tuple(_MONTHS)


def month_of(word: str, *, language: str) -> int | None:
    """Return the number of a month that is printed in a language, or in English; None for no such word.

    Without a known language any other will do, while all that know the word mean the same month by it.
    """
    return _number(word, _MONTHS, language[:2])


def weekday_of(word: str, *, language: str) -> int | None:
    """Return the ISO number of a weekday, 1 for Monday, under the same rules as `month_of`."""
    return _number(word, _WEEKDAYS, language[:2])


def _number(word: str, named: _Numbers, language: str) -> int | None:
    name = word.casefold().rstrip(".")
    asked = [language, "en"] if language in named else list(named)
    found = {named[one].get(name) for one in asked} - {None}
    return found.pop() if len(found) == 1 else named.get(language, {}).get(name)
