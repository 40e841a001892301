"""What goes into an export comes out of it, in each format; what is described is what is there."""

import csv
import hashlib
import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from sqlite_utils import Database

from archive.columns import COLUMNS, DEFAULT_COLUMNS, HASH_COLUMNS, QUOTE_COLUMNS, WORDS_OF_THE_PAGE
from archive.dictionary import DICTIONARY
from archive.excerpts import excerpt
from archive.export import JSON_TEXTS, Selection, export, write_stream
from archive.export_rows import Rows
from archive.filters import Filters
from archive.parquet import write_parquet
from archive.publishing import write_sqlite
from archive.rights import Rights
from archive.schema import APPLICATION_ID, SCHEMA_VERSION
from crawler.exporting import RIGHTS
from crawler.sites import SITES
from tests.rows import document, empty_archive, insert, metadata, revision, small_archive
from tests.small_web import run

AT = "2026-11-23T10:00:00.000000+00:00"
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\",\r\n\0 =\t«»“”'"), max_size=40)
STAMPS = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001
    lambda one: one.replace(tzinfo=UTC).isoformat(timespec="microseconds")
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "title": WORDS,
            "lead": WORDS,
            "text": WORDS,
            "published_at": STAMPS,
            "published_day": st.none() | st.dates(date(1900, 1, 1)).map(date.isoformat),
            "place": st.none() | NAMES,
            "topics": st.lists(NAMES, max_size=3),
        }
    ),
    max_size=4,
)
FIELDS = ("id", "key", "title", "lead", "text", "published_at", "published_day", "place", "topics")


def archive_of(rows: list[dict]):
    db = empty_archive()
    insert(db, "runs", id=1, command="fetch", options={}, software="x", began_at=AT)
    for number, row in enumerate(rows, 1):
        document(db, number, f"kremlin/en/{number}", published_day=row["published_day"])
        said = metadata(
            place=row["place"], tags=[{"kind": "topic", "name": name, "id": None} for name in row["topics"]]
        )
        more = {name: row[name] for name in ("title", "lead", "text", "published_at")}
        revision(db, number, 1, metadata=said, **more)
    return db


def expected(rows: list[dict]) -> list[dict]:
    return [{"id": n, "key": f"kremlin/en/{n}", **row} for n, row in enumerate(rows, 1)]


def rows_of(db, *columns: str, **more) -> Rows:
    return Rows(db.conn, Selection(columns=columns, **more), weighs=True)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_what_goes_in_comes_out_of_parquet_typed(rows: list[dict]) -> None:
    out = io.BytesIO()
    write_parquet(rows_of(archive_of(rows), *FIELDS), out)
    table = parquet.read_table(io.BytesIO(out.getvalue()))

    told = table.to_pylist()
    for one in told:
        one["published_at"] = one["published_at"] and one["published_at"].isoformat(timespec="microseconds")
        one["published_day"] = one["published_day"] and one["published_day"].isoformat()
    assert told == expected(rows)
    assert str(table.schema.field("published_at").type) == "timestamp[us, tz=UTC]"
    assert str(table.schema.field("published_day").type) == "date32[day]"


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_what_goes_in_comes_out_of_sqlite(tmp_path_factory: pytest.TempPathFactory, rows: list[dict]) -> None:
    path = tmp_path_factory.mktemp("out") / "out.db"
    write_sqlite(rows_of(archive_of(rows), *FIELDS), path, search=True)
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        told = [dict(row) for row in db.execute("select * from documents order by id")]

    assert [{**one, "topics": json.loads(one["topics"])} for one in told] == expected(rows)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_what_goes_in_comes_out_of_json_and_csv(rows: list[dict]) -> None:
    out: dict[str, bytes] = {}
    for form in ("csv", "jsonl"):
        file = io.BytesIO()
        write_stream(rows_of(archive_of(rows), *FIELDS), file, form=form)
        out[form] = file.getvalue()

    assert [json.loads(line) for line in out["jsonl"].decode().split("\n")[:-1]] == expected(rows)
    table = list(csv.DictReader(io.StringIO(out["csv"].decode(), newline="")))
    for one, row in zip(table, expected(rows), strict=True):
        assert json.loads(one.pop("topics")) == row.pop("topics")
        assert one == {name: "" if value is None else str(value) for name, value in row.items()}


