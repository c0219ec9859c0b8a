"""The command behind a page: what says the same on a command line."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock_api.schemas_radius import Changes

__all__ = ["replay_command"]


def replay_command(scenario: str, asked: Changes) -> str:
    """Give the command that replays a scenario with the same suppositions.

    Parameters
    ----------
    scenario
        Its slug.
    asked
        What is supposed.

    Examples
    --------
    >>> from aftershock_api.schemas_radius import Changes
    >>> replay_command("xz-2024", Changes.model_validate({"with-mitigation": ["wall@a b"], "stale-days": 30}))
    "aftershock replay xz-2024 --with-mitigation 'wall@a b' --stale-days 30"
    """
    words = ["aftershock", "replay", scenario]
    for name in asked.with_mitigations:
        words += ["--with-mitigation", name]
    for name, edges in asked.supposed_edges().items():
        for edge in edges:
            words += [f"--{name}", *edge]
    for name in asked.without_rules:
        words += ["--without-rule", name]
    if asked.stale_days is not None:
        words += ["--stale-days", str(asked.stale_days)]
    if asked.alternatives != "by-rule":
        words += ["--alternatives", asked.alternatives]
    return shlex.join(words)
