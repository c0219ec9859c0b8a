"""The page that says how the service conforms: written by the run, so that it says what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conformance.w3c.running import Outcome
    from tests.conformance.w3c.suites import Case

CAUSES = {
    "sparql11/functions/bnode01": "BNODE(text) is refused: the engine would give one node in all rows.",
    "sparql11/csv-tsv-res/tsv03": "Whole numbers of a derived type (xsd:negativeInteger) are stored as xsd:integer.",
    "sparql11/syntax-fed/test_1": "SERVICE is refused: queries reach no other server.",
    "sparql11/syntax-fed/test_2": "SERVICE is refused: queries reach no other server.",
    "sparql11/syntax-fed/test_3": "SERVICE is refused: queries reach no other server.",
    "sparql11/update-silent/load-silent": "LOAD is refused, also where it is SILENT.",
    "sparql11/update-silent/load-into-silent": "LOAD is refused, also where it is SILENT.",
    "sparql12/grouping/group01": "Numbers are stored in canonical form: `01` and `1` are one term.",
    "sparql12/grouping/select-variable-reuse": "The engine's parser knows the rule of SPARQL 1.1 only.",
    "sparql12/syntax/nested-aggregate-functions": "The engine's parser lets an aggregate stand in an aggregate.",
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-03": "The parser lets a triple term be a subject.",
    "sparql12/syntax-triple-terms-negative/tripleterm-subject-06": "The parser lets a triple term be a subject.",
}
"""Why a case is missed: of each that is. A miss without a cause fails the run."""

_HEAD = """\
# Conformance

Written by `pytest tests/conformance/w3c`, which runs the W3C's suites (w3c/rdf-tests) against `aftershock serve` over
HTTP, with a client that sends headers as they stand. The suites are found at `AFTERSHOCK_W3C`; without it, at
`../shared/w3c`. The service runs with `AFTERSHOCK_DEFAULT_GRAPH=empty`. A run writes this page to
`build/conformance.md`, and fails where it differs from the one in `docs/`.

| suite | passed | of |
|---|---|---|
"""

_RULES = """
How it is judged: numbers and truth values by their value, for the engine writes them in canonical form; everything
else by its term, blank nodes up to renaming; rows in their order where the query's outermost ORDER BY or the expected
result gives one. A text that is to be refused must be refused as a fault of syntax. A text that is to parse may fail
afterwards (a graph that is to be dropped is not there).

The protocols leave room, and this is how it is used: relative IRIs are relative to
`https://w3id.org/aftershock/id/`; a query or an update that is the body itself is in UTF-8, a form in whatever charset
it names; a POST to the graph store that names no graph makes one; a service description is given to whoever asks for
`/sparql` without parameters and does not want HTML.

## Parsed, and then refused

LOAD fetches from elsewhere, and is refused once the update has been parsed. These tests of syntax count as passed:
"""


def page(counts: dict[str, tuple[int, int]], outcomes: list[Outcome], refused: list[Case]) -> str:
    """Write the page.

    `counts` are those of each suite; `refused` the cases of syntax that are parsed, and then not done.
    """
    rows = "".join(f"| {name} | {passed} | {total} |\n" for name, (passed, total) in counts.items())
    missed = sorted((one.case.id, CAUSES.get(one.case.id, one.fault)) for one in outcomes if one.fault)
    misses = "".join(f"| `{name}` | {cause} |\n" for name, cause in missed)
    loads = ", ".join(f"`{one.folder}/{one.name}`" for one in refused)
    return f"{_HEAD}{rows}{_RULES}{loads}.\n\n## Missed\n\n| test | cause |\n|---|---|\n{misses}"
