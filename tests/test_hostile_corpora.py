"""Published hostile files end in a stated outcome, come out as they went in, and the next page is stored.

Russian pages of chardet's in right and wrong encodings are proved in test_interfax_shared.py.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from protego import Protego
from scrapy.robotstxt import ProtegoRobotParser

from archive.export import Selection, export
from archive.models import Block, BlockKind, LinkKind, Outcome
from crawler.coding import CodingError, GrowsTooBig, decoded
from crawler.rules import rules_of
from crawler.sites.charset import settle, settle_any
from tests.interfax_proof import page_of
from tests.keeping import HTML, Keeper, answer
from tests.makers import a_document, a_reading, an_exchange
from tests.test_store import Diary

WEB = "http://gazette.example/"
PACKED = "data/hostile/compressed-scrapy/tests/sample_data/compressed"
PAGES = "data/hostile/charset-chardet/tests"
# File: the Content-Encoding that it would come with, and what must become of it.
CODED = {
    "bomb-br.bin": ("br", Outcome.TOO_BIG),
    "bomb-deflate.bin": ("deflate", Outcome.TOO_BIG),
    "bomb-gzip.bin": ("gzip", Outcome.TOO_BIG),
    "bomb-zstd.bin": ("zstd", Outcome.TOO_BIG),
    "feed-sample1.xml.gz": ("gzip", Outcome.STORED),
    "feed-sample1.xml": ("", Outcome.STORED),
    "feed-sample1.tar": ("gzip", Outcome.DAMAGED),
    "feed-sample1.zip": ("deflate", Outcome.DAMAGED),
    "feed-sample1.xml.bz2": ("bzip2", Outcome.DAMAGED),
    "html-br.bin": ("br", Outcome.STORED),
    "html-gzip-deflate-gzip.bin": ("gzip, deflate, gzip", Outcome.STORED),
    "html-gzip-deflate.bin": ("gzip, deflate", Outcome.STORED),
    "html-gzip.bin": ("gzip", Outcome.STORED),
    "html-rawdeflate.bin": ("deflate", Outcome.STORED),
    "html-zlibdeflate.bin": ("deflate", Outcome.STORED),
    "html-zstd-static-content-size.bin": ("zstd", Outcome.STORED),
    "html-zstd-static-no-content-size.bin": ("zstd", Outcome.STORED),
    "html-zstd-streaming-no-content-size.bin": ("zstd", Outcome.STORED),
    "truncated-crc-error-short.gz": ("gzip", Outcome.DAMAGED),
    "truncated-crc-error.gz": ("gzip", Outcome.DAMAGED),
    "unexpected-eof.gz": ("gzip", Outcome.DAMAGED),
    "unexpected-eof-output.txt": ("", Outcome.STORED),
}
READ = {Outcome.STORED, Outcome.UNCHANGED, Outcome.UNREADABLE, Outcome.ABSENT, Outcome.BLOCKED}
REAL = {
    "UTF-16": "utf-16",
    "UTF-16BE": "utf-16",
    "UTF-16LE": "utf-16",
    "UTF-32": "utf-32",
    "UTF-32BE": "utf-32",
    "UTF-32LE": "utf-32",
    "utf-8-sig": "utf-8-sig",
    "windows-1251-bulgarian": "cp1251",
}


@pytest.fixture
def lower_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow 10 MB: Scrapy's bombs grow to 11.5, which is under the real 16 MiB."""
    monkeypatch.setattr("crawler.coding.MAX_DECODED", 10_000_000)


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    with Keeper(tmp_path / "archive.db") as keeper:
        yield keeper


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    diary = Diary(tmp_path / "archive.db")
    yield diary
    diary.archive.close()


def kept_all(keeper: Keeper, bodies: list[bytes], headers: tuple[tuple[str, str], ...] = HTML) -> Counter:
    """Keep each body as the answer of an address of its own, then a good page; return the outcomes."""
    counts: Counter[Outcome] = Counter()
    for number, body in enumerate(bodies):
        ended = keeper.keep(answer(f"{WEB}{number}", body, headers), kind=LinkKind.PAGE)
        assert (keeper.kept(ended) or b"") == body, number
        counts[ended.outcome] += 1
    assert keeper.keep_a_good_one().outcome is Outcome.STORED
    return counts


def exported(diary: Diary, form: str) -> str:
    out = io.BytesIO()
    export(diary.archive.db.conn, out, selection=Selection(columns=("title", "number", "text")), format=form)
    return out.getvalue().decode()


def test_every_coded_file_is_known(shared: Path) -> None:
    assert {path.name for path in (shared / PACKED).iterdir()} == set(CODED)


@pytest.mark.usefixtures("lower_cap")
@pytest.mark.parametrize("name", CODED)
def test_a_coded_body_is_whole_or_too_big_or_damaged(name: str, shared: Path) -> None:
    coding, outcome = CODED[name]
    body = (shared / PACKED / name).read_bytes()
    came = answer(WEB, body, (*HTML, ("Content-Encoding", coding)))

    assert (came.outcome, came.body) == (outcome, body)
    if outcome is Outcome.STORED:
        plain = decoded(body, coding)
        assert plain.lstrip().startswith((b"<", b"document.write")), plain[:40]
    else:
        with pytest.raises(GrowsTooBig if outcome is Outcome.TOO_BIG else CodingError):
            decoded(body, coding)


def test_the_good_coded_pages_are_two_pages(shared: Path) -> None:
    htmls = [name for name in CODED if name.startswith("html-")]
    plain = {decoded((shared / PACKED / name).read_bytes(), CODED[name][0]) for name in htmls}
    assert {len(one) for one in plain} == {74_837, 74_840}
    assert len(plain) == 2


