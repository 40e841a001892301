"""Linking: what type of link a report has, and the way that it has come."""

from dataclasses import replace
from datetime import date

import pytest

from archive.tracing.features import features
from archive.tracing.lineage import agency_report, steps
from archive.tracing.linking import METHOD, link
from archive.tracing.scoring import Pool
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


def test_a_repost_of_agency_copy_goes_back_over_the_agency_to_the_kremlin():
    text = replace(FRENCH, paragraphs=("INTERFAX.RU – " + FRENCH.paragraphs[0], FRENCH.paragraphs[1]))
    story = report("ru", "Северин и Вальмон поговорили", "Северин и Вальмон говорили о маяках Кермадека.")
    held = agency_report(features(text), Pool([features(story)]))
    first, second = steps(link(text, POOL), held)
    assert (first.kind, first.name, first.match) == ("agency", "Interfax", held)
    assert first.attribution is not None
    assert first.attribution.manner == "copy"
    assert (second.kind, second.name) == ("kremlin", "Kremlin")
    assert second.match is not None
    assert second.match.node == "K66300"


def test_the_way_stands_when_no_document_of_it_is_archived():
    text = report(
        "fr", "Phares", "INTERFAX.RU – On a parlé de phares, a rapporté le service de presse du Kremlin."
    )
    found = steps(link(text, Pool([])))
    assert [(one.kind, one.name, one.match) for one in found] == [
        ("agency", "Interfax", None),
        ("kremlin", "Kremlin press service", None),
    ]


def test_the_way_of_a_counterparts_readout_ends_with_the_counterpart():
    found = steps(link(report("en", "A talk", f"{BODY}, the Élysée said."), POOL))
    assert [(one.kind, one.name) for one in found] == [("counterpart", "Élysée")]


def test_what_an_agency_did_not_write_is_not_its_report():
    story = report("ru", "Урожай", "В Заозёрске собрали яблоки.")
    assert agency_report(features(FRENCH), Pool([features(story)])) is None
