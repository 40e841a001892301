"""Knows an archive with all that the pages show: edits, a transcript, a pair, a loss, strangers' texts."""

from datetime import UTC, datetime
from pathlib import Path

from archive.models import (
    Block,
    BlockKind,
    Document,
    Exchange,
    Identity,
    Link,
    LinkKind,
    Moment,
    Outcome,
    Precision,
    Reference,
    Section,
    Segment,
    SegmentKind,
    Tag,
    Turn,
    TurnKind,
)
from archive.recording import Visit
from archive.store import Archive
from archive.tasks import Revisit, Scope
from tests.makers import a_reading, an_exchange

__all__ = ["GONE", "HOSTILE", "PAYLOADS", "TRANSCRIPT", "fill", "web_archive"]

TRANSCRIPT = "kremlin/en/70001"
GONE = "kremlin/ru/70002"
HOSTILE = "interfax/ru/{}"
STATED = Moment(
    utc=datetime(2021, 7, 14, 12, 30, tzinfo=UTC),
    precision=Precision.MINUTE,
    printed="July 14, 2021, 15:30",
    zone="Europe/Moscow",
)

_FLAG = "window.hacked=1;document.title='hacked';alert(1);fetch('http://outside.example/')"
PAYLOADS = (
    f"<script>{_FLAG}</script>",
    f"</title><script>{_FLAG}</script>",
    f"</textarea><script>{_FLAG}</script>",
    f"<ScRiPt>{_FLAG}</sCrIpT>",
    "<script src=//outside.example/a.js></script>",
    "<script src='data:text/javascript,window.hacked=1'></script>",
    f'<img src=x onerror="{_FLAG}">',
    "<img src=http://outside.example/pixel.gif>",
    f'<svg onload="{_FLAG}"></svg>',
    f"<svg><script>{_FLAG}</script></svg>",
    f'<svg><animate onbegin="{_FLAG}" attributeName=x dur=1s>',
    "<svg><use href='http://outside.example/a.svg#x'/></svg>",
    "<svg><image href='http://outside.example/a.png'/></svg>",
    f'<math><mtext><img src=x onerror="{_FLAG}"></mtext></math>',
    f'<body onload="{_FLAG}">',
    f'<input autofocus onfocus="{_FLAG}">',
    f'<details open ontoggle="{_FLAG}">x</details>',
    f'<video><source onerror="{_FLAG}"></video>',
    "<audio src=http://outside.example/a.mp3 autoplay>",
    f'<marquee onstart="{_FLAG}">x</marquee>',
    '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
    "<iframe src=http://outside.example/></iframe>",
    "<object data=http://outside.example/a.swf></object>",
    "<embed src=http://outside.example/a.swf>",
    "<link rel=stylesheet href=http://outside.example/a.css>",
    "<style>@import 'http://outside.example/a.css'; *{display:none}</style>",
    "<style>body{background:url(http://outside.example/b.png)}</style>",
    '<div style="position:fixed;inset:0;background:url(http://outside.example/c.png)">x</div>',
    "<base href=http://outside.example/>",
    "<meta http-equiv=refresh content='0;url=http://outside.example/'>",
    "<form action=http://outside.example/><button>x</button></form>",
    "<a href=javascript:window.hacked=1>press</a>",
    "<a href='data:text/html,<script>window.hacked=1</script>'>press</a>",
    "javascript:window.hacked=1",
    "data:text/html,<script>window.hacked=1</script>",
    '" onmouseover="window.hacked=1" x="',
    "' onfocus='window.hacked=1' autofocus tabindex=1 x='",
    "`onmouseover=window.hacked=1`",
    "{{ 7 * 191 }} {% raw %} {{ config }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% for x in range(9) %}{{ x }}{% endfor %} {# gone #}",
    "${7*191} #{7*191} <%= 7*191 %>",
    "&lt;script&gt;window.hacked=1&lt;/script&gt;",
    "&#60;script&#62;window.hacked=1&#60;/script&#62; &nosuch; &#x0;",
    "\u202egnp.exe\u202c \u2066hidden\u2069 \u200f\u200e",
    "a\x00b\x1b[31mred\x07 \x9b2J \ufffe",
    "]]><![CDATA[<script>window.hacked=1</script>]]>",
    "<!--><script>window.hacked=1</script>-->",
    "</bdi></p></main></body></html><script>window.hacked=1</script>",
    "W" * 20_000,
    "Z\u0351\u036b\u0343" * 300,
    "<template><script>window.hacked=1</script></template><portal src=http://outside.example/>",
)
"""More than fifty texts that would do something if anything took them for more than text."""


