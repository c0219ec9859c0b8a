"""Options that other questions take and some do not: why not, and what to ask instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["UNTAKEN", "untaken"]

_ONE_TARGET: Final = "it has one target; name that, or ask choke-points with protect for what separates several"
_WHOLE: Final = "what it recomputes is all that falls; ask blast-radius, why or paths with depth"
_DEPTH: Final = {"depth": _WHOLE}
_AT_ONCE: Final = "it is about what to do now, and what fell within a window stays down"
_ITS_OWN: Final = "a scenario says for itself {}; ask blast-radius where that is to be otherwise"

UNTAKEN: Final[Mapping[str, Mapping[str, str]]] = {
    "blast-radius": {
        "protect": "it has all that falls; ask why of one component, or choke-points with protect for what separates",
    },
    "why": {"protect": _ONE_TARGET},
    "paths": {
        "window": "ways are ordered by the evidence and the likelihood of their hops, which change within a window; "
        "ask why with window for the earliest way, or paths at one moment (at)",
        "protect": _ONE_TARGET,
    },
    "ranking": {
        "window": "what falls with every component is computed at once, over the edges of one moment; give that moment "
        "(at), and ask blast-radius with window for the first rows",
        "threat": "each component is ranked, whatever strikes it; give the mode that the threat puts things in (mode)",
        "depth": _WHOLE,
    },
    "choke-points": _DEPTH,
    "plans": {
        "window": "plans are for what is to come, over the edges of one moment; give that moment (at), or ask "
        "blast-radius with window and with-mitigation",
        **_DEPTH,
    },
    "contain": {"window": f"{_AT_ONCE}; give one moment (at), or ask blast-radius with window", **_DEPTH},
    "facts": {
        "window": "who is asked answers for one moment; give that (at), or ask why with window for what is unsettled",
        **_DEPTH,
    },
    "brief": {
        "window": f"{_AT_ONCE}; give one moment (at), say when it began (since), or ask blast-radius with window",
        **_DEPTH,
    },
    "replay": {
        "window": _ITS_OWN.format("from when until when"),
        "at": _ITS_OWN.format("from when until when, and each event is a moment"),
        "mode": _ITS_OWN.format("in which mode it starts"),
        "threat": _ITS_OWN.format("in which mode it starts"),
        "protect": "it steps through all that falls; ask choke-points with protect at the moment of an event (at)",
        "depth": _ITS_OWN.format("how far it goes by each event"),
    },
}
"""For each question, by the name of its command: options that it does not take though others do, and why not."""


def untaken(question: str, option: str) -> str | None:
    """Say why a question does not take an option, and what to ask instead.

    Parameters
    ----------
    question
        The name of its command, such as ``"blast-radius"``.
    option
        As people type it: ``"with-edge"``.

    Returns
    -------
    str or None
        A sentence; ``None`` where there is nothing to say but that there is no such option.

    Examples
    --------
    >>> untaken("why", "protect")
    'why takes no protect: it has one target; name that, or ask choke-points with protect for what separates several'
    >>> untaken("why", "window") is None
    True
    """
    reason = UNTAKEN.get(question, {}).get(option.replace("_", "-"))
    return None if reason is None else f"{question} takes no {option}: {reason}"
