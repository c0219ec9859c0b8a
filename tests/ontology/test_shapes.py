"""The shapes say what they should, and our evaluator says of them what pySHACL says."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from unittest.mock import patch

import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from scripts.vocabulary import ontology
from tests.ontology.defects import DEFECTS, Defect
from tests.ontology.fragments import FRAGMENTS, HEAD, right
from tests.ontology.quads import as_nquads

from aftershock.resources import catalog_files, ontology_files, shape_files
from aftershock.validation import Report, validate
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rdflib.plugins.sparql.sparql import Query

#: Severity, focus, path and message of a result; a blank node is only that.
Finding: TypeAlias = tuple[str, str, str, str]

#: Every carrying relation between ends that no relation joins, as a bare triple and as a Dependency.
RELATIONS = sorted(str(one) for one in ontology().subjects(RDF.type, URIRef(AFT.CarryingRelation)))
WRONG_ENDS = HEAD.format(name="ends") + "\n".join(
    [f"x:key-{n} a aft:Credential . x:team-{n} a aft:Team ." for n in range(len(RELATIONS))]
    + [f"x:team-{n} <{one}> x:key-{n} . x:key-{n} <{one}> x:team-{n} ." for n, one in enumerate(RELATIONS)]
    + [
        f"x:edge-{n} a aft:Dependency ; aft:relation <{one}> ; aft:dependent x:team-{n} ; aft:dependee x:team-{n} ."
        for n, one in enumerate(RELATIONS)
    ]
)

#: What documents build upon here: the ontology and the catalogue without its folders, which pySHACL is slow over.
CORE = (*ontology_files(), *(path for path in catalog_files() if path.parent.name == "catalog"))

EXAMPLES = sorted((Path(__file__).parents[2] / "data" / "examples").rglob("*.ttl"))

#: Defects of a node that is blank or in our own namespace.
NAMED_ELSEWHERE = ("blank-component", "ninth-layer", "entry-outside-its-release")
SEVERITIES = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}


def ours(turtles: Iterable[str]) -> tuple[list[Finding], Report]:
    report = validate(b"".join(as_nquads(one) for one in turtles), CORE, limit=10_000)
    assert len(report.results) == report.total
    return [(one.severity, _node(one.focus), one.path, one.message) for one in report.results], report


def theirs(turtles: Iterable[str]) -> list[Finding]:
    """What pySHACL finds, with no inference and with the same ground in the data."""
    data, shapes = Graph(), Graph()
    for path in CORE:
        data.parse(path)
    for turtle in turtles:
        data.parse(data=turtle, publicID="https://x.example/document")
    for path in shape_files():
        shapes.parse(path)
    with read_once():
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, inference="none")
    assert isinstance(report, Graph)
    found: list[Finding] = []
    for result in report.objects(None, SH.result):
        focus = report.value(result, SH.focusNode)
        severity = SEVERITIES[report.value(result, SH.resultSeverity)]
        path = report.value(result, SH.resultPath) or ""
        node = "_:blank" if isinstance(focus, BNode) else str(focus)
        found.append((severity, node, str(path), str(report.value(result, SH.resultMessage))))
    assert all(report.value(one, RDF.type) == SH.ValidationResult for one in report.objects(None, SH.result))
    return found


@contextmanager
def read_once() -> Iterator[None]:
    """Have rdflib read a query once where it is asked again: pySHACL asks the same of every node, by its text."""
    read: dict[tuple[object, ...], Query] = {}

    def translated(text: str, base: str | None, names: Mapping[str, object]) -> Query:
        key = (text, base, frozenset(names.items()))
        if key not in read:
            read[key] = translateQuery(parseQuery(text), base, names)
        return read[key]

    at = "rdflib.plugins.sparql.processor"
    with patch(f"{at}.parseQuery", lambda text: text), patch(f"{at}.translateQuery", translated):
        yield


def _node(name: str) -> str:
    return "_:blank" if name.startswith("_:") else name


@dataclass(frozen=True, slots=True)
class Judgements:
    """What both validators say of all broken documents together, and which of our shapes said it, by case."""

    ours: dict[str, list[Finding]]
    theirs: dict[str, list[Finding]]
    shapes: dict[str, set[str]]


@pytest.fixture(scope="module")
def judgements() -> Judgements:
    turtles = [*(one.turtle for one in DEFECTS), WRONG_ENDS]
    mine, report = ours(turtles)
    shapes: dict[str, set[str]] = defaultdict(set)
    for result in report.results:
        shapes[_case(result.focus)].add(result.shape.rpartition("#")[2])
    return Judgements(_by_case(mine), _by_case(theirs(turtles)), shapes)


def _by_case(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    cases: dict[str, list[Finding]] = defaultdict(list)
    for one in findings:
        cases[_case(one[1])].append(one)
    return {case: sorted(some) for case, some in cases.items()}


def _case(node: str) -> str:
    """The case in whose namespace a node is; blank nodes are put together."""
    return node.partition("https://x.example/")[2].partition("#")[0] or "blank"


def test_nothing_is_wrong_with_what_is_shipped() -> None:
    assert validate(b"") == Report()
    assert theirs([]) == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_is_wrong_with_the_examples(path: Path) -> None:
    report = validate(as_nquads(path.read_text("utf-8")))
    assert (report.violations, report.warnings) == (0, 0), [one.sentence for one in report.results[:3]]


def test_the_sketch_of_the_core_conforms(shared: Path) -> None:
    """People's data will look like the sketch: nothing in it is refused."""
    _, report = ours([(shared / "design" / "core.ttl").read_text("utf-8")])
    assert report.violations == 0, report.results[0].sentence


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_right_document_is_right(fragment: str) -> None:
    findings, _ = ours([right(fragment)])
    assert findings == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda one: one.name)
