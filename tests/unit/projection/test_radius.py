"""Rules applied to edges: guards, certainty, alternatives, identity, what is unsaid, and what people add themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aftershock.errors import UsageError
from aftershock.model.iri import local_name
from aftershock.projection.radius import radius, run

if TYPE_CHECKING:
    from aftershock.model.radius import BlastRadius, RadiusRow
    from aftershock.projection.stored import Projection


def ask(projection: Projection, start: str, mode: str = "control", **options: object) -> BlastRadius:
    names = [local_name(name) for name in projection.components]
    modes = [one.name for one in projection.modes]
    written = {name: options.pop(name) for name in ("offset", "limit", "notes", "threat") if name in options}
    cascade = run(projection, [names.index(start)], modes.index(mode), **options)  # type: ignore[arg-type]  # they vary
    return radius(cascade, **written)  # type: ignore[arg-type]  # options vary


def by_name(rows: tuple[RadiusRow, ...]) -> dict[str, RadiusRow]:
    return {local_name(row.component): row for row in rows}


PINNED = """
x:registry a aft:Registry .
x:pinned a aft:Model . x:loose a aft:Model . x:silent a aft:Model .
x:d1 a aft:Dependency ; aft:dependent x:pinned ; aft:relation aft:distributedThrough ; aft:dependee x:registry ;
    aft:hasQualifier aft:PinnedByDigest .
x:d2 a aft:Dependency ; aft:dependent x:loose ; aft:relation aft:distributedThrough ; aft:dependee x:registry ;
    aft:lacksQualifier aft:PinnedByDigest , aft:SignatureVerified .
x:silent aft:distributedThrough x:registry .
"""


def test_a_guard_stops_passes_or_is_not_known(project):
    answer = ask(project(PINNED), "registry")
    rows = by_name(answer.affected)
    assert set(rows) == {"pinned", "loose", "silent"}, (
        "whatever is pinned is still out of reach when the registry is down"
    )
    assert rows["pinned"].modes == ("availability",)
    assert set(rows["loose"].modes) == {"integrity", "availability"}
    assert rows["silent"].modes == ("availability",)
    assert "integrity" in rows["silent"].also_possible
    assert "integrity" not in rows["pinned"].also_possible


def test_a_qualifier_that_nobody_gave_is_named(project):
    answer = ask(project(PINNED), "registry", without_rules=_rules(project(PINNED), "registry-availability"))
    assert set(by_name(answer.affected)) == {"loose"}
    row = by_name(answer.possible)["silent"]
    assert [local_name(name) for name in row.path[-1].unsettled] == ["PinnedByDigest", "SignatureVerified"]
    assert row.path[-1].evidence == "uncertain"
    assert row.path[-1].certainty == "stated"


def _rules(projection: Projection, *names: str) -> list[int]:
    return [place for place, rule in enumerate(projection.rules) if local_name(rule.iri) in names]


TWO_DOCUMENTS = (
    (
        "x:m a aft:Model . x:bot a aft:AIAgent . "
        "x:e a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:m ; "
        "aft:sourceCertainty aft:NotCertain ."
    ),
    "x:bot a aft:AIAgent ; aft:usesModel x:m .",
)


def test_the_same_edge_in_two_documents_is_one_with_the_best_certainty(project):
    alone = ask(project(TWO_DOCUMENTS[0]), "m", "integrity")
    assert alone.counts == {"affected": 0, "possible": 1, "unknown": 0}
    assert alone.possible[0].path[-1].certainty == "not-certain"
    both = ask(project(*TWO_DOCUMENTS), "m", "integrity")
    assert both.counts == {"affected": 1, "possible": 0, "unknown": 0}
    assert len(both.affected[0].path[-1].documents) == 2
    assert both.affected[0].path[-1].certainty == "stated"


def test_documents_that_disagree_about_a_qualifier_leave_it_open(project):
    edge = (
        "x:r a aft:Registry . x:m a aft:Model . x:e{n} a aft:Dependency ; aft:dependent x:m ; "
        "aft:relation aft:distributedThrough ; aft:dependee x:r ; {what} aft:PinnedByDigest , aft:SignatureVerified ."
    )
    documents = [edge.format(n=1, what="aft:hasQualifier"), edge.format(n=2, what="aft:lacksQualifier")]
    found = ask(project(*documents), "r", "control").affected[0]
    assert found.modes == ("availability",)
    assert "integrity" in found.also_possible


FALLBACK = """
x:a a aft:Model . x:b a aft:Model . x:bot a aft:AIAgent .
x:da a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:a .
x:db a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:usesModel ; aft:dependee x:b .
x:need a aft:Need ; aft:needOf x:bot ; aft:relation aft:usesModel ; aft:minimum 1 ; aft:alternative x:da , x:db ;
    aft:completeness {completeness} .
