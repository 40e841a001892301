"""`readout completion`: the script of each shell, and that it completes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.cli import main

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    done = CliRunner().invoke(main, ["completion", shell], prog_name="readout")
    assert done.exit_code == 0, done.output
    assert "_READOUT_COMPLETE" in done.stdout
    assert f"{shell}_complete" in done.stdout


def test_another_shell_is_refused() -> None:
    assert CliRunner().invoke(main, ["completion", "tcsh"]).exit_code == 2


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_completes_commands_and_options_by_it(tmp_path: Path) -> None:
    program = tmp_path / "readout"
    called = "from crawler.cli import main; main(prog_name='readout')"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{called}" "$@"\n')
    program.chmod(0o755)
    script = """
        eval "$(readout completion bash)"
        COMP_WORDS=(readout sea); COMP_CWORD=1; _readout_completion readout; echo "${COMPREPLY[@]}"
        COMPREPLY=()
        COMP_WORDS=(readout search --as); COMP_CWORD=2; _readout_completion readout; echo "${COMPREPLY[@]}"
    """
    path = os.pathsep.join((str(tmp_path), os.environ["PATH"]))
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env={**os.environ, "PATH": path, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["search", "--as-of"], done.stderr
