"""Knows what is told of a reader over a set: means over the pages of which a thing is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from bench_text.fields import day, flat, names
from bench_text.running import Found
from bench_text.sample import Sample
from bench_text.scoring import Score, score, strays

__all__ = ["Figures", "figures"]

_THOUSAND = 1000


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A reader over a set. Shares are 0 to 1, None where nothing is known or the reader never gives it.

    ``leaked`` and ``lost`` are lines per 1,000 pages; ``kept`` counts forbidden pieces that were read and
    ``missing`` demanded ones that were not; ``rate`` is pages per second of CPU.
    """

    pages: int
    f1: float | None
    precision: float | None
    recall: float | None
    perfect: float | None
    leaked: float | None
    lost: float | None
    present: float | None
    absent: float | None
    kept: int
    missing: int
    title: float | None
    date: float | None
    author: float | None
    rate: float | None
    failed: int


def figures(samples: Sequence[Sample], found: Sequence[Found]) -> Figures:
    """Return what is told of a reader that found this on these pages."""
    pairs = list(zip(samples, found, strict=True))
    texts = [(one.text, read.text) for one, read in pairs if one.text]
    mean = Score.mean([score(known, read) for known, read in texts])
    present = [flat(piece) in body for body, one in _bodies(pairs) for piece in one.present]
    absent = [flat(piece) not in body for body, one in _bodies(pairs) for piece in one.absent]
    cpu = sum(read.cpu for read in found)
    return Figures(
        pages=len(pairs),
        f1=mean.f1 if texts else None,
        precision=mean.precision,
        recall=mean.recall,
        perfect=mean.perfect if texts else None,
        leaked=_a_thousand(strays(read, known) for known, read in texts),
        lost=_a_thousand(strays(known, read) for known, read in texts),
        present=_share(present),
        absent=_share(absent),
        kept=absent.count(False),
        missing=present.count(False),
        title=_titles(pairs),
        date=_dates(pairs),
        author=_authors(pairs),
        rate=len(pairs) / cpu if cpu else None,
        failed=sum(bool(read.error) for read in found),
    )


Pairs = Sequence[tuple[Sample, Found]]


def _bodies(pairs: Pairs) -> list[tuple[str, Sample]]:
    return [(flat(read.text), one) for one, read in pairs if one.present or one.absent]


def _titles(pairs: Pairs) -> float | None:
    if not any(read.title for _, read in pairs):
        return None
    return _share(flat(read.title) == flat(one.title) for one, read in pairs if one.title)


def _dates(pairs: Pairs) -> float | None:
    if not any(read.date for _, read in pairs):
        return None
    return _share(day(read.date) == day(one.date) for one, read in pairs if day(one.date))


def _authors(pairs: Pairs) -> float | None:
    if not any(read.authors for _, read in pairs):
        return None
    return _share(names(read.authors) == names(one.authors) for one, read in pairs if one.authors)


def _share(flags: Iterable[bool]) -> float | None:
    known = list(flags)
    return fmean(known) if known else None


def _a_thousand(counts: Iterable[int]) -> float | None:
    known = list(counts)
    return fmean(known) * _THOUSAND if known else None
