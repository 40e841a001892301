"""The Russian and the English page of one number: what stands in only one of them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.cli import main
from tests.stories import Story, interfax, kremlin

RUSSIAN = (
    "Президент России А.Северин принял 16 июля Павла Колчина.",
    "На верфи работают 1 500 человек, заложено одиннадцать судов. Речь шла и об Этьене Вальмоне.",
    "Пострадали 9 человек. В Твери побывала Вера Лунина.",
)
ENGLISH = (
    "President of Russia Andrei Severin received Pavel Kolchin on July 16.",
    "The yard has 1,500 workers, and eleven ships are laid down. Etienne Valmont was spoken of too.",
    "5 people were hurt. Later Boris Zvonov came to Tver. They will meet on August 3, 2026, at 14:30.",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pair") / "archive.db"
    with Story(path) as story:
        russian = kremlin(70001, *RUSSIAN, language="ru", title="Встреча", lead="", place="Тверь")
        story.visit(0, {"kremlin/ru/70001": russian})
        story.visit(1, {"kremlin/en/70001": kremlin(70001, *ENGLISH, title="Meeting", lead="")})
        story.visit(2, {"kremlin/en/70002": kremlin(70002, "Alone.")})
        story.visit(3, {"interfax/ru/9001": interfax(9001, "Москва. 27 февраля. INTERFAX.RU - Пожар.")})
    return path


def pair(archive: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["pair", *arguments, "--archive", str(archive)])


@pytest.mark.parametrize("key", ["kremlin/ru/70001", "http://en.kremlin.ru/d/70001"])
def test_numbers_dates_and_names_of_one_page_alone_are_listed_from_either_side(archive: Path, key: str):
    told = json.loads(pair(archive, key, "--json").stdout)

    assert (told["russian"]["title"], told["english"]["title"]) == ("Встреча", "Meeting")
    assert (told["russian"]["paragraphs"], told["english"]["paragraphs"]) == (3, 3)
    assert [(one["language"], one["kind"], one["printed"]) for one in told["only"]] == [
        ("ru", "name", "Вера Лунина"),
        ("ru", "number", "9"),
        ("en", "date", "August 3"),
        ("en", "date", "2026"),
        ("en", "date", "14:30"),
        ("en", "name", "Boris Zvonov"),
        ("en", "number", "5"),
    ]
    assert {one["paragraph"] for one in told["only"]} == {3}


def test_the_table_names_both_pages_and_then_what_differs(archive: Path):
    lines = pair(archive, "kremlin/en/70001").stdout.splitlines()
    assert lines[1] == "Russian\tkremlin/ru/70001\t1\t3\tВстреча"
    assert lines[2] == "English\tkremlin/en/70001\t1\t3\tMeeting"
    assert "name\tRussian\tВера Лунина\t3" in lines


def test_the_other_page_that_is_not_held_is_said_to_be_so(archive: Path):
    done = pair(archive, "kremlin/en/70002")
    assert done.exit_code == 0
    assert "The Russian page is not held" in done.stdout
    assert done.stdout.endswith("readout fetch http://kremlin.ru/d/70002\n")


def test_the_other_page_that_the_page_names_is_to_be_fetched_from_there(tmp_path: Path):
    with Story(tmp_path / "archive.db") as story:
        story.visit(0, {"kremlin/en/70003": kremlin(70003, "Half.", paired=True)})
    done = pair(tmp_path / "archive.db", "kremlin/en/70003")
    named = "http://kremlin.ru/events/president/news/70003"
    assert done.stdout.endswith(f"The Russian page is not held; fetch it: readout fetch {named}\n")


def test_a_story_without_another_language_is_said_to_have_none(archive: Path):
    done = pair(archive, "interfax/ru/9001")
    assert done.exit_code == 0
    assert "The English page is not held, and this page names none." in done.stdout
    assert pair(archive, "web/x").exit_code == 3
