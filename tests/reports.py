"""Knows how tests fill an archive with invented readouts and reports of them, without any page."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archive.linkage.work import Told, link_new
from archive.models import Block, BlockKind, Document, Identity, Moment, Precision, Reference
from archive.store import Archive
from tests.makers import an_exchange

__all__ = ["CALL", "CALL_EN", "REPORT", "REPOST_FR", "Shelf", "neighbours"]

CALL = (
    "По инициативе французской стороны состоялся телефонный разговор Северина с Президентом Вальмоном.",
    "Президенты обсудили хранилище семян на острове Вайгач и договорились открыть его до зимы.",
    "Андрей Северин отметил, что «маяк служит каждому кораблю, кто бы его ни построил», а лоцманы не спят.",
    "Лидеры говорили также о реставрации органов в Руане. Условлено о продолжении контактов.",
)
CALL_EN = (
    "Andrei Severin had a telephone conversation with President Etienne Valmont, on France's initiative.",
    "The presidents discussed the seed vault on Vaigach Island and agreed to open it before winter.",
    "Andrei Severin noted that “a lighthouse serves every ship, whoever has built it”, and pilots watch.",
    "The leaders also spoke of the restoration of organs in Rouen and agreed to stay in touch.",
)
REPORT = (
    (
        "Москва. 2 июля. INTERFAX.RU - Андрей Северин и Этьен Вальмон обсудили по телефону хранилище семян"
        " на острове Вайгач, сообщила пресс-служба Кремля."
    ),
    "«Маяк служит каждому кораблю, кто бы его ни покрасил», - процитировали в Кремле Северина.",
    "Президенты России и Франции договорились открыть его до зимы.",
)
REPOST_FR = (
    (
        "INTERFAX.RU – Les présidents de la Russie et de la France, Andreï Severin et Étienne Valmont, ont"
        " discuté par téléphone du stockage de graines sur l’île de Vaïgatch, a rapporté le service de presse"
        " du Kremlin."
    ),
    "« Le phare sert chaque navire, quel que soit celui qui l’a construit », a-t-on cité Severin au Kremlin.",
)
_HOSTS = {
    ("kremlin", "ru"): "http://kremlin.ru/events/president/news/",
    ("kremlin", "en"): "http://en.kremlin.ru/events/president/news/",
    ("interfax", "ru"): "https://www.interfax.ru/russia/",
}


class Shelf:
    """An archive that takes documents one by one, and links them when told to."""

    def __init__(self, path: Path) -> None:
        """Open an archive and a run."""
        self.path = path
        self.archive = Archive(path)
        self.run = self.archive.begin_run("crawl", source="kremlin", options={})
        self._count = 0

    def put(
        self,
        key: str,
        title: str,
        paragraphs: Sequence[str],
        at: str | None,
        *,
        language: str = "",
        updates: tuple[str, ...] = (),
        **more: Any,
    ) -> int:
        """Keep a document that was published then (UTC, to the minute; None: undated), and return its id."""
        source, _, rest = key.partition("/")
        own, _, number = rest.partition("/")
        web = source == "web"
        address = rest if web else f"{_HOSTS[source, own]}{number}"
        document = Document(
            identity=Identity("web", "", rest) if web else Identity(source, own, number),
            address=address,
            title=title,
            language=language or own,
            blocks=tuple(Block(BlockKind.PARAGRAPH, text) for text in paragraphs),
            published=_moment(at),
            references=tuple(Reference("update", one) for one in updates),
            layout="tests",
            **more,
        )
        self._count += 1
        with self.archive.transaction():
            exchange = an_exchange(str(self._count), hours=self._count, asked=address, answered=address)
            capture = self.archive.captures.add(
                exchange, run_id=self.run, source=source, kind="document", family=f"{source}/document"
            )
            seen = self.archive.revisions.observe(
                document, capture_id=capture, at=exchange.ended_at, extractor="tests"
            )
        return seen.document_id

    def link(self) -> Told:
        """Link what is new, as the end of a run does."""
        return link_new(self.archive, run=self.run)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the archive."""
        return list(self.archive.db.conn.execute(query).fetchall())

    def links(self) -> list[tuple[str, str, str, str | None]]:
        """Return (report, role, type, target) of all links, sorted."""
        return sorted(
            self.rows(
                "select d.key, l.role, case l.certain when 1 then l.type else 'candidate' end, t.key"
                " from links l join documents d on d.id = l.report_id"
                " left join documents t on t.id = l.target_id where l.role <> 'update'"
            )
        )

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the archive."""
        self.archive.close()


def neighbours(shelf: Shelf, around: date, *, count: int = 30) -> None:
    """Put readouts of other days and things beside: what is usual is told by them."""
    towns = ("Тверь", "Кемь", "Руза", "Мезень", "Онега", "Ладога", "Выборг", "Сокол", "Юрьев", "Плёс")
    persons = (
        "Лунина",
        "Колчин",
        "Орлова",
        "Брагин",
        "Ястребов",
        "Рябова",
        "Зимин",
        "Тишин",
        "Громов",
        "Белов",
    )
    for number in range(count):
        day = around - timedelta(days=number % 25 + 1)
        town, person = towns[number % 10], persons[(number * 3 + number // 10) % 10]
        shelf.put(
            f"kremlin/ru/{60000 + number}",
            f"Рабочая встреча с главой города {town}",
            (
                f"{person} доложил о том, как в городе {town} чинят мост номер {number + 11}.",
                f"Обсуждались школа, больница и {number + 40} километров дорог вокруг города {town}.",
            ),
            f"{day.isoformat()}T09:00",
        )


def _moment(at: str | None) -> Moment | None:
    if at is None:
        return None
    utc = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Moment(utc=utc, precision=Precision.MINUTE, printed=at, zone="Europe/Moscow")
