"""The options of every question about what falls: where it starts, what is supposed, how much is sampled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from aftershock.errors import UsageError
from aftershock.model.asked import STALE_DAYS
from aftershock.model.untaken import UNTAKEN, untaken

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "question_options",
    "ranking_options",
    "replay_options",
    "sample_options",
    "situation_options",
    "untaken_options",
    "window_option",
]

Command = TypeVar("Command", bound="Callable[..., Any]")

_edge: Any = {"nargs": 3, "type": str, "metavar": "DEPENDENT RELATION DEPENDEE", "multiple": True}

_ALTERNATIVES: Any = click.option(
    "--alternatives",
    type=click.Choice(["by-rule", "any", "all"]),
    default="by-rule",
    show_default=True,
    help="When a need with alternatives falls.",
)
_WITH_APT: Any = click.option(
    "--alternatives",
    type=click.Choice(["by-rule", "any", "all", "apt"]),
    default="by-rule",
    show_default=True,
    help="When a need with alternatives falls; apt prints what apt-cache does.",
)

_AT: Any = click.option(
    "--at", metavar="TIME", help="Only edges that hold at this moment: a date, or a time with its zone."
)

_CHANGES: Any = (
    click.option("--without-rule", "without_rules", multiple=True, help="Switch a rule off; may be given again."),
    click.option("--without-edge", "without_edges", **_edge, help="Suppose an edge away; * is any relation."),
    click.option("--with-edge", "with_edges", **_edge, help="Suppose that an edge is there; may be given again."),
    click.option(
        "--with-mitigation",
        "with_mitigations",
        metavar="MITIGATION[@COMPONENT]",
        multiple=True,
        help="Suppose that it is in place, there or wherever it helps; may be given again.",
    ),
    click.option(
        "--stale-days", type=click.IntRange(0, STALE_DAYS), help="Doubt edges that nobody has seen for so many days."
    ),
)

_START: Any = (
    click.option("--threat", help="Start in the mode of this threat, at what it strikes."),
    click.option(
        "--mode", help="Start in this mode: control (by default, if it fits), integrity, confidentiality, availability."
    ),
)

_PROTECT: Any = click.option(
    "--protect", metavar="COMPONENT", multiple=True, help="What must not fall; may be given again."
)

_SAMPLE: Any = (
    click.option("--worlds", type=click.IntRange(min=1), help="Worlds to sample where no exact way will do."),
    click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws another sample."),
)

_WINDOW: Any = (
    click.option("--window", metavar="A/B", help="Only what falls from one moment to another, and since when."),
)


def question_options(command: Command) -> Command:
    """Add where a cascade starts and what is supposed; they go by the names that `KnowledgeBase.blast_radius` has."""
    return _with((*_START, _WITH_APT, *_CHANGES, _AT), command)


def situation_options(command: Command) -> Command:
    """Add the same as decisions take them, and what must not fall."""
    return _with((*_START, _ALTERNATIVES, *_CHANGES, _AT, _PROTECT), command)


def ranking_options(command: Command) -> Command:
    """Add those of them that do not say where it starts."""
    return _with((_ALTERNATIVES, *_CHANGES, _AT, _PROTECT), command)


def replay_options(command: Command) -> Command:
    """Add those of them that do not say when, either."""
    return _with((_ALTERNATIVES, *_CHANGES), command)


def untaken_options(question: str) -> Callable[[Command], Command]:
    """Add options that others take and this question does not, unseen, so that whoever tries them is told why.

    Parameters
    ----------
    question
        The name of the command.
    """

    def refuse(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> None:  # noqa: ARG001 - click passes the context
        if value:
            raise UsageError(untaken(question, str(option.name)) or f"{question} takes no {option.name}")

    options = tuple(
        click.option(f"--{name}", name, multiple=True, hidden=True, expose_value=False, callback=refuse)
        for name in UNTAKEN.get(question, {})
    )
    return lambda command: _with(options, command)


def sample_options(command: Command) -> Command:
    """Add how likelihoods are sampled."""
    return _with(_SAMPLE, command)


def window_option(command: Command) -> Command:
    """Add the window in which something falls."""
    return _with(_WINDOW, command)


def _with(options: Any, command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
