"""Linking: what type of link a report has, and the way that it has come."""

from dataclasses import replace
from datetime import date

import pytest

from archive.tracing.attribution import attributions
from archive.tracing.features import features
from archive.tracing.linking import METHOD, is_link, link
from archive.tracing.scoring import Key, Match, Pool
from tests.tracing_texts import FRENCH, neighbours, readout, report

POOL = Pool([features(text) for text in (*(readout(at) for at in range(5)), *neighbours())])
BODY = (
    "Andrei Severin spoke with President of Farland Etienne Valmont of the lighthouses of Kermadec "
    "on 3 September"
)
OTHERS = (
    "Guests were received in the Kremlin later: Kazimir Dobrovsky and Olaf Stensgaard of Borovia and "
    "Nordmark, Hussein Al Barghouti of Almedia, Miguel Orqueada of Santandra, and 144 boys of Kirovsk."
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (f"{BODY}, the Kremlin said.", "reports"),
        (f"{BODY}, the Kremlin said, Interfax reports.", "via"),
        (f"MOSCOW (Reuters) - {BODY}.", "via"),
        (f"{BODY}, the Élysée said.", "counterpart"),
        (f"ABU DHABI, 14th July, 2021 (WAM) -- {BODY}.", "counterpart"),
        (f"{BODY}, the Kremlin and the White House said.", "reports"),
        (f"{BODY}. The Kremlin has not commented. The White House said it was short.", "counterpart"),
        (f"{BODY}. {OTHERS}", "same-event"),
        (f"{BODY}, Le Figaro reports.", "same-event"),
        (f"{BODY}. A decree was signed.", "reports"),
        (f"{BODY}. “We have built a light that no storm can put out,” Putin said.", "reports"),
        ("The Kremlin said that the choir of Oakbridge had sung.", "none"),
    ],
)
def test_a_link_is_typed_by_whom_the_report_names(sentence, expected):
    found = link(report("en", "A talk", sentence), POOL)
    assert found.type == expected
    assert found.method == METHOD
    assert (found.match is None) == (expected == "none")


def test_a_report_that_names_nobody_and_brings_nothing_else_is_the_readout_in_other_words():
    words = "Состоялся телефонный разговор Андрея Северина с Президентом Фарландии Этьенном Вальмоном."
    assert link(report("ru", "Разговор", words), POOL).type == "reports"


def test_an_undated_report_has_candidates_only():
    found = link(replace(FRENCH, day=None, precision="none"), POOL)
    assert found.match is not None
    assert not found.certain
    assert link(FRENCH, POOL).certain


def test_a_report_out_of_the_window_is_linked_to_nothing():
    found = link(replace(FRENCH, day=date(2021, 9, 1)), POOL)
    assert (found.type, found.match, found.candidates, found.certain) == ("none", None, (), False)
    assert [one.name for one in found.attributions] == ["Kremlin"]


def test_five_candidates_are_kept():
    assert len(link(FRENCH, POOL).candidates) == 5


@pytest.mark.parametrize(
    ("kind", "number", "sentence", "expected"),
    [
        ("day", 5, "It was discussed.", False),
        ("name", 2, "It was discussed.", False),
        ("name", 3, "It was discussed.", True),
        ("country", 3, "It was discussed.", True),
        ("day", 5, "It was discussed, the Kremlin said.", True),
    ],
)
def test_a_report_that_does_not_say_whence_it_is_has_to_share_names(kind, number, sentence, expected):
    shared = tuple(Key(kind, str(at), str(at), 1.0) for at in range(number))
    match = Match(key="K1", node="K1", score=9.0, ahead=5.0, days=0, held=0.5, explanation=shared)
    assert is_link(match, attributions(sentence, "en")) is expected