def test_a_single_defect_is_found_and_pyshacl_agrees(defect: Defect, judgements: Judgements) -> None:
    case = "blank" if defect.name in NAMED_ELSEWHERE else defect.name
    assert judgements.ours.get(case), f"{defect.name} was not found"
    assert judgements.ours[case] == judgements.theirs.get(case)
    if case != "blank":
        assert judgements.shapes[case] == set(defect.shapes)


def test_the_two_validators_agree_on_everything_at_once(judgements: Judgements) -> None:
    assert judgements.ours == judgements.theirs
    assert len(DEFECTS) >= 40


@pytest.mark.parametrize("relation", [one.rpartition("#")[2] for one in RELATIONS])
def test_a_relation_between_other_ends_is_warned_of(relation: str, judgements: Judgements) -> None:
    assert {relation, f"{relation}-dependency"} <= judgements.shapes["ends"]
    severities = {severity for severity, _, path, _ in judgements.ours["ends"] if path == vars(AFT)[relation]}
    assert severities <= {"warning"}


def test_every_shape_with_a_target_has_been_seen_to_object(judgements: Judgements) -> None:
    """Relations are many and alike; of the rest, each shape has a defect of its own."""
    seen = set().union(*judgements.shapes.values())
    shapes = Graph()
    for path in shape_files():
        if path.name != "relations.ttl":
            shapes.parse(path)
    named = {
        str(shape).rpartition("#")[2]
        for target in (SH.targetClass, SH.targetSubjectsOf)
        for shape in shapes.subjects(target)
    }
    assert named - seen == set()


def test_every_property_shape_says_in_words_what_is_allowed() -> None:
    shapes = Graph()
    for path in shape_files():
        shapes.parse(path)
    top = {shape for target in (SH.targetClass, SH.targetSubjectsOf) for shape in shapes.subjects(target)}
    properties = {one for shape in top for one in shapes.objects(shape, SH.property)}
    assert len(properties) > 100
    assert [one for one in properties if len(str(shapes.value(one, SH.message))) < 15] == []
