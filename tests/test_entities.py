"""`readout entities` lists what the sites themselves mark, with the sites' own ids."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler import reading
from crawler.cli import main
from tests.keeping import Keeper, answer

PAGES = Path(__file__).parent / "pages" / "kremlin"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("entities") / "archive.db"
    with Keeper(path) as keeper:
        for language, host in (("en", "en.kremlin.ru"), ("ru", "kremlin.ru")):
            body = (PAGES / f"{language}-article-90001.html").read_bytes()
            keeper.keep(answer(f"http://{host}/events/president/news/90001", body))
    reading.close()
    return path


def entities(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["entities", *arguments, "--archive", str(archive)])


def listed(archive: Path, *arguments: str) -> list[dict[str, object]]:
    done = entities(archive, "--json", *arguments)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def test_a_person_is_one_in_both_languages(archive: Path):
    (person,) = listed(archive, "--kind", "person")
    assert (person["id"], person["documents"]) == ("901", 2)
    assert set(person["names"]) == {"Zvonov Ilya", "Звонов Илья Ильич"}
    assert "Ilya Zvonov" in person["printed"]


@pytest.mark.parametrize(("kind", "number"), [("country", "MN"), ("region", "NIZ"), ("topic", "81")])
def test_countries_regions_and_topics_have_the_sites_ids(archive: Path, kind: str, number: str):
    assert number in [one["id"] for one in listed(archive, "--kind", kind)]


def test_a_term_of_the_glossary_has_its_number(archive: Path):
    (term,) = listed(archive, "--kind", "term")
    assert (term["id"], term["names"], term["printed"]) == ("7", [], ["Bell Founders’ Guild"])


def test_a_place_is_as_printed_and_has_no_id(archive: Path):
    places = listed(archive, "--kind", "place")
    assert {(one["id"], *one["names"]) for one in places} == {
        (None, "Gorodets, Nizhny Novgorod Region"),
        (None, "Городец"),
    }


def test_a_part_of_a_name_is_enough_in_any_case(archive: Path):
    assert [one["kind"] for one in listed(archive, "--name", "звонов")] == ["person"]


def test_days_are_those_of_the_documents(archive: Path):
    (person,) = listed(archive, "--kind", "person")
    assert (person["first"], person["last"]) == ("2031-02-01", "2031-02-01")


def test_csv_has_a_head_and_a_row_for_each(archive: Path):
    rows = list(csv.DictReader(io.StringIO(entities(archive, "--csv").stdout)))
    assert {row["kind"] for row in rows} >= {"person", "topic", "country", "region", "place", "section"}


def test_only_the_asked_sources_are_listed(archive: Path):
    assert listed(archive, "--source", "interfax") == []


@pytest.mark.parametrize("wrong", [("--kind", "planet"), ("--source", "nobody")])
def test_an_unknown_kind_or_source_is_one_line(archive: Path, wrong: tuple[str, str]):
    done = entities(archive, *wrong)
    assert (done.exit_code, done.stdout) == (2, "")
