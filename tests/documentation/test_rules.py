"""The page of the rules says what the catalogue says, and the catalogue says all that a rule must."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, Namespace
from scripts.rules_table import COLUMNS, PAGE, Catalogue, main, page

if TYPE_CHECKING:
    from pathlib import Path

    from rdflib.term import Node

AFT = Namespace("https://w3id.org/aftershock/ontology#")
RULE = Namespace("https://w3id.org/aftershock/id/rule/")
SOURCE = Namespace("https://w3id.org/aftershock/id/source/")
NEEDED = (
    AFT.overRelation,
    AFT.direction,
    AFT.fromMode,
    AFT.toMode,
    AFT.effect,
    AFT.combines,
    AFT.coinScope,
    AFT.likelihoodLow,
    AFT.likelihood,
    AFT.likelihoodHigh,
    AFT.horizonDays,
    AFT.estimateBasis,
    DCTERMS.source,
    SKOS.prefLabel,
    SKOS.editorialNote,
)


@pytest.fixture(scope="module")
def rules(root: Path) -> Graph:
    return Graph().parse(root / "data/catalog/rules.ttl")


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


def rows(text: str, heading: str) -> list[list[str]]:
    """Give the cells of the first table below a heading."""
    below = text.split(f"\n## {heading}\n", 1)[1]
    lines = re.findall(r"(?:^\|.*\n)+", below, flags=re.MULTILINE)[0].splitlines()
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def having(graph: Graph, basis: Node) -> set[str]:
    """Give the names of the rules with a basis."""
    return {str(graph.value(rule, AFT.slug)) for rule in graph.subjects(AFT.estimateBasis, basis)}


def test_the_page_is_what_the_catalogue_gives(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_a_page_that_is_not_is_noticed_and_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "rules.md"
    target.write_text(PAGE.read_text(encoding="utf-8").replace("0.3", "0.4", 1), encoding="utf-8")
    assert main(["--check"], target) == 1
    assert "run scripts/rules_table.py" in capsys.readouterr().err
    assert main([], target) == 0
    assert main(["--check"], target) == 0


def test_a_changed_number_changes_the_page(rules: Graph) -> None:
    catalogue = Catalogue.read()
    before = page(catalogue)
    rule = RULE["registry-integrity"]
    catalogue.graph.set((rule, AFT.likelihood, Literal("0.31")))
    assert (rule, AFT.likelihood, None) in rules
    changed = [line for line in page(catalogue).splitlines() if line not in before.splitlines()]
    assert len(changed) == 1
    assert "`registry-integrity`" in changed[0]
    assert "| 0.31 |" in changed[0]


def test_the_table_holds_every_rule_with_its_numbers(rules: Graph, text: str) -> None:
    table = rows(text, "The rules")
    assert {len(row) for row in table} == {len(COLUMNS)}
    shown = {row[0].split("`")[1]: row for row in table}
    assert set(shown) == {
        str(slug) for rule in rules.subjects(RDF.type, AFT.PropagationRule) for slug in rules.objects(rule, AFT.slug)
    }
    for slug, row in shown.items():
        cells = dict(zip(COLUMNS, row, strict=True))
        rule = RULE[slug]
        assert cells["relation"] == str(rules.value(rule, AFT.overRelation)).rpartition("#")[2]
        assert [cells[head] for head in ("low", "default", "high", "days")] == [
            str(rules.value(rule, end))
            for end in (AFT.likelihoodLow, AFT.likelihood, AFT.likelihoodHigh, AFT.horizonDays)
        ]
        for qualifier in [*rules.objects(rule, AFT.ifEdgeHas), *rules.objects(rule, AFT.unlessEdgeHas)]:
            assert str(qualifier).rpartition("#")[2] in cells["guards"]


def test_the_counts_are_those_of_the_rules(rules: Graph, text: str) -> None:
    shown = Counter({row[0]: int(row[1]) for row in rows(text, "Whose numbers they are")})
    assert shown.total() == len(list(rules.subjects(RDF.type, AFT.PropagationRule))) >= 40
    assert shown["expert estimate"] == len(having(rules, AFT.ExpertEstimate))
    assert shown["measured in a laboratory"] == len(having(rules, AFT.MeasuredInLab))


def test_every_expert_estimate_and_no_other_says_what_would_replace_it(rules: Graph, text: str) -> None:
    table = {row[0].strip("`"): row[2] for row in rows(text, "What would replace each expert estimate")}
    assert set(table) == having(rules, AFT.ExpertEstimate)
    for slug, evidence in table.items():
        assert len(evidence.split()) > 8, slug


def test_every_rule_says_all_that_a_rule_must(rules: Graph) -> None:
    for rule in rules.subjects(RDF.type, AFT.PropagationRule):
        for predicate in NEEDED:
            assert len(list(rules.objects(rule, predicate))) == 1, f"{rule} {predicate}"
        low, default, high = (
            float(str(rules.value(rule, end))) for end in (AFT.likelihoodLow, AFT.likelihood, AFT.likelihoodHigh)
        )
        assert 0 <= low <= default <= high <= 1
        counted = rules.value(rule, AFT.estimateBasis) == AFT.IncidentBase
        assert bool(rules.value(rule, AFT.denominator)) is counted


def test_what_is_no_estimate_and_no_definition_has_a_public_address(rules: Graph) -> None:
    ours = {SOURCE["estimate-founders-2026"], SOURCE.definition}
    for rule in rules.subjects(RDF.type, AFT.PropagationRule):
        basis, source = rules.value(rule, AFT.estimateBasis), rules.value(rule, DCTERMS.source)
        assert (source == SOURCE.definition) is (basis == AFT.Definition), rule
        assert source not in ours or basis in {AFT.ExpertEstimate, AFT.Definition}, rule
        for one in [*({source} - ours), *rules.objects(rule, DCTERMS.references)]:
            assert rules.value(one, DCTERMS.title), one
            assert str(rules.value(one, RDFS.seeAlso)).startswith("https://"), one


def test_a_default_that_is_measured_is_read_and_one_that_is_judged_is_an_estimate(rules: Graph) -> None:
    """What is no estimate states its default in its note; an estimate with a study says which end the study gives."""
    read, ends = set(), set()
    for rule in rules.subjects(RDF.type, AFT.PropagationRule):
        basis, note = rules.value(rule, AFT.estimateBasis), str(rules.value(rule, SKOS.editorialNote))
        slug, default = str(rules.value(rule, AFT.slug)), float(str(rules.value(rule, AFT.likelihood)))
        if basis == AFT.ExpertEstimate and rules.value(rule, DCTERMS.source) != SOURCE["estimate-founders-2026"]:
            assert re.search(r"\b(?:Measured|Counted) (?:is|are|on)\b", note), slug
            assert "judged" in note or "our discount" in note, slug
            ends.add(slug)
        elif basis not in {AFT.ExpertEstimate, AFT.Definition}:
            assert re.search(rf"(?<![\d.])(?:{default:g}|{default * 100:g} %)(?!\d)", note), slug
            read.add(slug)
    assert {"tool-misuse", "gateway-integrity", "credential-confidentiality"} <= read
    assert {"container-escape", "identity-control", "memory-residue-out", "credential-exposure"} <= ends


def test_what_was_measured_on_agents_and_their_memories_has_a_rule_beside_it_for_every_other_class(
    rules: Graph, root: Path
) -> None:
    """Each class is in one of the two guards and in no more; a bare Service or Component is in neither."""
    classes = Graph().parse(root / "ontology/modules/agents.ttl")
    below = {one: set(classes.transitive_objects(one, RDFS.subClassOf)) for one in classes.subjects(RDFS.subClassOf)}
    kinds = {
        one
        for one, above in below.items()
        if above & {AFT.Artifact, AFT.Service} and one not in {AFT.Artifact, AFT.Service}
    }
    assert {AFT.AIAgent, AFT.MemoryStore, AFT.McpServer, AFT.Dataset} <= kinds
    for guard, measured, rest in (
        (AFT.ifDependent, "content-injection", "ingest-integrity"),
        (AFT.ifDependee, "memory-poisoning", "write-integrity"),
    ):
        here, there = (set(rules.objects(RULE[slug], guard)) for slug in (measured, rest))
        assert here <= {AFT.AIAgent, AFT.MemoryStore, AFT.RetrievalStore}
        for one in kinds:
            assert bool(below[one] & here) is not bool(below[one] & there), (one, rest)
        assert not {AFT.Service, AFT.Component} & (here | there)


def test_every_row_of_the_first_proposal_has_a_rule(rules: Graph, shared: Path) -> None:
    """Each has one over the same relation, in the same direction, between the same modes."""
    flows = {"object->subject": AFT.ObjectToSubject, "subject->object": AFT.SubjectToObject}
    with (shared / "design/proposed_rules.csv").open(encoding="utf-8", newline="") as file:
        proposed = list(csv.DictReader(file))
    assert len(proposed) == 40
    for row in proposed:
        modes = [AFT[row[mode].capitalize()] for mode in ("from_mode", "to_mode")]
        if row["relation"] == "self":
            found = set(rules.subjects(RDF.type, AFT.ModeImplication))
        else:
            found = set(rules.subjects(AFT.overRelation, AFT[row["relation"]]))
            found &= set(rules.subjects(AFT.direction, flows[row["flows"]]))
        found &= set(rules.subjects(AFT.fromMode, modes[0])) & set(rules.subjects(AFT.toMode, modes[1]))
        assert found, row["id"]
