"""Knows in which language a text is; the only door to py3langid."""

from functools import cache
from typing import Any

__all__ = ["UNDETERMINED", "settled_language"]

UNDETERMINED = "und"
_ENOUGH = 120
_SURE = 0.99
_READ = 4000


def settled_language(text: str, *, declared: str | None) -> str:
    """Return the language of a text: what the page declares, unless the text plainly is in another.

    A text under 120 letters, or one that the detector is not sure of, proves nothing: then what is
    declared stands, and nothing declared is "und".
    """
    stated = (declared or "").replace("_", "-").split("-")[0].strip().lower()
    if len(text) < _ENOUGH:
        return stated or UNDETERMINED
    found, sure = _identifier().classify(text[:_READ])
    return str(found) if sure >= _SURE else stated or UNDETERMINED


@cache
def _identifier() -> Any:
    # Loading the model costs 0.3 s, which only pages of the web at large should pay.
    from py3langid.langid import (  # type: ignore[import-untyped] # noqa: PLC0415
        MODEL_FILE,
        LanguageIdentifier,
    )

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
