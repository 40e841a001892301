"""Facts about the difference of two texts."""

from hypothesis import given
from hypothesis import strategies as st

from archive.worddiff import Piece, diff_words

WORDS = st.lists(st.sampled_from(["one", "два", ",", " ", "three", "é"]), max_size=8).map(" ".join)


def test_changed_words_show_inside_their_sentence():
    assert diff_words("The president met 5 farmers in Sochi.", "The president met 6 farmers in Sochi.") == (
        Piece("same", "The president met "),
        Piece("removed", "5"),
        Piece("added", "6"),
        Piece("same", " farmers in Sochi."),
    )


def test_words_are_taken_out_whole_with_the_space_behind_them():
    assert diff_words("I think that we did it", "I think that did it") == (
        Piece("same", "I think that "),
        Piece("removed", "we "),
        Piece("same", "did it"),
    )


def test_a_sentence_written_anew_is_one_edit_and_no_crumbs():
    pieces = diff_words("He left on a horse at dawn.", "She came by a ship, in rain.")
    assert [piece.change for piece in pieces] == ["removed", "added", "same"]


@given(WORDS, WORDS)
def test_both_texts_can_be_made_again_from_the_pieces(old, new):
    pieces = diff_words(old, new)
    assert "".join(p.text for p in pieces if p.change != "added") == old
    assert "".join(p.text for p in pieces if p.change != "removed") == new
