"""The documented incidents: dated, sourced, and replayed over the shipped rules as their sources tell them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef

from aftershock import Document, KnowledgeBase
from aftershock.resources import catalog_files, ontology_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rdflib.term import Node

    from aftershock.model.radius import BlastRadius

AFT = Namespace("https://w3id.org/aftershock/ontology#")
INCIDENT = Namespace("https://w3id.org/aftershock/id/incident/")
PAPERS = {AFT.Incident, AFT.ScenarioEvent, AFT.Figure, AFT.Dependency, DCTERMS.BibliographicResource}

#: What fell, by slug, in the words of the sources: for certain, and by a step that no source states. Kept by hand.
FELL: dict[str, tuple[set[str], set[str]]] = {
    "litellm-2026": (
        {
            *("litellm-publish-token", "litellm-pypi-account", "litellm-1.82.7", "litellm-1.82.8"),
            *("litellm-installation", "litellm-installation-keys"),
        },
        set(),
    ),
    "trivy-2026": (
        {
            *("trivy-repository", "trivy-action-repository", "setup-trivy-repository"),
            *("trivy-0.69.4", "trivy-action-0.34.2", "setup-trivy-0.2.5"),
            *("trivy-action-user", "trivy-action-user-secrets"),
        },
        {
            *("litellm-pipeline", "litellm-publish-token", "litellm-pypi-account", "litellm-1.82.7", "litellm-1.82.8"),
            *("litellm-installation", "litellm-installation-keys"),
        },
    ),
    "xz-2024": (
        {
            *("xz-5.6.0", "xz-5.6.1", "liblzma5-5.6.0-0.2", "liblzma5-5.6.1-1", "kali-liblzma5-5.6.0-0.2"),
            *("debian-ssh-server", "kali-ssh-server"),
        },
        set(),
    ),
    "tj-actions-2025": (
        {
            *("spotbugs-repository", "reviewdog-maintainer-token", "reviewdog-action-setup-repository"),
            *("reviewdog-action-setup-v1", "eslint-changed-files-2025-03-11", "tj-actions-build"),
            *("tj-actions-bot-token", "tj-actions-changed-files-repository", "tj-actions-changed-files-v45.0.7"),
            *("tj-actions-user", "tj-actions-user-secrets"),
        },
        set(),
    ),
    "shai-hulud-2025-09": (
        {
            *("rxnt-authentication-0.0.3", "shai-hulud-installation", "shai-hulud-stolen-keys"),
            *("shai-hulud-next-token", "ngx-bootstrap-account", "ngx-bootstrap-20.0.4"),
        },
        {
            *("angulartics2-collaborator-machine", "angulartics2-collaborator-access", "angulartics2-repository"),
            *("tinycolor-npm-token", "scttcper", "ctrl-tinycolor-4.1.1", "ctrl-tinycolor-4.1.2"),
        },
    ),
    "shai-hulud-2025-11": (
        {
            *("posthog-bot-token", "posthog-repository", "posthog-workflows", "posthog-npm-token"),
            *("posthog-npm-account", "posthog-node-5.13.3", "posthog-js-1.297.3", "shai-hulud-2-installation"),
            *("shai-hulud-2-stolen-keys", "shai-hulud-2-next-token", "shai-hulud-2-next-account"),
        },
        set(),
    ),
    "nx-2025": (
        {
            *("nx-publish-workflow", "nx-npm-token", "nx-npm-account", "nx-21.5.0", "nx-20.9.0", "nx-devkit-21.5.0"),
            *("nx-console-18.65.1", "nx-installation", "nx-console-editor", "nx-installation-keys"),
        },
        set(),
    ),
    "ultralytics-2024": (
        {
            *("ultralytics-cache", "ultralytics-release-build", "ultralytics-8.3.41", "ultralytics-8.3.42"),
            *("ultralytics-pypi-token", "ultralytics-pypi-account", "ultralytics-8.3.45", "ultralytics-8.3.46"),
            "ultralytics-installation",
        },
        set(),
    ),
    "postmark-mcp-2025": (
        {
            *("postmark-mcp-1.0.16", "postmark-mcp-1.0.17", "postmark-mcp-1.0.18"),
            *("postmark-mcp-server", "postmark-mcp-agent"),
        },
        set(),
    ),
    "hub-models-2024": ({"baller423-goober2", "model-loading-machine"}, set()),
    "hub-cross-tenant-2024": (
        {
            *("inference-worker", "inference-host", "other-tenant-worker", "other-tenant-model"),
            *("spaces-registry-access", "spaces-image-registry", "other-tenant-image"),
        },
        set(),
    ),
    "clawhub-2026": (
        {
            *("solana-wallet-tracker-skill", "clawhavoc-prerequisite", "clawhavoc-agent", "clawhavoc-machine"),
            "clawhavoc-stolen-keys",
        },
        set(),
    ),
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    """All incidents, with the ontology and the threats that they name."""
    found = Graph()
    for path in (*ontology_files(), *(one for one in catalog_files() if one.parent.name == "incidents")):
        found.parse(path)
    return found.parse(next(one for one in catalog_files() if one.name == "threats.ttl"))


@pytest.fixture(scope="module")
def base() -> Iterator[KnowledgeBase]:
    """An installation as it comes, with nothing ingested."""
    with KnowledgeBase.open() as opened:
        yield opened


def mine(graph: Graph, root: Path) -> list[URIRef]:
    """Every IRI that a file of incidents describes."""
    files = Graph()
    for path in (root / "data/catalog/incidents").glob("*.ttl"):
        files.parse(path)
    assert len(files) > 2000
    return [node for node in set(files.subjects()) if isinstance(node, URIRef)]


def time(graph: Graph, node: Node, term: URIRef) -> datetime:
    value = graph.value(node, term)
    assert isinstance(value, Literal), (node, term)
    assert value.datatype == XSD.dateTimeStamp, (node, term)
    when = datetime.fromisoformat(str(value))
    assert when.tzinfo == UTC, node
    return when


def replay(base: KnowledgeBase, graph: Graph, incident: URIRef) -> list[BlastRadius]:
    """Start at each start of the incident, in the mode that its first event puts it in."""
    radii = []
    for start in sorted(graph.objects(incident, AFT.startsAt), key=str):
        events = set(graph.subjects(AFT.onComponent, start)) & set(graph.subjects(AFT.ofScenario, incident))
        modes = {graph.value(one, AFT.putsInMode) for one in events} - {None}
        assert len(modes) == 1, start
        radii.append(base.blast_radius(str(start), mode=str(modes.pop()).rpartition("#")[2].casefold()))
    return radii


def slugs(graph: Graph, components: set[str]) -> set[str]:
    return {str(graph.value(URIRef(one), AFT.slug)) for one in components}


def test_there_are_the_incidents_that_were_asked_for(graph: Graph) -> None:
    assert {str(one).rpartition("/")[2] for one in graph.subjects(RDF.type, AFT.Incident)} == set(FELL)
    assert len(FELL) >= 6


@pytest.mark.parametrize("name", FELL)
def test_an_incident_says_when_what_and_who_says_so(name: str, graph: Graph) -> None:
    incident = INCIDENT[name]
    words = str(graph.value(incident, DCTERMS.description)).split()
    assert 25 <= len(words) <= 110
    assert len(set(graph.objects(incident, DCTERMS.source))) >= 2
    threats = set(graph.objects(incident, DCTERMS.subject))
    assert threats
    assert all((threat, RDF.type, AFT.Threat) in graph for threat in threats)
    assert time(graph, incident, AFT.windowFrom) < time(graph, incident, AFT.windowUntil)


@pytest.mark.parametrize("name", FELL)
def test_the_window_holds_every_event_and_the_events_are_in_order(name: str, graph: Graph) -> None:
    incident = INCIDENT[name]
    opens, closes = time(graph, incident, AFT.windowFrom), time(graph, incident, AFT.windowUntil)
    events = sorted(graph.subjects(AFT.ofScenario, incident), key=str)
    events = [one for one in events if (one, RDF.type, AFT.ScenarioEvent) in graph]
    assert len(events) >= 4
    spans = [(time(graph, one, AFT.notBefore), time(graph, one, AFT.notAfter)) for one in events]
    assert all(opens <= early <= late <= closes for early, late in spans)
    for number, (_, late) in enumerate(spans):  # none can have ended before one that is told earlier could begin
        assert all(early <= late for early, _ in spans[:number]), events[number]
    kinds = [graph.value(one, AFT.eventKind) for one in events]
    assert kinds[0] == AFT.CompromiseBegan
    assert {AFT.Disclosed, AFT.Withdrawn} & set(kinds)


@pytest.mark.parametrize("name", FELL)
def test_a_replay_reaches_what_the_later_events_name_and_in_the_mode_they_name(
    name: str, graph: Graph, base: KnowledgeBase
) -> None:
    incident = INCIDENT[name]
    radii = replay(base, graph, incident)
    modes = {
        row.component: {*row.modes, *row.also_possible}
        for radius in radii
        for row in (*radius.affected, *radius.possible)
    }
    starts = {str(one) for one in graph.objects(incident, AFT.startsAt)}
    named = set()
    for event in graph.subjects(AFT.ofScenario, incident):
        mode = graph.value(event, AFT.putsInMode)
        for component in graph.objects(event, AFT.onComponent):
            named.add(str(component))
            if str(component) not in starts and mode is not None:
                assert str(mode).rpartition("#")[2].casefold() in modes[str(component)], (event, component)
    assert starts <= named
    assert named - starts <= set(modes)
    assert len(named) >= 3


@pytest.mark.parametrize("name", FELL)
def test_a_replay_reaches_what_fell_and_nothing_else(name: str, graph: Graph, base: KnowledgeBase) -> None:
    radii = replay(base, graph, INCIDENT[name])
    affected = {row.component for radius in radii for row in radius.affected}
    possible = {row.component for radius in radii for row in radius.possible}
    assert slugs(graph, affected) == FELL[name][0]
    assert slugs(graph, possible) == FELL[name][1]
    assert not any(radius.unknown or radius.illustrative for radius in radii)


def test_what_is_possible_rests_on_an_edge_that_is_not_certain(graph: Graph, base: KnowledgeBase) -> None:
    """Not only on a qualifier that somebody forgot to give: where the sources are sure of a step, so is the replay."""
    for name, (_, possible) in FELL.items():
        doubtful = [
            step
            for radius in replay(base, graph, INCIDENT[name])
            for row in radius.possible
            for step in row.path
            if step.evidence == "uncertain"
        ]
        assert bool(doubtful) == bool(possible)
        assert {step.certainty for step in doubtful} <= {"not-certain"}


def test_no_project_falls_with_its_releases(graph: Graph, base: KnowledgeBase) -> None:
    releases = list(graph.subject_objects(AFT.releaseOf))
    assert len(releases) >= 20
    projects = {str(project) for _, project in releases}
    assert not projects & {str(release) for release, _ in releases}
    for release, project in releases:
        assert (graph.value(release, RDF.type), graph.value(release, AFT.version) is not None) == (
            graph.value(project, RDF.type),
            True,
        )
        radius = base.blast_radius(str(release))
        assert not projects & {row.component for row in (*radius.affected, *radius.possible, *radius.unknown)}


def test_what_the_sources_except_does_not_fall(graph: Graph) -> None:
    fell = {slug for certain, possible in FELL.values() for slug in certain | possible}
    excepted = {"litellm-proxy-image", "postmark-mcp-1.0.15", "pypi", "npm-registry", "hugging-face-hub", "clawhub"}
    assert excepted <= {str(one) for one in graph.objects(None, AFT.slug)}
    assert not fell & excepted


def test_figures_are_ranges_and_name_who_says_each_end(graph: Graph) -> None:
    figures = list(graph.subjects(RDF.type, AFT.Figure))
    assert len(figures) >= 15
    disputed = 0
    for figure in figures:
        low, high = (graph.value(figure, term) for term in (AFT.figureLow, AFT.figureHigh))
        assert isinstance(low, Literal)
        assert isinstance(high, Literal)
        assert 0 < float(low) <= float(high), figure
        said_low, said_high = (set(graph.objects(figure, term)) for term in (AFT.saidLow, AFT.saidHigh))
        assert said_low
        assert said_high
        disputed += float(low) < float(high) and said_low != said_high
        kind = graph.value(figure, AFT.comparesWith)
        assert kind is None or AFT.Component in set(graph.transitive_objects(kind, RDFS.subClassOf))
    assert disputed >= 10


def test_every_fact_has_a_source_with_a_title_and_an_address(graph: Graph, root: Path) -> None:
    nodes = mine(graph, root)
    for node in nodes:
        kind = graph.value(node, RDF.type)
        if kind == DCTERMS.BibliographicResource:
            assert str(graph.value(node, RDFS.seeAlso)).startswith("https://"), node
            assert (node, DCTERMS.title, None) in graph
            continue
        said = {*graph.objects(node, DCTERMS.source), *graph.objects(node, AFT.saidLow)}
        assert said, node
        assert all((one, RDF.type, DCTERMS.BibliographicResource) in graph for one in said), node


def test_every_component_is_named_and_on_an_edge_or_a_project(graph: Graph, root: Path) -> None:
    carried = {*graph.objects(None, AFT.dependent), *graph.objects(None, AFT.dependee)}
    projects = set(graph.objects(None, AFT.releaseOf))
    components = [node for node in mine(graph, root) if graph.value(node, RDF.type) not in PAPERS]
    assert len(components) > 120
    for component in components:
        assert (component, SKOS.prefLabel, None) in graph
        alone = component not in carried | projects
        assert not alone or str(graph.value(component, AFT.slug)) == "litellm-proxy-image", component


def test_an_estate_that_uses_a_bad_release_falls_and_one_that_pins_a_good_one_does_not() -> None:
    turtle = b"""@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://shop.example/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    x:gateway a aft:Gateway ; skos:prefLabel "Shop gateway" ; aft:dependsOn <pkg:pypi/litellm@1.82.8> .
    x:bot a aft:AIAgent ; skos:prefLabel "Shop bot" ; aft:dependsOn x:gateway .
    x:ledger a aft:Application ; skos:prefLabel "Shop ledger" ; aft:dependsOn <pkg:pypi/litellm@1.82.6> .
    <pkg:pypi/litellm@1.82.6> a aft:Package ; skos:prefLabel "litellm 1.82.6" ; aft:releaseOf <pkg:pypi/litellm> ;
        aft:version "1.82.6" ."""
    with KnowledgeBase.open() as base:
        base.ingest(Document(turtle, "shop.ttl"))
        fell = {row.component for row in base.blast_radius("litellm-pypi-account").affected}
    assert {"https://shop.example/gateway", "https://shop.example/bot"} <= fell
    assert not {"https://shop.example/ledger", "pkg:pypi/litellm@1.82.6"} & fell
