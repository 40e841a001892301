"""A printed name is one of the persons whom a page names, or nobody's."""

import pytest

from archive.models import Reference, Tag
from crawler.sites.persons import Person, folded, persons_of, whose

SHOYGU = Person("61", "Шойгу Сергей Кужугетович")
ENGLISH = Person("61", "Shoigu Sergei")
SOBYANIN = Person("76", "", ("Сергеем Собяниным",))


@pytest.mark.parametrize("printed", ["С.Шойгу", "С. Шойгу", "С.К.Шойгу", "Сергей Шойгу", "Шойгу Сергей"])
def test_initials_and_word_orders_are_the_catalogues_person(printed):
    assert whose(printed, [SHOYGU, SOBYANIN]) is SHOYGU


@pytest.mark.parametrize("printed", ["Sergei Shoigu", "Shoigu Sergei", "S.Shoigu"])
def test_english_names_begin_with_the_surname_in_the_catalogue(printed):
    assert whose(printed, [ENGLISH]) is ENGLISH


@pytest.mark.parametrize("printed", ["В.Шойгу", "Шойгу", "С.Иванов", "Сергей", ""])
def test_other_initials_and_lone_words_are_nobody(printed):
    assert whose(printed, [SHOYGU]) is None


@pytest.mark.parametrize("printed", ["С.Собянин", "Сергей Собянин", "СЕРГЕЙ СОБЯНИН"])
def test_a_name_in_another_case_is_the_same_person(printed):
    assert whose(printed, [SOBYANIN]) is SOBYANIN


def test_a_man_is_not_looked_for_in_a_womans_name():
    assert whose("Ольга Иванова", [Person("1", "", ("Олега Иванова",))]) is None


def test_two_persons_who_fit_are_nobody():
    assert whose("И.Звонов", [Person("1", "Звонов Илья"), Person("2", "Звонов Иван")]) is None


def test_names_are_compared_without_case_and_yo():
    assert folded("Фёдоров Пётр") == folded("ФЕДОРОВ ПЕТР") == ("федоров", "петр")


def test_tags_and_links_of_one_id_are_one_person():
    tags = (Tag("person", "Zvonov Ilya", "901"), Tag("topic", "Culture", "81"))
    address = "http://en.kremlin.ru/catalog/persons/901/events"
    links = (Reference("person_link", address, "Ilya Zvonov", "Zvonov Ilya"),)
    assert persons_of(tags, links) == (Person("901", "Zvonov Ilya", ("Ilya Zvonov",)),)
