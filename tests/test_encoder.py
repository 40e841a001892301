"""A multilingual encoder of the user's own orders the best few and aligns passages; without it all works."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.errors import BadUsage
from archive.linkage.encoder import encoder_in
from crawler import settings
from crawler.cli import main
from tests.reports import CALL, CALL_EN, REPOST_FR, Shelf, neighbours

WORDS = (
    ("phare", "маяк", "lighthouse"),
    ("graines", "семян", "seed"),
    ("navire", "кораблю", "ship"),
    ("stockage", "хранилище", "vault"),
)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Return a folder with an encoder that knows a dozen words in three languages."""
    pytest.importorskip("model2vec", reason="the extra [crosslingual] is not installed")
    import numpy  # noqa: ICN001, PLC0415
    from model2vec import StaticModel  # noqa: PLC0415
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: PLC0415

    words = {"[UNK]": 0} | {word: n for n, word in enumerate((w for row in WORDS for w in row), start=1)}
    vectors = numpy.zeros((len(words), len(WORDS) + 1), dtype=numpy.float32)
    vectors[0, -1] = 0.001
    for place, row in enumerate(WORDS):
        for word in row:
            vectors[words[word], place] = 1
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    StaticModel(vectors, tokenizer).save_pretrained(str(tmp_path / "encoder"))
    return str(tmp_path / "encoder")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with Shelf(path) as shelf:
        neighbours(shelf, date(2021, 7, 2))
        shelf.put("kremlin/ru/66055", "Телефонный разговор с Вальмоном", CALL, "2021-07-02T12:00")
        shelf.put("kremlin/en/66055", "Telephone conversation", CALL_EN, "2021-07-02T12:20")
        shelf.put(
            "web/https://depeches.example/a", "Deux présidents", REPOST_FR, "2021-07-02T15:00", language="fr"
        )
    return path


def traced(archive: Path) -> dict[str, object]:
    done = CliRunner().invoke(
        main, ["trace", "https://depeches.example/a", "--json", "--archive", str(archive)]
    )
    assert done.exit_code == 0, done.output
    told: dict[str, object] = json.loads(done.stdout)
    return told


def relink(archive: Path) -> str:
    done = CliRunner().invoke(main, ["relink", "--archive", str(archive)])
    assert done.exit_code == 0, done.output
    return done.stderr


def test_an_encoder_aligns_passages_across_languages(
    archive: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "READOUT_ENCODER", folder)
    relink(archive)
    usage = traced(archive)["usage"]
    assert isinstance(usage, dict)
    assert usage["method"] == "encoder"
    assert [one["used"] for one in usage["passages"]] == [False, True, True, False]
    assert "Le phare sert chaque navire" in usage["passages"][2]["passage"]


def test_without_the_library_the_output_is_the_same_less_the_alignment(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    relink(archive)
    without = traced(archive)
    monkeypatch.setattr(settings, "READOUT_ENCODER", str(tmp_path))
    monkeypatch.setitem(sys.modules, "model2vec", None)
    relink(archive)
    assert traced(archive) == without
    done = CliRunner().invoke(main, ["trace", "1", "--archive", str(archive)])
    assert "pip install '.[crosslingual]'" in done.stderr


def test_a_folder_that_holds_no_encoder_is_one_line(folder: str, tmp_path: Path) -> None:
    assert encoder_in(folder) is not None
    (tmp_path / "empty").mkdir()
    for wrong in ("minishlab/potion-multilingual-128M", str(tmp_path / "empty")):
        with pytest.raises(BadUsage, match="READOUT_ENCODER"):
            encoder_in(wrong)
    assert encoder_in("") is None
