"""A worker: a process that gives up what it does not need, then answers calls until its parent hangs up.

It is started by `aftershock.isolation.process`, which gives `main` a plan. An error of ours goes
back as a frame. Any other ends the process: its state is not to be trusted, and what it wrote to standard error, with
the traceback, is for the parent's log.
"""

from __future__ import annotations

import json
import os
import signal
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from aftershock.errors import AftershockError, ModelError
from aftershock.isolation.frames import Frame, Incoming, error_frame, pack, unpack
from aftershock.isolation.sandbox import Confinement, confine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Plan", "find_task", "main", "serve"]

_NICENESS: Final = 5  # whoever answers HTTP goes before whoever computes
_REQUEST_LIMIT: Final = 1 << 40  # the parent is trusted; the address space is the limit


@dataclass(frozen=True, slots=True)
class Plan:
    """What a worker is told when it is started.

    Parameters
    ----------
    channel
        The number of the open file to talk through.
    parent
        Process id of its parent.
    memory
        Bytes of address space.
    packages
        Packages whose functions are tasks.
    preload
        Modules to import before the first call.
    file_bytes
        The largest file it may write; ``None`` for no limit.
    """

    channel: int
    parent: int
    memory: int
    packages: tuple[str, ...]
    preload: tuple[str, ...] = ()
    file_bytes: int | None = None

    def as_text(self) -> str:
        """Write it as one argument of a command."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> Plan:
        """Read what `as_text` wrote."""
        fields = json.loads(text)
        return cls(**{**fields, "packages": tuple(fields["packages"]), "preload": tuple(fields["preload"])})


def main(arguments: Sequence[str]) -> None:
    """Be a worker.

    Parameters
    ----------
    arguments
        One: the plan.
    """
    plan = Plan.from_text(arguments[0])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    sandbox = confine(Confinement(plan.memory, plan.parent, plan.file_bytes))
    for module in plan.preload:
        import_module(module)
    os.nice(_NICENESS)  # only now: while it starts, somebody waits for it whose time runs

    def receive(view: memoryview) -> int:
        return os.readv(plan.channel, [view])

    def write(frame: Frame) -> None:
        for piece in pack(frame):
            view = memoryview(piece)
            while view:
                view = view[os.write(plan.channel, view) :]

    with suppress(ConnectionError):  # the parent has hung up in the middle of something: there is nobody to tell
        write(Frame("hello", sandbox.as_json()))
        serve(Incoming(receive).read, write, plan.packages)


def serve(read: Callable[[int], bytes], write: Callable[[Frame], None], packages: tuple[str, ...]) -> None:
    """Answer calls until the other side hangs up.

    Parameters
    ----------
    read
        Gives exactly as many bytes as it is asked for; fewer only at the end.
    write
        Sends a frame.
    packages
        Packages whose functions are tasks.
    """
    while (call := unpack(read, _REQUEST_LIMIT)) is not None:
        try:
            header, result = find_task(call.name, packages)(call.header, call.payload)
            if isinstance(result, bytes):
                write(Frame("answer", header, result, resident=_resident()))
                continue
            write(Frame("answer", header, more=True))
            for piece in result:
                write(Frame("part", payload=piece))
            write(Frame("end", resident=_resident()))
        except AftershockError as error:
            write(error_frame(error))


def find_task(name: str, packages: tuple[str, ...]) -> Callable[[dict[str, Any], bytes], tuple[dict[str, Any], Any]]:
    """Find the function of a task.

    Parameters
    ----------
    name
        ``"package.module:function"``.
    packages
        Packages that it may be in.

    Raises
    ------
    ModelError
        If there is none of that name in them.

    Examples
    --------
    >>> find_task("os:system", ("aftershock",))
    Traceback (most recent call last):
    ...
    aftershock.errors.ModelError: 'os:system' is no task; a task is package.module:function in aftershock
    """
    module, _, function = name.partition(":")
    if module.split(".")[0] in packages and function.isidentifier():
        found = getattr(import_module(module), function, None)
        if callable(found):
            return found  # type: ignore[no-any-return]  # what a name stands for is known only when it runs
    raise ModelError(f"{name!r} is no task; a task is package.module:function in {' or '.join(packages)}")


def _resident() -> int:
    with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 -- called after each answer: 5 us against 15 by pathlib
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
