"""Everything Aftershock raises on purpose, in one tree.

::

    AftershockError                     anything we say no to; `str(error)` is one clear sentence
    ├── UsageError                      the call itself is wrong (a command exits with 2, HTTP answers 400)
    │   ├── UnknownNameError            no such component, agent, threat, rule ... (HTTP answers 404)
    │   └── AmbiguousNameError          several things go by that name (HTTP answers 400)
    ├── RefusedInputError               a document, table or query that we do not take (exit 1, HTTP 422)
    │   ├── DocumentError               with the document's name, the line and the field
    │   ├── ValidationError             the shapes found violations; carries them
    │   └── QueryError                  SPARQL that does not parse, with line and column (HTTP 400)
    │       ├── ForbiddenQueryError     SERVICE, LOAD, or text beyond the limits (HTTP 400 or 413)
    │       └── EvaluationError         it parses, and cannot be carried out (HTTP 400)
    ├── LimitError                      it was taken but cost too much (exit 1, HTTP 503)
    │   ├── DeadlineError               it ran longer than its deadline; the worker was ended
    │   ├── ResultTooLargeError         the answer outgrew its cap
    │   ├── WorkerLostError             the worker died (memory, a crash in an engine); the service did not
    │   └── BusyError                   too many are waiting; try again after `retry_after` seconds
    ├── CancelledError                  nobody waits for the answer any more; nothing was kept of it
    ├── StoreError                      the data directory cannot be used as asked (exit 1, HTTP 503)
    │   ├── StoreBusyError              another process writes to it
    │   └── RevisionError               it has moved on since the revision that a write was meant for (HTTP 412)
    └── ModelError                      ontology or catalogue contradict themselves (exit 1, HTTP 500)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "AftershockError",
    "AmbiguousNameError",
    "BusyError",
    "CancelledError",
    "DeadlineError",
    "DocumentError",
    "EvaluationError",
    "ForbiddenQueryError",
    "LimitError",
    "ModelError",
    "PreconditionError",
    "QueryError",
    "RefusedInputError",
    "ResultTooLargeError",
    "RevisionError",
    "StoreBusyError",
    "StoreError",
    "UnknownNameError",
    "UsageError",
    "ValidationError",
    "WorkerLostError",
]


class AftershockError(Exception):
    """Anything that Aftershock refuses or cannot do; its text is one clear sentence."""


class UsageError(AftershockError):
    """The call itself is wrong."""


class UnknownNameError(UsageError):
    """A name that nothing goes by.

    Parameters
    ----------
    kind
        What was looked for: ``"component"``, ``"agent"``, ``"threat"``, ``"rule"`` ...
    name
        The name as it was given.
    suggestions
        The nearest names that exist, best first.
    where
        Of what the name is a part, said first.
    allowed
        How such names are written, said last.

    Examples
    --------
    >>> str(UnknownNameError("component", "modelslab-registri", ["modelslab-registry"]))
    "no component is called 'modelslab-registri'; did you mean 'modelslab-registry'?"
    """

    def __init__(
        self, kind: str, name: str, suggestions: Sequence[str] = (), *, where: str = "", allowed: str = ""
    ) -> None:
        self.kind, self.name, self.suggestions = kind, name, tuple(suggestions)
        place = f"{where} " if where else ""
        near = f"; did you mean {_either(self.suggestions)}?" if self.suggestions else ""
        form = f"{'' if near else ';'} {allowed}" if allowed else ""
        super().__init__(f"{place}no {kind} is called {name!r}{near}{form}")


class AmbiguousNameError(UsageError):
    """A name that several things go by.

    Examples
    --------
    >>> str(AmbiguousNameError("component", "bot", ["https://a.example/bot", "https://b.example/bot"]))
    "2 components are called 'bot': 'https://a.example/bot' or 'https://b.example/bot'; give the whole IRI"
    """

    def __init__(self, kind: str, name: str, candidates: Sequence[str]) -> None:
        self.kind, self.name, self.candidates = kind, name, tuple(candidates)
        super().__init__(
            f"{len(self.candidates)} {kind}s are called {name!r}: {_either(self.candidates[:5])}; give the whole IRI"
        )


class RefusedInputError(AftershockError):
    """Input that we do not take; nothing of it was kept."""


class DocumentError(RefusedInputError):
    """A document that cannot be read.

    Parameters
    ----------
    message
        What is wrong, what is allowed, and the nearest right thing.
    document
        The document's name.
    line
        The line, counted from 1; ``None`` where the whole document is meant.
    field
        The field on that line, where there is one.

    Examples
    --------
    >>> str(DocumentError("the value is 1.7; a factor is from 0.0 to 1.0", "page.txt", 5, "Autonomy of Action"))
    "page.txt, line 5, 'Autonomy of Action': the value is 1.7; a factor is from 0.0 to 1.0"
    """

    def __init__(self, message: str, document: str = "", line: int | None = None, field: str | None = None) -> None:
        self.message, self.document, self.line, self.field = message, document, line, field
        place = [document] if document else []
        if line is not None:
            place.append(f"line {line}")
        if field is not None:
            place.append(repr(field))
        super().__init__(f"{', '.join(place)}: {message}" if place else message)


class ValidationError(RefusedInputError):
    """A document whose graph breaks the shapes.

    Parameters
    ----------
    document
        The document's name.
    violations
        One sentence for each violation.
    causes
        What may be behind them, such as a misspelt class; said first.

    Examples
    --------
    >>> print(ValidationError("a.ttl", ["<x>: It has a label."], ["line 4: aft:Agnet is no class of the ontology"]))
    a.ttl, line 4: aft:Agnet is no class of the ontology. 1 violation(s) of the shapes: <x>: It has a label.
    """

    def __init__(self, document: str, violations: Iterable[str], causes: Iterable[str] = ()) -> None:
        self.document, self.violations, self.causes = document, tuple(violations), tuple(causes)
        shown = "; ".join(self.violations[:3])
        more = f"; and {len(self.violations) - 3} more" if len(self.violations) > 3 else ""
        first = "".join(f"{cause}{'' if cause.endswith('?') else '.'} " for cause in self.causes[:3])
        joint = ", " if first.startswith("line ") else ": "
        super().__init__(f"{document}{joint}{first}{len(self.violations)} violation(s) of the shapes: {shown}{more}")


class QueryError(RefusedInputError):
    """A query that does not parse.

    Parameters
    ----------
    message
        What is wrong.
    line, column
        Where, counted from 1, if the parser said so.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.message, self.line, self.column = message, line, column
        place = f"line {line}, column {column}: " if line is not None else ""
        super().__init__(f"{place}{message}")


