"""The query page: a place to write, questions to start from, and the answer as a table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from aftershock.explore.questions import shipped_questions
from aftershock.vocabulary import AFT, ID, NAMESPACE, PREFIXES
from aftershock_api.explorer.render import render
from aftershock_api.results import Cell, read_solutions

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse

    from aftershock.model.answers import QueryAnswer

__all__ = ["answer_page", "query_page", "refused_page"]

_ROWS_SHOWN: Final = 1000
_CHARACTERS_SHOWN: Final = 200_000


@dataclass(frozen=True, slots=True)
class _Answer:
    heading: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""


def query_page() -> HTMLResponse:
    """Show the place to write, with the first question of the catalogue of queries in it."""
    return _page(shipped_questions()[0].text)


def answer_page(query: str, answer: QueryAnswer) -> HTMLResponse:
    """Show an answer under its query.

    Parameters
    ----------
    query
        The text.
    answer
        Solutions as JSON, or a graph as Turtle.
    """
    return _page(query, answer=_readable(answer))


def refused_page(query: str, problem: str, status: int) -> HTMLResponse:
    """Show why a query was not answered, with the query as it was written.

    Parameters
    ----------
    query
        The text.
    problem
        One sentence.
    status
        The HTTP status.
    """
    return _page(query, problem=problem, status=status)


def _page(query: str, *, answer: _Answer | None = None, problem: str = "", status: int = 200) -> HTMLResponse:
    return render(
        "sparql.html",
        status=status,
        query=query,
        answer=answer,
        problem=problem,
        examples=shipped_questions(),
        terms=_terms(),
    )


@cache
def _terms() -> dict[str, object]:
    """Give what the editor completes: the prefixes that need no declaration, and the terms of the ontology."""
    terms = sorted({value for name, value in vars(AFT).items() if not name.startswith("_")})
    return {"prefixes": PREFIXES, "terms": terms, "id": ID, "ontology": NAMESPACE}


def _readable(answer: QueryAnswer) -> _Answer:
    if answer.kind not in ("select", "ask"):
        text = answer.content.decode()
        if len(text) > _CHARACTERS_SHOWN:
            return _Answer(f"A graph; its first {_CHARACTERS_SHOWN:,} characters", text=text[:_CHARACTERS_SHOWN])
        return _Answer("A graph", text=text)
    solutions = read_solutions(answer.content)
    if solutions.boolean is not None:
        return _Answer("Yes" if solutions.boolean else "No")
    total = len(solutions.rows)
    heading = "One row" if total == 1 else f"{total:,} rows"
    if total > _ROWS_SHOWN:
        heading = f"{_ROWS_SHOWN:,} of {total:,} rows shown; take CSV for all"
    return _Answer(heading, solutions.columns, solutions.rows[:_ROWS_SHOWN])