"""


@pytest.mark.parametrize(
    ("alternatives", "mode", "falls"),
    [
        ("by-rule", "availability", False),
        ("by-rule", "integrity", True),
        ("any", "availability", True),
        ("all", "integrity", False),
    ],
)
def test_a_fallback_rescues_availability_and_adds_exposure(project, alternatives, mode, falls):
    projection = project(FALLBACK.format(completeness="aft:Complete"))
    answer = ask(projection, "a", mode, alternatives=alternatives)
    assert ("bot" in by_name(answer.affected)) is falls


def test_alternatives_that_fall_together_are_proved_together(project):
    projection = project(
        FALLBACK.format(completeness="aft:Complete")
        + "x:r a aft:Registry . x:a aft:distributedThrough x:r . x:b aft:distributedThrough x:r ."
    )
    row = by_name(ask(projection, "r").affected)["bot"]
    assert row.mode == "availability"
    assert row.depth == 2
    assert len(row.path) == 3
    assert [local_name(name) for name, _ in row.path[-1].also_needed] == ["a"] or [
        local_name(name) for name, _ in row.path[-1].also_needed
    ] == ["b"]


def test_alternatives_that_nobody_says_are_all_leave_it_possible(project):
    text = FALLBACK.format(completeness="aft:Incomplete") + (
        "x:r a aft:Registry . x:a aft:distributedThrough x:r . x:b aft:distributedThrough x:r ."
    )
    answer = ask(project(text), "r", "availability")
    assert "bot" in by_name(answer.possible)
    assert by_name(answer.possible)["bot"].path[-1].evidence == "uncertain"


def test_a_fallback_that_may_not_exist_rescues_nothing_for_certain(project):
    text = FALLBACK.format(completeness="aft:Complete").replace(
        "aft:dependee x:b .", "aft:dependee x:b ; aft:sourceCertainty aft:NotCertain ."
    )
    answer = ask(project(text), "a", "availability")
    assert answer.counts == {"affected": 0, "possible": 1, "unknown": 0}
    assert answer.possible[0].path[-1].evidence == "uncertain"
    assert ask(project(text), "b", "availability").counts == {"affected": 0, "possible": 0, "unknown": 0}


def test_what_a_document_does_not_say_is_unknown(project):
    text = """
    x:r a aft:Registry . x:m a aft:Model ; aft:distributedThrough x:r .
    x:dark a aft:Application ; aft:dependencyCompleteness aft:NoAssertion .
    x:leaf a aft:Application ; aft:dependencyCompleteness aft:Complete .
    """
    answer = ask(project(text), "r")
    assert [local_name(row.component) for row in answer.unknown] == ["dark"]
    row = answer.unknown[0]
    assert row.depth == 1
    assert row.path[-1].evidence == "unsaid"
    assert local_name(row.path[0].component) == "r"


def test_identity_is_applied_and_reversible(project):
    text = """
    x:r a aft:Registry . x:m a aft:Model . x:copy a aft:Model ; aft:distributedThrough x:r .
    x:bot a aft:AIAgent ; aft:usesModel x:m .
    x:i a aft:IdentityStatement ; aft:canonical x:m ; aft:member x:copy ; aft:matchedBy aft:ContentHash ;
        aft:decision aft:{decision} .
    """
    accepted = ask(project(text.format(decision="Accepted")), "r")
    assert set(by_name(accepted.affected)) == {"m", "bot"}
    rejected = ask(project(text.format(decision="Rejected")), "r")
    assert set(by_name(rejected.affected)) == {"copy"}


def test_a_relation_a_rule_and_a_mode_of_ones_own_carry(project):
    own = """
    x:mirrors a owl:ObjectProperty , aft:CarryingRelation ; rdfs:label "mirrors"@en .
    x:Tainted a aft:Mode ; rdfs:label "tainted"@en .
    x:rule a aft:PropagationRule ; aft:overRelation x:mirrors ; aft:direction aft:ObjectToSubject ;
        aft:fromMode aft:Control ; aft:toMode x:Tainted ; aft:effect aft:FollowsByItself ;
        aft:combines aft:AnyAlternative ; aft:coinScope aft:PerEdge .
    """
    facts = "x:hub a aft:Registry . x:mirror a aft:Registry ; x:mirrors x:hub ."
    assert ask(project(facts), "hub").counts == {"affected": 0, "possible": 0, "unknown": 0}
    answer = ask(project(facts, own), "hub")
    assert [local_name(row.component) for row in answer.affected] == ["mirror"]
    assert answer.affected[0].mode == "tainted"
    assert answer.affected[0].path[-1].rule == "https://example.org/rule"


def test_a_sub_property_carries_as_its_super_property_does(project):
    text = (
        "x:pulls a owl:ObjectProperty ; rdfs:subPropertyOf aft:usesModel . x:m a aft:Model . "
        "x:bot a aft:AIAgent ; x:pulls x:m ."
    )
    assert set(by_name(ask(project(text), "m", "integrity").affected)) == {"bot"}


def test_illustrative_documents_make_illustrative_answers(project):
    edge = "x:m a aft:Model . x:bot a aft:AIAgent ; aft:usesModel x:m ."
    invented = f"<> a aft:SourceDocument ; aft:illustrative true ; aft:defaultCertainty aft:Assumed . {edge}"
    answer = ask(project(invented), "m", "integrity")
    assert answer.illustrative
    assert answer.affected[0].path[-1].certainty == "assumed"
    assert not ask(project(edge), "m", "integrity").illustrative


def test_pages_partition_the_rows(project):
    text = "x:r a aft:Registry . " + " ".join(f"x:m{n} a aft:Model ; aft:distributedThrough x:r ." for n in range(7))
    projection = project(text)
    whole = ask(projection, "r")
    pieces = [row for offset in range(0, 9, 2) for row in ask(projection, "r", offset=offset, limit=2).affected]
    assert pieces == list(whole.affected)
    assert ask(projection, "r", limit=0).counts == whole.counts
    assert ask(projection, "r", limit=0).affected == ()
    with pytest.raises(UsageError, match="limit is -1"):
        ask(projection, "r", limit=-1)


def test_paths_lead_from_the_start_and_count_their_attack_steps(project):
    text = """
    x:r a aft:Registry . x:m a aft:Model . x:bot a aft:AIAgent ; aft:usesModel x:m .
    x:d a aft:Dependency ; aft:dependent x:m ; aft:relation aft:distributedThrough ; aft:dependee x:r ;
        aft:lacksQualifier aft:PinnedByDigest , aft:SignatureVerified .
    """
    projection = project(text)
    answer = ask(projection, "r", without_rules=_rules(projection, "registry-availability"))
    row = by_name(answer.affected)["bot"]
    assert [local_name(step.component) for step in row.path] == ["r", "m", "bot"]
    assert row.depth == len(row.path) - 1 == 2
    assert row.attack_steps == 1
    assert row.path[1].likelihood is not None
    assert row.path[1].likelihood.low <= row.path[1].likelihood.default <= row.path[1].likelihood.high
    assert answer.by_class == {
        "AIAgent": {"affected": 1, "possible": 0, "unknown": 0},
        "Model": {"affected": 1, "possible": 0, "unknown": 0},
    }
