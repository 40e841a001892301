"""Knows how the trees of crawler/sites/judge.json are grown: run ``python -m bench_text.teach [--check]``.

Needs scikit-learn, which nothing else does: ``pip install scikit-learn``. Pages with a known text are read
from ../shared/data/extraction; those of one host stand in one fold, so ``--check`` judges hosts never seen.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench_text.scoring import Score, score, tokens
from crawler.sites.charset import settle_any
from crawler.sites.judge_signs import SIGNS, seen
from crawler.sites.page import Page
from crawler.sites.web_ready import prepared

SETS = ("scrapinghub", "fundus", "wcxb_article_test", "wp_real", "synthetic")
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "extraction"
TREES = Path(__file__).resolve().parents[1] / "crawler" / "sites" / "judge.json"
FOLDS = 5
GROWN = {
    "max_iter": 80,
    "learning_rate": 0.1,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "random_state": 1,
}
_RUN = 4
_HALF = 0.5
_HEAVIEST = 20.0


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A page: its known text, its lines, their signs, and which of them are in the text (None: unclear)."""

    of: str
    fold: int
    text: str
    lines: tuple[str, ...]
    found: tuple[float, ...]
    signs: dict[int, list[float]]
    right: tuple[bool | None, ...]


def pages(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (key, HTML, what is known) of a set."""
    known = json.loads(gzip.decompress((folder / "gold.json.gz").read_bytes()))
    for key in sorted(known):
        for path in (folder / "html" / f"{key}.html.gz", folder / "html" / f"{key}.html"):
            if path.exists():
                whole = path.read_bytes()
                source = gzip.decompress(whole) if path.suffix == ".gz" else whole
                yield key, source.decode("utf-8", "replace"), known[key]
                break


def right_lines(lines: tuple[str, ...], text: str) -> tuple[bool | None, ...]:
    """Tell which lines are in a text: by runs of four words, the shorter ones as whole lines."""
    words = tokens(text)
    runs = {tuple(words[at : at + _RUN]) for at in range(len(words))}
    whole = {" ".join(tokens(line)) for line in text.split("\n")}
    within = f" {' '.join(words)} "
    found: list[bool | None] = []
    for line in lines:
        own = tokens(line)
        joined = " ".join(own)
        if len(own) >= _RUN:
            of_line = [tuple(own[at : at + _RUN]) for at in range(len(own) - _RUN + 1)]
            found.append(sum(run in runs for run in of_line) / len(of_line) >= _HALF)
        elif joined in whole:
            found.append(True)
        else:
            found.append(None if not own or f" {joined} " in within else False)
    return tuple(found)


def lessons() -> Iterator[Lesson]:
    """Yield what is to be learned from each page of the sets."""
    for of in SETS:
        for key, source, known in pages(SHARED / of):
            if not known.get("text"):
                continue
            page = Page(
                address=known.get("url") or f"https://{key}.example/",
                body=source.encode("utf-8", "surrogatepass"),
                content_type="text/html; charset=utf-8",
                captured_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            ready = prepared(settle_any(page).page.tree)
            looked = seen(ready.lines, ready.kept, summary=ready.summary)
            lines = tuple(line.block.text for line in ready.lines)
            host = (urlsplit(known.get("url") or "").hostname or key).removeprefix("www.")
            yield Lesson(
                of=of,
                fold=int(hashlib.sha256(host.encode()).hexdigest(), 16) % FOLDS,
                text=known["text"],
                lines=lines,
                found=looked.found,
                signs=looked.signs,
                right=right_lines(lines, known["text"]),
            )


def grown(taught: list[Lesson]) -> Any:
    """Return the trees that tell the right lines of these pages; long lines and short pages weigh more."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415

    signs, right, weights = [], [], []
    for one in taught:
        long = {at: max(1, len(tokens(one.lines[at]))) ** 0.7 for at in one.signs}
        whole = sum(long[at] for at in one.signs if one.found[at] >= _HALF) or 50
        for at, seen_signs in one.signs.items():
            if one.right[at] is not None:
                signs.append(seen_signs)
                right.append(one.right[at])
                weights.append(min(_HEAVIEST, long[at] / whole * 50))
    return HistGradientBoostingClassifier(**GROWN).fit(signs, right, sample_weight=weights)


def as_json(model: Any) -> str:
    """Return a model as judge.json has it: a tree is nodes (sign, limit, left, right); leaves: sign -1."""
    trees = [
        [
            [-1, round(float(n["value"]), 5), 0, 0]
            if n["is_leaf"]
            else [int(n["feature_idx"]), round(float(n["num_threshold"]), 6), int(n["left"]), int(n["right"])]
            for n in predictors[0].nodes
        ]
        for predictors in model._predictors  # noqa: SLF001
    ]
    start = round(float(model._baseline_prediction.ravel()[0]), 5)  # noqa: SLF001
    stated = {"signs": SIGNS, "start": start}
    rows = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    return f'{json.dumps(stated)[:-1]}, "trees": [\n{rows}\n]}}\n'


def check(taught: list[Lesson], limits: tuple[float, ...]) -> None:
    """Print how well hosts are read that the trees have not seen."""
    chances: dict[int, dict[int, float]] = {}
    for fold in range(FOLDS):
        model = grown([one for one in taught if one.fold != fold])
        for number, one in enumerate(taught):
            if one.fold == fold and one.signs:
                told = model.predict_proba(list(one.signs.values()))[:, 1]
                chances[number] = dict(zip(one.signs, told, strict=True))
    for limit in limits:
        by_set: dict[str, list[Score]] = {}
        for number, one in enumerate(taught):
            told = chances.get(number, {})
            text = "\n".join(line for at, line in enumerate(one.lines) if told.get(at, 0.0) >= limit)
            by_set.setdefault(one.of, []).append(score(one.text, text))
        print(limit, *(f"{of} {Score.mean(found)}" for of, found in by_set.items()), flush=True)  # noqa: T201


def main() -> None:
    """Grow the trees and write them, or with --check judge how well they do on other hosts."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true", help="cross-validate; write nothing")
    given = asked.parse_args()
    if not SHARED.is_dir():
        sys.exit("bench_text.teach: ../shared/data/extraction is not there")
    taught = list(lessons())
    print(len(taught), "pages", dict(Counter(one.of for one in taught)), flush=True)  # noqa: T201
    if given.check:
        check(taught, (0.35, 0.4, 0.45, 0.5, 0.55))
    else:
        TREES.write_text(as_json(grown(taught)), encoding="utf-8")
        print(f"wrote {TREES.name}: {TREES.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
