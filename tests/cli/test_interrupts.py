"""Ctrl-C as the command's first modules load: the end of the process as the system tells of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from aftershock.cli import commands
from aftershock.cli.interrupts import quitting

# stands for a module that takes long to load: it interrupts its own process, and swallows what comes of that.
# Whoever starts the tests in the background may have interrupts ignored, which processes inherit
SLOW = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == {name!r}:
            try:
                os.kill(os.getpid(), signal.SIGINT)
                for _ in range(10**7): pass
            except KeyboardInterrupt:
                raise ImportError(name)
sys.meta_path.insert(0, Slow())
from aftershock.cli import main
main()
"""


@pytest.mark.parametrize("name", ["aftershock.cli.commands", "click", "aftershock.knowledge_base"])
def test_an_interrupt_while_modules_load_ends_with_130_and_one_line(name, tmp_path):
    command = [sys.executable, "-c", SLOW.format(name=name), "--data", str(tmp_path), "agents"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ})

    assert (done.returncode, done.stdout, done.stderr) == (130, "", "aftershock: interrupted\n")


def test_the_entry_loads_nothing_heavy():
    code = "import sys, aftershock.cli; print(*sorted({'click', 'numpy', 'pyoxigraph'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60).stdout == "\n"


def test_afterwards_interrupts_are_whose_they_were():
    before = signal.getsignal(signal.SIGINT)
    with quitting():
        assert (signal.getsignal(signal.SIGINT) is before) == (before is not signal.default_int_handler)
    assert signal.getsignal(signal.SIGINT) is before

    inside = []

    def elsewhere():
        with quitting():
            inside.append(signal.getsignal(signal.SIGINT))

    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    assert inside == [before]


def test_an_interrupt_of_the_work_is_told_in_one_line(capsys, monkeypatch):
    def interrupted(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands.aftershock, "main", interrupted)
    with pytest.raises(SystemExit) as ended:
        commands.run(["agents"])

    assert ended.value.code == 130
    assert capsys.readouterr().err == "aftershock: interrupted\n"
