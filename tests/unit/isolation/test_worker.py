"""The worker's own code, run in this process: its pipe is a pair of sockets, its confinement is left out."""

from __future__ import annotations

import os
import signal
import socket
import sys
from io import BytesIO
from threading import Thread

import pytest

from aftershock.isolation import probe, worker
from aftershock.isolation.frames import Frame, pack, unpack
from aftershock.isolation.sandbox import Sandbox
from aftershock.isolation.worker import Plan, main, serve

GIVEN = Sandbox(1, 0, True, True, True, "refused")


@pytest.fixture(autouse=True)
def _tasks(monkeypatch, request):
    monkeypatch.syspath_prepend(str(request.path.parent / "tasks"))
    yield
    sys.modules.pop("worker_tasks", None)


def served(*calls):
    stream = BytesIO(b"".join(piece for call in calls for piece in pack(call)))
    answers = []
    serve(stream.read, answers.append, ("worker_tasks",))
    return answers


def test_calls_are_answered_in_turn():
    one, two = served(
        Frame("call", {"n": 1}, b"abc", "worker_tasks:echo"), Frame("call", {"n": 2}, b"", "worker_tasks:echo")
    )
    assert (one.kind, one.header["n"], one.payload, one.more) == ("answer", 1, b"abc", False)
    assert (two.header["n"], two.payload) == (2, b"")
    assert one.resident > 1_000_000  # bytes: no interpreter is smaller


def test_parts_are_sent_one_by_one():
    frames = served(Frame("call", {"to": 2}, b"", "worker_tasks:count"))
    assert [(frame.kind, frame.payload, frame.more) for frame in frames] == [
        ("answer", b"", True),
        ("part", b"0;", False),
        ("part", b"1;", False),
        ("end", b"", False),
    ]


def test_errors_of_ours_are_told_and_others_end_the_worker():
    (told,) = served(Frame("call", {"error": "query"}, b"", "worker_tasks:fail"))
    assert (told.kind, told.name, told.header["fields"]["line"]) == ("error", "QueryError", 3)
    with pytest.raises(KeyError):
        served(Frame("call", {}, b"", "worker_tasks:blunder"))


def test_a_worker_says_hello_answers_and_ends_when_its_parent_hangs_up(monkeypatch):
    before = signal.getsignal(signal.SIGINT)
    confined = []
    monkeypatch.setattr(worker, "confine", lambda to: confined.append(to) or GIVEN)
    ours, theirs = socket.socketpair()
    plan = Plan(theirs.detach(), os.getpid(), 77, ("worker_tasks",), ("aftershock.isolation.probe",), 5)
    got = []

    def talk():
        with ours:
            reader = ours.makefile("rb")
            got.append(unpack(reader.read, 1 << 20))
            for piece in pack(Frame("call", {}, bytes(1 << 20), "worker_tasks:echo")):
                ours.sendall(piece)
            got.append(unpack(reader.read, 1 << 20))
            reader.close()

    talker = Thread(target=talk)
    talker.start()
    try:
        main([plan.as_text()])
    finally:
        signal.signal(signal.SIGINT, before)
        os.close(plan.channel)
        talker.join()
    assert (confined[0].memory, confined[0].parent, confined[0].file_bytes) == (77, os.getpid(), 5)
    assert got[0].header == GIVEN.as_json()
    assert got[1].payload == bytes(1 << 20)


def test_a_parent_that_is_gone_is_no_fault(monkeypatch):
    monkeypatch.setattr(worker, "confine", lambda _to: GIVEN)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ours, theirs = socket.socketpair()
    ours.close()
    plan = Plan(theirs.detach(), os.getpid(), 77, ("worker_tasks",))
    main([plan.as_text()])
    os.close(plan.channel)
    assert Plan.from_text(plan.as_text()) == plan


def test_the_probe_says_whether_a_server_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        header = {"host": "127.0.0.1", "port": server.getsockname()[1]}
        assert probe.reach(header, b"") == ({"reached": True, "why": ""}, b"")
        server.accept()[0].close()
    assert not probe.reach(header, b"")[0]["reached"]
    assert probe.echo({"n": 1}, b"abc") == ({"n": 1, "pid": os.getpid()}, b"abc")
