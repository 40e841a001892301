"""Names are one across scripts, spellings, initials and Russian cases, and two names are two."""

import pytest

from archive.names import folded, matches

SAME = [
    ("Путин", "Vladimir Putin"),
    ("Путина", "Putin"),
    ("Путиным", "В.Путин"),
    ("V. Putin", "В.Путин"),
    ("Vladimir Putin", "В.Путин"),
    ("Putin Vladimir", "President of Russia Vladimir Putin"),
    ("Шойгу", "Sergei Shoigu"),
    ("Сергея Шойгу", "Sergey Shoygu"),
    ("Жириновского", "Vladimir Zhirinovsky"),
    ("Матвиенко", "Valentina Matviyenko"),
    ("Елена", "Yelena Kuzmenko"),
    ("Токаева", "Kassym-Jomart Tokayev"),
    ("Медведев", "Дмитрия Медведева"),
    ("Михаилом Мишустиным", "Mikhail Mishustin"),
    ("Юрий Борисов", "Yury Borisov"),
    ("Фёдор", "Fyodor"),
    ("Алексей Кудрин", "Alexei Kudrin"),
    ("Макрон", "Emmanuel Macron"),
]
OTHER = [
    ("Ivan Putin", "В.Путин"),
    ("Путин", "Д.Песков"),
    ("В.", "В.Путин"),
    ("", "В.Путин"),
    ("С.Иванов", "Д.Иванов"),
]


@pytest.mark.parametrize(("asked", "stored"), SAME)
def test_a_name_is_found_however_it_is_written(asked: str, stored: str):
    assert matches(folded(asked), folded(stored))


@pytest.mark.parametrize(("asked", "stored"), OTHER)
def test_another_name_is_not(asked: str, stored: str):
    assert not matches(folded(asked), folded(stored))


@pytest.mark.parametrize("text", ["", "…", "123", "(", "\x00", "\u202e", "a" * 10_000, "灯台 太郎", "%_'\""])
def test_any_text_folds(text: str):
    assert all(word.isascii() and word for word in folded(text))
