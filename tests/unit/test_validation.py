"""The evaluator of shapes: what it refuses to compile, what it counts, how its report travels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.ontology.quads import as_nquads

from aftershock.errors import DocumentError, ModelError, ValidationError
from aftershock.validation import Report, Result, read_checks, run_checks, task, validate
from aftershock.validation.ground import Ground
from aftershock.vocabulary import AFT, ID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PREFIXES = """
@prefix : <https://x.example/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    return tmp_path / "shapes.ttl"


def judged(shapes: Path, turtle: str, data: str) -> list[tuple[str, str, str]]:
    """Focus, path and value of what one shape finds in data, both in Turtle with the prefix `:` for our own."""
    shapes.write_text(PREFIXES + turtle)
    report = validate(as_nquads(PREFIXES + data), [], shapes=[shapes])
    return [(_short(one.focus), _short(one.path), _short(one.value.strip("<>"))) for one in report.results]


def _short(name: str) -> str:
    return name.replace("https://x.example/", ":")


TARGETS = [
    ("sh:targetClass :C", ":a a :C .", [":a"]),
    ("sh:targetSubjectsOf :q", ":a :q :b .", [":a"]),
    ("sh:targetObjectsOf :q", ":a :q :b .", [":b"]),
    ("sh:targetNode :n", ":a :q :b .", [":n"]),
    ("sh:targetNode :n ; sh:targetSubjectsOf :q, :r", ":a :q :b . :a :r :b . :c :r :b .", [":a", ":c", ":n"]),
]


@pytest.mark.parametrize(("target", "data", "expected"), TARGETS)
def test_targets(target: str, data: str, expected: list[str], shapes: Path) -> None:
    """Each kind of target gives its nodes once: first by a count that is missing, then by a value that is wrong."""
    missing = judged(shapes, f":S a sh:NodeShape ; {target} ; sh:property [ sh:path :p ; sh:minCount 1 ] .", data)
    assert [focus for focus, _, _ in missing] == expected
    values = " ".join(f"{one} :p :v ." for one in (*expected, ":stranger"))
    wrong = judged(
        shapes,
        f":S a sh:NodeShape ; {target} ; sh:property [ sh:path :p ; sh:nodeKind sh:Literal ] .",
        data + " " + values,
    )
    assert wrong == [(one, ":p", ":v") for one in expected]


CONSTRAINTS = [
    ("sh:maxCount 1", ":a :p :b . :a :p :c . :d :p :b .", [":a"]),
    ("sh:maxCount 0", ":a :p :b .", [":a"]),
    ("sh:hasValue :b", ":a :p :b . :c :p :d .", [":c"]),
    ("sh:nodeKind sh:BlankNode", ":a :p :b . :c :p _:d .", [":a"]),
    ("sh:nodeKind sh:BlankNodeOrIRI", ':a :p :b . :c :p "d" .', [":c"]),
    ("sh:datatype xsd:integer", ':a :p 1 . :c :p "1" .', [":c"]),
    ("sh:datatype xsd:integer", ':c :p "one"^^xsd:integer .', [":c"]),
    (
        "sh:datatype xsd:dateTimeStamp",
        ':c :p "2026-03-01T00:00:00Z"^^xsd:dateTimeStamp .',
        [],
    ),
    ("sh:pattern '^x'", ':a :p "x1" . :c :p "1x" . :d :p _:x .', [":c", ":d"]),
    ("sh:in ( :b 1 )", ':a :p :b . :c :p "2" .', [":c"]),
    ("sh:lessThan :q", ':a :p "1" . :a :q "2" . :c :p "2" . :c :q "2" .', [":c"]),
    ("sh:lessThanOrEquals :q", ':c :p "2" . :c :q "2" . :d :p "2" . :d :q :x .', [":d"]),
    ("sh:class :C", ":a :p :b . :b a :C . :c :p :d .", [":c"]),
    ("sh:not [ sh:class :C ]", ":a :p :b . :b a :C . :c :p :d .", [":a"]),
    ("sh:and ( [ sh:nodeKind sh:IRI ] [ sh:hasValue :b ] )", ":a :p :b . :c :p :d .", [":c"]),
    (
        "sh:node [ sh:property [ sh:path :r ; sh:nodeKind sh:Literal ] ]",
        ':a :p :b . :b :r "1" . :c :p :d . :d :r :e .',
        [":c"],
    ),
    ("sh:node [ sh:property [ sh:path :r ; sh:maxCount 0 ] ]", ":a :p :b . :b :r :e . :c :p :d .", [":a"]),
    ("sh:node [ sh:property [ sh:path :r ; sh:hasValue :e ] ]", ":a :p :b . :b :r :e . :c :p :d .", [":c"]),
    ("sh:node [ ]", ":a :p :b .", []),
]


