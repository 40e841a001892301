"""Knows how the method of archive/tracing is measured: ranks, types, the seed, quotations, speed."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from archive.tracing.features import Features, features
from archive.tracing.linking import Link, link
from archive.tracing.scoring import Pool, merged
from archive.tracing.texts import Text
from archive.tracing.usage import used
from archive.tracing.window import WINDOW, Window
from bench_links.sets import Labelled, Labels

__all__ = [
    "Measured",
    "Ranks",
    "Speed",
    "Types",
    "measured",
    "quotations",
    "ranks",
    "seed_rank",
    "speed",
    "types",
]

WINDOWS = {"5 days": WINDOW, "±15 days": Window(15, 15), "no date": None}
POOL_YEAR = 2025
SEED_NODE = "K66055"
GROUPS = {
    "ru": ("ru",),
    "uk bg sr": ("uk", "bg", "sr"),
    "en fr de it pt": ("en", "fr", "de", "it", "pt"),
    "ar el": ("ar", "el"),
}
_DRAWS = 1000
_CANDIDATES = 60
_ROUNDS = 5


@dataclass(frozen=True)
class Found:
    """Where the right readout stood, 0 for nowhere."""

    report: Labelled
    rank: int
    first: str


@dataclass(frozen=True)
class Ranks:
    """The share of reports whose readout came first, and among the first five, of one group and window."""

    group: str
    window: str
    reports: int
    first: float
    five: float
    interval: tuple[float, float]
    missed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Types:
    """What type the true reports, the counterparts and the strangers were given."""

    true: dict[str, int]
    counterpart: dict[str, int]
    strangers_linked: int
    strangers: int
    missed: tuple[str, ...] = field(default=())

    @property
    def true_share(self) -> float:
        """Return the share of true reports typed reports or via, to the right readout."""
        return (self.true.get("reports", 0) + self.true.get("via", 0)) / max(1, sum(self.true.values()))

    @property
    def counterpart_share(self) -> float:
        """Return the share of counterparts typed reports."""
        return self.counterpart.get("reports", 0) / max(1, sum(self.counterpart.values()))


@dataclass(frozen=True)
class Speed:
    """Reports per second of CPU at sixty candidates: all of it, and the ranking alone."""

    linked: float
    ranked: float
    candidates: int


@dataclass(frozen=True)
class Measured:
    """All that is measured; ``quotations`` are those there, found in the right readout, and in wrong ones."""

    ranks: tuple[Ranks, ...]
    types: Types
    seed: dict[str, int]
    quotations: tuple[int, int, int]
    speed: Speed


def measured(labels: Labels, repost: Text) -> Measured:
    """Measure everything."""
    return Measured(
        tuple(ranks(labels)), types(labels), seed_rank(labels, repost), quotations(labels), speed(labels)
    )


def ranks(labels: Labels) -> list[Ranks]:
    """Rank every report of the 2025 pool in each window, for all languages and by groups of them."""
    readouts = labels.readouts("ru", since=POOL_YEAR)
    pool = Pool([features(text) for text in readouts])
    reports = [(one, features(one.text)) for one in labels.reports_of(readouts)]
    told = []
    for name, window in WINDOWS.items():
        found = [_found(one, its, pool, window) for one, its in reports]
        told.append(_ranks("all", name, found))
        for group, languages in GROUPS.items():
            told.append(_ranks(group, name, [one for one in found if one.report.text.language in languages]))
        told.append(_ranks("batch 2", name, [one for one in found if one.report.batch == 2]))  # noqa: PLR2004
    return told


def _found(one: Labelled, its: Features, pool: Pool, window: Window | None) -> Found:
    if window is None:
        its, window = replace(its, day=None, precision="none"), WINDOW
    nodes = [match.node for match in pool.rank(its, window=window)]
    return Found(one, nodes.index(one.node) + 1 if one.node in nodes else 0, nodes[0] if nodes else "")


def _ranks(group: str, window: str, found: Sequence[Found]) -> Ranks:
    count = max(1, len(found))
    missed = tuple(
        f"{one.report.text.key} ({one.report.text.language}): {one.first}" for one in found if one.rank != 1
    )
    first = sum(one.rank == 1 for one in found) / count
    return Ranks(
        group, window, len(found), first, sum(one.rank > 0 for one in found) / count, _interval(found), missed
    )


def _interval(found: Sequence[Found]) -> tuple[float, float]:
    """Return the 95 % interval of R@1, by drawing events with replacement."""
    by_event: dict[str, list[bool]] = {}
    for one in found:
        by_event.setdefault(one.report.event, []).append(one.rank == 1)
    chance, events = random.Random(0), list(by_event.values())  # noqa: S311
    if not events:
        return 0.0, 0.0
    shares = []
    for _ in range(_DRAWS):
        drawn = [right for event in chance.choices(events, k=len(events)) for right in event]
        shares.append(sum(drawn) / len(drawn))
    shares.sort()
    return shares[int(_DRAWS * 0.025)], shares[int(_DRAWS * 0.975)]


def types(labels: Labels) -> Types:
    """Link every report as a crawl would, and count the types."""
    true: Counter[str] = Counter()
    other: Counter[str] = Counter()
    missed = []
    pools = [labels.readouts("ru", since=POOL_YEAR), labels.readouts("en")]
    made = [Pool([features(text) for text in readouts]) for readouts in pools]
    seen: set[str] = set()
    for readouts, pool in zip(pools, made, strict=True):
        for one in labels.reports_of(readouts):
            if one.text.key in seen:
                continue
            seen.add(one.text.key)
            linked = link(one.text, pool)
            right = linked.match is not None and linked.match.node == one.node
            true[linked.type if right or linked.match is None else "wrong readout"] += 1
            if not right or linked.type not in {"reports", "via"}:
                missed.append(f"{one.text.key} ({one.text.language}): {linked.type}{_named(linked)}")
    for one in labels.counterparts():
        other[link(one.text, made[0]).type] += 1
    strangers = labels.strangers()
    dated = sum(link(one.text, made[0]).match is not None for one in strangers)
    return Types(dict(true), dict(other), dated, len(strangers), tuple(missed))


def _named(linked: Link) -> str:
    return f", names {', '.join(sorted({one.name for one in linked.attributions})) or 'nobody'}"


def seed_rank(labels: Labels, text: Text) -> dict[str, int]:
    """Return at which place 66055 stands for the undated seed, by what it is ranked among.

    Among the Kremlin's texts each language is ranked by itself and both are merged by number. All texts in
    Russian and English, reports of the same call too, are one pool, as in the reference measurement.
    """
    its = features(text)
    kremlin = [Pool([features(one) for one in labels.readouts(language)]) for language in ("ru", "en")]
    mixed = [
        replace(features(one), language="ru+en")
        for language in ("ru", "en")
        for one in labels.in_language(language)
    ]
    ranked = {
        "the Kremlin's texts, ru and en": merged(*(pool.rank(its) for pool in kremlin)),
        "all texts in ru and en": Pool(mixed).rank(its),
    }
    return {among: _place([match.node for match in matches]) for among, matches in ranked.items()}


def _place(nodes: list[str]) -> int:
    return nodes.index(SEED_NODE) + 1 if SEED_NODE in nodes else 0


def quotations(labels: Labels) -> tuple[int, int, int]:
    """Return how many quotations Russian reports have, are in the right readout, and in ten wrong ones."""
    readouts = labels.readouts("ru", since=POOL_YEAR)
    pool = Pool([features(text) for text in readouts])
    by_node = {text.node: text for text in readouts}
    there = right = wrong = 0
    for one in labels.reports_of(readouts):
        if one.text.language != "ru" or one.node is None:
            continue
        its = used(by_node[one.node], one.text, pool).quotations
        there, right = there + len(its), right + sum(quotation.found for quotation in its)
        for text in random.Random(one.text.key).sample(readouts, 10):  # noqa: S311
            if text.node != one.node:
                wrong += sum(quotation.found for quotation in used(text, one.text, pool).quotations)
    return there, right, wrong


def speed(labels: Labels) -> Speed:
    """Measure on one core how many reports a second are linked against sixty readouts."""
    readouts = labels.readouts("ru", since=POOL_YEAR)[:_CANDIDATES]
    pool = Pool([features(text) for text in readouts])
    reports = [
        replace(one.text, day=None, precision="none") for one in labels.reports_of(labels.readouts("ru"))
    ]
    for text in reports:
        link(text, pool)
    begun = time.process_time()
    for _ in range(_ROUNDS):
        for text in reports:
            link(text, pool)
    linked = time.process_time() - begun
    its = [features(text) for text in reports]
    begun = time.process_time()
    for _ in range(_ROUNDS):
        for one in its:
            pool.rank(one)
    ranked = time.process_time() - begun
    count = len(reports) * _ROUNDS
    return Speed(count / linked, count / ranked, len(readouts))
