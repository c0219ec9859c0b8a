"""All commands in one group, and how what they raise ends the process."""

from __future__ import annotations

import os
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from aftershock.cli.agents import agent, agents, score
from aftershock.cli.decisions import brief, choke_points, contain, facts, plans, ranking
from aftershock.cli.documents import ingest, preview
from aftershock.cli.graph import export, generate
from aftershock.cli.keep import backup, restore, verify
from aftershock.cli.query import query
from aftershock.cli.radius import blast_radius
from aftershock.cli.replay import replay
from aftershock.cli.why import paths, why
from aftershock.errors import AftershockError, UsageError

__all__ = ["aftershock", "run"]

_WRONG_USE, _REFUSED, _INTERRUPTED = 2, 1, 130


class _Commands(click.Group):
    """Our commands, and those that other packages add through the entry point group ``aftershock.commands``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(
            {*super().list_commands(ctx), *(point.name for point in entry_points(group="aftershock.commands"))}
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        own = super().get_command(ctx, cmd_name)
        if own is None:
            for point in entry_points(group="aftershock.commands", name=cmd_name):
                loaded = point.load()
                if isinstance(loaded, click.Command):
                    return loaded
        return own

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for; who reads its output may leave early, as `head` does."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(0) from None
        return done


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="AFTERSHOCK_DATA",
    help="The data directory (also AFTERSHOCK_DATA); made where it is missing.",
)
@click.version_option(package_name="aftershock")
@click.pass_context
def aftershock(ctx: click.Context, data: Path | None) -> None:
    """Ask a knowledge graph of threats to AI agents: what falls when this falls, how sure, what to do first."""
    ctx.obj = data


for _command in (
    *(ingest, preview, agent, agents, score, query, generate, export),
    *(blast_radius, why, paths, replay),
    *(ranking, choke_points, plans, contain, facts, brief),
    *(backup, restore, verify),
):
    aftershock.add_command(_command)


def run(arguments: list[str] | None = None) -> None:
    """Run the command; errors are one sentence on standard error.

    Parameters
    ----------
    arguments
        Those of the process, where left out.

    Raises
    ------
    SystemExit
        0 done, 1 the input was refused, 2 the command was used wrongly, 130 it was interrupted.
    """
    _with_streams()
    try:
        sys.exit(aftershock.main(args=arguments, prog_name="aftershock", standalone_mode=False) or 0)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", _INTERRUPTED)
    except click.ClickException as problem:
        context = getattr(problem, "ctx", None)
        hint = f" (see {context.command_path} --help)" if context is not None else ""
        _fail(f"{problem.format_message().rstrip('.')}{hint}", _WRONG_USE)
    except AftershockError as problem:
        _fail(str(problem), _WRONG_USE if isinstance(problem, UsageError) else _REFUSED)
    except OSError as problem:
        _fail(f"{problem.filename or 'the system'}: {problem.strerror or problem}", _WRONG_USE)


def _with_streams() -> None:
    """Put nothing in the place of standard streams that were closed before we began; Python has none for them then.

    Their numbers would else be given to the next file that is opened, and what is printed would go into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # and the lowest number that is free is its own
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _fail(sentence: str, status: int) -> None:
    click.echo(f"aftershock: {' '.join(sentence.split())}", err=True)
    sys.exit(status)
