"""SPARQL results in JSON, as rows that a page can show."""

from __future__ import annotations

import json
from typing import Any

from aftershock_api.results import Cell, read_solutions

XSD = "http://www.w3.org/2001/XMLSchema#"


def solve(*bindings: dict[str, Any]) -> tuple[tuple[Cell, ...], ...]:
    return read_solutions(json.dumps({"head": {"vars": ["a", "b"]}, "results": {"bindings": bindings}}).encode()).rows


def test_each_kind_of_term() -> None:
    triple = {
        "type": "triple",
        "value": {
            "subject": {"type": "uri", "value": "urn:s"},
            "predicate": {"type": "uri", "value": "urn:p"},
            "object": {"type": "literal", "value": "o"},
        },
    }

    rows = solve(
        {"a": {"type": "uri", "value": "urn:x"}, "b": {"type": "bnode", "value": "b0"}},
        {"a": {"type": "literal", "value": "hei", "xml:lang": "nb"}, "b": triple},
        {"b": {"type": "literal", "value": "7", "datatype": XSD + "integer"}},
        {"a": {"type": "literal", "value": "x", "datatype": "urn:type"}},
    )

    assert rows == (
        (Cell(iri="urn:x"), Cell(text="_:b0")),
        (Cell(text="hei", note="nb"), Cell(text="«urn:s urn:p o»")),
        (Cell(), Cell(text="7", note="integer")),
        (Cell(text="x", note="urn:type"), Cell()),
    )
    assert (rows[0][0].value, rows[2][1].value) == ("urn:x", "7")


def test_a_truth_value() -> None:
    assert read_solutions(b'{"head": {}, "boolean": false}').boolean is False
