"""What a worker cannot do. Calls are made in real workers; the filter is also run by a small interpreter of its own."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import socket
import struct

import pytest

from aftershock.isolation import sandbox, seccomp
from aftershock.isolation.sandbox import Confinement, Sandbox, confine

MB = 1 << 20
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM

#: Calls that a worker needs: read, write, openat, mmap, clone, futex, exit_group, recvfrom, socketpair
NEEDED = {
    "x86_64": (0, 1, 257, 9, 56, 202, 231, 45, 53),
    "aarch64": (63, 64, 56, 222, 220, 98, 94, 207, 199),
}
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def interpret(code, number, arch):
    """Run a classic BPF program over (nr, arch), as the kernel's documentation describes its few instructions."""
    data = struct.pack("=II", number, arch)
    instructions = list(struct.iter_unpack("=HBBI", code))
    accumulator = position = 0
    while True:
        operation, when_true, when_false, value = instructions[position]
        position += 1
        match operation:
            case 0x20:
                accumulator = struct.unpack_from("=I", data, value)[0]
            case 0x15:
                position += when_true if accumulator == value else when_false
            case 0x35:
                position += when_true if accumulator >= value else when_false
            case 0x06:
                return value
            case _:
                raise AssertionError(f"instruction {operation:#x}")


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_refuses_what_it_says_and_nothing_else(machine):
    code = seccomp.program(machine)
    numbers = seccomp._MACHINES[machine].calls
    assert set(numbers) == set(seccomp.REFUSED_CALLS)
    assert len(set(numbers.values())) == len(numbers)
    refused = {number for number in range(1024) if interpret(code, number, AUDIT[machine]) == REFUSE}
    assert refused == set(numbers.values())
    assert all(interpret(code, number, AUDIT[machine]) == ALLOW for number in NEEDED[machine])


def test_calls_of_another_table_are_refused():
    code = seccomp.program("x86_64")
    assert interpret(code, 102, 0x40000003) == REFUSE  # socketcall of the 32-bit table
    assert interpret(code, 0x40000000 + 41, AUDIT["x86_64"]) == REFUSE  # socket of the x32 table
    assert interpret(code, 0, AUDIT["aarch64"]) == REFUSE


@pytest.mark.skipif(platform.machine() not in AUDIT, reason="no filter is known for this machine")
def test_a_worker_cannot_make_the_calls(pool):
    if pool.warm().network != "refused":
        pytest.skip("this system refuses a filter; /readyz says so")
    calls = seccomp._MACHINES[platform.machine()].calls
    outcome, _ = pool.run("worker_tasks:refused", {"calls": calls}, deadline=20)
    assert outcome == {name: [-1, errno.EPERM] for name in calls}


def test_a_worker_reaches_no_server(pool):
    if pool.warm().network != "refused":
        pytest.skip("this system refuses a filter; /readyz says so")
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        header = {"host": "127.0.0.1", "port": canary.getsockname()[1]}
        said, _ = pool.run("aftershock.isolation.probe:reach", header, deadline=20)
        assert said == {"reached": False, "why": "[Errno 1] Operation not permitted"}
        with pytest.raises(TimeoutError):
            canary.accept()


def test_a_worker_writes_no_large_file(make_pool, tmp_path):
    pool = make_pool(file_bytes=MB)
    assert pool.warm().file_bytes == MB
    header = {"path": str(tmp_path / "file"), "bytes": 2 * MB}
    assert pool.run("worker_tasks:write_file", header, deadline=20)[0] == {"error": "File too large"}
    assert pool.run("worker_tasks:write_file", {**header, "bytes": 1000}, deadline=20)[0] == {"written": 1000}


class Libc:
    """Stands in for the C library: says yes or no, and remembers what it was asked."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def prctl(self, *arguments):
        self.asked.append(arguments[0])
        return self.answer

    def syscall(self, *arguments):
        self.asked.append(arguments[0])
        return self.answer


@pytest.fixture
def kernel(monkeypatch):
    limits = {}

    def make(answer, refuse=False, hard=resource.RLIM_INFINITY):
        def set_limit(what, value):
            if refuse:
                raise ValueError("not allowed to raise maximum limit")
            limits[what] = value

        libc = Libc(answer)
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: libc)
        monkeypatch.setattr(resource, "setrlimit", set_limit)
        monkeypatch.setattr(resource, "getrlimit", lambda _: (hard, hard))
        return libc, limits

    return make


def test_confining_sets_the_limits(kernel):
    libc, limits = kernel(0)
    assert confine(Confinement(100 * MB, os.getppid(), MB)) == Sandbox(100 * MB, MB, True, True, True, "refused")
    assert limits == {
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_AS: (100 * MB, 100 * MB),
        resource.RLIMIT_FSIZE: (MB, MB),
    }
    assert libc.asked[:2] == [1, 38]  # to die with the parent, no new privileges; then the filter


def test_a_lower_limit_of_the_system_stays(kernel):
    _, limits = kernel(0, hard=50 * MB)
    confine(Confinement(100 * MB, os.getppid()))
    assert limits[resource.RLIMIT_AS] == (50 * MB, 50 * MB)
    assert resource.RLIMIT_FSIZE not in limits


def test_a_system_that_refuses_is_told_of(kernel):
    kernel(-1, refuse=True)
    got = confine(Confinement(100 * MB, os.getppid(), MB))
    assert (got.memory_bytes, got.file_bytes) == (0, 0)
    assert (got.no_core_dumps, got.dies_with_parent, got.no_new_privileges) == (False, False, False)
    assert got.network.startswith("open: the system refuses a filter")


def test_other_systems_are_told_of(kernel, monkeypatch):
    kernel(0)
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert confine(Confinement(MB, os.getppid())).network == "open: no filter is known for riscv64"
    monkeypatch.setattr(sandbox.sys, "platform", "other")
    assert confine(Confinement(MB, os.getppid())).network == "open: no filter is known for other"
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    assert not confine(Confinement(MB, os.getppid())).dies_with_parent


def test_a_worker_without_a_parent_ends(kernel):
    kernel(0)
    with pytest.raises(SystemExit):
        confine(Confinement(MB, os.getppid() + 1))


def test_what_is_in_force_can_be_told():
    told = Sandbox(1, 2, True, False, True, "refused")
    assert Sandbox.from_json(told.as_json()) == told


def test_the_parents_interrupt_is_not_the_workers(pool):
    pid = pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"]
    assert os.getpgid(pid) != os.getpgid(0)  # Ctrl-C goes to the process group of the terminal
    os.kill(pid, signal.SIGINT)
    assert pool.run("worker_tasks:echo", {}, deadline=20)[0]["pid"] == pid
