"""Knows invented readouts, and reports of them in several languages."""

from datetime import date, timedelta

from archive.tracing.texts import Text

DAY = date(2021, 7, 14)
STATES = (
    ("Фарландии", "Этьенном Вальмоном", "маяках Кермадека"),
    ("Боровии", "Казимиром Добровским", "паромах Вислицы"),
    ("Нордмарка", "Олафом Стенсгаардом", "ледоколах Хаммерёйра"),
    ("Альмедии", "Хусейном Аль Баргути", "плотинах Рас-Джадира"),
    ("Сантандры", "Мигелем Оркеадой", "портах Гуадалькиру"),
)


def readout(at: int, *, days: int = 0, number: int | None = None, title: str = "") -> Text:
    """Return the readout of a talk with the head of one of the invented states."""
    state, head, matter = STATES[at % len(STATES)]
    key = f"kremlin/ru/{number or 66300 + at}"
    return Text(
        key,
        "ru",
        title or f"Телефонный разговор с Президентом {state} {head}",
        (
            f"Состоялся телефонный разговор Андрея Северина с Президентом {state} {head}.",
            f"Лидеры говорили о {matter} и условились, что новая комиссия соберётся {at + 3} сентября.",
            f"Отмечено, что за год построено {130 + 7 * at} километров набережных.",
        ),
        DAY + timedelta(days),
        number=number or 66300 + at,
    )


def neighbours(count: int = 30) -> list[Text]:
    """Return readouts of other matters, a day apart."""
    trades = ("рыбаков", "садовников", "часовщиков", "печатников", "стекольщиков", "пчеловодов")
    towns = ("Кировске", "Заозёрске", "Верхотурье", "Приморье", "Нижнеречье")
    return [
        Text(
            f"kremlin/ru/{66400 + at}",
            "ru",
            f"Встреча с главой союза {trades[at % 6]} в {towns[at % 5]}",
            (
                f"Обсуждались дела союза {trades[at % 6]} и школа в {towns[at % 5]}.",
                f"В ней учатся {40 + at} человек.",
                f"Собрание в {towns[(at + 2) % 5]} назначено на {1 + at % 28} октября.",
            ),
            DAY + timedelta(at % 7 - 3),
            number=66400 + at,
        )
        for at in range(count)
    ]


def report(language: str, title: str, *paragraphs: str, days: int = 0) -> Text:
    """Return a report published so many days after the readouts."""
    return Text(f"web/{language}/1", language, title, paragraphs, DAY + timedelta(days))


FRENCH = report(
    "fr",
    "Severin et Valmont parlent de phares",
    "Andreï Severin s'est entretenu au téléphone avec le président de Farlandie, Étienne Valmont, "
    "a indiqué le Kremlin.",
    "Ils ont parlé des phares de Kermadec ; la commission se réunira le 3 septembre.",
)
GERMAN = report(
    "de",
    "Severin telefoniert mit Stensgaard",
    "Andrej Sewerin hat mit dem Präsidenten von Nordmark, Olaf Stensgaard, telefoniert, "
    "teilte der Kreml mit.",
    "Es ging um Eisbrecher in Hammeroyr. Gebaut wurden 144 Kilometer.",
)
ARABIC = report(
    "ar",
    "سيفيرين يهاتف حسين البرغوتي",
    "أجرى أندريه سيفيرين اتصالا مع رئيس ألميديا حسين البرغوتي، وفقا للكرملين.",
    "وبحثا السدود في رأس جدير، وتم بناء 151 كيلومترا.",
)
