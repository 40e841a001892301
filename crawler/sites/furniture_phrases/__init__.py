"""Knows the whole lines that plug-ins print, by rule: one declaration a language, in the files beside this.

A file holds rules in brackets and under each its phrases, a line each; ``{}`` stands for any words, ``{n}``
for a number and ``{net}`` for names of networks. Case of letters, kinds of quotes and signs at both ends are
not told apart. Core's strings are those of its translations (core.txt); what plug-ins print in each language
is written down as we know it, and not each phrase was seen on a page.
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
