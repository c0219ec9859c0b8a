"""The `aftershock` command: parse, call one method, show what came back.

Nothing heavy is loaded here, so that an interrupt is ours from the first moment on; `aftershock.cli.commands` has the
commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.cli.interrupts import quitting

if TYPE_CHECKING:
    from aftershock.cli.commands import aftershock

__all__ = ["aftershock", "main"]


def main(arguments: list[str] | None = None) -> None:
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
    with quitting():
        from aftershock.cli.commands import run
    run(arguments)


def __getattr__(name: str) -> object:
    """Load the group of commands when it is first asked for."""
    if name != "aftershock":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    from aftershock.cli.commands import aftershock

    return aftershock
