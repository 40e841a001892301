"""Knows what the months are called in the languages of the web at large, and which month a word is."""

from collections.abc import Mapping
from types import MappingProxyType

from crawler.sites.date_spelling import SPELLINGS

__all__ = ["LANGUAGES", "month_of"]

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


def _numbered(months: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {name: number for number, names in enumerate(months, start=1) for name in names}


_MONTHS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {language: _numbered(SPELLINGS[language].months) for language in ("ru", "fr")}
    | {
        language: _numbered(tuple(tuple(one.split("|")) for one in words.split()))
        for language, words in _WORDS.items()
    }
)
LANGUAGES = tuple(_MONTHS)


def month_of(word: str, *, language: str) -> int | None:
    """Return the number of a month that is printed in a language, or in English; None for no such word.

    Without a known language any other will do, while all that know the word mean the same month by it.
    """
    name = word.casefold().rstrip(".")
    asked = [language, "en"] if language in _MONTHS else list(_MONTHS)
    found = {_MONTHS[one].get(name) for one in asked} - {None}
    return found.pop() if len(found) == 1 else _MONTHS.get(language, {}).get(name)
