"""Knows the walls: which folder may import what, which module is the one door to a library."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
FOLDERS = ("archive", "crawler")

NETWORK = ("aiohttp", "ftplib", "http", "httpx", "requests", "socket", "ssl", "urllib.request", "urllib3")
SCRAPY = ("itemadapter", "itemloaders", "parsel", "scrapy", "twisted")
SQLITE = ("sqlite3", "sqlite_utils")
HTML = ("bs4", "cssselect", "html", "lxml", "trafilatura")

SQL = re.compile(
    r"""\s*(select\s[\s\S]+\sfrom\s | insert\s+(or\s+\w+\s+)?into\s | replace\s+into\s | update\s+\S+\s+set\s
    | delete\s+from\s | (create|drop|alter)\s+(unique\s+|virtual\s+|temp\s+)?(table|index|view|trigger)\s
    | pragma\s+\w | begin\s+(immediate|exclusive) | with\s+\w+\s+as\s*\( | savepoint\s | vacuum\b)""",
    re.IGNORECASE | re.VERBOSE,
)
CLOCK_READS = {"now", "today", "utcnow"}
CLOCK_OWNERS = {"date", "datetime"}

Finding = tuple[int, str]
Rule = Callable[[Path, ast.Module], Iterator[Finding]]


@dataclass(frozen=True)
class Wall:
    """A rule, the modules it holds for, and the doors in it; paths are relative to the checkout."""

    name: str
    rule: Rule
    within: str = ""
    doors: tuple[str, ...] = ()

    def holds_for(self, path: str) -> bool:
        """Tell whether a module stands behind this wall."""
        return path.startswith(self.within) and path not in self.doors


def named(path: Path, node: ast.AST) -> list[str]:
    """Return the dotted names that a statement or a call imports, whether or not it is at the top."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        package = path.parent.parts[: len(path.parent.parts) - node.level + 1] if node.level else ()
        module = ".".join((*package, *((node.module,) if node.module else ())))
        return [f"{module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        function = ast.unparse(node.func).rpartition(".")[2]
        if function in {"import_module", "__import__"}:
            return [str(node.args[0].value)]
    return []


def inside(name: str, modules: tuple[str, ...]) -> bool:
    return any(name == module or name.startswith(module + ".") for module in modules)


def never(*modules: str, but: tuple[str, ...] = ()) -> Rule:
    """Forbid importing these modules and all that is in them, save what stands in ``but``."""

    def rule(path: Path, tree: ast.Module) -> Iterator[Finding]:
        for node in ast.walk(tree):
            for name in named(path, node):
                if inside(name, modules) and not inside(name, but):
                    yield node.lineno, f"imports {name}"

    return rule


def no_clock(path: Path, tree: ast.Module) -> Iterator[Finding]:
    yield from never("time")(path, tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCK_READS:
            owner = ast.unparse(node.value).rpartition(".")[2]
            if owner in CLOCK_OWNERS:
                yield node.lineno, f"reads the clock: {owner}.{node.attr}"


def no_sql(_path: Path, tree: ast.Module) -> Iterator[Finding]:
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in prose or not isinstance(node.value, str):
            continue
        if SQL.match(node.value):
            yield node.lineno, f"holds SQL: {' '.join(node.value.split())[:60]}"


WALLS = (
    Wall("archive knows no crawler", never("crawler"), within="archive/"),
    Wall("archive knows neither Scrapy nor HTML", never(*SCRAPY, *HTML), within="archive/"),
    Wall("archive asks no network", never(*NETWORK), within="archive/"),
    Wall("crawler opens no database", never(*SQLITE), within="crawler/"),
    Wall("SQL stands in archive only", no_sql, within="crawler/"),
    Wall("tracing reads no clock", no_clock, within="archive/tracing/"),
    Wall("tracing holds no SQL", no_sql, within="archive/tracing/"),
    Wall(
        "tracing knows of the archive names, sequences and differences of words only",
        never("archive", but=("archive.tracing", "archive.names", "archive.sequences", "archive.worddiff")),
        within="archive/tracing/",
    ),
    Wall("sites know no Scrapy", never(*SCRAPY), within="crawler/sites/"),
    Wall("sites ask no network", never(*NETWORK), within="crawler/sites/"),
    Wall("sites talk to no terminal", never("click", "rich", "logging"), within="crawler/sites/"),
    Wall("sites read no clock", no_clock, within="crawler/sites/"),
    Wall(
        "sites know of the archive its values and errors only",
        never("archive", but=("archive.models", "archive.errors")),
        within="crawler/sites/",
    ),
    Wall(
        "sites know of the crawler only sites",
        never("crawler", but=("crawler.sites",)),
        within="crawler/sites/",
    ),
    Wall("one door to lxml", never("lxml"), doors=("crawler/sites/page.py",)),
    Wall("one door to trafilatura", never("trafilatura"), doors=("crawler/sites/text.py",)),
    Wall("one door to dateutil", never("dateutil"), doors=("crawler/sites/dates.py",)),
    # Our own frames are of stated lengths; HTTP's are strangers' streams.
    Wall("two doors to zstandard", never("zstandard"), doors=("archive/packing.py", "crawler/coding.py")),
    Wall("one door to anyascii", never("anyascii"), doors=("archive/names.py",)),
    Wall("one door to PyStemmer", never("Stemmer"), doors=("archive/search/stems.py",)),
    Wall("one door to model2vec", never("model2vec"), doors=("archive/linkage/encoder.py",)),
    Wall("one door to brotli", never("brotli"), doors=("crawler/coding.py",)),
    Wall("one door to datasette", never("datasette", "jinja2"), doors=("archive/web/plugin.py",)),
    Wall("one door to markupsafe", never("markupsafe"), doors=("archive/web/foreign.py",)),
    Wall("one door to matplotlib", never("matplotlib"), doors=("archive/plotting.py",)),
    Wall("one door to pyarrow", never("pyarrow"), doors=("archive/parquet.py",)),
    Wall("one door to numpy", never("numpy"), doors=("archive/tracing/grams.py",)),
    Wall("one door to rapidfuzz", never("rapidfuzz"), doors=("archive/sequences.py",)),
    Wall("one door to uvicorn", never("uvicorn"), doors=("crawler/serving.py",)),
    Wall(
        "four doors to rich",
        never("rich"),
        doors=(
            "archive/display.py",
            "archive/display_changes.py",
            "crawler/progress.py",
            "crawler/terminal.py",
        ),
    ),
    Wall("nothing imports the tests", never("bench", "bench_links", "bench_text", "census", "demo", "tests")),
)


def modules(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted(path.relative_to(root) for path in (root / folder).rglob("*.py"))


def breaches(wall: Wall, root: Path) -> list[str]:
    found = []
    for path in modules(root):
        if wall.holds_for(path.as_posix()):
            tree = ast.parse((root / path).read_text(encoding="utf-8"), filename=str(path))
            found += [f"{path.as_posix()}:{line} {what}" for line, what in sorted(wall.rule(path, tree))]
    return found


def planted(root: Path, path: str, source: str) -> list[str]:
    """Write one module and return every breach of every wall."""
    module = root / path
    module.parent.mkdir(parents=True)
    module.write_text(source, encoding="utf-8")
    return [breach for wall in WALLS for breach in breaches(wall, root)]


def python(code: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.name)
def test_wall_stands(wall: Wall) -> None:
    found = breaches(wall, CHECKOUT)
    assert not found, f"{wall.name}:\n" + "\n".join(found)


@pytest.mark.parametrize(
    "path", sorted({door for wall in WALLS for door in wall.doors} | {wall.within for wall in WALLS})
)
def test_every_named_door_and_folder_exists(path: str) -> None:
    assert (CHECKOUT / path).exists()


@pytest.mark.parametrize(
    ("path", "source", "breach"),
    [
        ("archive/a.py", "import crawler.cli", "archive/a.py:1 imports crawler.cli"),
        ("archive/a.py", "\nfrom crawler import cli", "archive/a.py:2 imports crawler.cli"),
        ("archive/a.py", "def f():\n    import scrapy", "archive/a.py:2 imports scrapy"),
        ("crawler/a.py", "import_module('sqlite3')", "crawler/a.py:1 imports sqlite3"),
        ("crawler/a.py", "from lxml import html", "crawler/a.py:1 imports lxml.html"),
        ("crawler/a.py", "x = f'select {a} from b '", ""),
        ("crawler/a.py", "x = 'select id from runs'", "crawler/a.py:1 holds SQL: select id from runs"),
        ("crawler/a.py", "'Select a date from the page.'", ""),
        ("crawler/sites/a.py", "from ..cli import main", "crawler/sites/a.py:1 imports crawler.cli.main"),
        ("crawler/sites/a.py", "from .page import Page", ""),
        ("crawler/sites/a.py", "from archive import store", "crawler/sites/a.py:1 imports archive.store"),
        ("crawler/sites/a.py", "from archive.models import Link", ""),
        ("crawler/sites/a.py", "dt.datetime.now(UTC)", "crawler/sites/a.py:1 reads the clock: datetime.now"),
        ("crawler/sites/a.py", "from time import time", "crawler/sites/a.py:1 imports time.time"),
        ("crawler/sites/page.py", "import lxml", ""),
    ],
)
def test_a_planted_breach_is_named_by_file_and_line(
    tmp_path: Path, path: str, source: str, breach: str
) -> None:
    assert planted(tmp_path, path, source) == ([breach] if breach else [])


def test_command_line_starts_without_scrapy_and_trafilatura() -> None:
    python("import sys, crawler.cli; assert not {'scrapy', 'twisted', 'trafilatura'} & set(sys.modules)")


@pytest.mark.parametrize(
    ("folder", "absent"),
    [("archive", ("scrapy", "twisted", "lxml")), ("crawler.sites", ("scrapy", "twisted", "sqlite_utils"))],
)
def test_importing_a_whole_folder_loads_nothing_beyond_its_walls(
    folder: str, absent: tuple[str, ...]
) -> None:
    names = [
        ".".join(path.with_suffix("").parts)
        for path in modules(CHECKOUT)
        if path.as_posix().startswith(folder.replace(".", "/") + "/") and not path.name.startswith("__")
    ]
    assert names
    python(f"import sys, {', '.join(names)}; assert not {set(absent)} & set(sys.modules)")