def web_archive(path: Path) -> Path:
    """Fill a new archive and return its path."""
    with Archive(path) as archive:
        fill(archive)
    return path


def fill(archive: Archive) -> None:
    """Write two visits of a small world, and the strangers' texts."""
    run = archive.begin_run("crawl", source="kremlin", options={})
    for hours, documents in enumerate((_first(), _second())):
        for document in documents:
            _keep(archive, run, document, hours=hours)
    _lose(archive, run, GONE)
    for number, payload in enumerate(PAYLOADS, 900_000):
        _keep(archive, run, _hostile(number, payload), hours=0)
        if number % 10 == 0:
            _keep(archive, run, _hostile(number, payload, more="Another word."), hours=1)
    archive.end_run(run, outcome="finished", counts={})


def _first() -> tuple[Document, ...]:
    return (
        _transcript("I believe that we decided the matter rightly then."),
        _russian("70001", "Встреча с работниками речного флота", "Бакенов поставлено 12 тысяч."),
        _russian("70002", "Указ о Дне речного лоцмана", "Установить День речного лоцмана."),
        _russian("70003", "Ещё одно заседание", "Он провёл заседание в Кремле."),
        _agency("Волжские верфи заложили катера", "На заказе будет занято 500 человек."),
        _repost(),
    )


def _second() -> tuple[Document, ...]:
    return (
        _transcript("I believe that decided the matter rightly then."),
        _agency("Волжские верфи заложили катера", "На заказе будет занято 900 человек."),
    )


def _transcript(words: str) -> Document:
    blocks = (
        Block(BlockKind.PARAGRAPH, f"Andrei Severin: {words}"),
        Block(BlockKind.PARAGRAPH, "(Laughter.)"),
        Block(BlockKind.SUBHEAD, "The rivers"),
        Block(BlockKind.ITEM, "The Oka"),
        Block(BlockKind.ITEM, "The Volga"),
        Block(BlockKind.TABLE, "Basin | Boats\nVolga | 12"),
        Block(BlockKind.QUOTATION, "The sea is patient."),
        Block(BlockKind.SEPARATOR, "* * *"),
        Block(BlockKind.PREFORMATTED, "  1. To found\n  2. To keep"),
    )
    spoken = (
        Segment(SegmentKind.SAID, words, 0),
        Segment(SegmentKind.STAGE, "(Laughter.)", 1),
    )
    return Document(
        identity=Identity("kremlin", "en", "70001"),
        address="http://en.kremlin.ru/events/president/news/70001",
        title="Meeting with river fleet workers",
        lead="The President visited the port.",
        language="en",
        blocks=blocks,
        published=STATED,
        place="Yaroslavl",
        sections=(Section("Transcripts", "http://en.kremlin.ru/events/president/transcripts"),),
        tags=(Tag("person", "Kolchin Pavel", "8120"), Tag("topic", "Transport", "35")),
        references=(
            Reference("see_also", "http://kremlin.ru/events/president/news/70003", "Another session"),
            Reference("attachment", "javascript:window.hacked=1", "An attachment"),
        ),
        dropped=(("share bar", "Spread the love"),),
        turns=(Turn(speaker="Andrei Severin", kind=TurnKind.SPEECH, segments=spoken, person="kremlin/8120"),),
        layout="2015",
    )


