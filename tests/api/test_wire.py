"""Requests byte by byte: what is too long ends, what is only slow or odd does not."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

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
