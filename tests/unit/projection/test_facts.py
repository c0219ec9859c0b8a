"""Facts: either answer is what documents say that give it."""

from __future__ import annotations

import pytest
from tests.unit.projection.tangle import question

from aftershock.cascade.reach import reach
from aftershock.model.iri import local_name
from aftershock.projection.facts import facts

PIN = "<https://w3id.org/aftershock/id/mitigation/digest-pinning>"
OPEN = """
x:hub a aft:Registry . x:m a aft:Model . x:bot a aft:AIAgent . x:app a aft:Application .
x:n a aft:Model .
x:d1 a aft:Dependency ; aft:dependent x:m ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    LACKS aft:SignatureVerified, aft:PrivateArtifact .
x:d2 a aft:Dependency ; aft:dependent x:app ; aft:relation aft:dependsOn ; aft:dependee x:bot ;
    aft:sourceCertainty aft:NotCertain .
x:bot aft:usesModel x:m .
x:n aft:distributedThrough x:hub .
x:dep a aft:MitigationDeployment ; aft:ofMitigation PIN ; aft:deployedOn x:m ; aft:status aft:Unknown .
""".replace("PIN", PIN)
UNPINNED = OPEN.replace("LACKS", "aft:lacksQualifier")


def of_hub(project, text):
    """What falls with the hub if nothing depends on its being there."""
    projection = project(text)
    off = [place for place, rule in enumerate(projection.rules) if rule.iri.endswith("-availability")]
    return question(projection, "hub", mode="control", worlds=64, without_rules=tuple(off))


def told(project, text):
    asked = of_hub(project, text)
    return asked.standing(asked.run())


def test_a_qualifier_either_way_is_what_documents_say(project):
    found = facts(of_hub(project, UNPINNED), limit=100)
    fact = next(
        one
        for one in found.rows
        if one.kind == "qualifier" and local_name(one.component) == "m" and local_name(one.about) == "PinnedByDigest"
    )
    assert [local_name(one) for one in fact.edge] == ["m", "distributedThrough", "hub"]
    assert fact.question == 'm distributed through hub: does "pinned by digest" hold of that?'
    yes = UNPINNED.replace("x:bot aft:usesModel", "x:d1 aft:hasQualifier aft:PinnedByDigest . x:bot aft:usesModel")
    no = UNPINNED.replace("x:bot aft:usesModel", "x:d1 aft:lacksQualifier aft:PinnedByDigest . x:bot aft:usesModel")
    assert fact.if_true == told(project, yes)
    assert fact.if_false == told(project, no)
    assert found.before == told(project, UNPINNED)
    assert max(fact.moves) >= 1


def test_an_uncertain_edge_and_an_unknown_mitigation_either_way_are_what_documents_say(project):
    settled = UNPINNED.replace("aft:lacksQualifier ", "aft:lacksQualifier aft:PinnedByDigest, ")
    found = {one.kind: one for one in facts(of_hub(project, settled)).rows}
    edge, mitigation = found["edge"], found["mitigation"]
    assert edge.if_true == told(project, settled.replace("aft:NotCertain", "aft:Stated"))
    assert edge.if_false == told(project, settled.replace("aft:dependent x:app", "x:told x:app"))
    assert edge.moves == (1, 1)
    assert edge.question.startswith("Is it so that app depends on bot?")
    assert mitigation.if_true == told(project, settled.replace("aft:Unknown", "aft:Present"))
    assert mitigation.if_false == told(project, settled.replace("aft:Unknown", "aft:Absent"))
    assert mitigation.moves == (0, 0)
    before = width(told(project, settled))
    narrower = before - min(width(mitigation.if_true), width(mitigation.if_false))
    assert mitigation.narrows == pytest.approx(max(0.0, narrower)) != 0
    assert mitigation.question == "Is digest pinning in place on m?"


def width(standing):
    return standing.expected.high - standing.expected.low


def test_dependencies_that_a_document_does_not_say(project):
    silent = "x:a a aft:Service . x:b a aft:Service ; aft:dependencyCompleteness aft:NoAssertion . "
    projection = project(silent + "x:c a aft:Service ; aft:dependsOn x:b .")
    found = facts(question(projection, "a", worlds=64))
    (fact,) = found.rows
    assert (fact.kind, local_name(fact.component)) == ("dependencies", "b")
    assert found.before.counts == {"affected": 0, "possible": 0, "unknown": 2}
    assert fact.if_true.counts == {"affected": 2, "possible": 0, "unknown": 0}
    assert fact.if_false.counts == {"affected": 0, "possible": 0, "unknown": 0}
    assert fact.moves == (2, 2)
    assert fact.edge is None
    assert fact.about is None
    assert (found.tried, found.total) == (1, 1)


def test_those_that_move_most_come_first_and_what_was_not_tried_is_said(tangles, monkeypatch):
    moves = []
    for projection in tangles:
        found = facts(question(projection, "s0", worlds=64), limit=100)
        moves += [row.moves for row in found.rows]
        keys = [(max(row.moves), min(row.moves), row.narrows) for row in found.rows]
        assert keys == sorted(keys, reverse=True)
        assert all(any(row.moves) or row.narrows > 0 for row in found.rows)
        assert found.tried == found.total >= len(found.rows)
    assert any(max(one) > 0 for one in moves)
    monkeypatch.setattr("aftershock.projection.facts._TRIED", 1)
    monkeypatch.setattr("aftershock.projection.facts._LEAST", 1)
    projection = next(one for one in tangles if facts(question(one, "s0", worlds=64)).total > 1)
    few = facts(question(projection, "s0", worlds=64))
    assert few.tried == 1 < few.total
    assert few.scene.notes == (f"of {few.total:,} open facts the 1 nearest were tried",)
    known = reach(projection.graph, question(projection, "s0").run().found.starts)
    assert few.before.counts["affected"] == known.counts[0]


def test_so_many_as_asked_are_tried_the_nearest_first(project):
    asked = of_hub(project, UNPINNED)
    everything, first = facts(asked, limit=100), facts(asked, limit=100, tried=3)
    assert (first.tried, first.total) == (3, everything.total)
    assert everything.tried > 3
    assert {one.question for one in first.rows} < {one.question for one in everything.rows}
    assert any("the 3 nearest were tried" in note for note in first.scene.notes)
