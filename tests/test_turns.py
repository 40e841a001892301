"""Turns are rows of their revision, listed and written as a table, JSON Lines, CSV and TEI."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from archive import tei
from archive.models import SegmentKind, TurnKind
from archive.turns import TurnRow
from crawler import reading
from crawler.cli import main
from demo.replay import Replay
from tests.keeping import Keeper, answer
from tests.small_web import ARTICLE, a_site, article, run

ADDRESS = "http://en.kremlin.ru/events/president/news/9000"
RUSSIAN = "http://kremlin.ru/events/president/news/90001"
PAGES = Path(__file__).parent / "pages" / "kremlin"
SPOKEN = (
    "<b>President of Russia Vladimir Putin:</b> How long? (<i>Laughter.</i>)",
    "And who rings it?",
    "<b>Ilya Zvonov:</b> A month. &lt;…&gt; (<i>Applause.</i>)",
    "<b>Question:</b> =HYPERLINK(1)",
    "<b>Vladimir Putin:</b> Thank you. (<i>Shows a bell.</i>)",
    "* * *",
)
RELAX = etree.RelaxNG(etree.parse(Path(tei.__file__).with_name("tei.rng")))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("turns") / "archive.db"
    with Keeper(path) as keeper:
        keeper.keep(answer(f"{ADDRESS}1", article(90001, *SPOKEN, day="2026-03-01").body))
        keeper.keep(answer(f"{ADDRESS}2", article(90002, "Nobody spoke.", day="2026-03-02").body))
        keeper.keep(answer(RUSSIAN, (PAGES / "ru-article-90001.html").read_bytes()))
    reading.close()
    return path


def turns(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["turns", *arguments, "--archive", str(archive)])


def listed(archive: Path, *arguments: str) -> list[dict[str, object]]:
    done = turns(archive, "--json", *arguments)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def rows(archive: Path, query: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(archive)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


def test_a_turn_is_a_row_of_its_revision(archive: Path):
    assert rows(
        archive, "select number, speaker, name, kind from turns where number < 3 and names like '%put%'"
    )[0] == (1, "President of Russia Vladimir Putin", "Vladimir Putin", "speech")
    assert rows(archive, "select count(*) from turns") == [(6,)]


def test_what_is_said_is_the_words_alone(archive: Path):
    first, *_ = listed(archive, "--lang", "en")
    assert first["text"] == "How long?\nAnd who rings it?"
    assert [one["kind"] for one in first["segments"]] == ["said", "stage", "said"]


@pytest.mark.parametrize("name", ["Putin", "Путина", "В. Путин", "putin vladimir"])
def test_a_speaker_is_found_in_both_languages_by_any_form_of_the_name(archive: Path, name: str):
    found = listed(archive, "--speaker", name)
    assert {one["language"] for one in found} == {"en", "ru"}
    assert {one["speaker"] for one in found} == {
        "President of Russia Vladimir Putin",
        "Vladimir Putin",
        "В.Путин",
    }


def test_a_person_is_found_by_the_sites_id(archive: Path):
    assert [one["speaker"] for one in listed(archive, "--person", "kremlin/901")] == [
        "И.Звонов (как переведено)"
    ]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--kind", "question"), 1),
        (("--lang", "ru"), 2),
        (("--source", "interfax"), 0),
        (("--since", "2026-03-02", "--until", "2026-12-31"), 0),
        (("--until", "2026-03-01"), 4),
        (("--speaker", "???"), 0),
        (("--speaker", "' or 1=1 --"), 0),
    ],
)
def test_filters_narrow(archive: Path, arguments: tuple[str, ...], count: int):
    assert len(listed(archive, *arguments)) == count


@pytest.mark.parametrize("wrong", [("--kind", "song"), ("--since", "soon"), ("--source", "nobody")])
def test_a_wrong_filter_is_one_line(archive: Path, wrong: tuple[str, str]):
    done = turns(archive, *wrong)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_the_table_has_a_line_a_turn(archive: Path):
    lines = turns(archive).stdout.splitlines()
    assert lines[0] == "day\tkey\tturn\tspeaker\tperson\tsaid"
    assert len(lines) == 1 + 6


def test_csv_is_exact_and_a_sheet_has_no_formula(archive: Path):
    exact = list(csv.DictReader(io.StringIO(turns(archive, "--csv").stdout)))
    assert "=HYPERLINK(1)" in [row["text"] for row in exact]
    sheet = list(csv.DictReader(io.StringIO(turns(archive, "--sheet").stdout.removeprefix("\ufeff"))))
    assert "'=HYPERLINK(1)" in [row["text"] for row in sheet]


def test_a_file_appears_whole_and_says_how_many(archive: Path, tmp_path: Path):
    done = turns(archive, str(tmp_path / "turns.csv"))
    assert done.stderr == f"{tmp_path / 'turns.csv'}: 6 turns\n"
    written = (tmp_path / "turns.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(io.StringIO(written, newline="")))) == 6


def test_the_archive_is_not_overwritten(archive: Path):
    before = archive.read_bytes()
    assert turns(archive, str(archive), "--csv").exit_code == 2
    assert archive.read_bytes() == before


def test_tei_is_valid_and_names_its_sources(archive: Path, tmp_path: Path):
    assert turns(archive, str(tmp_path / "turns.xml"), "--tei").exit_code == 0
    tree = etree.parse(tmp_path / "turns.xml")
    assert RELAX.validate(tree), RELAX.error_log
    spaces = {"t": tei.NAMESPACE}
    assert len(tree.findall(".//t:u", spaces)) == 6
    assert tree.findtext(".//t:vocal/t:desc", namespaces=spaces) == "(Laughter.)"
    assert tree.findtext(".//t:kinesic/t:desc", namespaces=spaces) == "(Applause.)"
    assert tree.findtext(".//t:incident/t:desc", namespaces=spaces) == "(Shows a bell.)"
    assert tree.findtext(".//t:gap/t:desc", namespaces=spaces) == "<…>"
    known = {one.get("{http://www.w3.org/XML/1998/namespace}id") for one in tree.iter("{*}person")}
    assert {one.get("who")[1:] for one in tree.iter("{*}u") if one.get("who")} == known
    assert len(tree.findtext(".//t:idno", namespaces=spaces)) == 64


def test_tei_of_nothing_is_valid(archive: Path, tmp_path: Path):
    turns(archive, str(tmp_path / "none.xml"), "--tei", "--source", "interfax")
    assert RELAX.validate(etree.parse(tmp_path / "none.xml")), RELAX.error_log


def test_hostile_words_are_still_xml():
    hostile = "]]> <script>&amp;\x00\x1b[31m\u202e\ufffe\ud800"
    row = TurnRow(
        key="kremlin/en/1",
        source="kremlin",
        language="en",
        address='http://x.example/"<&',
        day=None,
        title=hostile,
        capture=1,
        body_sha256=None,
        number=1,
        speaker=hostile,
        name=None,
        person="kremlin/5 <a>",
        role=None,
        interpreted=True,
        kind=TurnKind.SPEECH,
        text=hostile,
        segments=((SegmentKind.SAID, hostile, 0),),
    )
    out = io.BytesIO()
    tei.write_tei(out, [row], [voice for voice in [tei.voice_of(row)] if voice])
    tree = etree.fromstring(out.getvalue())
    assert RELAX.validate(tree), RELAX.error_log
    assert "\x1b" not in "".join(tree.itertext())


def test_reading_again_gives_the_same_turns_and_verify_finds_nothing(archive: Path):
    before = rows(archive, "select * from turns order by revision_id, number")
    done = CliRunner().invoke(main, ["reparse", "--workers", "1", "--archive", str(archive)])
    assert done.exit_code == 0, done.stderr
    assert rows(archive, "select * from turns order by revision_id, number") == before
    assert CliRunner().invoke(main, ["verify", "--archive", str(archive)]).exit_code == 0


def test_a_turn_that_was_changed_by_hand_is_named(archive: Path, tmp_path: Path):
    copy = tmp_path / "copy.db"
    copy.write_bytes(archive.read_bytes())
    db = sqlite3.connect(copy)
    with db:
        db.execute("update turns set text = 'Never.' where number = 1")
    db.close()
    done = CliRunner().invoke(main, ["verify", "--archive", str(copy)])
    assert done.exit_code != 0
    assert "turns " in done.stdout + done.stderr


def test_the_turns_of_an_edited_transcript_are_those_of_the_new_revision(tmp_path: Path):
    asked = ("crawl", "kremlin", "--lang", "en", "--section", "news", "--delay", "0")
    pages = a_site(1)
    with Replay(pages) as replay:
        for words in ("We agree.", "I agree."):
            replay.show({**pages, f"{ARTICLE}80001": article(80001, f"<b>Vladimir Putin:</b> {words}")})
            run(replay, *asked, "--revisit", "all", cwd=tmp_path)
    path = tmp_path / "archive.db"
    assert [one["text"] for one in listed(path)] == ["I agree."]
    assert rows(path, "select text from turns order by revision_id") == [("We agree.",), ("I agree.",)]