def test_every_column_is_described_and_is_of_the_type_that_it_says() -> None:
    assert DICTIONARY.keys() == COLUMNS.keys()
    types = {"string": str, "integer": int, "datetime": str, "date": str, "list": list, "json": str}
    for row in rows_of(small_archive(), *COLUMNS, all_revisions=True):
        for name, cell in zip(COLUMNS, row, strict=True):
            assert cell is None or isinstance(cell, types[DICTIONARY[name].type]), name
            if cell and DICTIONARY[name].type == "datetime":
                assert datetime.fromisoformat(cell).utcoffset() is not None, name
    assert {name for name, one in DICTIONARY.items() if one.type == "json"} == JSON_TEXTS


def test_all_formats_carry_the_same_columns() -> None:
    file = io.BytesIO()
    write_parquet(rows_of(small_archive(), *COLUMNS), file)
    assert parquet.read_schema(io.BytesIO(file.getvalue())).names == list(COLUMNS)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.lists(WORDS, max_size=20).map(" ".join), st.integers(1, 40))
def test_an_excerpt_is_a_part_of_the_text_and_never_longer_than_asked(
    lead: str, text: str, words: int
) -> None:
    told = excerpt(lead, text, words=words)
    parts = [part for part in told.split() if part != "…"]

    assert len(parts) <= words
    assert "".join(parts) in "".join(f"{lead}\n{text}".split())


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("One two three four.", 3, "One two three …"),
        ("Short.", 3, "Short."),
        (
            "It was late when he came. He said: «The trees have answered for us», and left the hall at once.",
            10,
            "… He said: «The trees have answered for us», and left …",
        ),
        ('The ferry "Onega" is back. "It will sail on Monday", said the captain.', 7,
         '… back. "It will sail on Monday", said …'),
        ("He said: “one two three four five six seven”.", 3, "… “one two three …"),
    ],
)  # fmt: skip
def test_an_excerpt_stands_around_the_first_quotation(text: str, words: int, told: str) -> None:
    assert excerpt("", text, words=words) == told


def test_without_text_means_without_a_word_of_it() -> None:
    assert not set(HASH_COLUMNS) & WORDS_OF_THE_PAGE
    assert set(QUOTE_COLUMNS) & WORDS_OF_THE_PAGE == {"title", "excerpt"}


def test_what_the_rows_do_not_say_is_counted() -> None:
    rows = rows_of(small_archive(), "key", "published_at", "lead", "persons")
    list(rows)

    told = {one.column: (one.rows, one.not_stated, one.empty, one.share) for one in rows.absences()}
    assert told == {
        "key": (3, 0, 0, 0.0),
        "published_at": (3, 1, 0, 1 / 3),
        "lead": (3, 0, 2, 2 / 3),
        "persons": (3, 0, 2, 2 / 3),
    }


def test_each_row_carries_the_rights_of_its_source() -> None:
    rights = {"kremlin": Rights(licence="CC-BY-4.0", statement="yes", open=True)}
    told = list(rows_of(small_archive(), "key", "rights", rights=rights))

    assert told == [
        ["kremlin/en/1", "CC-BY-4.0"],
        ["kremlin/ru/2", "CC-BY-4.0"],
        ["interfax/ru/3", "unknown"],
    ]


def test_every_declared_site_says_whose_its_texts_are() -> None:
    assert {site.name for site in SITES} == set(RIGHTS)
    assert {name for name, one in RIGHTS.items() if one.open} == {"kremlin"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_archive(str(tmp_path / "archive.db")).close()
    db = sqlite3.connect(tmp_path / "archive.db")
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute(f"pragma user_version = {SCHEMA_VERSION}")
    db.close()
    return tmp_path


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("a.csv", b"key,"),
        ("a.jsonl", b'{"key": '),
        ("a.parquet", b"PAR1"),
        ("a.db", b"SQLite format 3\0"),
        ("a.sqlite", b"SQLite format 3\0"),
        ("a", b"key,"),
    ],
)
def test_the_name_of_the_file_says_the_format(file: str, begins: bytes, folder: Path) -> None:
    done = run(None, "export", file, "--with-schema", "--missing", "missing.csv", cwd=folder)

    assert done.returncode == 0, done.stderr
    assert (folder / file).read_bytes().startswith(begins)
    package = json.loads((folder / f"{file}.schema.json").read_text("utf-8"))
    (resource,) = package["resources"]
    assert resource["hash"] == "sha256:" + hashlib.sha256((folder / file).read_bytes()).hexdigest()
    assert (resource["rowCount"], resource["bytes"]) == (3, (folder / file).stat().st_size)
    assert [one["name"] for one in resource["schema"]["fields"]] == list(DEFAULT_COLUMNS)
    assert package["licenses"][1]["name"] == "CC-BY-4.0"
    missing = list(csv.DictReader((folder / "missing.csv").read_text("utf-8").splitlines()))
    assert [one["column"] for one in missing] == list(DEFAULT_COLUMNS)
    assert missing[DEFAULT_COLUMNS.index("author")]["missing_share"] == "1.000000"


