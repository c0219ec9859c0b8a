"""Reads triple patterns and property paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.errors import QueryError
from aftershock.isolation.rewriting.tree import MADE_UP, Path, PathKind, Pattern, Term, Triples

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftershock.isolation.tokens import Token

__all__ = ["Patterns", "UnreadError"]

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MODIFIERS: Final[dict[str, PathKind]] = {"*": "star", "+": "plus", "?": "optional"}
_TAG: Final = re.compile(r"@[A-Za-z]+(?:-+[A-Za-z0-9]+)*")
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "<<": ">>"}


class UnreadError(QueryError):
    """A query whose parts cannot be told apart."""


@dataclass(slots=True)
class Patterns:
    """Where a reader is in the tokens, and how it reads what stands between two elements of a group.

    Parameters
    ----------
    text
        The query.
    tokens
        Its tokens.
    at
        The next one.
    blanks
        How many blank nodes were made up.
    """

    text: str
    tokens: list[Token]
    at: int = 0
    blanks: int = 0

    # --- where it is

    def token(self) -> Token:
        """Give the next token."""
        if self.at >= len(self.tokens):
            raise self.unread()
        return self.tokens[self.at]

    def text_at(self) -> str:
        """Give the next mark; empty where something else comes."""
        found = self.tokens[self.at] if self.at < len(self.tokens) else None
        return found.text if found is not None and found.kind == "mark" else ""

    def word(self) -> str:
        """Give the next word in capitals; empty where something else comes."""
        found = self.tokens[self.at] if self.at < len(self.tokens) else None
        return found.text.upper() if found is not None and found.kind == "word" else ""

    def start(self) -> int:
        """Give the offset of the next token; that of the end where there is none."""
        return self.tokens[self.at].start if self.at < len(self.tokens) else len(self.text)

    def end(self) -> int:
        """Give the offset behind the last token."""
        before = self.tokens[self.at - 1]
        end = before.start + len(before.text)
        tag = _TAG.match(self.text, end) if before.kind == "string" else None
        return end if tag is None else tag.end()

    def expect(self, mark: str) -> None:
        """Pass over a mark."""
        if self.text_at() != mark:
            raise self.unread()
        self.at += 1

    def balanced(self) -> None:
        """Pass over a bracket with all that is in it."""
        waiting: list[str] = []
        while True:
            token = self.token()
            self.at += 1
            if token.kind == "mark" and token.text in _PAIRS:
                waiting.append(_PAIRS[token.text])
            elif token.kind == "mark" and waiting and token.text == waiting[-1]:
                waiting.pop()
            if not waiting:
                return

    def unread(self) -> UnreadError:
        """Make the error for what cannot be read."""
        return UnreadError(f"the query cannot be read at {self.text[self.start() : self.start() + 40]!r}")

    # --- patterns

    def block(self, found: Triples) -> None:
        """Read patterns as far as they go."""
        while True:
            subject, alone = self.node(found)
            if not (alone and (self.text_at() in (".", "}") or self.ends())):
                self.properties(subject, found)
            if self.text_at() != ".":
                return
            self.at += 1
            if self.ends():
                return

    def ends(self) -> bool:
        """Whether what comes is no further pattern."""
        if self.at >= len(self.tokens) or self.text_at() in ("}", "{", "."):
            return True
        return self.word() in ("OPTIONAL", "MINUS", "LATERAL", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES")

    def properties(self, subject: Term, found: Triples) -> None:
        """Read predicates and objects of a subject."""
        while True:
            path = self.alternatives()
            while True:
                thing, _ = self.node(found)
                found.patterns.append(Pattern(subject, path, thing))
                self.annotations(found)
                if self.text_at() != ",":
                    break
                self.at += 1
            if self.text_at() != ";":
                return
            while self.text_at() == ";":
                self.at += 1
            if self.text_at() in (".", "]", "}", "|") or self.ends():
                return

    def annotations(self, found: Triples) -> None:
        """Pass over ``~ name`` and ``{| ... |}`` of RDF 1.2."""
        while True:
            if self.text_at() == "~":
                found.plain = False
                self.at += 1
                if self.at < len(self.tokens) and (
                    self.tokens[self.at].kind in ("iri", "name", "variable") or self.text_at() == "["
                ):
                    self.node(found)
            elif self.text_at() == "{" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].text == "|":
                found.plain = False
                self.balanced()
            else:
                return

    def node(self, found: Triples) -> tuple[Term, bool]:
        """Read a subject or an object; say whether it may stand alone."""
        mark = self.text_at()
        if mark == "[":
            self.at += 1
            blank = self.blank()
            if self.text_at() != "]":
                self.properties(blank, found)
                self.expect("]")
                return blank, True
            self.at += 1
            return blank, False
        if mark == "(":
            return self.collection(found), True
        if mark == "<<":
            start = self.start()
            self.balanced()
            found.plain = False
            return Term("triple", self.text[start : self.end()]), True
        return self.term(), False

    def collection(self, found: Triples) -> Term:
        """Read a list; it is written out as its triples."""
        self.expect("(")
        if self.text_at() == ")":
            self.at += 1
            return Term("iri", f"<{_RDF}nil>")
        first = last = self.blank()
        while True:
            member, _ = self.node(found)
            found.patterns.append(Pattern(last, Path("step", f"<{_RDF}first>"), member))
            if self.text_at() == ")":
                break
            after = self.blank()
            found.patterns.append(Pattern(last, Path("step", f"<{_RDF}rest>"), after))
            last = after
        self.at += 1
        found.patterns.append(Pattern(last, Path("step", f"<{_RDF}rest>"), Term("iri", f"<{_RDF}nil>")))
        return first

    def blank(self) -> Term:
        """Make up a blank node."""
        self.blanks += 1
        return Term("blank", f"{MADE_UP}{self.blanks}")

    def term(self) -> Term:
        """Read one term."""
        token = self.token()
        start = token.start
        self.at += 1
        match token.kind:
            case "iri":
                return Term("iri", token.text)
            case "name":
                return Term("blank" if token.text.startswith("_:") else "iri", token.text)
            case "variable":
                return Term("variable", "?" + token.text[1:])
            case "string":
                if self.text_at() == "^^":
                    self.at += 1
                    self.token()
                    self.at += 1
                return Term("literal", self.text[start : self.end()])
            case "word" if token.text == "a":
                return Term("iri", f"<{_RDF}type>")
            case "word" if token.text.lower() in ("true", "false", "default", "undef"):
                return Term("literal", token.text)
        return self.number(token)

    def number(self, token: Token) -> Term:
        """Read a number, with its sign and a point before or behind its digits."""
        start, digits = token.start, token.kind == "number"
        while self.at < len(self.tokens) and (following := self.tokens[self.at]).start == self.end():
            if following.kind == "number" or (not digits and following.text == "."):
                digits |= following.kind == "number"
                self.at += 1
                continue
            break
        if not digits or (token.kind != "number" and token.text not in ("+", "-", ".")):
            self.at -= 1
            raise self.unread()
        return Term("literal", self.text[start : self.end()])

    # --- paths

    def alternatives(self) -> Path:
        """Read a path, or a variable."""
        if self.at < len(self.tokens) and self.tokens[self.at].kind == "variable":
            return Path("step", self.term().text)
        return self.chained("|", "alternative", lambda: self.chained("/", "sequence", self.step))

    def chained(self, mark: str, kind: PathKind, read: Callable[[], Path]) -> Path:
        """Read paths with a mark between them."""
        start = self.start()
        parts = [read()]
        while self.text_at() == mark and not (
            mark == "|" and self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].text == "}"
        ):
            self.at += 1
            parts.append(read())
        return parts[0] if len(parts) == 1 else Path(kind, self.text[start : self.end()], tuple(parts))

    def step(self) -> Path:
        """Read one step of a sequence."""
        start = self.start()
        if self.text_at() == "^":
            self.at += 1
            inner = self.step()
            return Path("inverse", self.text[start : self.end()], (inner,))
        inner = self.primary()
        while self.text_at() in _MODIFIERS and not self.signed_number():
            self.at += 1
            inner = Path(_MODIFIERS[self.tokens[self.at - 1].text], self.text[start : self.end()], (inner,))
        return inner

    def signed_number(self) -> bool:
        """Whether a plus is the sign of a number that follows."""
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        return (
            after is not None
            and self.text_at() == "+"
            and after.kind == "number"
            and after.start == self.start() + 1
            and self.start() > self.end()
        )

    def primary(self) -> Path:
        """Read a predicate, a negated set, or a path in brackets."""
        start, mark = self.start(), self.text_at()
        if mark == "(":
            self.at += 1
            inner = self.alternatives()
            self.expect(")")
            return Path(inner.kind, self.text[start : self.end()], inner.parts)
        if mark == "!":
            self.at += 1
            if self.text_at() == "(":
                self.balanced()
            else:
                self.at += self.text_at() == "^"
                self.term()
            return Path("negated", self.text[start : self.end()])
        found = self.term()
        if found.kind != "iri":
            raise self.unread()
        return Path("step", found.text)
