"""Knows how archive/tracing/places.json is made: `python -m bench_links.cldr`, where Babel is installed.

Babel (BSD-3-Clause) carries the data of the Unicode CLDR, which may be redistributed under the Unicode
License v3 (https://www.unicode.org/license.txt). Babel is asked here only; neither Readout nor its tests need
it.
"""

import json
import unicodedata
from importlib import import_module
from pathlib import Path
from typing import Any

PLACES = Path(__file__).resolve().parents[1] / "archive" / "tracing" / "places.json"
LANGUAGES = (
    *("ar", "az", "be", "bg", "cs", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hu", "hy", "it", "ja"),
    *("ka", "kk", "ko", "mk", "nl", "pl", "pt", "ro", "ru", "sk", "sr", "ta", "tr", "uk", "uz", "vi", "zh"),
)
_SHORTEST = 3
"""Letters of an abbreviated name that is kept in a script with letters: shorter ones are other words."""


def countries(locale: Any) -> dict[str, str]:
    """Return the names of the countries in one language, by ISO 3166 code."""
    return {
        code: unicodedata.normalize("NFC", name)
        for code, name in sorted(locale.territories.items())
        if len(code) == len("RU")
        and code.isalpha()
        and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    }


def calendar(locale: Any, what: str, widths: tuple[str, ...]) -> dict[str, list[str]]:
    """Return every form of the names of months (1 to 12) or of days (0 is Monday) in one language."""
    found: dict[str, set[str]] = {}
    for context in ("format", "stand-alone"):
        for width in widths:
            for number, name in getattr(locale, what)[context][width].items():
                plain = unicodedata.normalize("NFC", name).strip(".").casefold()
                if not plain[:1].isdigit() and (len(plain) >= _SHORTEST or width == "wide"):
                    found.setdefault(str(number), set()).add(plain)
    return {number: sorted(names) for number, names in sorted(found.items(), key=lambda one: int(one[0]))}


def main() -> None:
    """Write the names of countries, months and days in all languages."""
    babel = import_module("babel")
    written: dict[str, Any] = {
        "source": f"Unicode CLDR, through Babel {babel.__version__}; Unicode License v3; by bench_links.cldr",
        "countries": {},
        "months": {},
        "days": {},
    }
    for language in LANGUAGES:
        locale = babel.Locale.parse(language)
        written["countries"][language] = countries(locale)
        written["months"][language] = calendar(locale, "months", ("wide", "abbreviated"))
        written["days"][language] = calendar(
            locale, "days", ("wide",)
        )  # short ones are words: pt "sex", "ter"
    PLACES.write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
