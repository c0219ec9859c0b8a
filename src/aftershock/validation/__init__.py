"""Whether a graph is as the shapes and the checks want it.

The shapes (SHACL, ``ontology/shapes``) are compiled to SPARQL and evaluated in memory, which is fast enough for a
million triples; the checks (``ontology/checks``) are queries already. A class counts with all that are below it in
the ontology, the catalogue and the document together.

Examples
--------
>>> quads = b'<https://a.example/x> <https://w3id.org/aftershock/ontology#relation> <https://a.example/r> .'
>>> validate(quads).conforms
True
"""

from __future__ import annotations

from aftershock.validation.checks import Check, read_checks, run_checks
from aftershock.validation.evaluate import task, validate
from aftershock.validation.report import Report, Result

__all__ = ["Check", "Report", "Result", "read_checks", "run_checks", "task", "validate"]
