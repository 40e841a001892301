"""Knows how a command ends when it fails: one line on standard error and a documented exit code."""

import errno
import os
import sys
from typing import Any

import click

from archive.errors import ReadoutError
from archive.visible import visible

__all__ = ["INTERRUPTED", "OneLine"]

INTERRUPTED = 130
_OS_CODES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EIO), 12),
    **dict.fromkeys((errno.EACCES, errno.EROFS, errno.ENAMETOOLONG), 13),
}


class OneLine(click.Group):
    """A group whose errors are one line on standard error, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command and turn what it raises into its exit code."""
        try:
            return super().invoke(ctx)
        except ReadoutError as error:
            _fail(str(error), error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except KeyboardInterrupt:
            _fail("interrupted", INTERRUPTED)
        except click.UsageError as error:
            _fail(f"{error.format_message()}; see --help", error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            _fail(f"{error.filename or 'output'}: {error.strerror}", _OS_CODES.get(error.errno or 0, 1))
        except Exception as error:
            if os.environ.get("READOUT_DEBUG"):
                raise
            _fail(
                f"a fault of the program's own: {type(error).__name__}: {error} (READOUT_DEBUG=1 shows more)",
                1,
            )


def _fail(message: str, code: int) -> None:
    click.echo("readout: " + visible(" ".join(message.split())), err=True)
    sys.exit(code)