class ForbiddenQueryError(QueryError):
    """A query that could harm the service: it reaches out, or its text is beyond the limits.

    Parameters
    ----------
    message
        What is not allowed, and the limit.
    too_large
        Whether it is the text's size that is refused.
    """

    def __init__(
        self, message: str, line: int | None = None, column: int | None = None, *, too_large: bool = False
    ) -> None:
        self.too_large = too_large
        super().__init__(message, line, column)


class EvaluationError(QueryError):
    """A query or an update that parses and cannot be carried out, such as one that drops a graph that is not there."""


class LimitError(AftershockError):
    """Work that was begun and ended because it cost too much."""


class DeadlineError(LimitError):
    """Work that ran past its deadline.

    Examples
    --------
    >>> str(DeadlineError("the query", 10.0))
    'the query ran past its deadline of 10 s and was ended'
    """

    def __init__(self, what: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"{what} ran past its deadline of {seconds:g} s and was ended")


class ResultTooLargeError(LimitError):
    """An answer that outgrew its cap."""


class WorkerLostError(LimitError):
    """A worker that died at its work; another takes its place."""


class BusyError(LimitError):
    """Too much work is waiting.

    Parameters
    ----------
    retry_after
        Seconds after which another try is sensible.
    """

    def __init__(self, message: str, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(message)


class CancelledError(AftershockError):
    """Nobody waits for the answer any more, so that the work on it was ended.

    Parameters
    ----------
    what
        What was being done: ``"worlds"``.
    done, total
        How much of it was, of how much.

    Examples
    --------
    >>> str(CancelledError("worlds", 64, 4096))
    'nobody waits for the answer any more; the work was ended after 64 of 4096 worlds'
    """

    def __init__(self, what: str, done: int, total: int) -> None:
        self.what, self.done, self.total = what, done, total
        super().__init__(f"nobody waits for the answer any more; the work was ended after {done} of {total} {what}")


class StoreError(AftershockError):
    """The data directory cannot be used as asked."""


class StoreBusyError(StoreError):
    """Another process writes to this data directory."""


class RevisionError(StoreError):
    """The store has moved on since the revision that a write was meant for; nothing was written.

    Parameters
    ----------
    expected
        The revision that was asked for.
    revision
        The one the store is at.

    Examples
    --------
    >>> str(RevisionError(7, 9))
    'the store is at revision 9, not 7; look again, and write anew if it still fits'
    """

    def __init__(self, expected: int, revision: int) -> None:
        self.expected, self.revision = expected, revision
        super().__init__(
            f"the store is at revision {revision}, not {expected}; look again, and write anew if it still fits"
        )


class PreconditionError(StoreError):
    """A graph is there that a write was to make, or is not there that it was to change; nothing was written.

    Parameters
    ----------
    graph
        Its IRI.
    there
        Whether it is there.

    Examples
    --------
    >>> str(PreconditionError("http://a.example/g", there=True))
    'the graph <http://a.example/g> is there already, and the write was to make it; nothing was written'
    """

    def __init__(self, graph: str, *, there: bool) -> None:
        self.graph = graph
        how = (
            "is there already, and the write was to make it"
            if there
            else "is not there, and the write was not to make it"
        )
        super().__init__(f"the graph <{graph}> {how}; nothing was written")


class ModelError(AftershockError):
    """Ontology or catalogue contradict themselves."""


def _either(names: Sequence[str]) -> str:
    quoted = [repr(name) for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
