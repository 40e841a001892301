"""Knows what a lock must be: complete, hashed, and silent about where packages come from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[1]
LOCKS = ("lock", "dev", "bench", "bench-text")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?=\s|$)")
ADDRESS = re.compile(r"://|@|index|find-links|trusted-host|(^|\s)(-[ief]|/\S+)(\s|$)", re.MULTILINE)


def lines(lock: str) -> list[str]:
    """Return a lock's requirements, each with its hashes on one line."""
    text = (CHECKOUT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n", " ", text)
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def locked(lock: str) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in lines(lock):
        requirement = Requirement(HASH.sub("", line).strip())
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def declared(lock: str) -> list[Requirement]:
    """Return what pyproject.toml asks for and this lock must answer."""
    pyproject = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = pyproject["dependency-groups"]
    runtime = pyproject["project"]["dependencies"] + pyproject["project"]["optional-dependencies"]["fast"]
    asked = {"lock": runtime, "dev": runtime + groups["dev"], "bench": groups["bench"]}
    asked["bench-text"] = groups["bench-text"]
    return [Requirement(line) for line in asked[lock]]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_requirement_is_pinned_and_hashed(lock: str) -> None:
    bare = [line for line in lines(lock) if "==" not in line or not HASH.search(line)]
    assert lines(lock)
    assert not bare


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_packages_come_from(lock: str) -> None:
    text = (CHECKOUT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    without_names = re.sub(r"^[a-z0-9][a-z0-9._-]*==|# +(via )?[a-z0-9._-]+$", "", text, flags=re.MULTILINE)
    assert [found.group() for found in ADDRESS.finditer(without_names)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_what_pyproject_asks_for_is_locked_at_a_version_it_allows(lock: str) -> None:
    pins = locked(lock)
    for asked in declared(lock):
        name = canonicalize_name(asked.name)
        assert name in pins, f"{asked} is not in requirements/{lock}.txt: run make lock"
        for pin in pins[name]:
            (version,) = [spec.version for spec in pin.specifier]
            assert asked.specifier.contains(version), f"{pin} is not {asked}: run make lock"


def test_developers_run_the_versions_that_users_install() -> None:
    dev = locked("dev")
    assert {name: list(map(str, pins)) for name, pins in locked("lock").items()} == {
        name: list(map(str, dev[name])) for name in locked("lock")
    }


@pytest.mark.parametrize("lock", ["lock", "dev"])
def test_pip_itself_is_locked(lock: str) -> None:
    """Expect pip, which sqlite-utils depends on: --require-hashes refuses a lock without it."""
    assert "pip" in locked(lock)
