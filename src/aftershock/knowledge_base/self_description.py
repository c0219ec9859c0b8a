"""What the service says of itself in RDF: the SPARQL service description, and VoID."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.errors import UsageError
from aftershock.knowledge_base.core import Core
from aftershock.model.answers import QueryAnswer
from aftershock.store.base import KINDS
from aftershock.store.results import GRAPH_FORMATS
from aftershock.vocabulary import ID, NAMESPACE

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from aftershock.store.layout import Current

__all__ = ["SelfDescription"]

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULTS: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS: Final = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
_NOTATIONS: Final = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}


class SelfDescription(Core):
    """The part of a knowledge base that says what it is to other machines."""

    def service_description(self, endpoint: str, format: str = "turtle", *, writable: bool = False) -> QueryAnswer:
        """Describe the service as SPARQL 1.1 Service Description has it.

        Parameters
        ----------
        endpoint
            The address of the query service.
        format
            ``turtle``, ``ntriples``, ``jsonld`` or ``rdfxml``.
        writable
            Whether there is anybody who may send updates.
        """
        from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef

        sd, void = Namespace(_SD), Namespace("http://rdfs.org/ns/void#")
        graph, service, current = Graph(), URIRef(endpoint), self._engine.current()
        graph.bind("sd", sd)
        graph.bind("void", void)
        graph.add((service, RDF.type, sd.Service))
        graph.add((service, sd.endpoint, service))
        languages = (sd.SPARQL10Query, sd.SPARQL11Query, *((sd.SPARQL11Update,) if writable else ()))
        union = self._engine.default_graph == "union"
        for language in languages:
            graph.add((service, sd.supportedLanguage, language))
        for feature in (sd.EmptyGraphs, *((sd.UnionDefaultGraph,) if union else ())):
            graph.add((service, sd.feature, feature))
        for name in (*_RESULTS, *_GRAPHS):
            graph.add((service, sd.resultFormat, URIRef(_FORMATS + name)))
        for name in _GRAPHS:
            graph.add((service, sd.inputFormat, URIRef(_FORMATS + name)))
        graph.add((service, sd.defaultEntailmentRegime, URIRef("http://www.w3.org/ns/entailment/Simple")))
        dataset, default = BNode("dataset"), BNode("default")
        graph.add((service, sd.defaultDataset, dataset))
        graph.add((dataset, RDF.type, sd.Dataset))
        graph.add((dataset, sd.defaultGraph, default))
        graph.add((default, RDF.type, sd.Graph))
        for number, entry in enumerate(current.graphs):
            named, held = BNode(f"named{number}"), BNode(f"graph{number}")
            graph.add((dataset, sd.namedGraph, named))
            graph.add((named, RDF.type, sd.NamedGraph))
            graph.add((named, sd.name, URIRef(entry.graph)))
            graph.add((named, sd.graph, held))
            graph.add((held, RDF.type, sd.Graph))
            graph.add((held, void.triples, Literal(entry.triples)))
        return _written(graph, format, current)

    def void_description(self, origin: str, format: str = "turtle") -> QueryAnswer:
        """Describe what the service holds in VoID.

        Parameters
        ----------
        origin
            The address of the service, without a slash at its end.
        format
            ``turtle``, ``ntriples``, ``jsonld`` or ``rdfxml``.
        """
        from rdflib import RDF, Graph, Literal, Namespace, URIRef

        void, terms = Namespace("http://rdfs.org/ns/void#"), Namespace("http://purl.org/dc/terms/")
        graph, current = Graph(), self._engine.current()
        graph.bind("void", void)
        graph.bind("dcterms", terms)
        document, dataset = URIRef(f"{origin}/.well-known/void"), URIRef(f"{origin}/.well-known/void#dataset")
        facts: list[tuple[Node, Node, Node]] = [
            (document, RDF.type, void.DatasetDescription),
            (document, URIRef("http://xmlns.com/foaf/0.1/primaryTopic"), dataset),
            (dataset, RDF.type, void.Dataset),
            (dataset, terms.title, Literal("Aftershock: threats to AI agents, and what falls with what", "en")),
            (dataset, void.sparqlEndpoint, URIRef(f"{origin}/sparql")),
            (dataset, void.uriSpace, Literal(ID)),
            (dataset, void.vocabulary, URIRef(NAMESPACE)),
            (dataset, void.triples, Literal(sum(entry.triples for entry in current.graphs))),
            (dataset, void.exampleResource, URIRef(f"{ID}maestro/L4")),
        ]
        facts += [(dataset, void.feature, URIRef(_FORMATS + name)) for name in _GRAPHS]
        for kind in KINDS:
            held = [entry for entry in current.graphs if entry.kind == kind]
            if held:
                part = URIRef(f"{dataset}-{kind}")
                facts += [
                    (dataset, void.subset, part),
                    (part, RDF.type, void.Dataset),
                    (part, terms.title, Literal(f"{kind} graphs", "en")),
                    (part, void.triples, Literal(sum(entry.triples for entry in held))),
                ]
        for fact in facts:
            graph.add(fact)
        return _written(graph, format, current)


def _written(graph: Graph, format: str, current: Current) -> QueryAnswer:
    if format not in _NOTATIONS:
        raise UsageError(f"this is written as {', '.join(_NOTATIONS)}, not as {format!r}")
    content = graph.serialize(format=_NOTATIONS[format], encoding="utf-8")
    media_type = GRAPH_FORMATS[format].media_type
    return QueryAnswer("construct", media_type, content, len(graph), str(current.revision))
