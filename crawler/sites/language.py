"""Knows in which language a text is, and how surely; the only door to py3langid."""

from dataclasses import dataclass
from functools import cache
from typing import Any

__all__ = ["UNDETERMINED", "Language", "settled_language"]

UNDETERMINED = "und"
_ENOUGH = 120
_SURE = 0.99
_READ = (800, 2000)
"""Letters that are looked at: first some, and more where those leave a doubt. Of 529 pages none is of another
language than all 2,000 tell, in half the time."""
_BEYOND_DOUBT = 0.9995
_PLACES = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """The language of a text, and how sure the detector is of it; None where it did not settle it."""

    code: str
    confidence: float | None = None


def settled_language(text: str, *, declared: str | None) -> Language:
    """Return the language of a text: what the page declares, unless the text plainly is in another.

    A text under 120 letters, or one that the detector is not sure of, proves nothing: then what is
    declared stands, and nothing declared is "und". The confidence is cut to three places.
    """
    stated = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    if len(text) < _ENOUGH:
        return Language(code=stated or UNDETERMINED)
    found, sure = _classified(text)
    if sure >= _SURE or found == stated:
        return Language(code=str(found), confidence=int(sure * 10**_PLACES) / 10**_PLACES)
    return Language(code=stated or UNDETERMINED)


def _classified(text: str) -> tuple[str, float]:
    found, sure = "", 0.0
    for letters in _READ:
        found, sure = _identifier().classify(text[:letters])
        if sure >= _BEYOND_DOUBT or len(text) <= letters:
            break
    return found, sure


@cache
def _identifier() -> Any:
    # Loading the model costs 0.3 s, which only pages of the web at large should pay.
    from py3langid.langid import (  # type: ignore[import-untyped] # noqa: PLC0415
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
