"""The GPU cluster: who shares what with whom, by a walk that is not the engine's, and what falls with a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from typing import Any

    from aftershock import KnowledgeBase


@pytest.fixture(scope="module")
def cluster(estates: dict[str, Any]) -> Any:
    return estates["gpu-cluster"]


def names(rows: Any) -> set[str]:
    return {row.component.rpartition("/")[2] for row in rows}


def neighbours(cluster: Any, worker: str) -> set[str]:
    """Workers that share a kernel with a worker on one host."""
    (host,) = (edge.dependee for edge in cluster.of("runsOn", dependent=worker) if "SharedKernel" in edge.has)
    return {edge.dependent for edge in cluster.of("runsOn", dependee=host) if "SharedKernel" in edge.has} - {worker}


def test_it_is_a_cluster_of_four_tenants(cluster: Any) -> None:
    assert 50 <= len(cluster.components) <= 90
    tenants = {cluster.said(one, "accountable") for one in cluster.kind("Runtime") if "-space-" in one}
    assert tenants == {"brae-lab", "osprey-team", "lumen-desk", "tern-group"}


def test_isolation_is_weak_on_one_node_mixed_on_one_strong_on_one_and_unsaid_on_one(cluster: Any) -> None:
    said = {
        edge.dependee: (edge.has & {"SharedKernel", "MicroVM"}, "SharedKernel" in edge.lacks)
        for edge in cluster.of("runsOn")
        if any("-space-" in other.dependee for other in cluster.of("runsOn", dependent=edge.dependent))
        and edge.dependee.startswith("halyard-node-")
    }
    assert said == {
        "halyard-node-1": ({"SharedKernel"}, False),
        "halyard-node-2": ({"SharedKernel"}, False),
        "halyard-node-3": ({"MicroVM"}, True),
        "halyard-node-4": (set(), False),
    }
    assert cluster.said("halyard-node-4", "accountable") is None


def test_an_escape_is_one_step_because_a_tenants_space_is_no_kernel_boundary(cluster: Any, base: KnowledgeBase) -> None:
    for edge in cluster.of("runsOn"):
        if "-space-" in edge.dependee + edge.dependent:
            assert "SharedKernel" in edge.lacks, edge
    for answer in (base.blast_radius("brae-notebook"), base.blast_radius("corrie-collective")):
        hosts = [row for row in answer.affected if row.component.endswith("halyard-node-1")]
        assert len(hosts) == 1
        for row in (*answer.affected, *answer.possible):
            assert sum((hop.rule or "").endswith("container-escape") for hop in row.path) <= 1, row.component


def test_a_worker_on_the_first_node_takes_its_neighbours_and_the_key_that_one_of_them_holds(
    cluster: Any, base: KnowledgeBase
) -> None:
    affected = names(base.blast_radius("brae-notebook").affected)
    beside = neighbours(cluster, "brae-notebook")
    assert beside == {"lumen-serve", "osprey-train"}
    keys = {edge.dependee for one in beside for edge in cluster.of("holdsCredential", dependent=one)}
    opened = {
        edge.dependee
        for key in keys
        for edge in cluster.of("grantsAccessTo", dependent=key)
        if "AdminScope" in edge.has
    }
    assert opened == {"halyard-model-cache"}
    assert beside | keys | opened <= affected
    without = base.blast_radius("brae-notebook", without_rules=["container-escape"])
    assert names(without.affected).isdisjoint(keys | opened)


def test_a_gpu_that_is_not_cleared_needs_no_escape(cluster: Any, base: KnowledgeBase) -> None:
    guests = {
        edge.dependent for edge in cluster.of("runsOn", dependee="halyard-gpu-1") if "SharedGPUMemory" in edge.has
    }
    assert guests == {"brae-notebook"} | neighbours(cluster, "brae-notebook")
    rows = base.blast_radius("brae-notebook", without_rules=["container-escape"]).affected
    read = {row.component.rpartition("/")[2]: set(row.modes) for row in rows}
    assert {
        one: "confidentiality" in read[one] and "control" not in read[one] for one in guests - {"brae-notebook"}
    } == {
        "lumen-serve": True,
        "osprey-train": True,
    }


def test_the_same_worker_with_a_kernel_of_its_own_takes_no_neighbour(base: KnowledgeBase) -> None:
    answer = base.blast_radius("brae-train")
    assert not {one for one in names([*answer.affected, *answer.possible]) if "lumen" in one or "osprey" in one}


def test_on_the_undocumented_node_neighbours_are_possible(cluster: Any, base: KnowledgeBase) -> None:
    answer = base.blast_radius("tern-spare-jobs")
    assert answer.affected == ()
    assert {"halyard-node-4", "osprey-simulator"} <= names(answer.possible)
    escape = next(row for row in answer.possible if row.component.endswith("halyard-node-4")).path[-1]
    assert any(one.endswith("SharedKernel") for one in escape.unsettled)


def test_a_tampered_model_that_runs_code_reaches_the_host_and_other_tenants(cluster: Any, base: KnowledgeBase) -> None:
    loads = [edge for edge in cluster.of("loads", dependee="corrie-13b-r2") if "RunsCodeOnLoad" in edge.has]
    assert [edge.dependent for edge in loads] == ["brae-notebook"]
    affected = names(base.blast_radius("corrie-collective").affected)
    assert {"brae-notebook", "halyard-node-1", "lumen-space-1", "osprey-space-1"} <= affected


def test_the_image_registry_taints_what_is_neither_pinned_nor_signed(cluster: Any, base: KnowledgeBase) -> None:
    edges = cluster.of("distributedThrough", dependee="halyard-image-registry")
    held = {edge.dependent for edge in edges if edge.has & {"PinnedByDigest", "SignatureVerified"}}
    open_ = {edge.dependent for edge in edges if edge.lacks >= {"PinnedByDigest", "SignatureVerified"}}
    unsaid = {edge.dependent for edge in edges} - held - open_
    answer = base.blast_radius("halyard-image-registry")
    modes = {row.component.rpartition("/")[2]: row for row in answer.affected}
    assert {one for one in held | open_ | unsaid if "integrity" in modes[one].modes} == open_ == {"brae-image"}
    assert {one for one in held | unsaid if "integrity" in modes[one].also_possible} == unsaid == {"lumen-image"}
