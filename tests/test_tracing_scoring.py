"""Scoring: which readout a report is most like, across languages, and why; candidates by day."""

from dataclasses import replace
from datetime import date

import pytest

from archive.tracing.features import Features, features
from archive.tracing.folding import folded, skeleton
from archive.tracing.places import countries, days_of_month, weekdays
from archive.tracing.scoring import Pool, merged
from archive.tracing.texts import Text
from archive.tracing.window import Window, span
from tests.tracing_texts import ARABIC, DAY, FRENCH, GERMAN, neighbours, readout, report

READOUTS = [*(readout(at) for at in range(5)), *neighbours()]
POOL = Pool([features(text) for text in READOUTS])


def undated(text: Text) -> Text:
    return replace(text, day=None, precision="none")


@pytest.mark.parametrize(("text", "node"), [(FRENCH, "K66300"), (GERMAN, "K66302"), (ARABIC, "K66303")])
def test_the_right_readout_comes_first_in_any_language(text, node):
    best, second, *_ = POOL.rank(features(text))
    assert best.node == node
    assert best.ahead == pytest.approx(best.score - second.score, abs=0.01)
    assert best.probability > 0.5 > second.probability


def test_what_matched_is_told_as_both_texts_spell_it():
    (best, *_) = POOL.rank(features(FRENCH))
    told = {(key.kind, key.value, key.said) for key in best.explanation}
    assert ("name", "Кермадека", "Kermadec") in told
    assert ("day", "09-03", "09-03") in told
    assert [key.weight for key in best.explanation] == sorted(
        (key.weight for key in best.explanation), reverse=True
    )


def test_only_readouts_from_three_days_before_to_one_after_are_candidates():
    days = {POOL.readouts[at].day for at in POOL.candidates(features(FRENCH))}
    assert days == {date(2021, 7, day) for day in range(11, 16)}


def test_a_report_of_another_day_has_no_match():
    assert POOL.rank(features(replace(FRENCH, day=date(2021, 8, 20)))) == ()


def test_a_report_with_a_month_alone_may_go_back_to_any_day_of_it():
    monthly = features(replace(FRENCH, day=date(2021, 7, 1), precision="month"))
    assert span(monthly) == (date(2021, 6, 28), date(2021, 8, 1))
    assert POOL.rank(monthly)[0].days is None


def test_an_undated_report_is_compared_with_all():
    assert len(POOL.candidates(features(undated(FRENCH)))) == len(READOUTS)
    assert POOL.rank(features(undated(FRENCH)))[0].node == "K66300"


def test_of_two_talks_with_the_same_head_the_nearer_day_comes_first():
    twins = [readout(0, days=-2, number=66280), readout(0, number=66300), *neighbours()]
    ranked = Pool([features(text) for text in twins]).rank(features(FRENCH))
    assert [match.node for match in ranked[:2]] == ["K66300", "K66280"]
    assert [match.days for match in ranked[:2]] == [0, -2]


def test_an_announcement_whose_day_has_come_is_not_what_is_reported():
    ahead = readout(
        0, days=-1, number=66290, title="14 июля состоится разговор с Этьенном Вальмоном в Фарландии"
    )
    ranked = Pool([features(text) for text in (ahead, readout(0), *neighbours())]).rank(features(FRENCH))
    assert ranked[0].node == "K66300"
    assert features(ahead).ahead == (7, 14)


def test_an_address_in_the_text_outweighs_likeness():
    text = replace(FRENCH, paragraphs=(*FRENCH.paragraphs, "http://kremlin.ru/events/president/news/66304"))
    (best, *_) = POOL.rank(features(text))
    assert best.node == "K66304"
    assert best.explanation[0].kind == "address"


def test_both_languages_of_a_number_are_one_node():
    english = Text(
        "kremlin/en/66300",
        "en",
        "Telephone conversation with President of Farland Etienne Valmont",
        ("Andrei Severin and Etienne Valmont spoke of the lighthouses of Kermadec on 3 September.",),
        DAY,
        number=66300,
    )
    ranked = merged(POOL.rank(features(FRENCH)), Pool([features(english)]).rank(features(FRENCH)))
    assert [match.node for match in ranked].count("K66300") == 1
    assert ranked[0].node == "K66300"