@pytest.mark.parametrize(("constraint", "data", "expected"), CONSTRAINTS)
def test_constraints_of_a_property(constraint: str, data: str, expected: list[str], shapes: Path) -> None:
    turtle = f":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :p ; {constraint} ] ."
    assert [focus for focus, _, _ in judged(shapes, turtle, data)] == expected


def test_a_class_counts_with_those_that_a_document_puts_below_it(shapes: Path) -> None:
    turtle = ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] ."
    above = ":E rdfs:subClassOf :D . :D rdfs:subClassOf :C . :C rdfs:subClassOf :E . [] rdfs:subClassOf :C ."
    assert [focus for focus, _, _ in judged(shapes, turtle, above + " :a a :E . :b a :Other .")] == [":a"]


def test_a_blank_node_is_named_as_one(shapes: Path) -> None:
    turtle = ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:nodeKind sh:IRI ."
    (found,) = judged(shapes, turtle, "_:b :p :c .")
    assert found[0].startswith("_:")


NONSENSE = [
    (":S sh:targetNode :n ; sh:closed true .", "uses sh:closed; supported are and, class"),
    (":S sh:targetNode :n ; sh:node :S .", "refers to itself"),
    (":S sh:targetNode :n ; sh:property [ sh:path ( :p :q ) ; sh:minCount 1 ] .", "not a single property"),
    (":S sh:targetNode :n ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ] .", "not a single property"),
    (":S sh:targetNode :n ; sh:property [ sh:minCount 1 ] .", "property shape without a path"),
    (":S sh:targetNode :n ; sh:property [ sh:path :p ; sh:minCount 2 ] .", "minCount 2 is not supported here; 1 is"),
    (":S sh:targetNode :n ; sh:not [ sh:property [ sh:path :p ; sh:maxCount 1 ] ] .", "maxCount 1 is not supported"),
    (":S sh:targetNode :n ; sh:minCount 1 .", "sh:minCount stands where it cannot"),
    (":S sh:targetNode :n ; sh:severity :Bad ; sh:nodeKind sh:IRI .", "is no severity; sh:Violation"),
    (":S sh:targetNode :n ; sh:property [ sh:path :p ; sh:nodeKind sh:Name ] .", "sh:Name is no node kind; sh:IRI"),
    (":S sh:targetNode :n ; sh:in ( 1 . ", "not Turtle"),
    (":S sh:targetNode :n ; sh:or [ sh:class :C ] .", "a list in the shapes breaks off"),
    (":S sh:targetNode :n ; sh:node 'S' .", "an IRI or a blank node"),
    (":S sh:targetNode :n ; sh:not [ sh:sparql [ sh:select 'SELECT $this {}' ] ] .", "in SPARQL inside another shape"),
    (":S sh:targetNode :n ; sh:sparql [ sh:select 'SELECT $this { nonsense }' ] .", "does not parse"),
    (":S sh:targetNode :n ; sh:sparql [ sh:message 'no query' ] .", "without sh:select"),
]


@pytest.mark.parametrize(("turtle", "sentence"), NONSENSE)
def test_what_cannot_be_compiled_is_refused_and_never_passed_over(turtle: str, sentence: str, shapes: Path) -> None:
    shapes.write_text(PREFIXES + turtle)
    with pytest.raises(ModelError, match=sentence.replace("(", r"\(")):
        validate(b"", [], shapes=[shapes])


def test_a_query_must_be_a_select_with_its_focus() -> None:
    ground = Ground(b"", [])
    for text, sentence in (("ASK {}", "is no SELECT"), ("SELECT ?other {}", r"has no \?this")):
        with pytest.raises(ModelError, match=sentence):
            list(ground.results(text, shape="s", severity="info", message=""))


