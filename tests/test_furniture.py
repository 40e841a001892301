"""Every rule for whole lines takes what it names, and leaves an article about the same things alone."""

import pytest

from archive.models import Block, BlockKind
from crawler.sites.furniture import trim
from crawler.sites.furniture_lines import RULES, Place, rules_of
from crawler.sites.furniture_phrases import phrases
from crawler.sites.furniture_plain import plain
from tests.furniture_cases import LINES, SENTENCES
from tests.plugin_pages import LANGUAGES, words_of

BODY = (
    "Le conseil municipal a voté jeudi la réparation du vieux pont, fermé depuis la crue de l'automne.",
    "Les travaux dureront six mois, et les bateaux passeront par l'écluse du moulin toute cette période.",
    "Un ingénieur a présenté le plan aux habitants, qui ont surtout demandé où garer leurs voitures.",
)
HEADLINES = ("Le phare du nord", "La péniche du sud", "Un moulin à vendre")
FILLED = {"{}": " pont ", "{n}": "3", "{net}": "Telegram"}
ENDS = {Place.HEAD, Place.TAIL}


def blocks(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


def trimmed(*texts: str, links: frozenset[str] = frozenset()) -> tuple[list[str], list[str]]:
    kept, dropped = trim(blocks(*texts), title="Le pont", links=links)
    return [block.text for block in kept], [rule for rule, _ in dropped]


def kept(*texts: str, links: frozenset[str] = frozenset()) -> list[str]:
    return trimmed(*texts, links=links)[0]


def test_every_rule_has_lines_that_it_takes_and_sentences_that_it_leaves():
    assert {rule.name for rule in RULES} == set(LINES) == set(SENTENCES) == {name for name, _ in phrases()}


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in LINES.items() for text in texts])
def test_a_line_is_taken_off_every_end_that_its_rule_names(name, text):
    places = next(rule.places for rule in RULES if rule.name == name)
    assert ENDS & places
    if Place.HEAD in places:
        assert trimmed(text, *BODY) == ([*BODY], [name])
    else:
        assert kept(text, *BODY)[-3:] == [*BODY]
    if Place.TAIL in places:
        assert kept(*BODY, text) == [*BODY]
        assert name in [rule.name for rule in rules_of(text)]


@pytest.mark.parametrize("text", [text for texts in SENTENCES.values() for text in texts])
def test_a_sentence_about_furniture_stays_wherever_it_stands(text):
    assert kept(text, *BODY) == [text, *BODY]
    assert kept(*BODY, text) == [*BODY, text]
    assert kept(BODY[0], text, BODY[1]) == [BODY[0], text, BODY[1]]


def test_every_declared_phrase_is_known_under_its_rule():
    for name, phrase in phrases():
        filled = phrase
        for mark, word in FILLED.items():
            filled = filled.replace(mark, word)
        assert name in [rule.name for rule in rules_of(filled)], (name, phrase)


def test_no_declared_phrase_is_taken_where_somebody_is_quoted_saying_it():
    for name, phrase in phrases():
        if "{" in phrase or not plain(phrase):
            continue
        assert not rules_of(f"“{phrase}”, said the keeper of the bridge to the mayor."), (name, phrase)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_paragraph_of_an_article_is_a_line_of_a_plug_in(language):
    assert not [text for text in words_of(language).body if rules_of(text)]


@pytest.mark.parametrize("rule", [rule for rule in RULES if ENDS & rule.places], ids=lambda rule: rule.name)
def test_in_the_middle_of_a_text_a_line_stays(rule):
    middle = (BODY[0], LINES[rule.name][0], BODY[1], BODY[2])
    assert kept(*middle) == [*middle]


def test_a_line_may_be_longer_than_any_rule():
    assert rules_of("Share this: " * 40) == ()


# What follows a heading of cards, comments, author


@pytest.mark.parametrize("heading", ["Related", "Читайте также:", "Articles similaires", "Recent Posts"])
def test_cards_go_with_their_heading_as_headlines_or_as_links(heading):
    assert kept(*BODY, heading, *HEADLINES) == [*BODY]
    assert kept(*BODY, heading, *HEADLINES, links=frozenset(HEADLINES)) == [*BODY]


def test_sentences_under_a_heading_of_cards_stay_with_it():
    texts = (*BODY, "Related", "The mill was sold in spring, and its wheel has not turned since then.")
    assert kept(*texts) == [*texts]


