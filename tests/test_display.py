"""Facts about what a terminal is given."""

import io

import pytest
from rich.console import Console

from archive.display import print_document, print_status, visible
from archive.display_changes import print_difference
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


def test_what_was_stripped_is_shown_with_its_rule():
    db = small_archive()
    text = shown(lambda c: print_document(c, find(db, "1"), history(db, 1)), terminal=False)
    assert "share bar\tShare this" in text
