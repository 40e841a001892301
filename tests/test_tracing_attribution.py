"""Attribution: whom a text names as its source, in many languages, and whom it only mentions.

The sentences are invented; they stand in tests/attribution_cases.txt.
"""

from itertools import pairwise
from pathlib import Path

import pytest

from archive.tracing.attribution import attributions
from archive.tracing.linking import agency
from archive.tracing.patterns import in_small
from archive.tracing.sources import mentions, sources, speech
from archive.tracing.texts import MOST

LINES = Path(__file__).with_name("attribution_cases.txt").read_text(encoding="utf-8").splitlines()
CASES = [line.split(" | ") for line in LINES if not line.startswith("#")]
ASKED = {"ru", "en", "fr", "de", "es", "it", "uk", "ar", "tr", "zh"}


@pytest.mark.parametrize(("language", "manner", "name", "text"), CASES, ids=[" ".join(one) for one in CASES])
def test_a_source_is_found_as_what_it_is(language, manner, name, text):
    found = [one for one in attributions(text.replace(" / ", "\n"), language) if one.name == name]
    manners = {"silent" if one.negated else one.manner for one in found}
    if manner == "none":
        assert not manners & {"cited", "copy"}
    elif manner in {"named", "silent"}:
        assert manners == {manner}
    else:
        assert manner in manners


@pytest.mark.parametrize("manner", ["cited", "copy", "named", "silent"])
def test_every_language_that_is_asked_for_has_such_a_case(manner):
    theirs = {one[0] for one in CASES if one[1] == manner}
    assert theirs >= ASKED - ({"ru"} if manner == "none" else set())


def test_evidence_stands_where_its_offsets_say():
    text = "Маяки\nЛидеры говорили час. О маяках сообщила пресс-служба Кремля.\nПозже они простились."
    (one,) = attributions(text, "ru")
    assert text[one.start : one.end] == "пресс-служба Кремля"
    assert text[one.sentence_start : one.sentence_end] == one.sentence
    assert one.sentence == "О маяках сообщила пресс-служба Кремля."


def test_sources_stand_in_reading_order_and_do_not_overlap():
    text = "Call\nThe Kremlin press service and the White House said so, reports Interfax, citing TASS."
    found = attributions(text, "en")
    assert [one.name for one in found] == ["Kremlin press service", "White House", "Interfax", "TASS"]
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_copied_agency_goes_before_one_that_is_cited():
    text = "Lighthouses\nMOSCOW (Reuters) - They spoke of lighthouses, TASS reported."
    assert agency(attributions(text, "en")) == "Reuters"
    assert agency(attributions(text.replace("(Reuters) - ", ""), "en")) == "TASS"


def test_a_language_without_a_lexicon_is_read_by_all():
    assert [one.manner for one in attributions("X\nKreml.\nThis is so, according to the Kremlin.", "xx")] == [
        "named",
        "cited",
    ]


def test_spaces_that_do_not_break_are_spaces():
    text = "Entretien\nOn a parlé de phares, a rapporté le service de presse du\u00a0Kremlin."
    assert [one.name for one in attributions(text, "fr")] == ["Kremlin press service"]


def test_the_needles_of_patterns_hide_no_mention():
    for _, _, _, text in CASES:
        quick = {(one.source.name, one.start, one.end) for one in mentions(text)}
        assert quick == {(one.source.name, one.start, one.end) for one in mentions(f"{text}{' .' * 500}")}
        assert len(in_small(text)) == len(text)


def test_agencies_have_sites_where_their_own_reports_are_looked_for():
    assert "interfax.ru" in sources()["Interfax"].hosts
    assert "interfax.ru" not in sources()["Interfax-Ukraine"].hosts


@pytest.mark.parametrize("language", sorted(ASKED | {"pt", "pl", "nl", "el", "bg", "sr", "ta", "hi"}))
def test_words_of_reporting_do_not_match_nothing(language):
    words = speech(language)
    for pattern in (words.said, words.cites, words.place, words.owner, words.silent):
        assert pattern.fullmatch("") is None


@pytest.mark.parametrize(
    "piece", ["«", "“", '"', "Kremlin ", "Кремль сообщает ", "......", " ", "\n", "(AFP) - ", "пресс-служба "]
)
def test_a_text_of_one_piece_over_and_over_is_read_to_its_end(piece):
    found = attributions(piece * (2 * MOST // len(piece)), "ru")
    assert all(one.end <= MOST for one in found)
