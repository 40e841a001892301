"""Knows how turns are written as one TEI document, near ParlaMint's, which archive/tei.rng describes.

Source: TEI P5, chapter 8 (Transcriptions of Speech), and ParlaMint's encoding guidelines: `u` for a turn,
`seg` for a paragraph of it, the printed label as a note before it, laughter and applause as `vocal` and
`kinesic`.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from archive.models import SegmentKind, TurnKind
from archive.names import folded
from archive.turns import TurnRow
from archive.xmltext import writable

__all__ = ["Voice", "voice_of", "write_tei"]

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_NO_ID = re.compile(r"[^A-Za-z0-9.-]+")
_KINDS = {
    TurnKind.SPEECH: "words of a speaker who is named",
    TurnKind.QUESTION: "a question of somebody who is not named",
    TurnKind.REMARK: "a remark of somebody who is not named",
}
_APPLAUSE = re.compile(r"applause|аплодисменты", re.IGNORECASE)
_LAUGHTER = re.compile(r"laugh|смех|сме[её]тся", re.IGNORECASE)

Voice = tuple[str, str]
"""The id that a TEI document gives a speaker, and the name in full."""


def voice_of(turn: TurnRow) -> Voice | None:
    """Return who speaks a turn: by the site's id, else by name; None for whoever is not named."""
    if turn.person is not None:
        return _NO_ID.sub(".", turn.person), turn.name or turn.speaker
    if turn.kind is not TurnKind.SPEECH:
        return None
    name = turn.name or turn.speaker
    words = folded(name)
    return (f"name.{'-'.join(words)}", name) if words else None


def write_tei(out: BinaryIO, spoken: Iterable[TurnRow], voices: Iterable[Voice]) -> int:
    """Write turns, those of a document together, and return their number; nothing is held but the voices.

    ``voices`` are those of the same turns. Characters that XML cannot hold become U+FFFD.
    """
    tei, count = _Tei(out), 0
    tei.start("TEI", {"xmlns": NAMESPACE})
    _head(tei, dict(voices))
    with tei.inside("text"), tei.inside("body"):
        for _, group in groupby(spoken, key=attrgetter("key")):
            rows = iter(group)
            first = next(rows)
            with tei.inside("div", {"type": "debateSection", "xml:lang": first.language, "n": first.key}):
                _source(tei, first)
                for turn in (first, *rows):
                    _turn(tei, turn)
                    count += 1
    tei.end("TEI")
    return count


class _Tei:
    """Elements, written as they come."""

    def __init__(self, out: BinaryIO) -> None:
        self._xml = XMLGenerator(out, encoding="utf-8", short_empty_elements=True)
        self._xml.startDocument()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        written = {key: writable(value) for key, value in attributes.items()}
        self._xml.startElement(name, AttributesImpl(written))

    def end(self, name: str) -> None:
        self._xml.endElement(name)
        self._xml.ignorableWhitespace("\n")

    @contextmanager
    def inside(self, name: str, attributes: dict[str, str] | None = None) -> Iterator[None]:
        self.start(name, attributes or {})
        yield
        self.end(name)

    def text(self, name: str, words: str, attributes: dict[str, str] | None = None) -> None:
        with self.inside(name, attributes):
            self._xml.characters(writable(words))


def _head(tei: _Tei, voices: dict[str, str]) -> None:
    with tei.inside("teiHeader"):
        with tei.inside("fileDesc"):
            with tei.inside("titleStmt"):
                tei.text("title", "Speaker turns of archived transcripts")
            with tei.inside("publicationStmt"):
                tei.text("p", "Written by Readout from its archive. Each source states its own terms of use.")
            with tei.inside("sourceDesc"):
                tei.text(
                    "p", "Each division names the page that it was read from and the SHA-256 of its bytes."
                )
        with tei.inside("encodingDesc"), tei.inside("classDecl"), tei.inside("taxonomy"):
            for kind, told in _KINDS.items():
                with tei.inside("category", {"xml:id": kind.value}):
                    tei.text("catDesc", told)
        if voices:
            with tei.inside("profileDesc"), tei.inside("particDesc"), tei.inside("listPerson"):
                for number, name in sorted(voices.items()):
                    with tei.inside("person", {"xml:id": number}):
                        tei.text("persName", name)


def _source(tei: _Tei, row: TurnRow) -> None:
    tei.text("head", row.title)
    with tei.inside("note", {"type": "source"}):
        tei.text("ref", row.address, {"target": row.address})
        if row.day:
            tei.text("date", row.day, {"when": row.day})
        if row.body_sha256:
            tei.text("idno", row.body_sha256, {"type": "sha256"})


def _turn(tei: _Tei, turn: TurnRow) -> None:
    voice = voice_of(turn)
    tei.text("note", turn.speaker, {"type": "speaker"})
    attributes = {"n": str(turn.number), "ana": f"#{turn.kind.value}"}
    if voice is not None:
        attributes["who"] = f"#{voice[0]}"
    if turn.interpreted:
        attributes["rend"] = "interpreted"
    with tei.inside("u", attributes):
        for kind, text, block in turn.segments:
            if kind is SegmentKind.SAID:
                tei.text("seg", text, {"n": str(block)})
            elif kind is SegmentKind.STAGE:
                _stage(tei, text)
            elif kind is SegmentKind.OMISSION:
                with tei.inside("gap", {"reason": "editorial"}):
                    tei.text("desc", text)
            else:
                tei.text("note", text, {"type": "break"})


def _stage(tei: _Tei, text: str) -> None:
    name, kind = ("incident", "action")
    if _APPLAUSE.search(text):
        name, kind = "kinesic", "applause"
    elif _LAUGHTER.search(text):
        name, kind = "vocal", "laughter"
    with tei.inside(name, {"type": kind}):
        tei.text("desc", text)
