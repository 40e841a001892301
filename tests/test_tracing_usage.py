"""Usage: which paragraphs of a readout a report used, and what it changed inside quotation marks."""

from dataclasses import replace

from archive.tracing.features import features
from archive.tracing.scoring import Pool
from archive.tracing.sentences import quotes, sentences
from archive.tracing.usage import used
from tests.tracing_texts import FRENCH, neighbours, readout, report

READOUT = readout(0)
POOL = Pool([features(text) for text in (*(readout(at) for at in range(5)), *neighbours())])


def test_the_paragraphs_that_were_used_and_left_out_are_told_apart():
    text = report(
        "ru",
        "Разговор о маяках",
        "В Кремле сообщили: лидеры говорили о маяках Кермадека и условились, "
        "что новая комиссия соберется 3 сентября.",
    )
    whole = used(READOUT, text, POOL)
    assert whole.method == "verbatim"
    assert [passage.used for passage in whole.passages] == [False, True, False]
    (passage,) = (one for one in whole.passages if one.used)
    assert "маяках Кермадека" in text.whole[passage.start : passage.end]
    assert all((one.start, one.end) == (-1, -1) for one in whole.passages if not one.used)


def test_the_shares_count_runs_of_five_words_of_either_text():
    half = report("ru", "", READOUT.paragraphs[1])
    whole = used(READOUT, half, POOL)
    assert whole.report_share == 1.0
    assert whole.readout_share is not None
    assert 0.2 < whole.readout_share < 0.6
    assert used(READOUT, replace(READOUT, key="web/1"), POOL).readout_share == 1.0


def test_a_word_changed_inside_quotation_marks_is_shown():
    said = "Лидеры говорили о маяках Кермадека и обещали, что новая комиссия соберётся 3 сентября"
    (quotation,) = used(READOUT, report("ru", "", f"Сообщается: «{said}»."), POOL).quotations
    assert quotation.found
    assert quotation.changed
    assert {(one.change, one.text) for one in quotation.pieces if one.change != "same"} == {
        ("removed", "условились"),
        ("added", "обещали"),
    }


def test_a_quotation_that_is_only_cut_is_not_changed():
    said = "говорили о маяках Кермадека и условились, что новая комиссия соберется"
    text = report("ru", "", f"Лидеры, по сообщению, «{said}».")
    (quotation,) = used(READOUT, text, POOL).quotations
    assert quotation.found
    assert not quotation.changed
    assert text.whole[quotation.start : quotation.end] == said
    start, end = quotation.readout_start, quotation.readout_end
    assert READOUT.whole[start:end].replace("ё", "е") == said


def test_a_first_word_that_takes_a_capital_is_not_changed():
    said = "Говорили о маяках Кермадека и условились, что новая комиссия соберётся"
    (quotation,) = used(READOUT, report("ru", "", f"Сообщается: «{said}»."), POOL).quotations
    assert not quotation.changed
    assert {one.change for one in quotation.pieces} == {"same"}
    assert "".join(one.text for one in quotation.pieces) == said
    there = READOUT.whole[quotation.readout_start : quotation.readout_end]
    assert there.casefold() == said.casefold()


def test_a_quotation_that_the_readout_does_not_hold_is_told():
    text = report("ru", "", "Он добавил: «Яблоки в этом году уродились на славу, и мёд тоже».")
    (quotation,) = used(READOUT, text, POOL).quotations
    assert not quotation.found
    assert quotation.pieces == ()
    assert quotation.readout_start == -1


def test_a_short_quotation_is_not_aligned():
    assert used(READOUT, report("ru", "", "Он сказал «да» и «спасибо»."), POOL).quotations == ()


def test_across_languages_paragraphs_are_compared_by_keys_and_marked_as_weaker():
    whole = used(READOUT, FRENCH, POOL)
    assert (whole.method, whole.readout_share, whole.report_share, whole.quotations) == (
        "keys",
        None,
        None,
        (),
    )
    assert [passage.used for passage in whole.passages] == [True, True, False]
    assert "Kermadec" in FRENCH.whole[whole.passages[1].start : whole.passages[1].end]


def test_a_report_without_a_body_used_nothing():
    for language in ("ru", "fr"):
        assert not any(one.used for one in used(READOUT, report(language, "Маяк"), POOL).passages)


def test_sentences_end_at_stops_but_not_at_initials_numbers_or_short_words():
    text = "А.Северин и И. Вальмон (г. Кировск) говорили 1.5 часа. Потом простились! «Всё?» Да.\nНовая строка"
    assert [text[start:end] for start, end in sentences(text)] == [
        "А.Северин и И. Вальмон (г. Кировск) говорили 1.5 часа.",
        "Потом простились!",
        "«Всё?»",
        "Да.",
        "Новая строка",
    ]


def test_quotations_are_found_between_marks_of_many_kinds_and_unclosed_ones_are_none():
    text = '«один «внутри» два» “three” „vier“ "five" 「六」 «без конца'
    assert [text[start:end] for start, end in quotes(text)] == [
        "один «внутри» два",
        "three",
        "vier",
        "five",
        "六",
    ]
