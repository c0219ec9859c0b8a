"""A system call filter (seccomp-BPF) that an ordinary process may put on itself: no network, no programs, no spying.

Each refused call fails with EPERM; the process goes on. What is open already, such as the pipe to the parent, works.
The filter is a classic BPF program over ``struct seccomp_data`` (nr, arch, ip, args), see the kernel's
``Documentation/userspace-api/seccomp_filter.rst``; call numbers are those of the kernel's tables for each machine.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from dataclasses import dataclass
from typing import Final

__all__ = ["REFUSED_CALLS", "install", "program"]

REFUSED_CALLS: Final = (
    "socket", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg",
    "io_uring_setup", "io_uring_enter", "io_uring_register",
    "execve", "execveat",
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd",
)  # fmt: skip
"""Names of the calls that fail: a way to the network, to another program, or into another process's memory."""

_COMMON: Final = {"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "pidfd_getfd": 438}


@dataclass(frozen=True, slots=True)
class _Machine:
    """A kind of processor: the kernel's name for its calls, their numbers, and the number of ``seccomp`` itself."""

    audit_arch: int
    calls: dict[str, int]
    seccomp: int
    foreign_from: int | None


_MACHINES: Final = {
    "x86_64": _Machine(
        0xC000003E,
        {
            "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50,
            "accept4": 288, "sendmmsg": 307, "execve": 59, "execveat": 322, "ptrace": 101,
            "process_vm_readv": 310, "process_vm_writev": 311, **_COMMON,
        },
        317,
        0x40000000,  # calls of the x32 ABI carry this bit, and would pass under numbers of their own
    ),
    "aarch64": _Machine(
        0xC00000B7,
        {
            "socket": 198, "bind": 200, "listen": 201, "accept": 202, "connect": 203, "sendto": 206, "sendmsg": 211,
            "accept4": 242, "sendmmsg": 269, "execve": 221, "execveat": 281, "ptrace": 117,
            "process_vm_readv": 270, "process_vm_writev": 271, **_COMMON,
        },
        277,
        None,
    ),
}  # fmt: skip

_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_JUMP_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_JUMP_AT_LEAST: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN: Final = 0x06  # BPF_RET | BPF_K
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EPERM
_NUMBER_AT, _ARCH_AT = 0, 4

_SET_MODE_FILTER: Final = 1
_THREAD_SYNC: Final = 1


def program(machine: str) -> bytes:
    """Assemble the filter.

    Parameters
    ----------
    machine
        ``"x86_64"`` or ``"aarch64"``, as ``platform.machine()`` says.

    Returns
    -------
    bytes
        Instructions, 8 bytes each.

    Raises
    ------
    KeyError
        If the machine is another.

    Examples
    --------
    >>> len(program("aarch64")) % 8
    0
    """
    kind = _MACHINES[machine]
    numbers = [kind.calls[name] for name in REFUSED_CALLS]
    checks = [(_JUMP_EQUAL, number) for number in numbers]
    if kind.foreign_from is not None:
        checks.insert(0, (_JUMP_AT_LEAST, kind.foreign_from))
    refuse_at = 4 + len(checks) + 1
    code = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_JUMP_EQUAL, 1, 0, kind.audit_arch),
        (_RETURN, 0, 0, _REFUSE),  # a call of another machine's table
        (_LOAD, 0, 0, _NUMBER_AT),
    ]
    for position, (test, value) in enumerate(checks, start=4):
        code.append((test, refuse_at - position - 1, 0, value))
    code += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def install() -> str:
    """Put the filter on this process, all its threads and whatever it starts; there is no way back.

    Returns
    -------
    str
        Empty where it is in force, else why it is not. ``PR_SET_NO_NEW_PRIVS`` must have been set before.
    """
    machine = platform.machine()
    if machine not in _MACHINES:
        return f"no filter is known for {machine or 'this machine'}"
    code = program(machine)
    instructions = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(_MACHINES[machine].seccomp, _SET_MODE_FILTER, _THREAD_SYNC, header) != 0:
        return f"the system refuses a filter: {os.strerror(ctypes.get_errno())}"
    return ""
