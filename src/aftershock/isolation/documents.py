"""A look at a graph in text form before any parser sees it: how deep it nests, and whether it names things elsewhere.

Nested triple terms crash the engine's Turtle parser, entities in RDF/XML grow without limit, and a remote context in
JSON-LD is a request to somebody else's server.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from aftershock.isolation.limits import Limits

__all__ = ["Notation", "scan_document"]

Notation = Literal["turtle", "trig", "ntriples", "nquads", "rdfxml", "jsonld"]

_MARKUP: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._\-]+)[\"']")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


def scan_document(content: bytes, notation: Notation, limits: Limits, name: str = "") -> None:
    """Look at a document.

    Parameters
    ----------
    content
        Its bytes.
    notation
        What it is written in.
    limits
        What is allowed; ``document_bytes`` and ``nesting`` are looked at.
    name
        What an error calls it.

    Raises
    ------
    DocumentError
        If it is too large or nests too deeply (with the line), is RDF/XML with a DOCTYPE, or JSON-LD with a remote
        context.

    Examples
    --------
    >>> from aftershock.isolation.limits import Limits
    >>> scan_document(b"<http://x/a> <http://x/p> ( 1 2 ) .", "turtle", Limits())
    >>> scan_document(b'{"@context": "http://x/c"}', "jsonld", Limits(), "a.jsonld")
    Traceback (most recent call last):
    ...
    aftershock.errors.DocumentError: a.jsonld: its @context is 'http://x/c'; nothing is fetched, so write it out
    """
    if len(content) > limits.document_bytes:
        raise DocumentError(f"it is {len(content):,} bytes long; {limits.document_bytes:,} is the limit", name)
    match notation:
        case "turtle" | "trig":
            _nesting(content, _turtle(), limits.nesting, name)
        case "ntriples" | "nquads":
            _terms(content, limits.nesting, name)
        case "rdfxml":
            _xml(content, name)
        case "jsonld":
            _nesting(content, _json(), limits.nesting, name)
            _contexts(content, name)


@cache
def _turtle() -> re.Pattern[bytes]:
    # Strings, IRIs and comments are passed over; an escaped sign in a name (ex:a\'b) opens nothing.
    return re.compile(
        rb"""  \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
             | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'
             | <[^<>"{}|^`\x00-\x20]*+> | \#[^\n\r]*+ | \\.
             | (?P<open> << | [(\[{] ) | (?P<close> >> | [)\]}] )""",
        re.VERBOSE | re.DOTALL,
    )


@cache
def _json() -> re.Pattern[bytes]:
    return re.compile(rb"""  "(?:[^"\\]|\\.)*+" | (?P<open> [\[{] ) | (?P<close> [\]}] )""", re.VERBOSE | re.DOTALL)


def _nesting(content: bytes, pattern: re.Pattern[bytes], limit: int, name: str, first_line: int = 1) -> None:
    depth = 0
    for match in pattern.finditer(content):
        if match.lastgroup == "open":
            depth += 1
            if depth > limit:
                line = first_line + content.count(b"\n", 0, match.start())
                raise DocumentError(f"{depth} brackets stand in each other; {limit} is the limit", name, line)
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)


def _terms(content: bytes, limit: int, name: str) -> None:
    if content.count(b"<<") <= limit:
        return
    for number, line in enumerate(content.split(b"\n"), start=1):
        if line.count(b"<<") > limit:
            _nesting(line, _turtle(), limit, name, number)


def _xml(content: bytes, name: str) -> None:
    declared = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf"))
    if content[:2] in _WIDE or (declared is not None and declared.group(1).upper() not in (b"UTF-8", b"US-ASCII")):
        raise DocumentError("it is not in UTF-8; RDF/XML is taken in UTF-8 only", name, 1)
    found = _MARKUP.search(content)  # anywhere: the engine heeds one that stands behind the first element, too
    if found is not None:
        line = content.count(b"\n", 0, found.start()) + 1
        raise DocumentError("it has a DOCTYPE, and entities can grow without limit; write it without one", name, line)


def _contexts(content: bytes, name: str) -> None:
    def look(pairs: list[tuple[str, Any]]) -> None:  # every pair, for the last of two equal keys hides the first
        for key, value in pairs:
            if key in ("@context", "@import"):
                for one in value if isinstance(value, list) else [value]:
                    if isinstance(one, str):
                        raise DocumentError(f"its {key} is {one[:200]!r}; nothing is fetched, so write it out", name)

    try:
        json.loads(content, object_pairs_hook=look)
    except json.JSONDecodeError as error:
        raise DocumentError(f"it is not JSON: {error.msg.lower()}", name, error.lineno) from error
    except UnicodeDecodeError as error:
        raise DocumentError("it is not in UTF-8", name) from error
