"""Requests byte by byte: what is too long ends, what is only slow or odd does not."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from time import monotonic, sleep
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from tests.api.serving import serving

from aftershock_api import wire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aftershock import KnowledgeBase

PIECE = b"x" * 65_536
FOREVER = 2_000
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
)


def said(address: str, pieces: Iterable[bytes]) -> tuple[bytes, int]:
    """Send pieces until the service hangs up; give what it answered, and how many it took."""
    there, taken = urlsplit(address), 0
    with socket.create_connection((there.hostname or "", there.port or 0), timeout=20) as channel:
        try:
            for piece in pieces:
                channel.sendall(piece)
                taken += 1
        except ConnectionError:
            pass  # it hung up in the middle
        heard = b""
        try:
            while part := channel.recv(65_536):
                heard += part
        except ConnectionError:
            pass  # what it had said may be lost with the connection
    return heard, taken


@pytest.mark.parametrize(
    "start",
    [
        b"GET /",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Long: ",
        b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX",
        POST + b"5\r\nASK{}\r\n0\r\nX-Long: ",
    ],
    ids=["address", "header", "name of a header", "trailer"],
)
def test_what_has_no_end_is_ended(address: str, start: bytes) -> None:
    heard, taken = said(address, [start, *([PIECE] * FOREVER)])

    assert taken < FOREVER  # 131 MB were never taken
    assert heard == b"" or heard.startswith(b"HTTP/1.1 400 ")


def test_many_short_headers_are_ended(address: str) -> None:
    _, taken = said(address, [ASK, *([b"".join(b"X-%d: y\r\n" % n for n in range(5_000))] * FOREVER)])

    assert taken < FOREVER


@pytest.mark.parametrize(
    ("pieces", "answers"),
    [
        ([ASK + b"Connection: close\r\n\r\n"], [b"200"]),
        ([bytes([byte]) for byte in ASK + b"Connection: close\r\n\r\n"], [b"200"]),
        ([ASK + b"\r\n" + ASK + b"\r\n" + ASK + b"Connection: close\r\n\r\n"], [b"200"] * 3),
        ([POST, *[b"1\r\n%c\r\n" % byte for byte in b"ASK{}" + b" " * 5_000], b"0\r\n\r\n"], [b"200"]),
        ([POST + b"".join(b"1\r\n%c\r\n" % byte for byte in b"ASK{}" + b" " * 60_000) + b"0\r\n\r\n"], [b"200"]),
        ([POST + b"5\r\nASK{}\r\n0\r\nX-Trailer: yes\r\n\r\n"], [b"200"]),
        ([b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"], [b"400"]),
        ([b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"], [b"400"]),
        ([b"GET /healthz HTTP/1.0\r\n\r\n"], [b"200"]),
        ([b"NONSENSE\r\n\r\n"], [b"400"]),
        ([b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n"], [b"400"]),
        ([POST.replace(b"\r\n", b"\r\nContent-Length: 5\r\n", 1)], [b"400"]),
    ],
    ids=[
        "whole", "byte by byte", "three at once", "a chunk a byte", "a chunk a byte, at once", "a trailer", "no name",
        "two names", "of old", "no request", "no address", "two lengths",
    ],
)  # fmt: skip
def test_what_is_only_odd_is_answered(address: str, pieces: list[bytes], answers: list[bytes]) -> None:
    heard, _ = said(address, pieces)

    assert re.findall(rb"HTTP/1\.1 (\d{3}) ", heard) == answers


@pytest.fixture
def patience(knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where a service answers that loses it in a moment."""
    monkeypatch.setattr(wire, "_LOOK_SECONDS", 0.1)
    with serving(knowledge_base) as there:
        yield there


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"GET /healthz HTTP/1.1\r\nHo"],
        [POST, b"5\r\nAS"],
        [ASK, b"\r\n", b"\r\n"],
        [ASK, *(b"X-%d: y\r\n" % n for n in range(60))],
        [POST, *[b"1\r\n \r\n"] * 60],
    ],
    ids=["nothing", "half a head", "half a body", "an answer, and an empty line", "a head by drops", "a body by drops"],
)
def test_a_client_that_says_nothing_for_long_is_left(patience: str, pieces: list[bytes]) -> None:
    there = urlsplit(patience)
    with socket.create_connection((there.hostname or "", there.port or 0), timeout=5) as channel:
        begun = monotonic()
        with suppress(ConnectionError):
            for piece in pieces:
                channel.sendall(piece)
                sleep(0.02)
            while channel.recv(65_536):
                pass
        assert monotonic() - begun < 2.5, "an idle connection is ended after 5 s by itself"


def test_a_client_that_takes_nothing_for_long_is_left_and_one_that_takes_slowly_is_not(patience: str) -> None:
    there, heard = urlsplit(patience), []
    text = quote("SELECT * { ?a ?b ?c . ?d a aft:Layer } LIMIT 60000")  # longer than what systems keep between the two
    for pause in (1.5, 0.0):
        with socket.create_connection((there.hostname or "", there.port or 0), timeout=10) as channel:
            channel.sendall(ASK.replace(b"ASK%7B%7D", text.encode()) + b"Connection: close\r\n\r\n")
            sleep(pause)
            heard.append(0)
            with suppress(ConnectionError):
                while part := channel.recv(65_536):
                    heard[-1] += len(part)
                    sleep(0.002)
    assert heard[0] < heard[1]
