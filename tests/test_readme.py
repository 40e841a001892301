"""README.md against the program: every block that shows output is run, every table is compared.

A block ```console holds commands after ``$ `` and what they print; a word after it says where they run:
``demo`` is the demonstration itself, ``web`` has the demonstration's sites, ``locked`` meets an archive
that is being written, ``shared`` needs the real pages beside the checkout. In it ``…`` alone stands for
lines that are left out and ``…`` within a line for words; times of this run, process numbers, digests and
the numbers of captures may differ, by the rules in ``OF_THE_RUN``, and nothing else.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import click
import pytest

from archive.exchange import Outcome
from archive.lock import writing
from crawler.cli import EPILOG, main
from crawler.sites import SITES
from demo.replay import Replay, Reply
from demo.site import load_visit

CHECKOUT = Path(__file__).resolve().parents[1]
README = (CHECKOUT / "README.md").read_text("utf-8")
MAKEFILE = (CHECKOUT / "Makefile").read_text("utf-8")
OF_THE_RUN = (
    # The demonstration's pages are of 2021; whatever happened later happened in this run.
    (re.compile(r"20(?!21)\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{6}\+00:00|Z))?"), "<time>"),
    (re.compile(r"\bpid \d+"), "<process>"),
    (re.compile(r"(?<=[a-z]/)[0-9a-f]{12}\b"), "<reader>"),
    (re.compile(r"\bin \d+\.\d\ds\b"), "<duration>"),
)
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<where>\w+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
ON_EACH = {"--archive", "--help"}
LEFT_OUT = "…"
PAGE = (
    '<html lang="en"><body><main><h1>The quay is open</h1><time datetime="2031-02-03T10:00">3 February</time>'
    "<p>Ships may call again.</p><p>The lamp is lit.</p></main></body></html>"
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, where its commands run, and its lines."""

    kind: str
    where: str
    lines: tuple[str, ...]

    def steps(self) -> list[tuple[str, list[str]]]:
        """Return each command with the lines that it is said to print."""
        steps: list[tuple[str, list[str]]] = []
        for line in self.lines:
            if line.startswith("$ "):
                steps.append((line[2:], []))
            else:
                steps[-1][1].append(line)
        return steps


BLOCKS = [
    Block(one["kind"], one["where"] or "", tuple(one["text"].splitlines())) for one in BLOCK.finditer(README)
]
RUN = [block for block in BLOCKS if block.kind == "console"]


