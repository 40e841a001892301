"""Knows that Readout installs as a user installs it, with the pip that a fresh environment has."""

import os
import shutil
import subprocess
import tomllib
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
PROJECT = ("pyproject.toml", "README.md", "LICENSE", "archive", "crawler")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("READOUT_SKIP_INSTALL" in os.environ, reason="READOUT_SKIP_INSTALL is set"),
]

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a way to run a fresh environment's programs, outside the checkout; skip without a registry."""
    home = tmp_path_factory.mktemp("install")
    venv.create(home / "venv", with_pip=True)
    programs = home / "venv" / ("Scripts" if os.name == "nt" else "bin")

    def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(programs / program), *arguments]
        return subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)

    asked = (
        "download",
        "--no-deps",
        "--no-cache-dir",
        "--retries=0",
        "--timeout=15",
        "--dest=probe",
        "click",
    )
    if run("pip", *asked).returncode:
        pytest.skip("no package registry can be reached")
    return run


@pytest.fixture(scope="module")
def installed(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Install a copy of the project, for a build leaves its folders behind."""
    source = tmp_path_factory.mktemp("source")
    for name in PROJECT:
        if (CHECKOUT / name).is_dir():
            shutil.copytree(CHECKOUT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(CHECKOUT / name, source)
    done = run("pip", "install", "--quiet", str(source))
    assert done.returncode == 0, done.stderr
    return run


def test_the_command_says_its_version(installed: Run) -> None:
    version = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    said = installed("readout", "--version")
    assert said.returncode == 0, said.stderr
    assert version in said.stdout


def test_nothing_that_it_needs_is_missing_or_at_odds(installed: Run) -> None:
    checked = installed("pip", "check")
    assert checked.returncode == 0, checked.stdout


def test_every_module_of_the_checkout_is_installed(installed: Run) -> None:
    names = [
        ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
        for folder in ("archive", "crawler")
        for path in sorted((CHECKOUT / folder).rglob("*.py"))
        if not path.name.startswith("__")
    ]
    imported = installed("python", "-c", f"import {', '.join(names)}")
    assert imported.returncode == 0, imported.stderr


def test_tests_and_demo_stay_out_of_what_is_installed(installed: Run) -> None:
    code = "from importlib.util import find_spec as f; assert not any(map(f, ['tests', 'demo', 'bench']))"
    assert installed("python", "-c", code).returncode == 0
