"""Facts about what a terminal is given."""

import io

import pytest
from rich.console import Console

from archive.changes.content import Content
from archive.changes.difference import difference, folded
from archive.display import print_document, print_status, visible
from archive.display_changes import print_difference, print_fields, print_paragraphs
from archive.library import captures_of, find, history
from archive.overview import status
from archive.worddiff import diff_words
from tests.rows import revision, small_archive

HOSTILE = "a\x1b]0;owned\x07\x9b31m\u202egnp.exe\u2028[bold red]x[/] ok\r"


def shown(print_it, *, terminal: bool) -> str:
    out = io.StringIO()
    print_it(
        Console(file=out, force_terminal=terminal, width=80, color_system="standard" if terminal else None)
    )
    return out.getvalue()


@pytest.mark.parametrize("terminal", [True, False])
def test_archived_text_never_acts_on_the_terminal(terminal):
    db = small_archive()
    revision(db, 1, 3, title=HOSTILE, text=HOSTILE, blocks=[{"kind": "paragraph", "text": HOSTILE}],
             dropped=[[HOSTILE, HOSTILE]])  # fmt: skip
    text = shown(
        lambda c: print_document(c, find(db, "1"), history(db, 1), captures_of(db, 1)), terminal=terminal
    )
    assert not set("\x07\x9b\u202e\u2028\r") & set(text)
    assert "\x1b]" not in text
    assert "[bold red]x[/] ok" in text
    assert "\\x1b]0;owned\\x07\\x9b31m\\u202egnp.exe" in text


def test_honest_text_is_left_alone():
    assert visible("Ёлка – «да»\nnoël 👩\u200d🌾") == "Ёлка – «да»\nnoël 👩\u200d🌾"


def test_a_pipe_gets_plain_lines_that_are_not_cut():
    text = shown(lambda c: print_status(c, status(small_archive())), terminal=False)
    assert "kremlin\ten\t1\t2020-08-27\t2020-08-27\t2\t2\t2026-11-23T10:00:00.000000+00:00\tfinished" in text
    assert "\x1b" not in text


def test_a_difference_is_readable_without_colour():
    pieces = [diff_words("It was red then.", "It was green then.")]
    assert shown(lambda c: print_difference(c, pieces), terminal=False) == "It was [-red-]{+green+} then.\n"


@pytest.mark.parametrize("terminal", [True, False])
def test_paragraphs_that_differ_are_told_with_their_place_and_kinds(terminal):
    texts = [f"{HOSTILE} There were {number} of them." for number in (5, 6)]
    moved = ["The bridge was painted red by its keepers.", "Two new ferries run on the lake."]
    sides = [("One.", *moved, texts[0]), ("One.", *reversed(moved), texts[1])]
    old, new = (
        Content(title="x", blocks=tuple(("paragraph", text) for text in side), facts={"place": place})
        for side, place in zip(sides, ("Tver", HOSTILE), strict=True)
    )
    told = difference(old, new)
    text = shown(lambda c: print_fields(c, told.fields), terminal=terminal)
    text += shown(lambda c: print_paragraphs(c, folded(told.paragraphs, context=0)), terminal=terminal)
    assert not set("\x07\x9b\u202e\u2028\r") & set(text)
    assert "\x1b]" not in text
    if not terminal:
        assert text.startswith("place [place] [-Tver-]{+a\\x1b]0;owned")
        assert "… 1 unchanged paragraph\n¶ 2, moved from 3 [moved]\nTwo new ferries" in text
        assert "¶ 4 [number]\n" in text
        assert "There were [-5-]{+6+} of them." in text


def test_what_was_stripped_is_shown_with_its_rule():
    db = small_archive()
    text = shown(lambda c: print_document(c, find(db, "1"), history(db, 1)), terminal=False)
    assert "share bar\tShare this" in text
