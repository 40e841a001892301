"""The founding page: a WordPress repost of an Interfax report, from `readout fetch` to a CSV cell."""

import csv
import io
from pathlib import Path

import pytest

from demo.answers import Reply
from demo.replay import Replay
from tests.small_web import run
from tests.test_web_seed import FOOTERS, MARKUPS, flat

ADDRESS = "https://repost.example/2021/07/02/conversation/"


@pytest.fixture(scope="module")
def paragraphs(shared: Path) -> list[str]:
    text = (shared / "data" / "seed" / "repost-fr-2021-07-02.txt").read_text(encoding="utf-8")
    lines = [flat(line) for line in text.split("\n\n")]
    return [line for line in lines if len(line) > 100]


@pytest.mark.parametrize("markup", MARKUPS)
def test_fetch_and_export_give_exactly_the_nine_paragraphs(
    paragraphs: list[str], markup: str, tmp_path: Path
) -> None:
    assert len(paragraphs) == 9
    page = MARKUPS[markup](paragraphs)
    with Replay({ADDRESS.removeprefix("https://"): Reply(body=page.encode())}) as replay:
        done = run(replay, "fetch", ADDRESS, "--delay", "0", cwd=tmp_path)
    assert done.returncode == 0, done.stderr

    columns = "text,agency,language,dateline_brand,address"
    done = run(None, "export", "--columns", columns, "--source", "web", cwd=tmp_path)
    (row,) = csv.DictReader(io.StringIO(done.stdout, newline=""))

    assert [flat(line) for line in row["text"].split("\n")] == paragraphs
    assert (row["agency"], row["language"], row["dateline_brand"]) == ("INTERFAX.RU", "fr", "INTERFAX.RU")
    assert not any(footer in row["text"] for footer in FOOTERS)
