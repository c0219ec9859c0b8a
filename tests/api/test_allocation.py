"""The threads of the process that answers share the allocator's arenas."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

ARENAS = """
import ctypes, os, sys, tempfile, threading
from aftershock_api.allocation import few_arenas
if sys.argv[1] == "few":
    assert few_arenas()
library = ctypes.CDLL(None)
library.malloc.restype = library.fopen.restype = ctypes.c_void_p
gate = threading.Barrier(17)
def hold():
    library.malloc(5000)
    gate.wait()
threads = [threading.Thread(target=hold) for _ in range(16)]
for one in threads: one.start()
gate.wait()
with tempfile.NamedTemporaryFile() as told:
    stream = ctypes.c_void_p(library.fopen(told.name.encode(), b"w"))
    library.malloc_info(0, stream)
    library.fclose(stream)
    print(told.read().count(b"<heap nr="))
"""


def arenas(which: str) -> int:
    return int(subprocess.run([sys.executable, "-c", ARENAS, which], capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives each thread an arena")
def test_sixteen_threads_share_two_arenas():
    assert arenas("few") <= 2 < arenas("many")
