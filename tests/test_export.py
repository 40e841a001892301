"""Facts about exports."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import BadUsage
from archive.export import Selection, export
from archive.filters import Filters
from archive.wholefile import write_whole
from tests.rows import capture, document, empty_archive, insert, revision, small_archive

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('",\r\n\0 =\t'), max_size=20)


def exported(db, selection: Selection, format: str = "csv") -> str:  # noqa: A002
    out = io.BytesIO()
    export(db.conn, out, selection=selection, format=format)
    return out.getvalue().decode()


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def archive_of(texts: list[str]):
    db = empty_archive()
    insert(db, "runs", id=1, command="fetch", options={}, software="x", began_at="x")
    capture(db, 1, "http://a.example/")
    for number, text in enumerate(texts, 1):
        document(db, number, f"web/{number}")
        revision(db, number, 1, title=text, text=text)
    return db


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_what_goes_in_comes_out_of_pythons_reader(texts):
    rows = read(exported(archive_of(texts), Selection(columns=("title", "id", "text"))))
    assert rows[1:] == [[text, str(n), text] for n, text in enumerate(texts, 1)]
    assert read(exported(archive_of(texts), Selection(columns=("title",))))[1:] == [[t] for t in texts]


def test_not_stated_is_empty_and_an_empty_text_is_quoted():
    text = exported(
        small_archive(),
        Selection(columns=("key", "published_at", "lead"), filters=Filters(sources=("interfax",))),
    )
    assert text == 'key,published_at,lead\r\ninterfax/ru/3,,""\r\n'


def test_several_values_are_a_json_list_in_a_cell():
    selection = Selection(
        columns=("persons", "translation", "sections", "event_day"), filters=Filters(languages=("en",))
    )
    row = read(exported(small_archive(), selection))[1]
    lists = [json.loads(cell) for cell in row[:3]]
    assert lists == [["Petrov Ivan"], ["http://kremlin.example/news/1"], ["News"]]
    assert row[3] == "August 29"


def test_one_row_a_document_unless_all_revisions_are_asked_for():
    columns = ("id", "revision", "revisions")
    assert read(exported(small_archive(), Selection(columns=columns)))[1] == ["1", "2", "2"]
    rows = read(exported(small_archive(), Selection(columns=columns, all_revisions=True)))
    assert rows[1:] == [["1", "1", "2"], ["1", "2", "2"], ["2", "1", "1"], ["3", "1", "1"]]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"since": date(2020, 9, 1)}, ["2", "3"]),
        ({"until": date(2020, 8, 27)}, ["1"]),
        ({"section": "News"}, ["1"]),
        ({"section": "/events/news"}, ["1"]),
        ({"languages": ("ru",), "sources": ("kremlin",)}, ["2"]),
        ({"place": "sochi"}, ["1"]),
        ({"place": "Сочи"}, ["1"]),
        ({"person": "Ивана Петрова"}, ["1"]),
        ({"person": "Petrova"}, ["1"]),
        ({"person": "Sidorov"}, []),
        ({"states": ("gone",)}, []),
        ({"states": ("present", "gone")}, ["1", "2", "3"]),
    ],
)
def test_filters(asked, ids):
    rows = read(exported(small_archive(), Selection(columns=("id", "key"), filters=Filters(**asked))))
    assert [row[0] for row in rows[1:]] == ids


def test_an_unknown_column_is_refused_with_the_known_ones():
    with pytest.raises(BadUsage, match=r"nope; the known ones are id, key"):
        Selection(columns=("nope",))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", '"=', "\u00a0=", "＝", "＠"])
def test_no_cell_of_a_sheet_is_a_formula(start):
    out = io.BytesIO()
    db = archive_of([f"{start}1+1", "plain", "x" * 32_768])
    count = export(db.conn, out, selection=Selection(columns=("title", "id")), format="sheet")
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    rows = read(out.getvalue().decode("utf-8-sig"))
    assert [row[0] for row in rows[1:]] == [f"'{start}1+1", "plain", "x" * 32_768]
    assert (count.rows, count.made_safe, count.too_long) == (3, 1, 1)


def test_published_injections_are_made_safe(shared: Path):
    lists = shared / "data/hostile/csv-injection/Intruder/csv-payload.txt"
    payloads = lists.read_text().splitlines()
    text = exported(archive_of(payloads), Selection(columns=("title", "id")), "sheet")
    cells = [row[0] for row in read(text.removeprefix("\ufeff"))[1:]]
    assert len(cells) == len(payloads)
    assert not [cell for cell in cells if cell.lstrip(" \"'\t")[:1] in "=+-@" and not cell.startswith("'")]


def test_the_csv_spectrum_survives(shared: Path):
    for path in sorted((shared / "data/hostile/csv-spectrum/csvs").glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [
            r[0] for r in read(exported(archive_of(cells), Selection(columns=("title", "id"))))[1:]
        ] == cells


def test_json_lines_hold_lists_and_objects():
    selection = Selection(columns=("id", "blocks", "metadata", "aliases"), filters=Filters(languages=("en",)))
    line = json.loads(exported(small_archive(), selection, "jsonl"))
    assert line["id"] == 1
    assert line["blocks"][1] == {"kind": "paragraph", "text": "Three."}
    assert line["metadata"]["place"] == "Sochi"
    assert line["aliases"] == ["en.kremlin.example/news/1", "kremlin.example/d/1"]


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path):
    target = tmp_path / "a.csv"
    assert write_whole(target, lambda out: out.write(b"old")) == 3

    def fail(out: io.BytesIO) -> None:
        out.write(b"half")
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        write_whole(target, fail)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
