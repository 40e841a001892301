"""What is gathered of a page in one walk is what stands on it."""

from crawler.sites.page import fragment
from crawler.sites.page_looks import look, looks_of


def test_classes_and_ids_stand_as_they_are_each_once():
    looks = look(fragment("<p class='a b' id='x'>1</p><p class='a b'>2</p><p class=''>3</p>"))
    assert (looks.classes, looks.ids) == (frozenset({"a b"}), frozenset({"x"}))


def test_elements_of_a_name_stand_in_reading_order():
    looks = look(fragment("<a href='1'>1</a><div><a href='2'>2</a></div><meta name='m'>"))
    assert [one.get("href") for one in looks.named["a"]] == ["1", "2"]
    assert [one.get("name") for one in looks.named["meta"]] == ["m"]
    assert looks.named["img"] == []


def test_every_element_is_counted():
    tree = fragment("<p>1<b>2</b></p>")
    assert look(tree).number == sum(1 for _ in tree.iter())


def test_a_page_is_walked_once():
    tree = fragment("<p>1</p>")
    assert looks_of(tree) is looks_of(tree)
