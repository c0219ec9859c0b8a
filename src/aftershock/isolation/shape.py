"""The shape of a query: what nests in what, what is joined with what, and how deep the whole is as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aftershock.errors import ForbiddenQueryError
from aftershock.isolation.tokens import place

if TYPE_CHECKING:
    from aftershock.isolation.limits import Limits
    from aftershock.isolation.tokens import Token

__all__ = ["Shape", "Text"]

_LINKS: Final = frozenset({"MINUS", "FILTER", "BIND", "GRAPH", "LATERAL", "IN", "EXISTS"})
_SIGNS: Final = frozenset({"!", "^", "^^", "+", "-"})
_OPERATORS: Final = frozenset({"||", "&&", "=", "!=", "<", ">", "<=", ">=", "+", "-", "*", "|", "!", "^"})
_OPEN: Final = frozenset({"(", "[", "{", "<<"})
_CLOSE: Final = frozenset({")", "]", "}", ">>"})
_OPERANDS: Final = frozenset({"iri", "string", "variable", "name", "number"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text whose faults are named by line and column.

    Parameters
    ----------
    text
        As it was given.
    offsets
        Where each character of a decoded text stood in it; ``None`` where nothing was decoded.
    """

    text: str
    offsets: list[int] | None = None

    def refuse(self, message: str, offset: int) -> ForbiddenQueryError:
        """Make the error that names the place of an offset."""
        line, column = place(self.text, offset if self.offsets is None else self.offsets[offset])
        return ForbiddenQueryError(message, line, column)


@dataclass(slots=True)
class _Frame:
    """One open bracket and what stands in it so far."""

    bracket: str
    template: bool = False
    data: bool = False
    joins: int = 0
    chain: int = 0
    below: int = 0

    @property
    def depth(self) -> int:
        joined = self.joins if self.bracket in ("{", "") else 0  # those of other brackets are passed on to their group
        return 1 + self.chain + joined + self.below


@dataclass(slots=True)
class Shape:
    """Follows the brackets of a query and counts what stands in each.

    Parameters
    ----------
    text
        The query.
    limits
        What is allowed.
    """

    text: Text
    limits: Limits
    frames: list[_Frame] = field(default_factory=lambda: [_Frame("")])
    optionals: int = 0
    values: int = 0
    signs: int = 0
    awaits: str = ""
    operand_before: bool = False

    def see(self, token: Token) -> None:
        """Take the next token.

        Raises
        ------
        ForbiddenQueryError
            If it crosses a limit.
        """
        is_operand = token.kind in _OPERANDS or (
            token.kind == "word" and token.text.lower() in ("true", "false", "undef")
        )
        if is_operand:
            self._operand(token)
        elif token.kind == "word":
            self._word(token)
        else:
            self._mark(token)
        self.operand_before = is_operand
        self.signs = self.signs if token.text in _SIGNS and token.kind == "mark" else 0

    def finish(self, offset: int) -> None:
        """Close what is open: a text that ends early has a depth too.

        Raises
        ------
        ForbiddenQueryError
            If the query is deeper than allowed.
        """
        while len(self.frames) > 1:
            self._close(offset)
        self._check_depth(self.frames[0].depth, offset)

    def _operand(self, token: Token) -> None:
        top = self.frames[-1]
        if top.data:
            self.values += 1
            self._check(self.values, self.limits.values, "values are listed by VALUES", token.start)
        elif top.bracket == "(" and self.operand_before and self.awaits != "VALUES":
            self._join(top, 2, token.start)  # a collection: two triples a member

    def _word(self, token: Token) -> None:
        top, word = self.frames[-1], token.text.upper()
        if self.awaits == "TEMPLATE":
            self.awaits = ""
        if word == "CONSTRUCT":
            self.awaits = "TEMPLATE"
        elif word == "VALUES":
            self.awaits = "VALUES"
        elif word == "OPTIONAL":
            self.optionals += 1
            self._check(self.optionals, self.limits.optionals, "OPTIONAL are in the query", token.start)
        elif word == "UNION":
            top.chain += 1
            top.joins -= 1  # its branches are not joined with each other
        elif word == "AS" and len(self.frames) > 1:
            self.frames[-2].chain += 1
        elif word in _LINKS:
            top.chain += 1

    def _mark(self, token: Token) -> None:
        mark, top = token.text, self.frames[-1]
        if mark in _SIGNS:
            self.signs += 1
            self._check(self.signs, self.limits.nesting, f"signs such as {mark} follow each other", token.start)
        if mark in _OPEN:
            self._open(mark, token.start)
        elif mark in _CLOSE:
            if len(self.frames) > 1:
                self._close(token.start)
        elif mark == "/" or (mark in (".", ";", ",") and top.bracket in ("{", "[")):
            self._join(top, 1, token.start)
        elif mark in _OPERATORS:
            top.chain += 1

    def _open(self, mark: str, offset: int) -> None:
        top = self.frames[-1]
        if mark == "{" and top.bracket == "{":
            self._join(top, 1, offset)
        frame = _Frame(mark, template=top.template, data=top.data, joins=1 if mark == "[" else 0)
        if mark == "{":
            frame.data = self.awaits == "VALUES"
            frame.template = top.template or self.awaits == "TEMPLATE"  # GRAPH stands in those of updates
            self.awaits = ""
        self.frames.append(frame)
        self._check(len(self.frames) - 1, self.limits.nesting, "brackets stand in each other", offset)

    def _close(self, offset: int) -> None:
        frame = self.frames.pop()
        parent = self.frames[-1]
        self._check_depth(frame.depth, offset)
        parent.below = max(parent.below, frame.depth)
        if frame.bracket in ("(", "["):
            self._join(parent, frame.joins, offset)

    def _join(self, frame: _Frame, count: int, offset: int) -> None:
        if frame.template or frame.data:
            return
        frame.joins += count
        self._check(frame.joins, self.limits.joins, "patterns, path steps and groups are joined in one group", offset)

    def _check_depth(self, depth: int, offset: int) -> None:
        self._check(depth, self.limits.chain, "operators, branches and brackets depend on each other", offset)

    def _check(self, count: int, limit: int, what: str, offset: int) -> None:
        if count > limit:
            raise self.text.refuse(f"{count:,} {what} here; {limit:,} is the limit", offset)
