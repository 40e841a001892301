"""Knows the whole lines that plug-ins print, by rule: one declaration a language, in the files beside this.

A file holds rules in brackets and under each its phrases, a line each; ``{}`` stands for any words, ``{n}``
for a number and ``{net}`` for names of networks. Case of letters, kinds of quotes and signs at both ends are
not told apart. Sources: WordPress core's translations (core.txt: the files of Debian's package
wordpress-l10n 6.1.9), and for what is newer the wording of live pages; Jetpack's, Yoast's, Sassy Social
Share's and the other plug-ins' titles are what those print in each language.
"""

from collections.abc import Iterator
from importlib.resources import files

__all__ = ["phrases"]


def phrases() -> Iterator[tuple[str, str]]:
    """Yield (rule, phrase) of every language."""
    for entry in sorted(files(__name__).iterdir(), key=lambda one: one.name):
        if not entry.name.endswith(".txt"):
            continue
        rule = ""
        for line in entry.read_text(encoding="utf-8").splitlines():
            if line.startswith("["):
                rule = line.strip("[]")
            elif line and not line.startswith("#"):
                yield rule, line
