"""What every command has: an example in its help, and JSON where it tells something."""

import shlex

import click
import pytest

from crawler.cli import main

READERS = (
    *("show", "status", "why", "turns", "entities", "export", "coverage", "verify", "doctor", "search"),
    *("history", "diff", "changes", "pair", "trace", "links"),
)
COMMANDS = sorted(main.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example_that_it_takes(name: str) -> None:
    command = main.commands[name]
    told = command.get_help(click.Context(command, info_name=name))

    assert "Example: readout " in told
    example = " ".join(told.split("Example: readout ", 1)[1].split("\n\n", 1)[0].split())
    called, *arguments = shlex.split(example)
    assert called == name
    with command.make_context(name, arguments, parent=click.Context(main)) as context:
        assert context.params


@pytest.mark.parametrize("name", READERS)
def test_what_a_command_tells_can_be_had_as_json(name: str) -> None:
    assert any("--json" in one.opts for one in main.commands[name].params)
