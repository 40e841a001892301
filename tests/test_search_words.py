"""Which words find which texts, by stems, accents, sounds of names and numbers, and which do not."""

import pytest
from sqlite_utils import Database

from tests.searched import keys, searchable

FOUND = [
    # What FTS5 by itself does not find.
    ("путин", "ru", "Встреча Владимира Путина с губернатором"),
    ("провел", "ru", "Президент провёл совещание"),
    ("еще", "ru", "Это ещё не решено"),
    # ё and е, case, stress marks, soft hyphens, other look-alikes.
    ("ещё", "ru", "Это еще не решено"),
    ("ПУТИН", "ru", "путин"),
    ("москва", "ru", "МОСКВА, 1 марта"),
    ("замок", "ru", "Старый за\u0301мок на горе"),
    ("совещание", "ru", "Со\u00adве\u00adща\u00adние прошло"),
    ("Федор", "ru", "Фёдор Иванович"),
    ("россия", "ru", "Pоccия и мир"),  # its first letter and its с are Latin
    ("ﬁnance", "en", "The finance ministry"),
    ("２０２６", "en", "In 2026 it opened"),
    # Russian cases, plurals, adjectives, verbs.
    ("президент", "ru", "сообщили президенту"),
    ("президенту", "ru", "встречи президентов"),
    ("санкция", "ru", "об отмене санкций"),
    ("выборы", "ru", "на выборах губернатора"),
    ("выборами", "ru", "выборы прошли"),
    ("война", "ru", "после войны"),
    ("договор", "ru", "подписание договоров"),
    ("российский", "ru", "российского народа"),
    ("заявить", "ru", "он заявил об этом"),
    ("встречались", "ru", "они встречались дважды"),
    ("провести", "ru", "решено провести смотр"),
    ("губернатор", "ru", "губернаторами областей"),
    ("экономика", "ru", "рост экономики"),
    ("Россия", "ru", "в России"),
    ("Москве", "ru", "из Москвы"),
    # Surnames, which Snowball stems one way here and another there.
    ("Лавров", "ru", "слова Лаврова"),
    ("Лаврова", "ru", "сказал Лавров"),
    ("лавровым", "ru", "приезд Лаврова"),
    ("Сергей Лавров", "ru", "Сергея Лаврова ждали"),
    ('"Сергей Лавров"', "ru", "Сергея Лаврова ждали"),
    ("Сергея", "ru", "сказал Сергей"),
    ("музей", "ru", "директор музея"),
    ("Пушкин", "ru", "о Пушкине"),
    ("Песков", "ru", "по словам Пескова"),
    ("Мишустин", "ru", "поручение Мишустина"),
    ("Набиуллина", "ru", "выступление Набиуллиной"),
    ("Медведеву", "ru", "Медведев ответил"),
    ("Зеленский", "ru", "письмо Зеленского"),
    # Names in the other letters, and in another spelling.
    ("Putin", "ru", "Встреча с Путиным"),
    ("putin", "ru", "речь Путина"),
    ("Путин", "en", "Putin's speech"),
    ("путина", "en", "Vladimir Putin arrived"),
    ("Шойгу", "en", "Sergei Shoigu reported"),
    ("Шойгу", "en", "Sergey Shoygu reported"),
    ("Shoigu", "en", "Sergey Shoygu reported"),
    ("Shoygu", "ru", "доклад Шойгу"),
    ("Lavrov", "ru", "слова Лаврова"),
    ("Nabiullina", "ru", "выступление Набиуллиной"),
    ("Медведева", "en", "Dmitry Medvedev said"),
    ("Matviyenko", "ru", "ответ Матвиенко"),
    ("Зеленского", "en", "Zelensky wrote"),
    ("Kudrin", "ru", "«Кудрин: рост будет»"),
    ('"Vladimir Putin"', "ru", "Владимира Путина ждали"),
    ("«Владимир Путин»", "en", "They met Vladimir Putin there"),
    # English.
    ("president", "en", "presidents of both countries"),
    ("cities", "en", "the city of Tver"),
    ("city", "en", "two cities"),
    ("meeting", "en", "they met and had meetings"),
    ("elected", "en", "to elect a council"),
    ("Russia", "en", "Russia’s answer"),
    ("workers'", "en", "a worker said"),
    # Other languages that Snowball knows, and Ukrainian, which it does not.
    ("président", "fr", "Les présidents ont parlé"),
    ("president", "fr", "le président français"),
    ("élections", "fr", "une élection locale"),
    ("été", "fr", "l’été dernier"),
    ("arrete", "fr", "il fut arrêté"),
    ("Wahlen", "de", "vor der Wahl"),
    ("Häuser", "de", "das Haus"),
    ("strasse", "de", "in der Straße"),
    ("elecciones", "es", "la elección de ayer"),
    ("presidenti", "it", "il presidente"),
    ("вибори", "uk", "вибори 2026 року"),
    ("президента", "uk", "президент України"),
    ("уряд", "uk", "рішення уряду"),
    ("мята", "uk", "м’ята"),
    ("Москви", "uk", "Москва"),
    ("πρόεδρος", "el", "του προέδρου"),
    ("习近平", "zh", "国家主席习近平出席"),
    ("Erdogan", "en", "Recep Tayyip Erdoğan"),
    # Hyphens, numbers, abbreviations, quotation marks.
    ("Санкт-Петербург", "ru", "в Санкт-Петербурге"),
    ("петербург", "ru", "в Санкт-Петербурге"),
    ("северо-западный", "ru", "Северо-Западного округа"),
    ("чем-то", "ru", "чём-то другом"),
    ("1500", "ru", "на 1 500 человек"),
    ("1500", "ru", "на 1\u00a0500 человек"),
    ("1 500", "en", "some 1,500 people"),
    ("1,500", "en", "some 1500 people"),
    ("1'500'000", "en", "1 500 000 francs"),
    ("3,5", "ru", "рост на 3,5 %"),
    ("3.5", "ru", "рост на 3,5 %"),
    ("сша", "ru", "президент США"),
    ("US", "en", "the U.S. side"),
    ("U.S.", "en", "the US side"),
    ("U.S.A.", "en", "made in the USA"),
    ("covid-19", "ru", "из-за COVID-19"),
    ("Волга", "ru", "теплоход «Волга»"),
    ("kremlin.ru", "ru", "на сайте kremlin.ru"),
    ("g20", "ru", "саммит G20"),
    ("5", "ru", "№5"),
]
NOT_FOUND = [
    ("путь", "ru", "Владимир Путин"),
    ("мир", "ru", "мировой рекорд"),
    ("стол", "ru", "в столице"),
    ("и", "ru", "й"),
    ("дело", "en", "New Delhi"),
    ("кит", "ru", "Китай и Индия"),
    ("Putin", "ru", "Распутин"),
    ("Путин", "en", "to put in order"),
    ("Xi Jinping", "ru", "Си Цзиньпин"),  # no transliteration: the README says so
    ("Лавров", "ru", "Лавренёв"),
    ("500", "ru", "1 500 человек"),
    ("1500", "ru", "15 000 человек"),
    ('"президент России"', "ru", "России нужен президент"),
    ('"новый год"', "ru", "новый, он сказал, год"),
    ("Vladimir Putin", "en", "Vladimir Medinsky"),
    ("университет", "ru", "универсальный"),
    ("министр -премьер", "ru", "премьер и министр"),
    ("war", "ru", "Варенье"),
    ("president", "ru", "precedent"),
    ("3,5", "ru", "5 и 3"),
    ('"Владимир Путин"', "en", "Vladimir and Putin"),
    ("住", "zh", "国家主席"),
]


@pytest.fixture(scope="module")
def archive() -> Database:
    texts = {}
    for kind, pairs in (("yes", FOUND), ("no", NOT_FOUND)):
        texts |= {f"web/{language}/{kind}-{n}": text for n, (_, language, text) in enumerate(pairs)}
    return searchable(texts)


def named(pairs: list[tuple[str, str, str]]) -> list[object]:
    return [pytest.param(n, id=f"{words} - {text}") for n, (words, _, text) in enumerate(pairs)]


@pytest.mark.parametrize("number", named(FOUND))
def test_the_words_find_the_text(archive: Database, number: int) -> None:
    words, language, _ = FOUND[number]
    assert f"web/{language}/yes-{number}" in keys(archive, words, size=1000)


@pytest.mark.parametrize("number", named(NOT_FOUND))
def test_the_words_do_not_find_the_text(archive: Database, number: int) -> None:
    words, language, _ = NOT_FOUND[number]
    assert f"web/{language}/no-{number}" not in keys(archive, words, size=1000)


def test_there_are_more_than_fifty_pairs() -> None:
    assert len(FOUND) > 50
