"""Facts about the difference of two texts."""

from hypothesis import given
from hypothesis import strategies as st

from archive.worddiff import Piece, diff_paragraphs, diff_words

WORDS = st.lists(st.sampled_from(["one", "два", ",", " ", "three", "é"]), max_size=8).map(" ".join)


def test_changed_words_show_inside_their_paragraph():
    old = ["Same.", "The president met 5 farmers in Sochi.", "Gone for good."]
    new = ["Same.", "The president met 6 farmers in Sochi.", "A wholly new line"]
    assert list(diff_paragraphs(old, new)) == [
        (Piece("same", "Same."),),
        (
            Piece("same", "The president met "),
            Piece("removed", "5"),
            Piece("added", "6"),
            Piece("same", " farmers in Sochi."),
        ),
        (Piece("removed", "Gone for good."),),
        (Piece("added", "A wholly new line"),),
    ]


@given(WORDS, WORDS)
def test_both_texts_can_be_made_again_from_the_pieces(old, new):
    pieces = diff_words(old, new)
    assert "".join(p.text for p in pieces if p.change != "added") == old
    assert "".join(p.text for p in pieces if p.change != "removed") == new


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_no_paragraph_is_lost(old, new):
    pieces = [piece for paragraph in diff_paragraphs(old, new) for piece in paragraph]
    assert "".join(p.text for p in pieces if p.change != "added") == "".join(old)
    assert "".join(p.text for p in pieces if p.change != "removed") == "".join(new)
