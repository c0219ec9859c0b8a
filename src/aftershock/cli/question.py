"""The options of every question about what falls: where it starts, what is supposed, how much is sampled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["change_options", "question_options", "sample_options", "window_option"]

Command = TypeVar("Command", bound="Callable[..., Any]")

_edge: Any = {"nargs": 3, "type": str, "metavar": "DEPENDENT RELATION DEPENDEE", "multiple": True}

_CHANGES: Any = (
    click.option(
        "--alternatives",
        type=click.Choice(["by-rule", "any", "all", "apt"]),
        default="by-rule",
        show_default=True,
        help="When a need with alternatives falls.",
    ),
    click.option("--without-rule", "without_rules", multiple=True, help="Switch a rule off; may be given again."),
    click.option("--without-edge", "without_edges", **_edge, help="Suppose an edge away; * is any relation."),
    click.option("--with-edge", "with_edges", **_edge, help="Suppose that an edge is there; may be given again."),
    click.option("--stale-days", type=click.IntRange(min=0), help="Doubt edges that nobody has seen for so many days."),
)

_QUESTION: Any = (
    click.option("--threat", help="Start in the mode of this threat, at what it strikes."),
    click.option(
        "--mode", help="Start in this mode: control (by default, if it fits), integrity, confidentiality, availability."
    ),
    *_CHANGES,
    click.option("--at", metavar="TIME", help="Only edges that hold at this moment: a date, or a time with its zone."),
    click.option(
        "--with-mitigation",
        "with_mitigations",
        metavar="MITIGATION[@COMPONENT]",
        multiple=True,
        help="Suppose that it is in place, there or wherever it helps; may be given again.",
    ),
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
    return _with(_QUESTION, command)


def change_options(command: Command) -> Command:
    """Add those of them that change which edges and rules there are."""
    return _with(_CHANGES, command)


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