def test_an_archive_of_two_readouts_still_tells_them_apart():
    pool = Pool([features(readout(0)), features(readout(1))])
    best, other = pool.rank(features(FRENCH))
    assert best.node == "K66300"
    assert best.score > 4.5 > other.score


def test_a_pool_of_two_languages_is_refused():
    with pytest.raises(ValueError, match="one language"):
        Pool([features(readout(0)), features(FRENCH)])


def test_an_empty_pool_and_an_empty_report_match_nothing():
    assert Pool([]).rank(features(FRENCH)) == ()
    assert all(match.score < 4.5 for match in POOL.rank(features(report("fr", ""))))


def test_features_come_back_as_they_were_packed():
    whole = features(replace(FRENCH, number=66300))
    again = Features.unpacked(whole.packed())
    assert (again.key, again.node, again.day, again.keys) == (whole.key, whole.node, whole.day, whole.keys)
    assert POOL.rank(again) == POOL.rank(whole)
    assert len(whole.packed()) < 10_000


def test_features_of_other_code_are_refused(monkeypatch):
    old = features(FRENCH).packed()
    monkeypatch.setattr("archive.tracing.features.FEATURES", "0")
    with pytest.raises(ValueError, match="cannot be compared"):
        Features.unpacked(old)
    with pytest.raises(ValueError, match="no features"):
        Features.unpacked(b"not these")


@pytest.mark.parametrize(("window", "before"), [((-1, 0), "negative"), ((0, -1), "negative")])
def test_a_window_has_no_negative_side(window, before):
    with pytest.raises(ValueError, match=before):
        Window(*window)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Нетаньяху", "Netanyahu", "Netanyahou", "نتنياهو"),
        ("Ушаков", "Ushakov", "Ouchakov", "Uschakow"),
        ("Лукашенко", "Loukachenko", "Lukaschenko", "Lukashenko"),
        ("Путин", "Poutine", "Putin", "بوتين", "Πούτιν", "पुतिन"),
        ("Эрдоган", "Erdoğan", "Ερντογάν"),
    ],
)
def test_a_name_has_one_skeleton_in_every_script(spellings):
    assert len({skeleton(word) for word in spellings}) == 1


@pytest.mark.parametrize("form", ["Вальмоном", "Вальмону", "Вальмона", "Вальмоне"])
def test_a_russian_case_does_not_change_a_skeleton(form):
    assert skeleton(form, cases=True) == skeleton("Вальмон", cases=True)


def test_a_folded_word_is_latin_and_small():
    assert folded("Щёкино") == folded("Shchekino")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Россией и Турцией", {"RU", "TR"}),
        ("Соединённых Штатов Америки", {"US"}),
        ("Saudi Arabia and the United Arab Emirates", {"SA", "AE"}),
        ("l'Inde et la Chine", {"IN"}),
        ("الهند وتركيا", {"IN", "TR"}),
        ("США, UK", {"US", "GB"}),
        ("the house in our town", set()),
    ],
)
def test_countries_are_found_by_their_names(text, codes):
    assert set(countries(text.replace(",", "").replace("l'", "").split())) >= codes
    assert codes or not set(countries(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "2 июля",
        "July 2, 2021",
        "2. Juli",
        "2 de julio",
        "le 2 juillet",
        "2 يوليو",
        "7月2日",
        "02/07/2021",
        "2 Temmuz",
    ],
)
def test_a_date_is_read_in_many_languages(text):
    assert (7, 2) in set(days_of_month(text))


def test_a_number_that_is_no_date_is_none():
    assert set(days_of_month("версия 3.14.15, счёт 45/99, 1,5 км")) == set()


def test_a_weekday_is_read():
    assert weekdays(["am", "Montag", "und", "on", "Friday"]) == {0, 4}


@pytest.mark.parametrize(("day", "precision"), [(DAY, "none"), (None, "day"), (DAY, "year")])
def test_a_text_whose_day_and_precision_disagree_is_refused(day, precision):
    with pytest.raises(ValueError, match="precision"):
        Text("web/1", "fr", "", (), day, precision)
