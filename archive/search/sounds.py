"""Knows by which tokens a name is found in other letters, another spelling or another case."""

import re

from archive.names import folded, sounded
from archive.search.letters import CYRILLIC, LATIN, LONGEST, alike, bare, unpossessed

__all__ = ["is_surname", "named", "written"]

_SHORTEST = 3
_SURNAME = re.compile("c..+(?:ov|ev|in)")


def written(piece: str) -> tuple[str, str]:
    """Return the tokens of what is written as a name is: its skeleton, and where it is Latin its sound.

    A skeleton is what archive.names keeps in all cases, after ``c`` for Cyrillic or ``l`` for Latin; a sound
    has its ending, after ``p``. What begins with a small letter, or is short, has none.
    """
    if not piece[0].isupper():
        return "", ""
    base, skeleton = _skeleton(piece)
    if not skeleton:
        return "", ""
    if CYRILLIC.search(base):
        return f"c{skeleton}", ""
    return (f"l{skeleton}", f"p{''.join(sounded(base))}") if LATIN.search(base) else ("", "")


def named(piece: str) -> tuple[str, ...]:
    """Return by which token a name is found in other letters, and by which in its own, however it ends.

    Nothing is returned for what is too short to be told by its sound.
    """
    base, skeleton = _skeleton(piece)
    if not skeleton:
        return ()
    if CYRILLIC.search(base):
        return f"l{skeleton}", f"c{skeleton}"
    return (f"c{skeleton}", f"p{''.join(sounded(base))}") if LATIN.search(base) else ()


def is_surname(token: str) -> bool:
    """Tell whether what `named` gave is a Russian surname by its end, which the skeleton keeps in all cases.

    Of other words it keeps too little: «Китай» would be found by «кит».
    """
    return _SURNAME.fullmatch(token) is not None


def _skeleton(piece: str) -> tuple[str, str]:
    base = alike(unpossessed(bare(piece))[:LONGEST].casefold())
    skeleton = "".join(folded(base))
    return base, skeleton if len(skeleton) >= _SHORTEST else ""