def test_an_author_box_takes_one_life_of_the_author():
    assert kept(BODY[0], "Об авторе", "Иван Мостов пишет о реках и мостах.", "Share this:") == [BODY[0]]


def test_an_author_heading_over_the_larger_part_of_a_text_stays():
    assert kept(BODY[0], "Об авторе", BODY[1], BODY[2]) == [BODY[0], "Об авторе", BODY[1], BODY[2]]


def test_comments_that_name_the_title_go_however_long_they_are():
    comments = ("2 thoughts on “Le pont”", BODY[1] * 2, BODY[2] * 2)
    assert kept(*BODY, *comments) == [*BODY]


def test_comments_on_something_else_are_taken_as_the_smaller_part_only():
    comments = ("2 thoughts on “Le phare”", BODY[1] * 2, BODY[2] * 2)
    assert kept(*BODY, *comments) == [*BODY, *comments]


def test_a_reply_title_inside_an_article_on_forms_stays():
    texts = (BODY[0], "Leave a Reply", BODY[1], BODY[2])
    assert kept(*texts) == [*texts]


# What has no phrase of its own


def test_read_also_goes_wherever_it_stands_with_the_link_that_it_announces():
    line = "Lire aussi : Le phare du nord"
    for texts in ((*BODY, line), (BODY[0], line, *BODY[1:])):
        assert kept(*texts, links=frozenset(HEADLINES)) == [*BODY]
    assert kept(BODY[0], "Lire aussi", HEADLINES[0], *BODY[1:], links=frozenset(HEADLINES)) == [*BODY]
    two = f"Читайте также: {HEADLINES[0]}, {HEADLINES[1]}"
    assert kept(BODY[0], two, *BODY[1:], links=frozenset(HEADLINES)) == [*BODY]


def test_read_also_without_a_link_or_with_more_than_a_link_stays():
    for line in ("Lire aussi : Le phare du nord", "Lire aussi : Le phare du nord, écrit en 1912"):
        texts = (BODY[0], line, BODY[1])
        assert kept(*texts, links=frozenset({"Un moulin à vendre"})) == [*texts]
    assert kept(BODY[0], "Lire aussi", BODY[1]) == [BODY[0], "Lire aussi", BODY[1]]


def test_a_closing_list_of_nothing_but_links_goes_with_its_heading():
    items = [Block(BlockKind.ITEM, text) for text in HEADLINES]
    heading = Block(BlockKind.SUBHEAD, "Nos beaux dossiers")
    found, dropped = trim([*blocks(*BODY), heading, *items], title="", links=frozenset(HEADLINES))
    assert [block.text for block in found] == [*BODY]
    assert {rule for rule, _ in dropped} == {"link list"}


def test_a_closing_list_of_words_or_of_two_links_stays():
    items = [Block(BlockKind.ITEM, text) for text in HEADLINES]
    assert trim([*blocks(*BODY), *items], title="", links=frozenset())[1] == ()
    assert trim([*blocks(*BODY), *items[:2]], title="", links=frozenset(HEADLINES))[1] == ()


def test_the_title_and_a_date_line_above_the_text_go():
    assert trimmed("LE PONT", "2 juillet 2021", *BODY) == ([*BODY], ["title again", "date line"])
    assert kept(BODY[0], "Le pont", "2 juillet 2021", BODY[1]) == [
        BODY[0],
        "Le pont",
        "2 juillet 2021",
        BODY[1],
    ]


def test_a_bare_count_at_the_end_goes_and_a_sum_in_a_table_stays():
    assert trimmed(*BODY, "12") == ([*BODY], ["counter"])
    row = Block(BlockKind.TABLE, "12")
    assert trim([*blocks(*BODY), row], title="", links=frozenset())[0][-1] == row


def test_separators_at_the_ends_go_and_one_between_paragraphs_stays():
    line = Block(BlockKind.SEPARATOR, "")
    found, _ = trim([line, *blocks(BODY[0]), line, *blocks(BODY[1]), line], title="", links=frozenset())
    assert [block.text for block in found] == [BODY[0], "", BODY[1]]


def test_repeated_paragraphs_stay():
    assert kept(BODY[0], "(Rires.)", "(Rires.)", BODY[0]) == [BODY[0], "(Rires.)", "(Rires.)", BODY[0]]
