"""What a worker gives up before its first work: memory beyond a limit, the network, a life after its parent's."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from dataclasses import asdict, dataclass
from typing import Any

from aftershock.isolation import seccomp

__all__ = ["Confinement", "Sandbox", "confine"]

_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)
_SET_NO_NEW_PRIVILEGES = 38


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a worker is confined to.

    Parameters
    ----------
    memory
        Bytes of address space.
    parent
        Process id of its parent, to die with.
    file_bytes
        The largest file it may write; ``None`` for no limit.
    """

    memory: int
    parent: int
    file_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What is in force in a worker.

    Parameters
    ----------
    memory_bytes
        The limit of its address space; 0 where the system refused one.
    file_bytes
        The largest file it may write; 0 where there is no limit.
    no_core_dumps
        Whether it leaves no image of its memory behind.
    dies_with_parent
        Whether the system ends it when its parent ends.
    no_new_privileges
        Whether it can never gain rights.
    network
        ``"refused"``, or ``"open: "`` and why.
    """

    memory_bytes: int
    file_bytes: int
    no_core_dumps: bool
    dies_with_parent: bool
    no_new_privileges: bool
    network: str

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> Sandbox:
        """Read what `as_json` wrote."""
        return cls(**document)

    def as_json(self) -> dict[str, Any]:
        """Give the fields by name."""
        return asdict(self)


def confine(to: Confinement) -> Sandbox:
    """Confine this process, for good; what the system refuses is left, and said.

    Parameters
    ----------
    to
        The limits.

    Returns
    -------
    Sandbox
        What is in force now.

    Raises
    ------
    SystemExit
        If the parent has ended already.
    """
    dies = _prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != to.parent:  # it ended before the line above was reached
        raise SystemExit(0)
    no_core = _limit(resource.RLIMIT_CORE, 0)
    memory = to.memory if _limit(resource.RLIMIT_AS, to.memory) else 0
    files = to.file_bytes if to.file_bytes is not None and _limit(resource.RLIMIT_FSIZE, to.file_bytes) else 0
    no_new = _prctl(_SET_NO_NEW_PRIVILEGES, 1)
    reason = seccomp.install() if sys.platform == "linux" else f"no filter is known for {sys.platform}"
    return Sandbox(memory, files, no_core, dies, no_new, f"open: {reason}" if reason else "refused")


def _limit(what: int, value: int) -> bool:
    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(what, (value, value))
    except (OSError, ValueError):
        return False
    return True


def _prctl(option: int, value: int) -> bool:
    call = getattr(ctypes.CDLL(None), "prctl", None)
    return call is not None and call(option, ctypes.c_ulong(value), 0, 0, 0) == 0
