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
        assert (source in ours) is (basis in {AFT.ExpertEstimate, AFT.Definition}), rule
        for one in [*({source} - ours), *rules.objects(rule, DCTERMS.references)]:
            assert rules.value(one, DCTERMS.title), one
            assert str(rules.value(one, RDFS.seeAlso)).startswith("https://"), one


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
