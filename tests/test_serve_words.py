"""The one catalogue of what the pages say: whole in both languages, and all that is asked of it is there."""

import re
import tomllib

import pytest

from archive.changes.kinds import Kind
from archive.coverage import Looked, Standing
from archive.states import State
from archive.web.language import LANGUAGES
from archive.web.words import CATALOGUE, Words

FOLDER = CATALOGUE.parent
TEMPLATES = sorted(FOLDER.rglob("readout/*.html"))
CATALOGUED = tomllib.loads(CATALOGUE.read_text("utf-8"))
CALL = re.compile(r"""\bw(?:ords)?\(["']([a-z0-9_]+)["']""")
COUNT = re.compile(r"""\bw\.count\(["']([a-z0-9_]+)["']""")


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)


def used(pattern: re.Pattern[str]) -> set[str]:
    texts = [
        path.read_text("utf-8") for path in (*TEMPLATES, FOLDER / "templates/base.html", *FOLDER.glob("*.py"))
    ]
    return {key for text in texts for key in pattern.findall(text)}


def test_every_phrase_that_is_asked_for_is_there() -> None:
    assert used(CALL) - {"order_", "view_"} <= set(CATALOGUED["phrases"])  # these end in a parameter's value
    assert used(COUNT) <= set(CATALOGUED["counts"])


def test_every_phrase_that_is_there_is_asked_for() -> None:
    texts = " ".join(
        path.read_text("utf-8") for path in (*TEMPLATES, FOLDER / "templates/base.html", *FOLDER.glob("*.py"))
    )
    unused = [
        key
        for key in CATALOGUED["phrases"]
        if f'"{key}"' not in texts and f"'{key}'" not in texts and not key.startswith(("order_", "view_"))
    ]
    assert not unused


def test_every_entry_has_both_languages() -> None:
    for group, entries in CATALOGUED.items():
        for key, entry in entries.items():
            assert len(entry) == len(LANGUAGES), (group, key)
            assert all(entry), (group, key)
    for key, (english, russian) in CATALOGUED["phrases"].items():
        assert re.findall(r"\{\w+\}", english) == re.findall(r"\{\w+\}", russian) or set(
            re.findall(r"\{\w+\}", english)
        ) == set(re.findall(r"\{\w+\}", russian)), key


def test_no_template_says_anything_itself() -> None:
    for template in TEMPLATES:
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text("utf-8"), flags=re.DOTALL)
        bare = re.sub(r"<[^>]*>", " ", bare)
        said = set(re.findall(r"[A-Za-zА-Яа-яё]{2,}", bare)) - {"Readout", "sha256", "sha"}
        assert not said, (template.name, said)


def test_each_code_of_the_archive_has_a_name(words: Words) -> None:
    for kind in Kind:
        assert kind.value in words.known("kinds"), kind
    assert set(words.known("states")) == set(State)
    assert set(words.known("standings")) == set(Standing)
    assert set(words.known("looked")) == set(Looked)


@pytest.mark.parametrize(
    ("number", "russian", "english"),
    [
        (0, "0 документов", "0 documents"),
        (1, "1 документ", "1 document"),
        (2, "2 документа", "2 documents"),
        (5, "5 документов", "5 documents"),
        (11, "11 документов", "11 documents"),
        (12, "12 документов", "12 documents"),
        (21, "21 документ", "21 documents"),
        (101, "101 документ", "101 documents"),
        (112, "112 документов", "112 documents"),
        (1234, "1\u202f234 документа", "1,234 documents"),
    ],
)
def test_counts_have_the_right_form(number: int, russian: str, english: str) -> None:
    assert Words("ru").count("documents", number).replace("\u00a0", " ") == russian
    assert Words("en").count("documents", number).replace("\u00a0", " ") == english


def test_days_and_moments_are_in_words_and_in_utc() -> None:
    assert Words("ru").day("2021-07-14") == "14\u00a0июля\u00a02021"
    assert Words("en").moment("2021-07-14T15:30:00+03:00") == "14\u00a0July\u00a02021, 12:30\u00a0UTC"
    assert Words("en").moment("no instant") == "no instant"
    assert Words("en").day("someday") == "someday"