def test_a_description_follows_the_specification(folder: Path) -> None:
    run(None, "export", "described.json", "--describe", cwd=folder)
    package = json.loads((folder / "described.json").read_text("utf-8"))

    # specs.frictionlessdata.io: the names that a package, a resource and a field must have, and their forms.
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    assert all(one.get("name") or one.get("path") for one in package["licenses"])
    (resource,) = package["resources"]
    assert {"name", "path", "profile", "schema", "encoding"} <= resource.keys()
    types = {"string", "integer", "datetime", "date", "array", "object"}
    for field in resource["schema"]["fields"]:
        assert field["type"] in types
        assert {"name", "type", "format", "description"} <= field.keys()
    assert [one["name"] for one in resource["schema"]["fields"]] == list(COLUMNS)
    assert resource["schema"]["missingValues"] == [""]
    assert resource["schema"]["primaryKey"] == ["key"]


def test_the_dictionary_is_printed_for_a_reader(folder: Path) -> None:
    told = run(None, "export", "--describe", "--fields", "key,published_at", cwd=folder).stdout.splitlines()

    assert [line.split("\t")[:2] for line in told] == [
        ["column", "type"],
        ["key", "string"],
        ["published_at", "datetime"],
    ]


def test_a_published_database_has_no_bodies_and_can_be_searched(folder: Path) -> None:
    done = run(None, "export", "out.db", "--search", cwd=folder)

    assert done.returncode == 0, done.stderr
    db = Database(sqlite3.connect(folder / "out.db"))
    kinds = {row[0]: row[1] for row in db.execute("select name, type from sqlite_master").fetchall()}
    assert "trigger" not in kinds.values()
    assert {"documents", "dictionary", "rights"} <= kinds.keys()
    assert not {"bodies", "captures"} & kinds.keys()
    assert db["documents"].detect_fts() == "documents_fts"  # as Datasette finds it
    assert [row["key"] for row in db["documents"].search("Встреча")] == ["kremlin/ru/2"]
    assert (
        dict(db.execute("select source, licence from rights").fetchall())["interfax"] == "all rights reserved"
    )
    db.close()


def test_what_stood_there_stays_when_a_database_cannot_be_written(folder: Path) -> None:
    (folder / "out.db").write_bytes(b"old")
    db = sqlite3.connect(folder / "archive.db")
    db.execute("update revisions set metadata = '{' where id = 3")
    db.commit()
    db.close()
    done = run(None, "export", "out.db", cwd=folder)

    assert done.returncode != 0
    assert (folder / "out.db").read_bytes() == b"old"
    assert sorted(one.name for one in folder.glob("*out*")) == ["out.db"]
    assert sorted(one.name for one in folder.glob(".*")) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--quote-only", "--hash-only"), "exclude each other"),
        (("--hash-only", "--fields", "key,title"), "--hash-only leaves out title"),
        (("--quote-only", "--fields", "key,text"), "--quote-only leaves out text"),
        (("--format", "sqlite"), "there is no place"),
        (("--with-schema",), "there is no place"),
        (("--search", "a.csv"), "goes with --format sqlite"),
        (("--fields", "key,key"), "named twice: key"),
    ],
)
def test_what_makes_no_sense_is_refused(options: tuple[str, ...], said: str, folder: Path) -> None:
    done = run(None, "export", *options, cwd=folder)

    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_rights_are_named_where_text_leaves_and_not_where_none_does(folder: Path) -> None:
    full = run(None, "export", "--json", cwd=folder)
    quoted = run(None, "export", "--quote-only", "--words", "1", "--fields", "excerpt", cwd=folder)
    hashed = run(None, "export", "--hash-only", cwd=folder)

    assert full.stderr.startswith("rights: interfax: all rights reserved; kremlin: CC-BY-4.0 (")
    assert (quoted.stderr, hashed.stderr) == ("", "")
    assert quoted.stdout.splitlines() == ["excerpt", "One. …", "Вводка …", "One. …"]
    assert "One." not in hashed.stdout
    assert "Meeting" not in hashed.stdout


def test_the_filters_hold_in_every_format() -> None:
    file = io.BytesIO()
    export(
        small_archive().conn,
        file,
        selection=Selection(columns=("key",), filters=Filters(sources=("interfax",))),
    )
    assert file.getvalue() == b"key\r\ninterfax/ru/3\r\n"
