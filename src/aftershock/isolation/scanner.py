"""A look at query text before any parser sees it: its size, its shape, and whether it reaches out.

The engine crashes on text that nests deeply and plans for minutes on text that joins widely, and neither can be caught
in its process. A worker bears that; this scanner sees to it that it seldom has to, and says what was wrong instead of
"a worker was lost". What it lets through may still be no SPARQL: that is the parser's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from aftershock.errors import ForbiddenQueryError
from aftershock.isolation.plain import MOST_JOINS, MOST_PREFIXES, plain_form
from aftershock.isolation.shape import Shape, Text
from aftershock.isolation.tokens import decode_escapes, tokens

if TYPE_CHECKING:
    from aftershock.isolation.limits import Limits
    from aftershock.isolation.tokens import Token

__all__ = ["Form", "Scan", "look_outside", "scan_query"]

Form = Literal["select", "ask", "construct", "describe"]

_FORMS: Final[dict[str, Form]] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
}
_UPDATES: Final = frozenset({"INSERT", "DELETE", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_NO_SERVICE: Final = "SERVICE is not allowed: queries reach no other server"
_NO_LOAD: Final = "LOAD is not allowed: nothing is fetched from elsewhere"


@dataclass(frozen=True, slots=True)
class Scan:
    """What the scanner saw.

    Parameters
    ----------
    form
        The query's form; ``None`` where no keyword of one is there (the parser will refuse it).
    from_clauses
        How many FROM (without NAMED) it has.
    from_named_clauses
        How many FROM NAMED.
    """

    form: Form | None
    from_clauses: int = 0
    from_named_clauses: int = 0

    @property
    def names_dataset(self) -> bool:
        """Whether the query says itself which graphs it is asked of."""
        return bool(self.from_clauses or self.from_named_clauses)


def scan_query(text: str, limits: Limits) -> Scan:
    r"""Look at a query.

    Parameters
    ----------
    text
        The query.
    limits
        What is allowed; ``query_bytes``, ``nesting``, ``joins``, ``optionals``, ``chain``, ``values`` and ``prefixes``
        are looked at.

    Returns
    -------
    Scan
        Its form, and whether it names its data set.

    Raises
    ------
    ForbiddenQueryError
        If it reaches out (SERVICE, LOAD), is an update, or is beyond a limit; with line and column.

    Examples
    --------
    >>> from aftershock.isolation.limits import Limits
    >>> scan_query("SELECT ?s { ?s ?p 'SERVICE' }", Limits()).form
    'select'
    >>> scan_query("ASK {\n \\u0053ERVICE <http://x/> {} }", Limits())
    Traceback (most recent call last):
    ...
    aftershock.errors.ForbiddenQueryError: line 2, column 2: SERVICE is not allowed: queries reach no other server
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.query_bytes:
        raise ForbiddenQueryError(
            f"the query is {size:,} bytes long; {limits.query_bytes:,} is the limit", too_large=True
        )
    if limits.joins >= MOST_JOINS and limits.prefixes >= MOST_PREFIXES and (form := plain_form(text)) is not None:
        return Scan(form)
    return _with_care(text, limits)


@lru_cache(maxsize=8)  # whoever asks for the form first, and then for the answer, has it looked at once
def _with_care(text: str, limits: Limits) -> Scan:
    place = Text(text)
    outside, shape, head = _Outside(place), Shape(place, limits), _Head(place, limits)
    for token in tokens(text):
        outside.see(token)
        if len(shape.frames) == 1:
            head.see(token)
        shape.see(token)
    shape.finish(len(text))
    _look_at_decoded(text)
    return Scan(head.form, head.from_clauses, head.from_named)


def look_outside(text: str) -> None:
    """See to it that a text, a query or an update, reaches no other server.

    Raises
    ------
    ForbiddenQueryError
        If it says SERVICE or LOAD; with line and column.

    Examples
    --------
    >>> look_outside("LOAD <http://x/>")
    Traceback (most recent call last):
    ...
    aftershock.errors.ForbiddenQueryError: line 1, column 1: LOAD is not allowed: nothing is fetched from elsewhere
    """
    outside = _Outside(Text(text))
    for token in tokens(text):
        outside.see(token)
    _look_at_decoded(text)


def _look_at_decoded(text: str) -> None:
    r"""Look once more: SPARQL decodes \u before it looks for tokens (19.2), this engine only inside some of them."""
    decoded = decode_escapes(text)
    if decoded is not None:
        outside = _Outside(Text(text, decoded[1]))
        for token in tokens(decoded[0]):
            outside.see(token)


@dataclass(slots=True)
class _Outside:
    """Looks for keywords that reach out."""

    text: Text
    last: Token | None = None
    before: str = ""

    def see(self, token: Token) -> None:
        if token.kind == "word":
            word = token.text.upper()
            if "SERVICE" in word:  # no keyword or literal contains it, and `trueSERVICE` is two to the engine
                raise self.text.refuse(_NO_SERVICE, token.start)
            if word == "LOAD":
                raise self.text.refuse(_NO_LOAD, token.start)
        elif token.text == "{" and self._glued():
            raise self.text.refuse(_NO_SERVICE, token.start)
        self.before = self.last.text.upper() if self.last is not None else ""
        self.last = token

    def _glued(self) -> bool:
        """Whether ``SERVICE:x {`` was seen: the keyword and a name to the engine; ``GRAPH service:x {`` is not."""
        if self.last is None or self.last.kind != "name" or self.before == "GRAPH":
            return False
        return self.last.text.partition(":")[0].upper().endswith(("SERVICE", "SERVICESILENT"))


@dataclass(slots=True)
class _Head:
    """Reads what stands outside all brackets: prefixes, the form, the data set."""

    text: Text
    limits: Limits
    form: Form | None = None
    from_clauses: int = 0
    from_named: int = 0
    prefixes: int = 0
    last: str = ""

    def see(self, token: Token) -> None:
        word = token.text.upper() if token.kind == "word" else ""
        if word == "PREFIX":
            self.prefixes += 1
            if self.prefixes > self.limits.prefixes:
                limit = self.limits.prefixes
                raise self.text.refuse(f"{self.prefixes:,} prefixes are declared; {limit:,} is the limit", token.start)
        elif word == "FROM":
            self.from_clauses += 1
        elif word == "NAMED" and self.last == "FROM":
            self.from_clauses -= 1
            self.from_named += 1
        elif self.form is None and word in _FORMS:
            self.form = _FORMS[word]
        elif self.form is None and word in _UPDATES:
            raise self.text.refuse(f"{word} is an update; only queries are answered here", token.start)
        self.last = word
