"""The census finds each piece of a page's body without a rule, and each line that recurs without a reason."""

import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from archive.models import Block, BlockKind, Document
from census.accounting import account, body_of
from census.pages import documents_of, own_pages, shared_pages
from census.recurring import recurring
from crawler.sites.page import Page
from tests.kremlin_proof import page_of

CHECKOUT = Path(__file__).resolve().parents[1]
ADDRESS = "http://en.kremlin.ru/events/president/news/90001"
PAGE = page_of(CHECKOUT / "tests" / "pages" / "kremlin" / "en-article-90001.html", ADDRESS)


def document(page: Page = PAGE) -> Document:
    (read,) = documents_of(page)
    return read


def census(*arguments: str, shared: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "READOUT_SHARED": str(shared), "PYTHONPATH": str(CHECKOUT)}
    return subprocess.run(
        [sys.executable, "-m", "census", *arguments],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_piece_of_an_own_page_is_text_or_has_a_rule():
    told = [(page.address, account(body, read)) for page in own_pages() if (body := body_of(page)) is not None
            for read in documents_of(page)]  # fmt: skip
    assert len(told) > 5
    assert [
        (address, one.unexplained, one.lost) for address, one in told if one.unexplained or one.lost
    ] == []


def test_what_was_dropped_stands_under_its_rule():
    told = account(body_of(PAGE), document())
    assert {"slider", "read__cut", "read__tooltip", "read__bottommeta"} <= {rule for rule, _ in told.dropped}


def test_a_piece_that_no_rule_dropped_is_unexplained():
    read = document()
    silent = replace(read, dropped=tuple(one for one in read.dropped if one[0] != "read__cut"))
    assert "See also" in account(body_of(PAGE), silent).unexplained


def test_a_paragraph_that_the_reader_lost_is_unexplained():
    read = document()
    short = replace(read, blocks=(read.blocks[0], *read.blocks[2:]))
    told = account(body_of(PAGE), short)
    assert "How long does one bell take?" in told.unexplained


def test_another_order_is_a_fault():
    read = document()
    turned = replace(read, blocks=(read.blocks[1], read.blocks[0], *read.blocks[2:]))
    assert account(body_of(PAGE), turned).lost


def test_a_repeat_that_was_collapsed_is_a_fault():
    body = PAGE.body.replace(b"<p> &lt;", b"<p>Twice.</p><p>Twice.</p><p> &lt;")
    page = replace(PAGE, body=body)
    read = document(page)
    twice = [at for at, block in enumerate(read.blocks) if block.text == "Twice."]
    assert len(twice) == 2
    assert not account(body_of(page), read).unexplained
    once = replace(read, blocks=(*read.blocks[: twice[1]], *read.blocks[twice[1] + 1 :]))
    assert account(body_of(page), once).unexplained == ("Twice.",)


def test_a_block_that_the_page_does_not_hold_is_a_fault():
    read = document()
    more = replace(read, blocks=(*read.blocks, Block(BlockKind.PARAGRAPH, "Nobody wrote this.")))
    assert account(body_of(PAGE), more).lost == ("Nobody wrote this.",)


def lines(line: str, *, of: int, times: int) -> list[tuple[str, str, str]]:
    return [("kremlin", f"kremlin/en/{at}", line if at < times else f"Line {at}.") for at in range(of)]


def test_a_footer_in_many_documents_is_not_allowed():
    (found,) = recurring(lines("All content is licensed", of=100, times=5), share=0.02, least=4)
    assert (found.documents, found.of, found.reason, found.example) == (5, 100, "", "kremlin/en/0")


@pytest.mark.parametrize("line", ["Follow us on Telegram", "Tags: bells", "Read also", "© 2031 Kremlin"])
def test_boilerplate_has_no_reason(line: str):
    (found,) = recurring(lines(line, of=10, times=10), share=0.02, least=4)
    assert found.reason == ""


@pytest.mark.parametrize(
    "line",
    [
        "<…>",
        "* * *",
        "(Applause.)",
        "Vladimir Putin: Thank you.",
        "Добрый день, уважаемые коллеги!",
        "Colleagues,",
    ],
)
def test_what_honest_texts_repeat_has_a_reason(line: str):
    (found,) = recurring(lines(line, of=10, times=10), share=0.02, least=4)
    assert found.reason


@pytest.mark.parametrize("times", [2, 3])
def test_few_documents_are_no_recurrence(times: int):
    assert recurring(lines("Footer", of=10, times=times), share=0.02, least=4) == []


def test_a_line_that_one_document_repeats_is_no_recurrence():
    assert recurring([("kremlin", "kremlin/en/1", "Footer")] * 50, share=0.02, least=4) == []


def test_the_command_counts_the_own_pages_where_there_are_no_real_ones(tmp_path: Path):
    done = census("--json", shared=tmp_path)
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert told["faults"] == []
    assert "no real ones here" in told["pages"]
    assert told["documents"]["kremlin-2015"] > 0


def test_an_archive_with_a_recurring_footer_fails(tmp_path: Path):
    db = sqlite3.connect(tmp_path / "archive.db")
    db.executescript(
        "create table documents (id integer, source text, key text, revision_id integer);"
        "create table revisions (id integer, text text);"
    )
    for number in range(6):
        db.execute("insert into documents values (?, 'web', ?, ?)", (number, f"web/{number}", number))
        db.execute("insert into revisions values (?, ?)", (number, f"Text {number}.\nSpread the love"))
    db.commit()
    db.close()
    done = census("--archive", str(tmp_path / "archive.db"), shared=tmp_path)
    assert done.returncode == 1
    assert "Spread the love\t6\t100.0%" in done.stdout


def test_no_piece_of_the_real_pages_is_without_a_rule(shared: Path):
    counted = 0
    for page in shared_pages(shared):
        for read in documents_of(page):
            body = body_of(page)
            if body is not None:
                told = account(body, read)
                assert (told.unexplained, told.lost) == ((), ()), read.identity.key
                counted += 1
    assert counted > 800