def _russian(number: str, title: str, text: str) -> Document:
    return Document(
        identity=Identity("kremlin", "ru", number),
        address=f"http://kremlin.ru/events/president/news/{number}",
        title=title,
        language="ru",
        blocks=(Block(BlockKind.PARAGRAPH, text),),
        published=STATED,
        sections=(Section("Новости", "http://kremlin.ru/events/president/news"),),
        tags=(Tag("person", "Колчин Павел", "8120"),),
        layout="2015",
    )


def _agency(title: str, text: str) -> Document:
    return Document(
        identity=Identity("interfax", "ru", "778214"),
        address="https://www.interfax.ru/business/778214",
        title=title,
        language="ru",
        blocks=(Block(BlockKind.PARAGRAPH, text),),
        published=STATED,
        layout="tests",
    )


def _repost() -> Document:
    return Document(
        identity=Identity("web", "", "https://monde-depeches.example/2021/07/phares/?a=1"),
        address="https://monde-depeches.example/2021/07/phares/?a=1",
        title="Deux présidents ont parlé des phares",
        language="fr",
        blocks=(Block(BlockKind.PARAGRAPH, "Les phares servent chaque navire."),),
        layout="tests",
    )


def _hostile(number: int, payload: str, *, more: str = "") -> Document:
    """Return a document that says the payload wherever a page shows what a document says."""
    web = payload if payload.startswith(("javascript:", "data:")) else f"javascript:{payload}"
    return Document(
        identity=Identity("interfax", "ru", str(number)),
        address=f"https://www.interfax.ru/world/{number}",
        title=f"Hostile {number} {payload}",
        subtitle=payload,
        lead=payload,
        language=payload[:40],
        blocks=tuple(Block(kind, f"{payload} {more}") for kind in BlockKind),
        place=payload[:200],
        author=payload[:200],
        agency=payload[:200],
        sections=(Section(payload[:200], web),),
        tags=(Tag("person", payload[:200], payload[:50]), Tag(payload[:30], payload[:200])),
        references=(
            Reference("see_also", web, payload[:200], payload[:200]),
            Reference(payload[:30], f"http://x.example/{payload}", payload[:200]),
        ),
        dropped=((payload[:100], payload),),
        turns=(
            Turn(
                speaker=payload[:200],
                kind=TurnKind.SPEECH,
                segments=(Segment(SegmentKind.SAID, payload, 0), Segment(SegmentKind.STAGE, payload, 1)),
                person=payload[:50],
            ),
        ),
        layout="tests",
    )


def _keep(archive: Archive, run: int, document: Document, *, hours: int) -> None:
    body = f"<html>{document.title} {hours}</html>".encode("utf-8", "replace")
    exchange = an_exchange(
        document.identity.number, hours=hours, asked=document.address, answered=document.address, body=body
    )
    reading = a_reading(document)
    _visit(archive, run, exchange, document.identity.key, read=lambda _: reading)


def _lose(archive: Archive, run: int, key: str) -> None:
    address = f"http://kremlin.ru/events/president/news/{key.rsplit('/', 1)[-1]}"
    exchange = an_exchange(
        "lost",
        hours=2,
        asked=address,
        answered=address,
        status=404,
        body=b"no such page",
        outcome=Outcome.ABSENT,
    )
    _visit(archive, run, exchange, key, read=lambda _: a_reading())


def _visit(archive: Archive, run: int, exchange: Exchange, key: str, *, read) -> None:
    source, _, rest = key.partition("/")
    link = Link(
        address=exchange.asked,
        kind=LinkKind.DOCUMENT,
        key=key,
        source=source,
        language=rest.partition("/")[0] if source != "web" else "",
    )
    archive.plan([link], run_id=run, revisit=Revisit.ALL)
    archive.db.conn.execute("update frontier set state = 'planned', outcome = null where key = ?", (key,))
    task = next(one for one in archive.take(Scope(), busy=(), count=999) if one.key == key)
    archive.record(
        Visit(task=task, exchange=exchange, run_id=run, read=read, choose=lambda _: (), extractor="tests/1")
    )
