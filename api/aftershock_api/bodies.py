"""Request bodies, read no further than their limit, and what their type says of them."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from aftershock_api.problems import BAD_REQUEST, TOO_LARGE, UNSUPPORTED, HttpProblem

if TYPE_CHECKING:
    from fastapi import Request

__all__ = ["charset", "decoded", "media_type", "read_body", "sent_as_it_is", "unsupported"]

_NO_CHARSETS: Final = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape"})
"""Codecs of Python's that read text out of bytes, and are no charsets."""


def media_type(request: Request) -> str | None:
    """Give the media type of the body, without parameters, in lower case; ``None`` where none was given.

    Parameters
    ----------
    request
        What was asked.
    """
    header = request.headers.get("content-type", "")
    return header.partition(";")[0].strip().lower() or None


def charset(request: Request) -> str:
    """Give the charset that the body's type names; UTF-8 where it names none.

    Parameters
    ----------
    request
        What was asked.

    Raises
    ------
    HttpProblem
        415 if nobody knows that charset.
    """
    for parameter in request.headers.get("content-type", "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            given = value.strip().strip('"')
            if (found := _known(given)) is None:
                raise HttpProblem(UNSUPPORTED, f"the charset {given!r} is not known; send UTF-8")
            return found
    return "utf-8"


def _known(given: str) -> str | None:
    try:
        found = codecs.lookup(given).name
        b"a".decode(found)
    except UnicodeDecodeError:  # that one byte is too few
        return found
    except (LookupError, UnicodeError):  # of no text: between bytes, or of nothing
        return None
    return None if found in _NO_CHARSETS else found


def sent_as_it_is(request: Request) -> None:
    """Refuse a body that is compressed, or a part of one: it would be taken for what it is not.

    Parameters
    ----------
    request
        What was asked.

    Raises
    ------
    HttpProblem
        415 if it has a ``Content-Encoding`` (RFC 9110, section 8.4), 400 if it has a ``Content-Range`` (14.4).
    """
    coded = ",".join(request.headers.getlist("content-encoding")).strip()
    if coded.lower() not in ("", "identity"):
        raise HttpProblem(
            UNSUPPORTED,
            f"Content-Encoding: {coded[:100]} is not taken; send the body as it is",
            {"Accept-Encoding": "identity"},
        )
    if "content-range" in request.headers:
        raise HttpProblem(BAD_REQUEST, "a part of a body (Content-Range) is not taken; send the whole")


async def read_body(request: Request, limit: int, what: str) -> bytes:
    """Read the body, no further than its limit.

    Parameters
    ----------
    request
        What was asked.
    limit
        In bytes.
    what
        What the body is, for the sentence: ``"the document"``.

    Raises
    ------
    HttpProblem
        413 if it is longer.
    """
    too_large = HttpProblem(TOO_LARGE, f"{what} is larger than {limit:,} bytes, the limit", limit=limit)
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limit:
        raise too_large
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_large
        parts.append(chunk)
    return b"".join(parts)


def decoded(content: bytes, encoding: str, what: str) -> str:
    """Decode a body.

    Parameters
    ----------
    content
        The bytes.
    encoding
        From `charset`.
    what
        What the body is, for the sentence.

    Raises
    ------
    HttpProblem
        400 if the bytes are not in that encoding.
    """
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise HttpProblem(BAD_REQUEST, f"{what} is not {encoding}: byte {error.start} does not fit") from None


def unsupported(given: str | None, *allowed: str) -> HttpProblem:
    """Make the problem of a body whose type is not taken.

    Parameters
    ----------
    given
        The type that was sent.
    *allowed
        Types that are taken.
    """
    sent = f"a body of type {given} is" if given else "a body without a Content-Type is"
    return HttpProblem(
        UNSUPPORTED, f"{sent} not taken here; send {' or '.join(allowed)}", {"Accept-Post": ", ".join(allowed)}
    )
