"""Text leaves the archive exactly as it was read off the page, character by character."""

import csv
import io
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.export import Selection, export
from archive.models import Block, BlockKind, Outcome, Tag
from tests.makers import a_document, a_reading, an_exchange
from tests.test_store import Diary

COLUMNS = ("id", "number", "title", "lead", "text", "author", "place")
TEXTS = {
    "NUL": "be\0fore",
    "NUL first": "\0after",
    "bidi marks": "\u202eright\u202c \u2066to\u2069 left\u200f",
    "zero width": "ze\u200bro\u200c wi\u200ddth\ufeff",
    "homoglyphs": "раураl and paypal",
    "NFD": "и\u0306 e\u0301",
    "NFC": "й é",
    "a number": "007",
    "blanks": " 12 ",
    "an exponent": "1e3",
    "a truth": "true",
    "a null": "null",
    "noncharacters": "\ufffe\uffff\U0001ffff\U0010ffff\ufdd0",
    "replacement": "\ufffd",
    "C1": "\x80\x85\x9f",
    "separators": "a\u2028b\u2029c\x0bd\x0ce\x1cf",
    "line ends": "a\r\nb\rc\nd",
    "quotes": '"a","b"',
}


def kept(path: Path, texts: list[str]) -> list[dict[str, str]]:
    """Record each text as a document and return what both exports say, which is the same."""
    diary = Diary(path)
    try:
        for number, text in enumerate(texts, 1):
            title = text if text.strip() else f"x{text}"
            shown = a_document(
                f"{number:03}", title=title, lead=text, author=text, place=text,
                blocks=(Block(BlockKind.PARAGRAPH, f"<{text}>"),),
            )  # fmt: skip
            ended = diary.visit(an_exchange(f"{number:03}"), a_reading(shown))
            assert ended.outcome is Outcome.STORED, ended.detail
        out: dict[str, bytes] = {}
        for form in ("csv", "jsonl"):
            file = io.BytesIO()
            export(diary.archive.db.conn, file, selection=Selection(columns=COLUMNS), format=form)
            out[form] = file.getvalue()
    finally:
        diary.archive.close()
    lines = [json.loads(line) for line in out["jsonl"].decode().split("\n")[:-1]]
    table = list(csv.DictReader(io.StringIO(out["csv"].decode(), newline="")))
    assert [{**line, "id": str(line["id"])} for line in lines] == table
    return table


def expected(texts: list[str]) -> list[dict[str, str]]:
    """Return the rows that the texts must give."""
    return [
        {
            "id": str(number),
            "number": f"{number:03}",
            "title": text if text.strip() else f"x{text}",
            "lead": text,
            "text": f"<{text}>",
            "author": text,
            "place": text,
        }
        for number, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_exported_as_it_is(name: str, tmp_path: Path) -> None:
    assert kept(tmp_path / "archive.db", [TEXTS[name]]) == expected([TEXTS[name]])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=4))
def test_any_text_is_exported_as_it_is(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert kept(Path(folder, "archive.db"), texts) == expected(texts)


def test_names_in_a_list_are_exported_as_they_are(tmp_path: Path) -> None:
    names = [*TEXTS.values(), ""]
    diary = Diary(tmp_path / "archive.db")
    tags = tuple(Tag("tag", name) for name in names)
    diary.visit(an_exchange(), a_reading(a_document(tags=tags)))
    selection = Selection(columns=("tags", "persons", "author"))
    out, table = io.BytesIO(), io.BytesIO()
    export(diary.archive.db.conn, out, selection=selection, format="jsonl")
    export(diary.archive.db.conn, table, selection=selection)
    diary.archive.close()
    assert json.loads(out.getvalue()) == {"tags": [tag.name for tag in tags], "persons": [], "author": None}
    (row,) = csv.DictReader(io.StringIO(table.getvalue().decode(), newline=""))
    assert json.loads(row["tags"]) == [tag.name for tag in tags]


def test_a_number_that_looks_like_one_stays_a_text(tmp_path: Path) -> None:
    diary = Diary(tmp_path / "archive.db")
    diary.visit(an_exchange("007"), a_reading(a_document("007", author="007")))
    stored = diary.rows(
        "select d.number, typeof(d.number), json_extract(r.metadata, '$.author'),"
        " typeof(json_extract(r.metadata, '$.author')) from documents d join revisions r"
        " on r.id = d.revision_id"
    )
    diary.archive.close()
    assert stored == [("007", "text", "007", "text")]


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\ude00\ud83d"])
@pytest.mark.parametrize("field", ["title", "lead", "author", "block"])
def test_a_lone_surrogate_costs_the_document_and_not_the_capture(
    field: str, text: str, tmp_path: Path
) -> None:
    changed = {"blocks": (Block(BlockKind.PARAGRAPH, text),)} if field == "block" else {field: text}
    diary = Diary(tmp_path / "archive.db")
    ended = diary.visit(an_exchange(), a_reading(a_document(**changed)))
    after = diary.visit(an_exchange("70002"), a_reading(a_document("70002")))
    body = diary.archive.captures.get(ended.capture_id).body
    documents = diary.rows("select key from documents")
    diary.archive.close()

    assert ended.outcome is Outcome.UNREADABLE
    assert "UnicodeEncodeError" in ended.detail
    assert body == an_exchange().body
    assert after.outcome is Outcome.STORED
    assert documents == [("kremlin/en/70002",)]
