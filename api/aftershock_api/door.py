"""Whom a request is addressed to, in what, and who sent it: what is not ours or no text is refused, callers told apart.

A page of somebody else's can point a name of its own at our address (DNS rebinding); its script is then of the same
origin as our answers. Its requests still carry that name: so only names that are known to be ours are answered.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import unquote_to_bytes

from fastapi import Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from aftershock.knowledge_base import together
from aftershock.model.caller import calling
from aftershock_api.problems import BAD_REQUEST, MISDIRECTED, Problem, respond

__all__ = ["Door", "host_of"]

_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST: Final = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9\-._~!$&'()*+,;=%]*)(?::[0-9]*)?")
_ALL: Final = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 -- compared with, never bound to


class Door:
    """Answers requests to our own names, each on behalf of the address that sent it, and from one revision.

    Parameters
    ----------
    app
        What answers.
    bound
        The address that is listened at; where it is every address, every address in digits is ours.
    hosts
        Further names; ``*`` is any.
    """

    def __init__(self, app: ASGIApp, bound: str, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.names = _LOOPBACK | {bound.lower(), *(host.lower() for host in hosts)}
        self.every_address = bound in _ALL

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say that the name is not ours."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        named = Headers(scope=scope).getlist("host")
        if len(named) > 1 or (not named and scope.get("http_version") == "1.1"):  # RFC 9112, 3.2
            problem = Problem(BAD_REQUEST, f"a request has one Host header; this has {len(named) or 'none'}")
            await respond(problem, Request(scope))(scope, receive, send)
            return
        given = named[0].strip() if named else None
        if given is not None and _HOST.fullmatch(given) is None:  # RFC 9110, 7.2
            problem = Problem(
                BAD_REQUEST, f"{given[:200]!r} is no name of a host, with or without the number of a port"
            )
            await respond(problem, Request(scope))(scope, receive, send)
            return
        if not _is_text(scope.get("query_string", b"")):
            problem = Problem(BAD_REQUEST, "what the address says after its ? is not UTF-8, with percent signs")
            await respond(problem, Request(scope))(scope, receive, send)
            return
        if given is not None and not self._ours(host_of(given), scope):
            problem = Problem(
                MISDIRECTED,
                f"{given[:200]!r} is not a name of this service; its operator adds names with AFTERSHOCK_HOSTS",
            )
            await respond(problem, Request(scope))(scope, receive, send)
            return
        client = scope.get("client")
        with calling(client[0] if client else ""), together():
            await self.app(scope, receive, send)

    def _ours(self, host: str, scope: Scope) -> bool:
        if host in self.names or "*" in self.names:
            return True
        server = scope.get("server")
        return (server is not None and host == server[0]) or (self.every_address and _is_address(host))


def host_of(header: str) -> str:
    """Give the name in a ``Host`` header, in small letters, without port and brackets.

    Parameters
    ----------
    header
        Its value.

    Examples
    --------
    >>> host_of("Localhost:8000"), host_of("[::1]:8000"), host_of("a.example.")
    ('localhost', '::1', 'a.example')
    """
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].removesuffix(".")


def _is_text(query_string: bytes) -> bool:
    """Say whether bytes written with percent signs are text; what is none would be read as text with gaps."""
    try:
        unquote_to_bytes(query_string).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