@pytest.mark.usefixtures("lower_cap")
def test_coded_bodies_are_kept_and_the_next_page_is_stored(shared: Path, keeper: Keeper) -> None:
    for number, (name, (coding, outcome)) in enumerate(CODED.items()):
        body = (shared / PACKED / name).read_bytes()
        came = answer(f"{WEB}{number}", body, (*HTML, ("Content-Encoding", coding)))
        ended = keeper.keep(came, kind=LinkKind.PAGE)
        assert ended.outcome in (READ if outcome is Outcome.STORED else {outcome}), (name, ended)
        assert keeper.kept(ended) == body, name
    assert keeper.keep_a_good_one().outcome is Outcome.STORED


@pytest.mark.parametrize("folder", REAL)
@pytest.mark.parametrize("settled_by", [settle, settle_any])
def test_other_pages_of_chardet_are_right_or_doubted(folder: str, settled_by, shared: Path) -> None:
    for path in sorted((shared / PAGES / folder).iterdir()):
        body = path.read_bytes()
        settled = settled_by(page_of("http://www.interfax.ru/", body))
        right = body.decode(REAL[folder], "replace").lstrip("\ufeff")
        assert settled.note or settled.page.text.lstrip("\ufeff") == right, path.name


def test_pages_in_any_encoding_are_kept_and_the_next_page_is_stored(shared: Path, keeper: Keeper) -> None:
    files = [path for path in sorted((shared / PAGES).rglob("*")) if path.is_file()]
    counts = kept_all(keeper, [path.read_bytes() for path in files], (("Content-Type", "text/html"),))
    assert sum(counts.values()) == len(files)
    assert set(counts) <= READ


def test_bad_utf8_has_the_replacements_of_the_reference(shared: Path, keeper: Keeper) -> None:
    folder = shared / "data/hostile/utf8tests"
    body = (folder / "utf8tests.bin").read_bytes()
    reference = (folder / "artifacts/utf8.replace.ref.txt").read_bytes().decode()

    assert page_of(WEB, body).recoded("utf-8").text == reference
    assert page_of(WEB, body, "text/html; charset=utf-8").text == reference
    whole = b"<title>Bytes</title><p>" + body
    assert set(kept_all(keeper, [body, whole, *body.split(b"\n")])) <= READ


def test_real_robots_txt_are_rules(shared: Path, keeper: Keeper) -> None:
    files = sorted((shared / "data/hostile/robots-protego/tests/test_data").iterdir())
    assert len(files) == 14
    for path in files:
        body = path.read_bytes()
        rules = rules_of(answer(f"http://{path.name}/robots.txt", body, (("Content-Type", "text/plain"),)))
        assert rules == body, path.name
        parser = ProtegoRobotParser(rules, None)
        assert isinstance(parser.rp, Protego)
        assert isinstance(parser.allowed(f"http://{path.name}/", "readout"), bool)
        assert isinstance(parser.crawl_delay("readout"), float | None)
    assert set(kept_all(keeper, [path.read_bytes() for path in files])) <= READ


def _rows_of(table):
    return [table] if isinstance(table, dict) else table


def payloads(shared: Path) -> dict[str, list[str]]:
    """Return the strings of each corpus of strings."""
    spectrum = sorted((shared / "data/hostile/csv-spectrum/json").glob("*.json"))
    tables = [json.loads(path.read_text("utf-8")) for path in spectrum]
    lines = (shared / "data/hostile/csv-injection/Intruder/csv-payload.txt").read_text("utf-8")
    return {
        "blns": json.loads((shared / "data/hostile/blns/blns.json").read_text("utf-8")),
        "csv-injection": lines.splitlines(),
        "csv-spectrum": [
            cell for table in tables for row in _rows_of(table) for cell in (*row, *row.values())
        ],
    }


@pytest.mark.parametrize("corpus", ["blns", "csv-injection", "csv-spectrum"])
def test_strings_are_stored_and_exported_exactly(corpus: str, shared: Path, diary: Diary) -> None:
    strings = payloads(shared)[corpus]
    expected = []
    for number, text in enumerate(strings, 1):
        title = text if text.strip() else f"x{text}"
        shown = a_document(str(number), title=title, blocks=(Block(BlockKind.PARAGRAPH, text),))
        ended = diary.visit(an_exchange(str(number)), a_reading(shown))
        try:
            text.encode()
        except UnicodeEncodeError:
            assert ended.outcome is Outcome.UNREADABLE, number
            assert diary.archive.captures.get(ended.capture_id).body == an_exchange(str(number)).body
            continue
        assert ended.outcome is Outcome.STORED, (number, ended.detail)
        expected.append([title, str(number), text])
    good = diary.visit(an_exchange("70001"), a_reading(a_document()))
    assert good.outcome is Outcome.STORED
    expected.append(["Meeting on harvests", "70001", "First.\nSecond."])

    table = list(csv.reader(io.StringIO(exported(diary, "csv"), newline="")))
    lines = [json.loads(line) for line in exported(diary, "jsonl").split("\n")[:-1]]
    sheet = list(csv.reader(io.StringIO(exported(diary, "sheet").removeprefix("\ufeff"), newline="")))
    assert table[1:] == expected
    assert [list(line.values()) for line in lines] == expected
    assert [cell for row in sheet for cell in row if cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))] == []
    assert [[cell.removeprefix("'") for cell in row] for row in sheet[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in expected
    ]
