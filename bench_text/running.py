"""Knows how readers take turns over the same pages, each in a process of its own, on one thread."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from bench.environment import NotReady
from bench_text.readers import Reader
from bench_text.sample import Sample

__all__ = ["Found", "Worker", "take_turns"]

_CHECKOUT = Path(__file__).resolve().parents[1]
_TURN = 8  # pages: what disturbs the machine disturbs all readers, and caches are warm for most of a turn
# One thread each, and no network: a reader that would fetch is refused at once.
_ALONE = MappingProxyType(
    dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
    | dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    | {"PYTHONHASHSEED": "0"}
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a reader found on a page, and its seconds of CPU; ``error`` says why it found nothing."""

    text: str = ""
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    cpu: float = 0.0
    error: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Return what a worker told of a page."""
        return cls(**{**told, "authors": tuple(told.get("authors") or ())})


class Worker:
    """A reader's process, from `with` to its end. Raises `NotReady` where the reader does not run."""

    def __init__(self, reader: Reader, python: str = sys.executable) -> None:
        """Know the reader and the interpreter that has it."""
        self.reader, self._python = reader, python
        self.version = ""

    def __enter__(self) -> Self:
        """Start the process and wait until the reader is imported."""
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [self._python, "-m", "bench_text.worker", self.reader.name],
            cwd=_CHECKOUT,
            env={**os.environ, **_ALONE},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        told = self._answer()
        if "not_run" in told:
            self.__exit__(None, None, None)
            raise NotReady(str(told["not_run"]))
        self.version = str(told["version"])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def read(self, sample: Sample) -> Found:
        """Return what the reader finds on a page. Raises `NotReady` when its process has ended."""
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        page = {"html": sample.html, "address": sample.address, "captured": sample.captured}
        self._process.stdin.write(json.dumps(page) + "\n")
        self._process.stdin.flush()
        return Found.of(self._answer())

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        line = self._process.stdout.readline()
        if not line:
            raise NotReady(f"its process ended with exit {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def take_turns(workers: Sequence[Worker], samples: Sequence[Sample]) -> dict[str, list[Found]]:
    """Let every reader read every page, some pages a turn, each turn begun by another reader.

    The first page is read once before, which is not counted: that warms caches and what is made lazily.
    """
    found: dict[str, list[Found]] = {worker.reader.name: [] for worker in workers}
    for worker in workers if samples else ():
        worker.read(samples[0])
    for turn, start in enumerate(range(0, len(samples), _TURN)):
        first = turn % max(1, len(workers))
        for worker in (*workers[first:], *workers[:first]):
            found[worker.reader.name] += [worker.read(one) for one in samples[start : start + _TURN]]
    return found
