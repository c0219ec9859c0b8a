"""Who may do what: bearer tokens with a scope, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final, Literal

from fastapi import Request

from aftershock.errors import UsageError
from aftershock_api.problems import READ_ONLY, SCOPE, TOKEN, HttpProblem
from aftershock_api.settings import Settings

__all__ = ["SCOPES", "Scope", "Tokens", "load_tokens", "may_administer", "may_write", "require"]

Scope = Literal["read", "write", "admin"]

SCOPES: Final[tuple[Scope, ...]] = ("read", "write", "admin")
"""What a token allows, each with all that stand before it."""

_CHALLENGE: Final = 'Bearer realm="aftershock"'
_SENDABLE: Final = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens that there are; only their hashes are kept.

    Parameters
    ----------
    hashes
        Of each token its scope and the SHA-256 of its text.

    Examples
    --------
    >>> held = Tokens((("write", hashlib.sha256(b"correct-horse").digest()),))
    >>> held.scope_of("correct-horse"), held.scope_of("correct-hose"), held.demanded("read"), held.demanded("write")
    ('write', None, False, True)
    """

    hashes: tuple[tuple[Scope, bytes], ...] = ()

    def scope_of(self, given: str) -> Scope | None:
        """Give the widest scope of a token; ``None`` if it is none. It takes as long for a wrong one as for a right."""
        digest, found = hashlib.sha256(given.encode()).digest(), -1
        for scope, known in self.hashes:
            if hmac.compare_digest(digest, known):
                found = max(found, SCOPES.index(scope))
        return SCOPES[found] if found >= 0 else None

    def demanded(self, scope: Scope) -> bool:
        """Whether somebody must show a token to do this; writing is for nobody where nobody has a token for it."""
        return scope == "write" or any(one == scope for one, _ in self.hashes)

    def counts(self) -> dict[str, int]:
        """Count the tokens by scope."""
        return {scope: sum(one == scope for one, _ in self.hashes) for scope in SCOPES}


def load_tokens(settings: Settings) -> Tokens:
    """Read the tokens that the settings give or name.

    Parameters
    ----------
    settings
        Of the service.

    Raises
    ------
    UsageError
        If the file of tokens cannot be read, or a line of it is none.

    Examples
    --------
    >>> from aftershock_api.settings import load_settings
    >>> load_tokens(load_settings({}, write_token="correct-horse")).counts()
    {'read': 0, 'write': 1, 'admin': 0}
    """
    named = (("read", settings.read_token), ("write", settings.write_token), ("admin", settings.admin_token))
    found: list[tuple[Scope, bytes]] = []
    for scope, secret in named:
        if secret is not None:
            found.append(_token(scope, secret.get_secret_value(), f"AFTERSHOCK_{scope.upper()}_TOKEN"))
    place = settings.tokens_file
    if place is not None:
        try:
            lines = place.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the tokens in {place} cannot be read: {getattr(error, 'strerror', error)}") from error
        for number, line in enumerate(lines, start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                given, _, token = line.strip().partition(" ")
                found.append(_token(given, token.strip(), f"{place}, line {number}"))
    return Tokens(tuple(found))


def require(request: Request, scope: Scope) -> None:
    """Let through who may do this.

    Parameters
    ----------
    request
        What was asked.
    scope
        What is to be done.

    Raises
    ------
    HttpProblem
        403 if nobody may, or the token is for less; 401 if there is none, or it is none.
    """
    tokens: Tokens = request.app.state.tokens
    if not tokens.demanded(scope):
        return
    if not any(SCOPES.index(one) >= SCOPES.index(scope) for one, _ in tokens.hashes):
        raise HttpProblem(
            READ_ONLY, "this service is read-only; its operator allows writing by setting AFTERSHOCK_WRITE_TOKEN"
        )
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not given.strip():
        raise HttpProblem(TOKEN, "send the token as 'Authorization: Bearer TOKEN'", {"WWW-Authenticate": _CHALLENGE})
    held = tokens.scope_of(given.strip())
    if held is None:
        raise HttpProblem(TOKEN, "that is not the token", {"WWW-Authenticate": f'{_CHALLENGE}, error="invalid_token"'})
    if SCOPES.index(held) < SCOPES.index(scope):
        challenge = {"WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope", scope="{scope}"'}
        raise HttpProblem(SCOPE, f"that token is for {held!r}; this needs one for {scope!r}", challenge, scope=scope)


def may_write(request: Request) -> None:
    """Let through who may write, as a dependency of a route; see `require`."""
    require(request, "write")


def may_administer(request: Request) -> None:
    """Let through who may see how the service is run: everybody where no admin token is set; see `require`."""
    require(request, "admin")


def _token(scope: str, token: str, where: str) -> tuple[Scope, bytes]:
    named = next((one for one in SCOPES if one == scope), None)
    if named is None:
        raise UsageError(f"{where}: {scope!r} is no scope; a line is read, write or admin, a space, and the token")
    if not _SENDABLE.fullmatch(token):
        raise UsageError(f"{where}: a token is one word of letters, digits and signs of ASCII; nobody could send this")
    return named, hashlib.sha256(token.encode()).digest()
