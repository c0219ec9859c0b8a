"""Every check finds nothing in what is shipped, and something in a document that has its defect."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ontology.fragments import FRAGMENTS, HEAD, right
from tests.ontology.quads import as_nquads

from aftershock.resources import catalog_files, check_files, ontology_files
from aftershock.validation import read_checks, run_checks
from aftershock.validation.ground import Ground
from aftershock.vocabulary import NAMESPACE

FOLDER = Path(__file__).parent / "broken"
BROKEN = sorted(path.stem for path in FOLDER.glob("*.ttl"))
#: What a broken document builds upon: the ontology and the catalogue without its folders.
CORE = (*ontology_files(), *(path for path in catalog_files() if path.parent.name == "catalog"))
CHECKS = {check.name: check for check in read_checks()}


def wrong(turtle: str) -> set[str]:
    """The IRIs that a broken document names as wrong in its first line."""
    prefixes = {"x": "https://x.example/broken#", "aft": NAMESPACE}
    names = [name.partition(":") for name in turtle.splitlines()[0].removeprefix("# wrong: ").split()]
    return {prefixes[prefix] + local for prefix, _, local in names}


def test_every_check_has_a_broken_document_and_every_broken_document_a_check() -> None:
    assert set(BROKEN) == set(CHECKS) == {path.stem for path in check_files()}


def test_nothing_shipped_has_a_defect(root: Path) -> None:
    """Ontology and catalogue alone, and with the worked examples beside them, each in its own graph."""
    assert run_checks().total == 0
    examples = sorted((root / "data" / "examples").rglob("*.ttl"))
    documents = [as_nquads(path.read_text("utf-8"), f"https://x.example/{path.parent.name}") for path in examples]
    assert len(documents) >= 4
    found = run_checks(b"".join(documents)).results
    assert {one.shape for one in found} <= {
        "owner-missing"
    }  # a finding about an estate, which the examples mean to show
    assert {one.severity for one in found} <= {"info"}


@pytest.mark.parametrize("name", BROKEN)
def test_a_check_finds_its_defect_and_only_that(name: str) -> None:
    turtle = (FOLDER / f"{name}.ttl").read_text("utf-8")
    check = CHECKS[name]
    ground = Ground(as_nquads(turtle), CORE)
    asked = {"shape": name, "severity": check.severity, "message": check.sentence, "focus": "focus"}
    found = list(ground.results(check.text, **asked))
    ours = [one for one in found if not one.focus.startswith("https://w3id.org/aftershock/id/")]
    assert {one.focus for one in ours} == wrong(turtle)
    if name != "rule-without-instance":  # the rules of the catalogue have no instance in so small an estate
        assert ours == found


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_a_right_document_passes_the_checks_of_documents(fragment: str) -> None:
    assert run_checks(as_nquads(right(fragment)), scope="document").results == ()


def test_the_scope_chooses_the_checks() -> None:
    broken = as_nquads(HEAD.format(name="scope") + "x:a owl:sameAs x:b . x:r aft:estimateBasis aft:IncidentBase .")
    by_scope = {
        scope: {one.shape for one in run_checks(broken, scope=scope).results} for scope in ("document", "release")
    }
    assert by_scope["document"] == {"same-as"}
    assert by_scope["release"] == {"incidents-without-denominator", "estimate-without-source"}
    assert {check.scope for check in CHECKS.values()} == set(by_scope)


def test_an_edge_in_two_documents_is_no_bare_triple_beside_its_node() -> None:
    node = "x:e a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:m ."
    bare = "x:bot aft:usesModel x:m ."
    apart = [as_nquads(HEAD.format(name="apart") + one, f"https://x.example/{n}") for n, one in enumerate((node, bare))]
    assert run_checks(b"".join(apart), scope="document").results == ()


def test_a_check_says_what_is_wrong_in_a_sentence() -> None:
    for check in CHECKS.values():
        assert check.sentence.endswith("."), check.name
        assert len(check.sentence.split()) > 5, check.name
