"""A competency question: what a person wants to know, as SPARQL, with the rows that it must give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Ground", "Question"]

Ground = Literal["catalogue", "examples"]
"""What a question is asked of: what is shipped alone, or the worked examples besides."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the catalogue of queries.

    Parameters
    ----------
    name
        By which it is asked: lower case, with hyphens.
    question
        In words; it ends with a question mark.
    topic
        What it is about, in a word or two; questions are listed by it.
    on
        ``"catalogue"`` where the expected rows hold on what is shipped, ``"examples"`` where they hold once the worked
        examples are loaded too. Asked of other data it gives other rows, and is as good a question.
    columns
        Names of the variables, in order.
    rows
        The expected rows, a text a cell; empty where a cell is unbound.
    text
        The query, with the question as a comment before it.
    """

    name: str
    question: str
    topic: str
    on: Ground
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text: str
