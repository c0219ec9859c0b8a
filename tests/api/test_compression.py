"""Compression where it is not the usual case: pieces, files, and what is no text."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest

from aftershock_api.compression import Compression, coding


def passed(accept: str, messages: list[dict[str, Any]], kind: str = "http") -> list[dict[str, Any]]:
    """Pass messages through; give what is sent."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        for message in messages:
            await send(message)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": kind, "headers": [(b"accept-encoding", accept.encode())]}
    asyncio.run(Compression(app)(scope, None, send))  # type: ignore[arg-type] # nothing is received
    return sent


def start(content_type: str = "text/turtle", **headers: str) -> dict[str, Any]:
    pairs = {"content-type": content_type, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": "http.response.start",
        "status": 200,
        "headers": [(name.encode(), value.encode()) for name, value in pairs.items()],
    }


def body(content: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": content, "more_body": more}


def headers_of(message: dict[str, Any]) -> dict[bytes, bytes]:
    return dict(message["headers"])


def test_pieces_are_compressed_as_they_come() -> None:
    pieces = [b"a" * 10, b"b" * 200_000, b""]
    sent = passed("gzip", [start(), *(body(one, more=bool(one)) for one in pieces)])

    assert headers_of(sent[0])[b"content-encoding"] == b"gzip"
    assert b"content-length" not in headers_of(sent[0])
    assert gzip.decompress(b"".join(one["body"] for one in sent[1:])) == b"".join(pieces)
    assert [one["more_body"] for one in sent[1:]] == [True, True, False]


def test_the_tag_of_a_file_becomes_weak() -> None:
    sent = passed("gzip", [start(etag='"x"', content_length="5000"), body(b"x" * 5000)])

    assert headers_of(sent[0])[b"etag"] == b'W/"x"'
    assert int(headers_of(sent[0])[b"content-length"]) == len(sent[1]["body"]) < 5000


@pytest.mark.parametrize(
    ("first", "content"),
    [
        (start("image/png"), b"x" * 5000),
        (start(content_encoding="br"), b"x" * 5000),
        ({**start(), "status": 206}, b"x" * 5000),
        (start(), b"x" * 50),
    ],
)
def test_what_is_left_as_it_is(first: dict[str, Any], content: bytes) -> None:
    sent = passed("gzip, zstd", [first, body(content)])

    assert sent[1]["body"] == content
    assert headers_of(sent[0]).get(b"content-encoding") in (None, b"br")


def test_what_is_no_answer_passes() -> None:
    assert passed("gzip", [{"type": "http.response.debug"}]) == [{"type": "http.response.debug"}]
    assert passed("gzip", [body(b"x" * 5000)], kind="lifespan") == [body(b"x" * 5000)]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "identity"),
        ("gzip;q=0", "identity"),
        ("*", "zstd"),
        ("*;q=0", "identity"),
        ("x-gzip", "gzip"),
        ("GZIP", "gzip"),
        ("gzip;q=0.5, identity;q=0.9", "identity"),
        ("gzip; q=0.9 , zstd ; q=0.8", "gzip"),
        ("gzip;q=rubbish, zstd;q=0.3", "zstd"),
        ("identity;q=0, br", "identity"),
    ],
)
def test_what_is_chosen(accept: str, chosen: str) -> None:
    assert coding(accept) == chosen
