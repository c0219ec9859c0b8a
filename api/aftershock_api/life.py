"""Whether the service takes requests, and how many it is answering."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Life"]


@dataclass(slots=True)
class Life:
    """The state of a service that runs; changed in the event loop and in signal handlers only.

    Parameters
    ----------
    ending
        Whether it was told to end: what runs is finished, nothing new is taken.
    running
        Requests that are being answered, those of probes left out.
    """

    ending: bool = False
    running: int = 0
