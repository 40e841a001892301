"""A printed date is read whole or not at all; nothing is filled in."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.models import Precision
from crawler.sites.dates import parse_iso, parse_printed, parse_rfc822

MOSCOW = ZoneInfo("Europe/Moscow")
RU = [
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
EN = [
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
FR = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
RU_DAYS = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"]
FR_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]

PRINTED = [
    ("ru", "16:04, 30 августа 2024", "2024-08-30 16:04"),
    ("ru", "15 марта 2018 года, 18:00", "2018-03-15 18:00"),
    ("ru", "8 мая 2025 года, 10:10", "2025-05-08 10:10"),
    ("ru", "25 марта 2012, 14:30", "2012-03-25 14:30"),
    ("ru", "12 мая 2012", "2012-05-12"),
    ("ru", "03.12.2013", "2013-12-03"),
    ("ru", "03.12.2013, 09:05", "2013-12-03 09:05"),
    ("ru", "3.12.2013 9:05:07", "2013-12-03 09:05:07"),
    ("ru", "03/12/2013", "2013-12-03"),
    ("ru", "31.12.1999", "1999-12-31"),
    ("ru", "1\u00a0марта\u00a02024\u00a0года", "2024-03-01"),
    ("ru", "1 МАРТА 2024 г.", "2024-03-01"),
    ("ru", "1 марта 2024 г., 10:00", "2024-03-01 10:00"),
    ("ru", "1 марта 2024 г. в 10:00", "2024-03-01 10:00"),
    ("ru", "пятница, 1 марта 2024 года", "2024-03-01"),
    ("ru", "пт, 1 мар 2024", "2024-03-01"),
    ("ru", "1 сент. 2024", "2024-09-01"),
    ("ru", "1 фев. 2024, 00:00", "2024-02-01 00:00"),
    ("ru", "29 февраля 2024", "2024-02-29"),
    ("ru", "21:20:59, 1 ноября 2014 года", "2014-11-01 21:20:59"),
    ("en", "July 22, 2020, 21:20", "2020-07-22 21:20"),
    ("en", "December 14, 2012", "2012-12-14"),
    ("en", "Dec. 14, 2012", "2012-12-14"),
    ("en", "14 December 2012", "2012-12-14"),
    ("en", "Fri, 14 Dec 2012 at 07:05", "2012-12-14 07:05"),
    ("en", "May 9, 2015, 12:30 PM", "2015-05-09 12:30"),
    ("en", "May 9, 2015 at 12:30 am", "2015-05-09 00:30"),
    ("en", "10:40, July 1, 2021", "2021-07-01 10:40"),
    ("fr", "2 juillet 2021 à 19h30", "2021-07-02 19:30"),
    ("fr", "le 2 juillet 2021", "2021-07-02"),
    ("fr", "vendredi 2 juillet 2021", "2021-07-02"),
    ("fr", "1er août 2021, 7 h 05", "2021-08-01 07:05"),
    ("fr", "2 juil. 2021 à 8 h", "2021-07-02 08:00"),
    ("fr", "02/07/2021 à 19:30", "2021-07-02 19:30"),
    ("fr", "02.07.2021", "2021-07-02"),
    ("fr", "mar. 2 mars 2021", "2021-03-02"),
]

NOT_DATES = [
    ("ru", ""),
    ("ru", "сегодня"),
    ("ru", "5 марта"),
    ("ru", "июль 2020"),
    ("ru", "14:30"),
    ("ru", "2012"),
    ("ru", "31 апреля 2020"),
    ("ru", "29 февраля 2023"),
    ("ru", "03.13.2013"),
    ("ru", "32.12.2013"),
    ("ru", "3.12.13"),
    ("ru", "12 мая 2012, 25:00"),
    ("ru", "12 мая 2012, 14:30 MSK"),
    ("ru", "Опубликовано 12 мая 2012"),
    ("ru", "12 мая 2012 и 13 мая 2012"),
    ("ru", "July 22, 2020"),
    ("en", "12 мая 2012"),
    ("en", "03/12/2013"),
    ("en", "May 2012"),
    ("en", "5 UTC 2012"),
    ("en", "22 July 2020, 13:05 pm"),
    ("fr", "2 july 2021"),
    ("fr", "hier à 19h30"),
    ("de", "2. Juli 2021"),
]

PRECISIONS = {10: Precision.DAY, 16: Precision.MINUTE, 19: Precision.SECOND}


@pytest.mark.parametrize(("language", "printed", "wall"), PRINTED)
def test_printed_dates_are_read_as_wall_time_of_their_zone(language, printed, wall):
    moment = parse_printed(printed, zone="Europe/Moscow", language=language)
    assert moment is not None
    assert moment.utc.astimezone(MOSCOW).replace(tzinfo=None) == datetime.fromisoformat(wall)
    assert moment.precision is PRECISIONS[len(wall)]


@pytest.mark.parametrize(("language", "printed"), NOT_DATES)
def test_what_is_not_wholly_a_date_is_none(language, printed):
    assert parse_printed(printed, zone="Europe/Moscow", language=language) is None


def test_moscow_offset_is_that_of_the_day():
    def hour(day):
        return parse_printed(f"{day}, 12:00", zone="Europe/Moscow", language="ru").utc.hour

    assert [hour(day) for day in ("1.07.2009", "1.12.2010", "1.12.2012", "25.10.2014", "27.10.2014")] == [
        8,
        9,
        8,
        8,
        9,
    ]


def test_hours_that_never_were_or_came_twice_are_read_without_a_crash():
    missing = parse_printed("27 марта 2011, 02:30", zone="Europe/Moscow", language="ru")
    twice = parse_printed("26 октября 2014, 01:30", zone="Europe/Moscow", language="ru")
    assert missing.utc == datetime(2011, 3, 26, 23, 30, tzinfo=UTC)
    assert twice.utc == datetime(2014, 10, 25, 21, 30, tzinfo=UTC)


ISO = [
    ("2024-08-30T16:04+0300", "2024-08-30T13:04:00+00:00", Precision.MINUTE),
    ("2026-06-05T13:29:00+03:00", "2026-06-05T10:29:00+00:00", Precision.SECOND),
    ("2025-06-07T20:03", "2025-06-07T17:03:00+00:00", Precision.MINUTE),
    ("2025-06-07 20:03:00", "2025-06-07T17:03:00+00:00", Precision.SECOND),
    ("2020-08-27", "2020-08-26T21:00:00+00:00", Precision.DAY),
    ("2021-07-02T19:30:05Z", "2021-07-02T19:30:05+00:00", Precision.SECOND),
    ("2021-07-02T19:30:05.987654Z", "2021-07-02T19:30:05+00:00", Precision.SECOND),
    ("2021-07-02 19:30:05 +03", "2021-07-02T16:30:05+00:00", Precision.SECOND),
    ("2012-06-01T12:00", "2012-06-01T08:00:00+00:00", Precision.MINUTE),
]


@pytest.mark.parametrize(("printed", "utc", "precision"), ISO)
def test_iso_stamps_without_an_offset_are_wall_time(printed, utc, precision):
    moment = parse_iso(printed, zone="Europe/Moscow")
    assert (moment.utc.isoformat(), moment.precision, moment.printed) == (utc, precision, printed)


@pytest.mark.parametrize(
    "printed", ["", "2020", "2020-08", "20200827", "2020-13-01", "2020-W10-1", "2020-08-27T", "x 2020-08-27"]
)
def test_what_is_no_whole_iso_stamp_is_none(printed):
    assert parse_iso(printed, zone="Europe/Moscow") is None


def test_a_wrong_stated_offset_can_be_dropped():
    moment = parse_iso("2025-10-21T18:15:00+04:00", zone="Europe/Moscow", keep_offset=False)
    assert moment.utc == datetime(2025, 10, 21, 15, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "utc"),
    [
        ("Fri, 14 Dec 2018 21:19:00 +0300", "2018-12-14T18:19:00+00:00"),
        ("14 Dec 2018 21:19 GMT", "2018-12-14T21:19:00+00:00"),
        ("Fri, 14 Dec 2018 21:19:00 -0000", "2018-12-14T21:19:00+00:00"),
    ],
)
def test_rss_dates_are_read_with_their_zone(printed, utc):
    assert parse_rfc822(printed).utc.isoformat() == utc


@pytest.mark.parametrize(
    "printed",
    ["", "Fri, 14 Dec 2018 21:19:00", "Fri, 14 Dec 2018 21:19:00 MSK", "Fri, 31 Feb 2018 21:19:00 +0300"],
)
def test_rss_dates_without_a_known_zone_are_none(printed):
    assert parse_rfc822(printed) is None


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001
def test_every_spelling_of_a_moment_reads_back(stamp):
    stamp = stamp.replace(second=0, microsecond=0)
    day, month, year, clock = stamp.day, stamp.month - 1, stamp.year, f"{stamp:%H:%M}"
    spellings = [
        ("ru", f"{clock}, {day} {RU[month]} {year}"),
        ("ru", f"{day} {RU[month]} {year} года, {clock}"),
        ("ru", f"{RU_DAYS[stamp.weekday()]}, {day} {RU[month]} {year} года в {clock}"),
        ("ru", f"{stamp:%d.%m.%Y}, {clock}"),
        ("en", f"{EN[month]} {day}, {year}, {clock}"),
        ("en", f"{day} {EN[month][:3]} {year} {clock}"),
        ("en", f"{EN[month]} {day}, {year} at {(stamp.hour - 1) % 12 + 1}:{stamp:%M} {stamp:%p}"),
        ("fr", f"le {FR_DAYS[stamp.weekday()]} {day} {FR[month]} {year} à {stamp.hour}h{stamp:%M}"),
        ("fr", f"{stamp:%d/%m/%Y} {clock}"),
    ]
    for language, printed in spellings:
        moment = parse_printed(printed, zone="UTC", language=language)
        assert moment is not None, printed
        assert moment.utc.replace(tzinfo=None) == stamp, printed
    assert parse_iso(stamp.isoformat(" "), zone="UTC").utc.replace(tzinfo=None) == stamp


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)),  # noqa: DTZ001
    st.integers(min_value=-12, max_value=14),
)
def test_stamps_with_offsets_read_back(wall, hours):
    stamp = wall.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert parse_iso(stamp.isoformat(), zone="Europe/Moscow").utc == stamp
    assert parse_rfc822(f"{stamp:%d} {EN[stamp.month - 1][:3]} {stamp:%Y %H:%M:%S %z}").utc == stamp


@given(st.text(max_size=40), st.sampled_from(["ru", "en", "fr"]))
def test_no_text_crashes_the_readers(text, language):
    parse_printed(text, zone="Europe/Moscow", language=language)
    parse_iso(text, zone="Europe/Moscow")
    parse_rfc822(text)