@dataclass
class Place:
    """A copy of the program in which the demonstration has been run, and what that printed."""

    folder: Path
    environment: dict[str, str]
    told: str = field(default="", repr=False)

    def run(self, command: str, more: Mapping[str, str] | None = None, *, cwd: Path | None = None) -> str:
        """Run a shell command as a reader would and return what it prints."""
        ended = subprocess.run(
            ["sh", "-c", command],
            cwd=cwd or self.folder,
            env={**self.environment, **(more or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        return ended.stdout


def copied(folder: Path) -> Place:
    for package in ("archive", "crawler", "demo"):
        ignored = shutil.ignore_patterns("__pycache__", "archive.db*", "archive.csv")
        shutil.copytree(CHECKOUT / package, folder / package, ignore=ignored)
    programs = folder / "bin"
    programs.mkdir()
    readout = programs / "readout"
    called = "from crawler.cli import main; main(prog_name='readout')"
    readout.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{called}" "$@"\n')
    readout.chmod(0o755)
    ours = ("READOUT_", "COLUMNS", "FORCE_COLOR", "NO_COLOR", "PYTHON")
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(ours) and not name.lower().endswith("_proxy")
    }
    path = os.pathsep.join((str(programs), str(Path(sys.executable).parent), clean.get("PATH", "")))
    return Place(folder, {**clean, "PATH": path, "PYTHONPATH": str(folder)})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place where `make demo` has been run."""
    place = copied(tmp_path_factory.mktemp("readme"))
    place.told = place.run(f'"{sys.executable}" -m demo')
    return place


@pytest.fixture
def world(place: Place, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """Return what a block's commands need in their environment; what else they need is there meanwhile."""
    with ExitStack() as stack:
        more = {}
        if request.param == "web":
            more = stack.enter_context(Replay(load_visit(2))).environment
        elif request.param == "locked":
            stack.enter_context(writing(place.folder / "demo" / "archive.db"))
        elif request.param == "shared":
            more = {"READOUT_SHARED": str(request.getfixturevalue("shared"))}
        yield more


def settled(text: str) -> str:
    """Return a text without what differs from run to run, and without blanks at the ends of lines."""
    for pattern, name in OF_THE_RUN:
        text = pattern.sub(name, text)
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def pattern_of(lines: list[str]) -> re.Pattern[str]:
    parts = []
    for line in lines:
        if line.strip() == LEFT_OUT:
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*".join(re.escape(part) for part in line.split(LEFT_OUT)) + r"\n")
    return re.compile("".join(parts))


def check(said: list[str], printed: str) -> None:
    """Fail with the first line of the README that was not printed in its place."""
    lines, told = settled("\n".join(said)).splitlines(), settled(printed)
    for count in range(1, len(lines) + 1):
        if not pattern_of(lines[:count]).match(told):
            pytest.fail(f"not printed in its place: {lines[count - 1]!r}; printed:\n{printed}", pytrace=False)
    if not pattern_of(lines).fullmatch(told):
        pytest.fail(f"more is printed than README.md shows:\n{printed}", pytrace=False)


def table_under(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    below = README.split(f"\n{heading}\n", 1)[1]
    rows = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert rows, heading
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows[0].splitlines()[2:]]


@pytest.mark.parametrize(
    ("block", "world"),
    [pytest.param(block, block.where, id=f"{n}-{block.steps()[0][0][:40]}") for n, block in enumerate(RUN)],
    indirect=["world"],
)
def test_a_block_shows_what_its_commands_print(block: Block, world: dict[str, str], place: Place) -> None:
    for command, said in block.steps():
        if block.where == "demo":
            assert command == "make demo"
            check(said, place.told)
        else:
            cwd = CHECKOUT if block.where == "shared" else None
            paths = {"PYTHONPATH": str(CHECKOUT)} if cwd else {}
            check(said, place.run(command, {**world, **paths}, cwd=cwd))


def test_a_line_that_is_not_printed_fails_the_check() -> None:
    printed = "a\nb 1\nc\n"
    check(["a", "…"], printed)
    check(["a", "b …", "c"], printed)
    for said in (["a", "b 2", "c"], ["a", "b 1"], ["b …", "c"], ["a", "b 1", "c", "d"]):
        with pytest.raises(pytest.fail.Exception):
            check(said, printed)


def test_the_demo_block_is_what_make_demo_runs() -> None:
    assert "@$(BIN)/python -m demo\n" in MAKEFILE
    assert [block.where for block in RUN].count("demo") == 1


def test_every_command_stands_with_exactly_its_options() -> None:
    shown = {}
    for usage, options in table_under("### Every option"):
        name = usage.strip("`").split()[1]
        shown[name] = set(re.findall(r"--[a-z-]+", options))
    known = {
        name: {flag for one in command.params for flag in one.opts if flag.startswith("--")} - ON_EACH
        for name, command in main.commands.items()
    }

    assert shown == known
    for flag in (*ON_EACH, "--version"):
        assert f"`{flag}" in README or f" {flag}`" in README


def test_exit_codes_mean_what_the_help_says() -> None:
    told = re.findall(r"^  (\d+) +(\S.*)$", EPILOG, re.MULTILINE)

    assert told
    assert [tuple(row) for row in table_under("## Exit codes")] == told


def test_every_outcome_stands_with_whether_it_is_a_failure() -> None:
    rows = table_under("## How a page flows")

    assert {name.strip("`"): failed for name, _, failed in rows} == {
        one.value: "yes" if one.failed else "no" for one in Outcome
    }


def test_every_make_target_is_explained() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)

    assert phony
    assert {row[0].strip("`").removeprefix("make ") for row in table_under("## Two commands")} == set(
        phony[1].split()
    )


def test_every_setting_is_explained_and_none_is_made_up() -> None:
    sources = "".join(path.read_text("utf-8") for path in (CHECKOUT / "crawler").rglob("*.py"))
    setting = re.compile(r"\bREADOUT_[A-Z_]+\b")
    ours = {"READOUT_TYPED"}  # how a command tells the crawl which address was typed; nobody sets it

    assert set(setting.findall(README)) == set(setting.findall(sources)) - ours | {"READOUT_SHARED"}


def test_every_table_of_the_archive_is_explained(place: Place) -> None:
    printed = place.run("sqlite-utils tables demo/archive.db --csv --no-headers")
    made = {name for name in printed.split() if not name.startswith(("_", "sqlite_"))}

    assert {row[0].strip("`") for row in table_under("### The tables")} == made


def test_every_site_is_named() -> None:
    for site in SITES:
        assert f"`{site.name}`" in README


def test_the_lines_for_cron_and_systemd_are_commands_that_readout_takes() -> None:
    lines = [line for block in BLOCKS if block.kind in ("crontab", "ini") for line in block.lines]
    calls = [line.split("/readout ", 1)[1].split(">")[0] for line in lines if "/readout " in line]

    assert len(calls) > 1
    for call in calls:
        name, *arguments = shlex.split(call)
        with main.commands[name].make_context(name, arguments, parent=click.Context(main)) as context:
            assert context.params["source"] in {site.name for site in SITES}


def test_files_that_are_named_are_there() -> None:
    named = set(re.findall(r"`((?:archive|crawler|demo|requirements|tests)/[\w./-]*\w\.(?:py|txt))`", README))

    assert named
    assert not {name for name in named if not (CHECKOUT / name).is_file()}
    for module in re.findall(r"python -m ((?:tests|demo|bench)[\w.]*)", README):
        path = CHECKOUT.joinpath(*module.split("."))
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


def test_no_path_of_a_machine_and_no_registry_is_named() -> None:
    assert not re.search(r"(?<![\w.…])/(?:home|root|tmp|Users|work)\b", README)
    assert not re.search(r"index-url|pypi|localhost", README, re.IGNORECASE)


def test_the_site_of_the_example_is_added_as_the_steps_say(tmp_path: Path) -> None:
    place = copied(tmp_path)
    (code,) = (
        block for block in re.findall(r"^   ```python\n(.*?)^   ```$", README, re.MULTILINE | re.DOTALL)
    )
    sites = place.folder / "crawler" / "sites"
    (sites / "harbour.py").write_text(re.sub(r"^   ", "", code, flags=re.MULTILINE), "utf-8")
    declared = (sites / "__init__.py").read_text("utf-8")
    added = declared.replace("InterfaxRussia())", "InterfaxRussia(), Harbour())").replace(
        "\nfrom crawler.sites.interfax import",
        "\nfrom crawler.sites.harbour import Harbour\nfrom crawler.sites.interfax import",
    )
    (sites / "__init__.py").write_text(added, "utf-8")
    spiders = place.folder / "crawler" / "spiders"
    spider = (spiders / "kremlin.py").read_text("utf-8")
    (spiders / "harbour.py").write_text(
        spider.replace("kremlin", "harbour").replace("Kremlin", "Harbour"), "utf-8"
    )
    front = '<html lang="en"><body><ul><li><a href="7">The quay is open</a></li></ul></body></html>'
    pages = {
        "harbour.example/": Reply(body=front.encode()),
        "harbour.example/7": Reply(body=PAGE.encode()),
    }

    with Replay(pages) as replay:
        told = place.run("readout crawl harbour --delay 0", replay.environment)
    rows = place.run("readout export --columns key,published_at,title,text --jsonl 2>told")

    assert "harbour: 2 addresses: 1 listed, 1 stored" in told
    assert (place.folder / "told").read_text("utf-8").startswith("rights: harbour: unknown")
    assert rows == (
        '{"key": "harbour/en/7", "published_at": "2031-02-03T07:00:00.000000+00:00", '
        '"title": "The quay is open", "text": "Ships may call again.\\nThe lamp is lit."}\n'
    )
