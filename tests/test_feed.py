"""The feed of edits, as a library that reads feeds reads it."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from click.testing import CliRunner, Result

from archive.changes.atom import entry_id
from archive.changes.listing import changes
from crawler.cli import main
from tests.rows import capture as kept
from tests.rows import document, empty_archive, insert, reading, revision
from tests.stories import Story, kremlin

HOSTILE = "a\x1b]0;owned\x07 <script>alert(1)</script> ]]> &amp; \u202egnp.exe \ufffe\x00"
KEY = "kremlin/en/70001"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("feed") / "archive.db"
    with Story(path) as story:
        story.visit(0, {KEY: kremlin(70001, "There were 5 ships.", "<b>We</b> & they.")})
        story.visit(1, {KEY: kremlin(70001, "There were 6 ships.", "<b>We</b> & they.")})
        story.visit(2, {KEY: kremlin(70001, "There were 6 ships!", "<b>We</b> & they.")})
        story.visit(3, {KEY: None})
    return path


def feed(archive: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(main, ["feed", *arguments, "--archive", str(archive)])
    assert done.exit_code == 0, done.stderr
    return done


def read(text: str | bytes) -> feedparser.FeedParserDict:
    parsed = feedparser.parse(text)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def test_a_feed_library_reads_every_edit_and_disappearance_newest_first(archive: Path):
    entries = read(feed(archive).stdout).entries

    assert [entry.title for entry in entries] == [
        "Meeting on the harbours (missing)",
        "Meeting on the harbours (wording)",
        "Meeting on the harbours (number)",
    ]
    number = entries[2]
    assert number.summary == "There were 5 ships. → There were 6 ships."
    assert number.link == "http://en.kremlin.ru/events/president/news/70001"
    assert number.updated == "2026-03-01T13:00:00.000000Z"
    assert [tag.term for tag in number.tags] == ["number"]
    assert "<del>There were 5 ships.</del>" in number.content[0].value
    assert "Happened after 2026-03-01T12:00" in number.content[0].value


def test_what_rfc_4287_demands_is_there(archive: Path):
    tree = ET.fromstring(feed(archive, "--url", "https://example.org/edits.xml").stdout)  # noqa: S314 - ours
    atom = "{http://www.w3.org/2005/Atom}"
    assert tree.find(f"{atom}id").text == "https://example.org/edits.xml"
    assert tree.find(f"{atom}link[@rel='self']").get("href") == "https://example.org/edits.xml"
    assert tree.find(f"{atom}author/{atom}name").text
    assert tree.find(f"{atom}updated").text == "2026-03-01T15:00:00.000000Z"
    for entry in tree.iter(f"{atom}entry"):
        for name in ("id", "title", "updated", "summary", "content"):
            assert len(entry.findall(f"{atom}{name}")) == 1
    ids = [entry.find(f"{atom}id").text for entry in tree.iter(f"{atom}entry")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"tag:readout\.invalid,2026:kremlin/en/70001/[\dT:.-]+Z/\w+", one) for one in ids)


def test_an_id_stays_when_the_feed_is_written_again_or_narrowed(archive: Path):
    every = {entry.id for entry in read(feed(archive).stdout).entries}
    assert {entry.id for entry in read(feed(archive).stdout).entries} == every
    narrow = read(feed(archive, "--kind", "number").stdout).entries
    assert {entry.id for entry in narrow} < every
    assert len(read(feed(archive, "--limit", "2").stdout).entries) == 2


def test_a_feed_without_entries_is_a_feed(archive: Path):
    parsed = read(feed(archive, "--since", "2026-03-02").stdout)
    assert parsed.entries == []
    assert parsed.feed.updated


def test_a_file_appears_whole_and_the_archive_is_never_overwritten(archive: Path, tmp_path: Path):
    done = feed(archive, str(tmp_path / "edits.xml"))
    assert done.stderr == f"{tmp_path / 'edits.xml'}: 3 entries\n"
    assert len(read((tmp_path / "edits.xml").read_bytes()).entries) == 3
    refused = CliRunner().invoke(main, ["feed", str(archive), "--archive", str(archive)])
    assert refused.exit_code == 2


@pytest.fixture
def hostile() -> Iterator[list]:
    db = empty_archive()
    insert(db, "runs", id=1, command="crawl", options={}, software="x", began_at="x")
    times = [f"2026-03-0{day}T12:00:00.000000+00:00" for day in (1, 2)]
    document(db, 1, "web/https://a.example/<x>?a=1&b=2 \u202e", first_seen=times[0], last_seen=times[1])
    for number, at in enumerate(times, 1):
        kept(db, number, "http://a.example/", began_at=at, ended_at=at)
        text = HOSTILE * number
        made = revision(db, 1, number, title=HOSTILE, text=text, capture_id=number, first_seen=at,
                        last_seen=at, blocks=[{"kind": "paragraph", "text": text}])  # fmt: skip
        reading(db, number, 1, made)
    yield changes(db)
    db.close()


def test_hostile_titles_and_controls_make_a_valid_feed_that_runs_nothing(hostile: list, tmp_path: Path):
    from archive.changes.atom import write_atom  # noqa: PLC0415 - beside its use

    (row,) = hostile
    with (tmp_path / "edits.xml").open("wb") as out:
        assert write_atom(out, hostile, updated=row.seen) == 1
    text = (tmp_path / "edits.xml").read_text("utf-8")
    (entry,) = read(text.encode()).entries

    assert "\x1b" not in text
    assert "\x00" not in text
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "script" not in {one.tag.rpartition("}")[2] for one in ET.fromstring(text).iter()}  # noqa: S314 - ours
    assert entry.id == entry_id(row)
    assert re.fullmatch(r"[!-;=?-~]+", entry.id), "an id is a URI"
