"""How long work looks: a bar with its rate on a terminal, a line now and then elsewhere."""

import io

import pytest
from rich.console import Console

from crawler import progress
from crawler.progress import counting, waiting


def shown(*, terminal: bool, steps: int = 3) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=100, color_system=None)
    with counting("export", console=console) as tell:
        for step in range(1, steps + 1):
            tell(step * 500, 2000)
    return out.getvalue()


def test_short_work_shows_nothing() -> None:
    assert shown(terminal=True) == ""
    assert shown(terminal=False) == ""


def test_long_work_has_a_bar_with_what_is_done_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_UNSEEN", -1.0)
    told = shown(terminal=True)

    assert "export" in told
    assert "500 of 2,000" in told
    assert "/s" in told or "0:00" in told


def test_long_work_has_a_line_now_and_then_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_QUIET", 0.0)

    assert shown(terminal=False) == "export: 500 of 2,000\nexport: 1,000 of 2,000\nexport: 1,500 of 2,000\n"


def test_work_that_cannot_tell_how_far_it_is_has_a_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "_UNSEEN", 0.0)
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=100, color_system=None)
    started = progress.threading.Event()
    monkeypatch.setattr(progress.Progress, "start", _noting(progress.Progress.start, started))
    with waiting("coverage", console=console):
        assert started.wait(30)
    assert "coverage" in out.getvalue()

    quiet = io.StringIO()
    with waiting("coverage", console=Console(file=quiet, force_terminal=False)):
        pass
    assert quiet.getvalue() == ""


def _noting(start, event):
    def noted(self) -> None:
        start(self)
        event.set()

    return noted