def test_data_that_do_not_parse_name_the_line() -> None:
    with pytest.raises(DocumentError, match="the document, line 2: not N-Quads"):
        validate(b"<https://x.example/a> <https://x.example/b> <https://x.example/c> .\nnonsense")


def _results(number: int) -> Iterator[Result]:
    for n in range(number):
        yield Result("violation" if n % 2 else "warning", "s", f"https://x.example/{n:04}", "", "", "It is so.")


def test_a_report_counts_all_and_keeps_the_worst() -> None:
    report = Report.of(_results(1001), limit=3)
    assert (report.violations, report.warnings, report.infos, report.total) == (500, 501, 0, 1001)
    assert [one.focus[-4:] for one in report.results] == ["0001", "0003", "0005"]
    assert not report.conforms
    assert Report.of(_results(1)).conforms


def test_a_report_travels_as_json() -> None:
    report = Report.of(_results(5))
    assert Report.from_header(json.loads(json.dumps(report.as_header()))) == report


def test_a_report_refuses_with_its_sentences_and_says_what_it_does_not_list() -> None:
    with pytest.raises(ValidationError, match=r"estate.ttl: .*<https://x.example/0001>: It is so.") as caught:
        Report.of(_results(10), limit=2).refuse("estate.ttl")
    assert caught.value.violations[-1] == "3 more, not listed"
    with pytest.raises(ValidationError) as whole:
        Report.of(_results(10)).refuse("estate.ttl")
    assert len(whole.value.violations) == 5
    Report.of(_results(1)).refuse("estate.ttl")


def test_a_task_runs_shapes_and_checks_of_documents() -> None:
    need = f"<https://x.example/need> <{A}> <{AFT.Need}> .\n"
    same = "<https://x.example/a> <http://www.w3.org/2002/07/owl#sameAs> <https://x.example/b> .\n"
    header, payload = task({}, (need + same).encode())
    report = Report.from_header(json.loads(json.dumps(header)))
    assert payload == b""
    assert {one.shape.rpartition("#")[2] for one in report.results if one.severity == "violation"} == {
        "Need",
        "same-as",
    }
    assert len(task({"limit": 1}, (need + same).encode())[0]["results"]) == 1


def test_a_misspelt_term_is_told_the_nearest_and_stands_before_the_violations() -> None:
    graph = "https://x.example/g"
    misspelt = (
        f"<https://x.example/a> <{A}> <{AFT.Model}l> <{graph}> .\n<https://x.example/a> <{AFT.dependsOn}m> <b:c> ."
    )
    report = Report.from_header(task({}, misspelt.encode())[0])
    report.refuse("fine where nothing is violated")
    assert [one.message for one in report.results if one.shape == "term-unknown"] == [
        "aft:Modell is no class of the ontology; did you mean aft:Model?",
        "aft:dependsOnm is no property of the ontology; did you mean aft:dependsOn?",
    ]
    need = f"{misspelt}\n<https://x.example/n> <{A}> <{AFT.Need}> <{graph}> ."
    with pytest.raises(ValidationError, match=r"^the update: aft:Modell is no class .*\? aft:dependsOnm .*\? \d+ viol"):
        Report.from_header(task({}, need.encode())[0]).refuse("the update")


def test_a_check_without_its_head_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("# It is bad.\n# severity: terrible\n# scope: document\nSELECT ?focus {}\n")
    with pytest.raises(ModelError, match=r"bad.rq: the head of a check is a sentence, '# severity"):
        read_checks([path])
    path.write_text("# severity: info\n# scope: document")
    with pytest.raises(ModelError, match="is a sentence"):
        read_checks([path])
    path.write_text("# It is bad,\n# and long.\n# scope: release\n# severity: info")
    (check,) = read_checks([path])
    assert (check.name, check.severity, check.scope, check.sentence) == (
        "bad",
        "info",
        "release",
        "It is bad, and long.",
    )


def test_what_is_wrong_in_a_shipped_thing_because_of_a_document_is_found() -> None:
    """A second direction for a shipped rule is the document's fault, whatever graph the rule is in."""
    rule = ID + "rule/registry-integrity"
    data = f"<{rule}> <{AFT.direction}> <{AFT.SubjectToObject}> <https://x.example/document> ."
    (found,) = validate(data.encode()).results
    assert (found.focus, found.path) == (rule, AFT.direction)
    assert run_checks(data.encode(), scope="document").total == 0
