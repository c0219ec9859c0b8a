"""The query page: a place to write, questions to start from, and the answer as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.explore.questions import shipped_questions
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
    return render(
        "sparql.html", query=shipped_questions()[0].text, answer=None, problem="", examples=shipped_questions()
    )


def answer_page(query: str, answer: QueryAnswer) -> HTMLResponse:
    """Show an answer under its query.

    Parameters
    ----------
    query
        The text.
    answer
        Solutions as JSON, or a graph as Turtle.
    """
    return render("sparql.html", query=query, answer=_readable(answer), problem="", examples=shipped_questions())


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
    return render("sparql.html", status=status, query=query, answer=None, problem=problem, examples=shipped_questions())


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
