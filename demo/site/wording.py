"""Knows the labels and the dates that the sites print around their articles, in Russian and English."""

from datetime import datetime

__all__ = [
    "HOSTS",
    "LABELS",
    "OTHER",
    "SECTIONS",
    "TAG_LABELS",
    "clock_date",
    "day_heading",
    "long_date",
    "long_day",
]

HOSTS = {"en": "en.kremlin.ru", "ru": "kremlin.ru"}
OTHER = {"en": "ru", "ru": "en"}
ENGLISH = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
RUSSIAN = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
WEEK = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "ru": ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
}
SECTIONS = {
    "/events/president/news": ("News", "Новости"),
    "/events/president/transcripts": ("Transcripts", "Стенограммы"),
    "/events/president/trips": ("Trips", "Поездки"),
    "/events/president/letters": ("Letters", "Телеграммы"),
    "/events/administration": ("Presidential Executive Office", "Администрация Президента"),
    "/events/state-council": ("State Council", "Государственный Совет"),
    "/events/security-council": ("Security Council", "Совет Безопасности"),
    "/events/councils": ("Commissions and Councils", "Комиссии и советы"),
    "/press/announcements": ("Announcements", "Анонсы"),
    "/press/accreditation": ("Accreditation", "Аккредитация"),
    "/acts/news": ("Documents", "Документы"),
    "/events/all": ("All events", "Все события"),
}
LABELS = {
    "en": {
        "lang": "en",
        "site_name": "President of Russia",
        "menu": "Main menu",
        "news_word": "Events",
        "structure_word": "Structure",
        "legal_word": "Legal<br/>and technical<br/>information",
        "about_word": "About website",
        "licence_word": "All content on this site is licensed under",
        "office_word": "Presidential Executive Office",
        "media_word": "For the Media",
        "reading_word": "Material for reading",
        "events_word": "Events",
        "status_word": "Publication status",
        "date_word": "Publication date:",
        "link_word": "Direct link",
        "copy_word": "Text version",
        "share_word": "Share",
        "print_word": "Print",
        "mail_word": "Send by email",
        "updated_word": "Last updated at",
        "calendar_word": "July, 2021",
        "promoted_word": "Meeting on the northern expedition fleet",
        "team_word": "Team of the Official Website of the President of Russia",
    },
    "ru": {
        "lang": "ru",
        "site_name": "Президент России",
        "menu": "Главное меню",
        "news_word": "События",
        "structure_word": "Структура",
        "legal_word": "Правовая<br/>и техническая<br/>информация",
        "about_word": "О портале",
        "licence_word": "Все материалы сайта доступны по лицензии:",
        "office_word": "Администрация Президента России",
        "media_word": "Для СМИ",
        "reading_word": "Материал для чтения",
        "events_word": "События",
        "status_word": "Статус материала",
        "date_word": "Дата публикации:",
        "link_word": "Ссылка на материал:",
        "copy_word": "Текстовая версия",
        "share_word": "Поделиться",
        "print_word": "Распечатать",
        "mail_word": "Отправить по почте",
        "updated_word": "Последнее обновление",
        "calendar_word": "Июль, 2021",
        "promoted_word": "Совещание о флоте северных экспедиций",
        "team_word": "Редакция сайта Президента России",
    },
}
TAG_LABELS = {
    "keywords": ("Topics", "Темы"),
    "persons": ("Persons", "Лица"),
    "countries": ("Geography", "География"),
    "regions": ("Geography", "География"),
}


def long_day(moment: datetime, language: str) -> str:
    """Return "July 14, 2021" or "14 июля 2021 года"."""
    if language == "en":
        return f"{ENGLISH[moment.month - 1]} {moment.day}, {moment.year}"
    return f"{moment.day} {RUSSIAN[moment.month - 1]} {moment.year} года"


def long_date(moment: datetime, language: str) -> str:
    """Return "July 14, 2021, 19:15" or "14 июля 2021 года, 19:15"."""
    return f"{long_day(moment, language)}, {moment:%H:%M}"


def clock_date(moment: datetime) -> str:
    """Return "19:15, 14 июля 2021", as Interfax prints it."""
    return f"{moment:%H:%M}, {moment.day} {RUSSIAN[moment.month - 1]} {moment.year}"


def day_heading(moment: datetime, language: str) -> str:
    """Return "July 14, Wednesday" or "14 июля, среда"."""
    week = WEEK[language][moment.weekday()]
    month = (ENGLISH if language == "en" else RUSSIAN)[moment.month - 1]
    return f"{month} {moment.day}, {week}" if language == "en" else f"{moment.day} {month}, {week}"
