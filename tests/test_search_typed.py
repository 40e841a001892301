"""Whatever anybody types into a search gives an answer or one line, never a fault of the program's."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.errors import BadUsage
from archive.filters import Filters
from archive.search import Asked, search
from tests.searched import put, searchable

_BITS = (
    """ " ' * - ~ ~5 OR ИЛИ | AND NOT NEAR( ) ( { } : ^ + title: lead: body: fox лиса « » “ ” fo* fox* _ % """
)
_ODD = ("1 500", "\0", "\ud800", "习", "\u202e", "é", "U.S.", "a-b", "’s", ";", "--", "/*", "\\", "\n", "😀")
BITS = (*_BITS.split(), *_ODD, "\u0301", "ﷺ", "ǅ", "İ", "ß")
TYPED = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(BITS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(BITS), max_size=14).map("".join),
)


@pytest.fixture(scope="module")
def archive() -> Database:
    db = searchable({"web/fr/1": "Le renard.", "web/de/2": "Der Fuchs.", "web/tr/3": "İstanbul"})
    put(db, "web/en/4", "A fox, 1,500 foxes. İ ß ﬁ _a_ 习", title="«Fox» ’s")
    put(db, "web/ru/5", "Лиса\0 и \u202eволк " * 20, title="Лиса")
    return db


@settings(max_examples=400, deadline=None)
@given(words=TYPED, raw=st.booleans())
@example(words="fox" * 40_000, raw=False)
@example(words="a " * 50_000, raw=False)
@example(words='"' * 99_999, raw=False)
@example(words="-" * 99_999, raw=False)
@example(words="1 000 " * 16_000, raw=False)
@example(words="a'" * 50_000, raw=False)
@example(words="a\u0301" * 50_000, raw=False)
@example(words="(" * 10_000 + "fox", raw=True)
@example(words="fox OR " * 10_000 + "fox", raw=True)
@example(words="İ" * 70, raw=False)
def test_any_text_answers_or_says_in_one_line_why_not(archive: Database, words: str, raw: bool) -> None:  # noqa: FBT001
    said = ""
    try:
        found = search(archive, Asked(words=words, raw=raw))
    except BadUsage as refused:
        said = str(refused)
    assert len(said.splitlines()) == 1 if said else found.total == len(found.hits) <= 5


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=80))
def test_a_word_of_any_text_is_found_by_itself(text: str) -> None:
    db = searchable()
    put(db, "web/en/1", text, title=text.strip() or "0")
    for word in text.split()[:4]:
        try:
            found = search(db, Asked(words=f'"{word}"'))
        except BadUsage:
            continue
        if '"' not in word and not set(word) & set("«»„“”‟‹›*"):
            assert found.total == 1, ascii(word)


@settings(max_examples=150, deadline=None)
@given(text=TYPED)
def test_filters_take_any_text(archive: Database, text: str) -> None:
    for name in ("section", "person", "place"):
        search(archive, Asked(words="fox", filters=Filters(**{name: text})))


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=400))
def test_marked_pieces_are_the_title_again(text: str) -> None:
    db = searchable()
    put(db, "web/ru/1", "fox", title=f"fox {text}".replace("\ud800", ""))
    (hit,) = search(db, Asked(words="fox")).hits
    assert hit.plain_title == f"fox {text}"
