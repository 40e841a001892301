"""Facts about edits: what is an edit, of which kinds, and that none is hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.changes.alignment import align
from archive.changes.content import Content
from archive.changes.dates import dates
from archive.changes.difference import Difference, difference, folded
from archive.changes.essence import essence
from archive.changes.kinds import RANKS, Kind, rank_of
from archive.changes.numbers import numbers
from archive.changes.quoting import quotations
from archive.changes.small_words import negations, pronouns

WORDS = st.lists(
    st.sampled_from(["one", "два", ",", " ", "three", "é", "«", "»", "5", "не", "May", "\n"]), max_size=8
).map(" ".join)
TEXTS = st.lists(WORDS, max_size=6)


def content(*texts: str, title: str = "Title", **more) -> Content:
    return Content(title=title, blocks=tuple(("paragraph", text) for text in texts), **more)


def between(old: str, new: str, **more) -> Difference:
    return difference(content(old, **more), content(new, **more))


def kinds(old: str, new: str, **more) -> list[str]:
    return [kind.value for kind in between(old, new, **more).kinds]


def shapes(old: list[str], new: list[str]) -> list[tuple]:
    told = difference(content(*old), content(*new))
    return [(one.change, one.old, one.new) for one in told.paragraphs]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("There were 500 dead.", "There were 900 dead.", ["number"]),
        ("В бою погибли пять человек.", "В бою погибли десять человек.", ["number"]),
        ("Выделено 1,5 млн рублей.", "Выделено 1,5 млрд рублей.", ["number"]),
        ("It begins on July 16.", "It begins on July 18.", ["date"]),
        ("Начнется 16 июля.", "Начнется 16 августа.", ["date"]),
        ("It is due in 2024, he said.", "It is due in 2026, he said.", ["date"]),
        ("Встреча завтра в 14:30.", "Встреча завтра в 15:30.", ["date"]),
        ("The talks are on Monday.", "The talks are on Tuesday.", ["date"]),
        ("He was not there.", "He was there.", ["negation"]),
        ("He is there.", "He isn't there.", ["negation"]),
        ("Мы не поедем.", "Мы поедем.", ["negation"]),
        ("Это была неудача для всех.", "Это была не удача для всех.", ["negation"]),
        ("They said that we decided it.", "They said that decided it.", ["pronoun"]),
        ("Считаю, что мы решили верно.", "Считаю, что они решили верно.", ["pronoun"]),
        ("It was said by Ivan Petrov there.", "It was said by Oleg Petrov there.", ["name"]),
        ("Об этом сказал С.Шойгу вчера.", "Об этом сказал Д.Песков вчера.", ["name"]),
        ("Об этом сказал В.Иванов вчера.", "Об этом сказал С.Иванов вчера.", ["name"]),
        ("Это сказал Иванов своей жене.", "Это сказал Иванову своей жене.", ["wording"]),
        ("So it is. And so is he, so far.", "Thus it is. And so is he, so far.", ["wording"]),
        ("Бои идут в Харькове третий день.", "Бои идут в Сумах третий день.", ["place"]),
        ("They met in Sochi to talk.", "They met in Minsk to talk.", ["place"]),
        ('He said: "We all go home."', 'He said: "We all run home."', ["quotation"]),
        ("Он сказал: «Все идут домой».", "Он сказал: «Все едут домой».", ["quotation"]),
        ("The so-called “republic” is there.", "The so-called republic is there.", ["quotation"]),
        ('Завод "Волна" стоит давно.', 'Завод "Волга" стоит давно.', ["name"]),
        ("A big house stood here.", "A large house stood here.", ["wording"]),
        ("Казнить, нельзя помиловать.", "Казнить нельзя, помиловать.", ["wording"]),
        ("«Ещё» — да", '"Еще" - да', ["typography"]),
        ("The Government met.", "The government met.", ["typography"]),
        ("1 500 ships", "1,500 ships", ["typography"]),
        ("The fleet of 10 12 ships left.", "The fleet of 1012 ships left.", ["number"]),
        ("May the wind be with you.", "May the wind be with us.", ["pronoun"]),
        (
            "It is done.",
            "It is done. The ferries will run again from the old quay to the island as before.",
            ["added"],
        ),
        (
            "It is done. The ferries will run again from the old quay to the island as before.",
            "It is done.",
            ["removed"],
        ),
    ],
)
def test_an_edit_is_of_its_kind(old: str, new: str, expected: list[str]):
    assert kinds(old, new) == expected


def test_an_edit_can_be_of_several_kinds():
    told = between("He said: «We lost 5 ships».", "He said: «We lost 6 ships».")
    assert told.kinds == (Kind.NUMBER, Kind.QUOTATION)
    assert told.rank == RANKS[Kind.NUMBER]


def test_the_label_of_a_turn_is_the_speaker():
    told = between("Ivan Petrov: Good day.", "Oleg Sidorov: Good day.", speakers={0: "Ivan Petrov"})
    assert set(told.kinds) == {Kind.NAME, Kind.SPEAKER}
    words = between("Ivan Petrov: Good day.", "Ivan Petrov: Good night.", speakers={0: "Ivan Petrov"})
    assert words.kinds == (Kind.WORDING,)
    lost = between("Question: Good day.", "Good day.", speakers={0: "Question"})
    assert Kind.SPEAKER in lost.kinds


def test_heads_and_facts_are_edits_of_their_own():
    old = content("x", title="Old title", lead="He left.", facts={"place": "Tver", "sections": "News"})
    new = content(
        "x", title="New title", lead="He went.", facts={"place": "Sochi", "sections": "News; Trips"}
    )
    told = difference(old, new)
    assert {one.name: [kind.value for kind in one.kinds] for one in told.fields} == {
        "title": ["headline"], "lead": ["lead"], "place": ["place"], "sections": ["details"],
    }  # fmt: skip


def test_a_headline_whose_quotation_marks_changed_ranks_as_typography():
    told = difference(content("x", title="«Волна» идёт"), content("x", title='"Волна" идёт'))
    assert set(told.kinds) == {Kind.HEADLINE, Kind.TYPOGRAPHY}
    assert told.rank == RANKS[Kind.TYPOGRAPHY]


def test_what_a_feed_does_not_state_is_no_edit():
    feed = content("x", whole=False, lead="Lead.")
    assert difference(feed, content("x", lead="Lead.", facts={"place": "Tver"})).kinds == ()
    special = content("Lead.", "x", whole=False)
    assert difference(special, content("x", lead="Lead.")).kinds == ()


def test_the_same_time_printed_less_exactly_is_a_detail():
    exact = content("x", facts={"published": "July 14, 2026, 15:00"}, times={"published": "2026-07-14T12:00"})
    day = content("x", facts={"published": "July 14, 2026"}, times={"published": ""})
    other = content("x", facts={"published": "July 15, 2026"}, times={"published": ""})
    assert difference(day, exact).kinds == (Kind.DETAILS,)
    assert difference(exact, other).kinds == (Kind.REDATED,)


def test_a_block_that_became_a_quotation_is_an_edit():
    new = Content(title="Title", blocks=(("quotation", "Words."),))
    told = difference(content("Words."), new)
    assert told.kinds == (Kind.DETAILS,)
    assert essence(told).after == "as quotation"


A, B, C, D = (
    "The president met five farmers in Sochi.",
    "They spoke of the harvest, and of the rain that had not come.",
    "Two new ferries will run on the lake from Monday on.",
    "The bridge was painted red by its keepers, at last.",
)


def test_a_moved_paragraph_is_moved_and_neither_removed_nor_added():
    assert shapes([A, B, C, D], [D, A, B, C]) == [
        ("moved", (3,), (0,)), ("same", (0,), (1,)), ("same", (1,), (2,)), ("same", (2,), (3,)),
    ]  # fmt: skip
    told = difference(content(A, B, C, D), content(D, A, B, C))
    assert (told.kinds, told.rank) == ((Kind.MOVED,), 30)
    assert essence(told).before.startswith("paragraph 4: The bridge")


def test_a_paragraph_moved_and_edited_is_both():
    told = difference(content(A, B, C, D), content(D.replace("red", "not red"), A, B, C))
    assert told.kinds == (Kind.NEGATION, Kind.MOVED)


def test_split_and_joined_paragraphs_are_one_edit_of_form():
    assert shapes([f"{A} {B}", C], [A, B, C]) == [("changed", (0,), (0, 1)), ("same", (1,), (2,))]
    assert shapes([A, B, C], [f"{A} {B}", C]) == [("changed", (0, 1), (0,)), ("same", (2,), (1,))]
    assert difference(content(f"{A} {B}"), content(A, B)).kinds == (Kind.TYPOGRAPHY,)
    assert Kind.NUMBER in difference(content(f"{A} {B}"), content(A.replace("five", "six"), B)).kinds


def test_what_was_removed_stands_where_it_stood():
    assert shapes([A, B, C], [A, D, C]) == [
        ("same", (0,), (0,)), ("removed", (1,), ()), ("added", (), (1,)), ("same", (2,), (2,)),
    ]  # fmt: skip


def test_unchanged_paragraphs_are_folded_and_counted():
    told = difference(content(*"abcdefgh", A), content(*"abcdefgh", A.replace("five", "six")))
    assert [one if isinstance(one, int) else one.change for one in folded(told.paragraphs)] == [
        7, "same", "changed",
    ]  # fmt: skip


def test_one_word_taken_out_of_three_places_is_told_as_such():
    old = ["The elections are near.", "On elections he was silent.", "No election was held then."]
    new = ["The days are near.", "On roads he was silent.", "No fair was held then."]
    told = difference(content(*old), content(*new))
    assert Kind.REPEATED in told.kinds
    assert Kind.REPEATED not in difference(content(*old[:2]), content(*new[:2])).kinds


def test_the_highest_edit_is_told_with_its_surroundings():
    told = difference(
        content("He was a tall man who lived by the sea for long.", "He had 5 boats and a dog."),
        content("He was a small man who lived by the sea for long.", "He had 6 boats and a dog."),
    )
    assert (essence(told).before, essence(told).after) == (
        "He had 5 boats and a dog.",
        "He had 6 boats and a dog.",
    )


def test_typography_alone_ranks_lowest_and_every_kind_has_a_rank():
    assert set(RANKS) == set(Kind)
    assert min(RANKS, key=RANKS.__getitem__) is Kind.TYPOGRAPHY
    assert max(RANKS, key=RANKS.__getitem__) is Kind.GONE
    assert rank_of({Kind.HEADLINE, Kind.TYPOGRAPHY}) == RANKS[Kind.TYPOGRAPHY]
    for higher in (Kind.NEGATION, Kind.NUMBER, Kind.DATE, Kind.QUOTATION, Kind.NAME):
        assert RANKS[Kind.MISSING] > RANKS[higher] > RANKS[Kind.PRONOUN] > RANKS[Kind.WORDING]


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_no_edit_is_hidden_and_no_word_is_lost(old: list[str], new: list[str]):
    told = difference(content(*old), content(*new))

    assert bool(told.kinds) == (old != new)
    for side, texts, change in (("old", old, "added"), ("new", new, "removed")):
        found = {}
        for one in told.paragraphs:
            numbers_of = getattr(one, side)
            if numbers_of:
                found[numbers_of] = "".join(piece.text for piece in one.pieces if piece.change != change)
        assert sorted(number for group in found for number in group) == list(range(len(texts)))
        for group, text in found.items():
            assert text == "\n".join(texts[number] for number in group)
    for one in told.paragraphs:
        assert (one.change == "same") == (not one.kinds)
        assert all(bool(piece.kinds) == (piece.change != "same") for piece in one.pieces)


@given(WORDS, WORDS)
def test_one_sides_kinds_do_not_depend_on_which_came_first(old: str, new: str):
    turned = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}
    forth, back = (set(between(*pair).kinds) - {Kind.COMPLETED} for pair in ((old, new), (new, old)))
    assert bool(forth) == bool(back)
    assert (forth == {Kind.TYPOGRAPHY}) == ({turned.get(kind, kind) for kind in back} == {Kind.TYPOGRAPHY})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1 500, 1,500, 1\u00a0500 and 1500", ["1500"] * 4),
        ("полторы тысячи, 1.5 thousand, fifteen hundred", ["1500"] * 3),
        ("twenty-five, двадцать пять, two hundred and six", ["25", "25", "206"]),
        ("3,5% и 3.5 percent", ["3.5", "3.5"]),
        ("thousands of people, миллионы людей", []),
        ("July 16", ["16"]),
    ],
)
def test_a_number_is_one_however_it_is_written(text: str, values: list[str]):
    assert [one.value for one in numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("July 16, 2021; 16 July 2021; 16 июля 2021 года; 16.07.2021; 2021-07-16", ["07-16", "2021"] * 5),
        ("on 16–18 июля", ["07-16", "07-18"]),
        ("He may come in May, в мае", ["05", "05"]),
        ("9:05 and 25:70", ["09:05"]),
        ("в среду, средства", ["среду"]),
    ],
)
def test_a_day_is_one_however_it_is_written(text: str, values: list[str]):
    assert sorted(one.value for one in dates(text)) == sorted(values)


def test_small_words_are_found_as_words():
    assert [one.value for one in negations("Nothing is notable; не был, небо, can't, cannot")] == [
        "nothing", "не", "not", "not",
    ]  # fmt: skip
    assert [one.value for one in pronouns("We were, usual; наш, нашёл, её")] == ["we", "наш", "ее"]


def test_a_name_in_quotation_marks_is_no_quotation():
    text = 'Завод "Волжские верфи" сообщил: «Мы „Ромашку“ не видели», — и “we go home”.'
    assert [text[one.start : one.end] for one in quotations(text)] == ["Мы „Ромашку“ не видели", "we go home"]


HOSTILE = {
    "many lines": (["a"] * 50_000, ["b"] * 50_000),
    "one line": (["a b " * 100_000], ["b a c " * 80_000]),
    "quotations": (["«a “b 5 не " * 20_000], ["“a «b 6 мы " * 20_000]),
    "dates": (["5 мая 2020 " * 20_000], ["6 мая 2020 " * 20_000]),
    "edits all over": (["He 5 a. " * 15_000], ["He 6 b. " * 15_000]),
    "long paragraphs": (
        [f"a{n} " * 500 + "x" for n in range(400)],
        [f"a{n} " * 500 + "y" for n in range(400, 0, -1)],
    ),
    "capitals": (["Ab Cd. " * 30_000], ["Ab Ce. " * 30_000]),
    "digits": (["1" * 200_000], ["2" * 200_000]),
    "groups": (["1 000" + " 000" * 60_000], ["1 001" + " 000" * 60_000]),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_texts_are_compared_and_every_line_is_accounted_for(name: str):
    old, new = HOSTILE[name]
    told = difference(content(*old), content(*new))
    assert told.kinds
    assert sum(len(one.old) for one in told.paragraphs) == len(old)


def test_two_thousand_paragraphs_keep_their_order_when_each_is_edited():
    old = [f"Paragraph {n} says that the fleet of {n * 7} ships left harbour {n % 13}." for n in range(2000)]
    matches, whole = align(old, [text.replace("left", "reached") for text in old])
    assert whole
    assert [(match.old, match.new) for match in matches] == [((n,), (n,)) for n in range(2000)]
