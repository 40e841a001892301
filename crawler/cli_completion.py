"""Knows the command that prints what a shell needs to complete Readout's commands and options."""

import click

__all__ = ["completion"]

_HELP = """\
Print the script by which SHELL completes commands and options.

\b
bash  eval "$(readout completion bash)"     in ~/.bashrc
zsh   eval "$(readout completion zsh)"      in ~/.zshrc
fish  readout completion fish | source      in ~/.config/fish/config.fish

Example: readout completion bash
"""


@click.command(help=_HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script of a shell."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - a command loads what it needs

    kind = get_completion_class(shell)
    if kind is None:  # pragma: no cover - click knows the three that may be chosen
        raise click.UsageError(f"no completion for {shell}")
    root = context.find_root()
    click.echo(kind(root.command, {}, "readout", "_READOUT_COMPLETE").source())
