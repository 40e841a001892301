"""Stories of edits, from the bytes of pages in the sites' mark-up to the line that is printed."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import main
from tests.stories import Story, interfax, kremlin

KREMLIN, CANARY = "kremlin/en/70001", "kremlin/en/70002"
INTERFAX = "interfax/ru/9001"


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    with Story(tmp_path / "archive.db") as story:
        yield story


def said(story: Story, *arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "--archive", str(story.path)])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def told(story: Story, *arguments: str) -> list[dict]:
    return json.loads(said(story, "changes", "--json", *arguments))


def line(story: Story, number: int = 0) -> list[str]:
    """Return the cells of a printed change: rank, kinds, seen, key, words."""
    return said(story, "changes").splitlines()[number + 1].split("\t")


def revisions(story: Story) -> int:
    return story.archive.db.conn.execute("select count(*) from revisions").fetchone()[0]


def edited(story: Story, key: str, before: bytes, after: bytes) -> list[str]:
    """Visit a page twice and return the one line that is printed."""
    story.visit(0, {key: before})
    story.visit(5, {key: after})
    lines = said(story, "changes").splitlines()
    assert len(lines) == 2, lines
    return lines[1].split("\t")


SAID = (
    "<b>President of Russia Andrei Severin:</b> Good afternoon.",
    "As for the island, I&nbsp;believe that {}did everything rightly there, and&nbsp;the people have spoken.",
    "<b>Question:</b> Thank you.",
)
BELIEVE = "…the island, I believe that"


def test_a_transcript_loses_the_one_word_we(story: Story):
    before, after = ([SAID[0], SAID[1].format(word), SAID[2]] for word in ("we&nbsp;", ""))
    printed = edited(story, KREMLIN, kremlin(70001, *before), kremlin(70001, *after))

    assert printed == [
        "74", "pronoun", "2026-03-01T17:00", KREMLIN,
        f"{BELIEVE} we did everything rightly… → {BELIEVE} did everything rightly…",
    ]  # fmt: skip
    shown = said(story, "diff", KREMLIN)
    assert "¶ 2 [pronoun]\nAs for the island, I believe that [-we -]did everything rightly there" in shown


def test_a_casualty_figure_of_500_becomes_900(story: Story):
    texts = [
        ("Москва. 27 февраля. INTERFAX.RU - Пожар на причале потушили.", f"Пострадали {number} человек.")
        for number in (500, 900)
    ]
    printed = edited(story, INTERFAX, interfax(9001, *texts[0]), interfax(9001, *texts[1]))

    assert printed[:2] == ["88", "number"]
    assert printed[4] == "Пострадали 500 человек. → Пострадали 900 человек."


@pytest.mark.parametrize(
    ("language", "sentence", "days"),
    [
        ("en", "The ceasefire will begin on {} at the border.", ("March 3, 2026", "March 9, 2026")),
        ("ru", "Перемирие на границе начнётся {} в полночь.", ("3 марта 2026 года", "9 апреля 2026 года")),
    ],
)
def test_the_date_of_a_ceasefire_is_moved(story: Story, language: str, sentence: str, days: tuple[str, str]):
    key = f"kremlin/{language}/70001"
    pages = [
        kremlin(70001, sentence.format(day), language=language, title={"ru": "Мир", "en": "Truce"}[language])
        for day in days
    ]
    printed = edited(story, key, *pages)

    assert printed[:2] == ["86", "date"]
    assert days[0].split()[1 if language == "en" else 0].strip(",") in printed[4].split(" → ")[0]
    assert days[1].split()[1 if language == "en" else 0].strip(",") in printed[4].split(" → ")[1]


def test_elections_are_taken_out_of_four_places(story: Story):
    before = (
        "The presidents spoke of elections in the east and of the roads there.",
        "It was said that elections would be held as soon as the roads are open.",
        "On elections the two delegations agreed to meet again.",
        "The ministers will report on elections, ferries and bridges.",
    )
    after = (
        "The presidents spoke of the roads in the east.",
        "It was said that votes would be held as soon as the roads are open.",
        "The two delegations agreed to meet again.",
        "The ministers will report on ferries and bridges.",
    )
    printed = edited(story, KREMLIN, kremlin(70001, *before), kremlin(70001, *after))

    assert (printed[0], printed[1].split(", ")[0]) == ("72", "repeated")
    assert "elections" in printed[4].split(" → ")[0]
    assert "elections" not in printed[4].split(" → ")[1]
    assert printed[4].endswith("(+3 more)")
    paragraphs = json.loads(said(story, "diff", "--json", KREMLIN))["paragraphs"]
    assert ["repeated" in one["kinds"] for one in paragraphs] == [True] * 4


def test_the_notice_of_a_decree_vanishes(story: Story):
    notice = kremlin(70001, "The President signed a decree.", title="Executive Order on pilots", lead="")
    canary = kremlin(70002, "The harbour is open.")
    story.visit(0, {KREMLIN: notice, CANARY: canary})
    story.visit(1, {KREMLIN: None, CANARY: canary})

    assert line(story) == [
        "95", "missing", "2026-03-01T13:00", KREMLIN,
        "Executive Order on pilots → not there since 2026-03-01T13:00",
    ]  # fmt: skip
    for hours in (2, 25, 73):
        story.visit(hours, {KREMLIN: None, CANARY: canary})
    assert line(story)[:4] == ["100", "gone", "2026-03-04T13:00", KREMLIN]
    assert line(story)[4] == "Executive Order on pilots → not there since 2026-03-01T13:00"
    assert len(told(story)) == 1, "what is gone is no longer listed as missing too"
    lives = [row.split("\t") for row in said(story, "history", KREMLIN).splitlines()[1:]]
    assert [(row[0], row[7]) for row in lives] == [("1", ""), ("", "missing"), ("", "gone")]

    story.visit(100, {KREMLIN: notice, CANARY: canary})
    assert [row["kinds"] for row in told(story, "--by-date")] == [["returned"], ["gone"]]


def test_a_story_is_annulled(story: Story):
    before = interfax(
        9001,
        "Москва. 27 февраля. INTERFAX.RU - Завод в Твери остановил две линии, сообщил его директор.",
        "Рабочих отправили в отпуск.",
        title="Завод в Твери остановил две линии",
    )
    after = interfax(
        9001,
        "Москва. 27 февраля. INTERFAX.RU - Сообщение о заводе в Твери аннулировано как ошибочное.",
        title="Аннулировано: завод в Твери остановил две линии",
    )
    printed = edited(story, INTERFAX, before, after)

    assert (printed[0], printed[1].split(", ")[0]) == ("98", "annulled")
    assert "Аннулировано" in printed[4].split(" → ")[1]
    assert {"headline", "removed"} <= set(printed[1].split(", "))


def test_a_transcript_grows_in_three_stages(story: Story):
    spoken = [
        "<b>President of Russia Andrei Severin:</b> Good afternoon. We have five questions not answered yet.",
        "<b>Question:</b> When will the ferry run again, and who pays for it?",
        "<b>Andrei Severin:</b> In May. The region does not pay; 500 people work there.",
        "<b>Question:</b> And the lighthouse?",
        "<b>Andrei Severin:</b> It is lit. Thank you.",
    ]
    more = "To be continued."
    story.visit(0, {KREMLIN: kremlin(70001, *spoken[:1], more)})
    story.visit(1, {KREMLIN: kremlin(70001, *spoken[:3], more)})
    story.visit(2, {KREMLIN: kremlin(70001, *spoken)})
    rows = told(story, "--by-date")

    assert [(row["kinds"], row["rank"]) for row in rows] == [(["completed"], 25)] * 2
    assert [(row["old"], row["new"]) for row in rows] == [(2, 3), (1, 2)]
    assert line(story)[4].startswith("To be continued. → Question: And the lighthouse?")
    assert "5 unchanged" not in said(story, "diff", KREMLIN, "1", "3")
    lives = json.loads(said(story, "history", KREMLIN, "--json"))["timeline"]
    assert [one["first_seen"][11:16] for one in lives] == ["12:00", "13:00", "14:00"]
    assert [one["not_before"] and one["not_before"][11:16] for one in lives] == [None, "12:00", "13:00"]


def test_a_russian_transcript_is_completed_and_an_earlier_word_edited_all_the_same(story: Story):
    before = ("<b>А.Северин:</b> Мы не закроем порт.", "Продолжение следует.")
    after = ("<b>А.Северин:</b> Мы закроем порт.", "<b>Вопрос:</b> Когда?")
    printed = edited(
        story,
        "kremlin/ru/70001",
        kremlin(70001, *before, language="ru", title="Встреча", lead=""),
        kremlin(70001, *after, language="ru", title="Встреча", lead=""),
    )

    assert printed[:2] == ["90", "negation, completed"]
    assert printed[4].startswith("А.Северин: Мы не закроем порт. → А.Северин: Мы закроем порт.")


TOOLTIP = (
    '<b><a href="/catalog/persons/8120/events" class="person_tag read__pr">Pavel Kolchin'
    '<span class="read__tooltip masha-ignore"><span><a href="/catalog/persons/8120/events">Kolchin Pavel</a>'
    "<span>{}</span></span></span></a>"
    ":</b> The river is free of ice."
)


def test_a_tooltip_with_a_new_job_title_is_no_edit(story: Story):
    pages = [
        kremlin(70001, TOOLTIP.format(job))
        for job in ("Minister of River Transport", "Ambassador to Iceland")
    ]
    assert pages[0] != pages[1]
    story.visit(0, {KREMLIN: pages[0]})
    story.visit(5, {KREMLIN: pages[1]})

    assert revisions(story) == 1
    assert told(story) == []
    assert "one revision is held" in said(story, "diff", KREMLIN)


def test_a_redesign_of_the_kremlins_site_is_no_edit(story: Story):
    page = kremlin(70001, "The harbour is <b>open</b>.", "It has been repaired.").decode()
    redesigned = (
        page.replace('class="read__content"', 'class="read__content read__content_2027" data-theme="light"')
        .replace(
            '<div class="content-view" role="main"></div>', '<nav class="top-2027"><a href="/">Home</a></nav>'
        )
        .replace("entry-content e-content", "e-content wide entry-content")
        .replace(
            "<p>It has", '<div class="media masha-ignore"><p>Photo: K.</p></div><p class="text">It\n has'
        )
        .replace("The harbour is <b>open</b>.", "The&nbsp;harbour <span>is open</span>.")
    )
    assert redesigned.count("2027") == 2
    story.visit(0, {KREMLIN: page.encode()})
    story.visit(5, {KREMLIN: redesigned.encode()})

    assert (revisions(story), told(story)) == (1, [])


def test_the_same_story_in_the_layout_for_phones_is_no_edit(story: Story):
    body = (
        "Москва. 27 февраля. INTERFAX.RU - Пожар на причале потушили.",
        "Пострадали 5 человек.",
    )
    page = interfax(9001, *body)
    text = page.decode("cp1251")
    phone = text.replace('<aside class="textML">', '<aside class="textML new">').replace(
        '<div class="infinitblock">', '<section class="infinitblock"><div>'
    )
    story.visit(0, {INTERFAX: page})
    story.visit(1, {"https://www.interfax.ru/amp/9001": page})
    story.visit(2, {INTERFAX: phone.encode("cp1251", "xmlcharrefreplace")})

    assert (revisions(story), told(story)) == (1, [])


def test_a_page_that_goes_back_to_what_it_said_is_an_edit_too(story: Story):
    pages = [kremlin(70001, f"The fleet has {number} ships.") for number in (5, 6)]
    for hours, page in ((0, pages[0]), (1, pages[1]), (2, pages[0]), (3, pages[0])):
        story.visit(hours, {KREMLIN: page})
    rows = told(story, "--by-date")

    assert revisions(story) == 2
    assert [(row["old"], row["new"], row["kinds"]) for row in rows] == [
        (2, 1, ["number"]),
        (1, 2, ["number"]),
    ]
    lives = json.loads(said(story, "history", KREMLIN, "--json"))["timeline"]
    assert [(one["ordinal"], one["first_seen"][11:13], one["last_seen"][11:13]) for one in lives] == [
        (1, "12", "12"), (2, "13", "13"), (1, "14", "15"),
    ]  # fmt: skip


def test_the_rank_sorts_what_the_archive_has_seen_and_a_filter_selects_only_by_request(story: Story):
    def page(number: int, text: str, **more: str) -> bytes:
        return kremlin(number, text, **more)

    before = {
        "kremlin/en/70001": page(70001, "He said «we go»."),
        "kremlin/en/70002": page(70002, "They were there."),
        "kremlin/en/70003": page(70003, "There were 5 of them."),
        "kremlin/en/70004": page(70004, "One.", title="Old words"),
        "kremlin/en/70005": page(70005, "One."),
    }
    after = {
        "kremlin/en/70001": page(70001, 'He said "we go".'),
        "kremlin/en/70002": page(70002, "They were not there."),
        "kremlin/en/70003": page(70003, "There were 6 of them."),
        "kremlin/en/70004": page(70004, "One.", title="New words"),
        "kremlin/en/70005": None,
    }
    story.visit(0, before)
    story.visit(24, after)
    keys = [(row["key"][-1], row["kinds"]) for row in told(story)]

    assert keys == [
        ("5", ["missing"]), ("2", ["negation"]), ("3", ["number"]), ("4", ["headline"]),
        ("1", ["typography"]),
    ]  # fmt: skip
    assert [row["key"][-1] for row in told(story, "--kind", "number", "--kind", "headline")] == ["3", "4"]
    assert [row["key"][-1] for row in told(story, "--min-rank", "88")] == ["5", "2", "3"]
    assert [row["key"][-1] for row in told(story, "--limit", "1")] == ["5"]
    assert [row["key"][-1] for row in told(story, "--state", "suspect")] == ["5"]
    assert told(story, "--until", "2026-03-01") == []
    assert len(told(story, "--since", "2026-03-02", "--until", "2026-03-02")) == 5
    assert told(story, "--since", "2026-03-03") == []
    assert told(story, "--published-since", "2026-02-28") == []


def test_a_new_stated_date_is_an_edit_once(story: Story):
    pages = [
        kremlin(70001, "The harbour is open.", published=datetime(2026, 2, day, 14, 0))  # noqa: DTZ001 - printed
        for day in (27, 20)
    ]
    printed = edited(story, KREMLIN, *pages)

    assert printed[:2] == ["78", "redated"]
    assert printed[4] == "published: February 27, 2026, 14:00 → February 20, 2026, 14:00"


def test_words_given_to_another_speaker_are_told_as_such(story: Story):
    said_by = "<b>President of Russia Andrei Severin:</b> Good day.", "<b>{}:</b> The bridge will be ready."
    pages = [
        kremlin(70001, said_by[0], said_by[1].format(name)) for name in ("Pavel Kolchin", "Andrei Severin")
    ]
    printed = edited(story, KREMLIN, *pages)

    assert printed[:2] == ["82", "name, speaker"]
    ready = "The bridge will be ready."
    assert printed[4] == f"Pavel Kolchin: {ready} → Andrei Severin: {ready}"


def test_the_table_of_the_commands_is_short_lines_and_the_csv_has_every_field(story: Story):
    edited(story, KREMLIN, kremlin(70001, "=1+1 was 5."), kremlin(70001, "=1+1 was 6."))
    heads, row = said(story, "changes", "--csv").splitlines()
    assert heads.startswith("rank,kinds,key,source,language,title,address,state,seen,not_before,old,new,")
    assert ",=1+1 was 5.,=1+1 was 6.," in row
    sheet = said(story, "changes", "--sheet")
    assert sheet.startswith("\ufeffrank,")
    assert ",'=1+1 was 5.,'=1+1 was 6.," in sheet
    lives = said(story, "history", KREMLIN, "--csv").splitlines()
    assert [line.split(",")[0] for line in lives] == ["revision", "1", "2"]


@pytest.mark.parametrize(
    "wrong", [("--kind", "song"), ("--since", "soon"), ("--state", "lost"), ("--source", "nobody")]
)
def test_a_wrong_choice_is_one_line(story: Story, wrong: tuple[str, str]):
    for command in ("changes", "feed"):
        done = CliRunner().invoke(main, [command, *wrong, "--archive", str(story.path)])
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1


def test_where_nothing_changed_it_is_said_so(story: Story):
    story.visit(0, {KREMLIN: kremlin(70001, "The harbour is open.")})
    done = CliRunner().invoke(main, ["changes", "--archive", str(story.path)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert "nothing was seen to change" in done.stderr
