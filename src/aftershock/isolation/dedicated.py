"""A worker of its own for what is done in turn."""

from __future__ import annotations

from aftershock.isolation.pool import Pool

__all__ = ["Dedicated"]


class Dedicated(Pool):
    """One worker that does everything in turn, such as the only one that writes to a store.

    Parameters
    ----------
    memory
        Its address space, in bytes.
    waiting
        How many calls may wait.
    packages, preload
        As for `Pool`.
    """

    def __init__(
        self,
        *,
        memory: int,
        waiting: int = 64,
        packages: tuple[str, ...] = ("aftershock",),
        preload: tuple[str, ...] = (),
    ) -> None:
        super().__init__(1, waiting=waiting, memory=memory, packages=packages, preload=preload)
