"""`readout why` says of each line of a stored page which rule kept or dropped it, in reading order."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler import reading
from crawler.cli import main
from tests.keeping import Keeper, answer
from tests.small_web import article

PAGES = Path(__file__).parent / "pages"
KREMLIN = "http://en.kremlin.ru/events/president/news/90001"
WEB = "https://gazette-du-littoral.example/2021/07/les-ministres/"
STORY = "https://www.interfax.ru/world/9000001"
INTERFAX = (("Content-Type", "text/html; charset=windows-1251"),)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("why") / "archive.db"
    with Keeper(path) as keeper:
        keeper.keep(answer(KREMLIN, (PAGES / "kremlin" / "en-article-90001.html").read_bytes()))
        keeper.keep(answer(WEB, (PAGES / "web" / "repost-fr.html").read_bytes()))
        keeper.keep(answer(STORY, (PAGES / "interfax" / "plain.html").read_bytes(), INTERFAX))
        keeper.keep(answer(f"{KREMLIN[:-1]}9", article(90009, "Old words.").body))
        keeper.keep(answer(f"{KREMLIN[:-1]}8", article(90008, "A line.\x1b[31m\u202ered").body))
    reading.close()
    return path


def why(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["why", *arguments, "--archive", str(archive)])


def steps(archive: Path, what: str) -> list[tuple[str, str, str]]:
    told = json.loads(why(archive, what, "--json").stdout)
    return [(step["verdict"], step["rule"], step["text"]) for step in told["steps"]]


def shown(archive: Path, what: str) -> list[str]:
    """Return the blocks of a document as the archive holds them."""
    told = CliRunner().invoke(main, ["export", "--jsonl", "--columns", "key,text", "--archive", str(archive)])
    rows = {row["key"]: row["text"] for row in map(json.loads, told.stdout.splitlines())}
    return [line for line in rows[what].split("\n") if line]


@pytest.mark.parametrize(
    "what", ["kremlin/en/90001", KREMLIN, "http://en.kremlin.ru/d/90001"], ids=["key", "address", "alias"]
)
def test_a_document_is_found_by_any_of_its_names(archive: Path, what: str):
    done = why(archive, what)
    assert done.exit_code == 0
    assert "key\tkremlin/en/90001\n" in done.stdout


def test_each_line_of_the_text_is_kept_in_order(archive: Path):
    kept = [text for verdict, _, text in steps(archive, "kremlin/en/90001") if verdict == "kept"]
    lead_and_title = 2
    assert [line for one in kept[lead_and_title:] for line in one.split("\n") if line] == shown(
        archive, "kremlin/en/90001"
    )


def test_what_was_dropped_has_its_rule(archive: Path):
    dropped = {
        (rule, text.split()[0]) for verdict, rule, text in steps(archive, KREMLIN) if verdict == "dropped"
    }
    assert {("slider", "At"), ("read__cut", "See"), ("read__tooltip", "Background")} <= dropped


def test_dates_and_places_are_stated_by_their_fields(archive: Path):
    stated = {(rule, text) for verdict, rule, text in steps(archive, KREMLIN) if verdict == "stated"}
    assert ("place", "Gorodets, Nizhny Novgorod Region") in stated
    assert ("published", "16:45") in stated


def test_a_year_in_the_footer_is_no_date_of_publication(archive: Path):
    assert ("stated", "published", "2031") not in steps(archive, KREMLIN)


def test_a_web_pages_furniture_has_its_rules(archive: Path):
    told = steps(archive, WEB)
    assert ("dropped", "Sassy Social Share", "Spread the love") in told
    assert any(rule == "XYZScripts credit" for verdict, rule, _ in told if verdict == "dropped")


def test_an_interfax_story_is_told_in_its_encoding(archive: Path):
    kept = [text for verdict, _, text in steps(archive, "interfax/ru/9000001") if verdict == "kept"]
    assert kept[1:] == shown(archive, "interfax/ru/9000001")


def test_nothing_else_is_shown_with_dropped(archive: Path):
    lines = why(archive, KREMLIN, "--dropped").stdout.partition("verdict\trule\ttext\n")[2].splitlines()
    assert lines
    assert {line.split("\t")[0] for line in lines} == {"dropped"}


def test_what_stands_around_the_text_is_counted_and_shown_on_request(archive: Path):
    assert "(--all shows them)" in why(archive, KREMLIN).stdout
    every = why(archive, KREMLIN, "--all").stdout
    assert "(--all shows them)" not in every
    assert "President of Russia" in every


def test_the_reading_is_compared_with_the_stored_one(archive: Path):
    assert "reading\tthe same as stored (revision 1)\n" in why(archive, KREMLIN).stdout


def test_a_capture_without_bytes_of_the_document_is_one_line(archive: Path):
    done = why(archive, KREMLIN, "--capture", "999999")
    assert (done.exit_code, done.stdout) == (2, "")


def test_an_unknown_document_is_one_line(archive: Path):
    done = why(archive, "kremlin/en/1")
    assert done.exit_code == 3
    assert "holds no such document" in done.stderr


def test_nothing_of_a_page_reaches_the_terminal_as_a_command(archive: Path):
    done = why(archive, "kremlin/en/90008")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_nothing_is_written(archive: Path):
    before = archive.read_bytes()
    why(archive, KREMLIN)
    assert archive.read_bytes() == before
