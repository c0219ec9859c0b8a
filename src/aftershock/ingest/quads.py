"""Writes what was read of a page as quads: what the source is in one graph, how it was understood in another.

Every node has an IRI made from the document's digest and from places in it, so that the same page gives the same quads.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aftershock.ingest.readers.page_factors import canonical_name
from aftershock.ingest.readers.page_outline import slug_of
from aftershock.ingest.reading import Reading
from aftershock.ingest.recognition.claims import RECOGNISER_VERSION
from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Literal, NamedNode, Quad

    from aftershock.model.agents import AgentPage, ClaimReading, LayerReading
    from aftershock.model.documents import Document, Span

    Fact = tuple[str, str, str | int | Decimal | NamedNode]

__all__ = ["READER_VERSION", "describe_source", "express"]

READER_VERSION: Final = "1"
"""To be raised by whoever changes how a page is read or recognised: readings by two versions are two graphs."""

_DCTERMS, _OA, _PROV, _SKOS = (PREFIXES[prefix] for prefix in ("dcterms", "oa", "prov", "skos"))
_TYPE: Final = PREFIXES["rdf"] + "type"


def express(page: AgentPage, document: Document) -> Reading:
    r"""Write a page as quads.

    Parameters
    ----------
    page
        What was read.
    document
        What it was read from.

    Returns
    -------
    Reading
        The source graph, named like the document, says what the document is; the reading graph says what it says: the
        agent, seven layer statements, the claims with their spans, sentences in which nothing was recognised, and the
        factors and inputs of its risk assessment.

    Examples
    --------
    >>> from aftershock.ingest.readers.agent_page import read_page
    >>> from aftershock.model.documents import Document
    >>> layers = "\n".join(f"L{number}\nData poisoning is possible." for number in range(1, 8))
    >>> document = Document(f"Pause App — agentic threat model\n{layers}".encode(), "pause.txt")
    >>> reading = express(read_page(document), document)
    >>> reading.agents, reading == express(read_page(document), document)
    (('https://w3id.org/aftershock/id/agent/pause-app',), True)
    """
    from pyoxigraph import NamedNode, RdfFormat, serialize

    source = f"{ID}document/{document.sha256}"
    reading = f"{ID}graph/reading/{document.sha256}/{READER_VERSION}"
    agent = f"{ID}agent/{page.slug}"
    lineage = f"{ID}lineage/agent/{page.slug}"
    writer = _Writer(page, source, agent)
    title = f"{page.name} — agentic threat model"
    media_type = "text/plain" if page.text.encode() == document.content else "text/html"
    quads = {
        *describe_source(source, title, document.sha256, media_type, lineage),
        *_in_graph(writer.statements(), NamedNode(reading)),
    }
    ordered = sorted(quads, key=str)
    lines = serialize(ordered, format=RdfFormat.N_QUADS)
    return Reading(
        format="agent-page",
        document=source,
        lineage=lineage,
        graphs=(source, reading),
        quads=len(ordered),
        agents=(agent,),
        findings=page.findings,
        nquads=lines or b"",
    )


def describe_source(document: str, title: str, sha256: str, media_type: str, lineage: str) -> Iterator[Quad]:
    """Give the quads that say what a document is, in the graph of its own name.

    Parameters
    ----------
    document
        Its IRI.
    title
        Its title.
    sha256
        Of its bytes.
    media_type
        Of its bytes.
    lineage
        IRI of what its editions have in common.
    """
    from pyoxigraph import NamedNode

    facts: list[Fact] = [
        (document, _TYPE, NamedNode(_PROV + "Entity")),
        (document, _TYPE, NamedNode(AFT.SourceDocument)),
        (document, _DCTERMS + "title", title),
        (document, AFT.sha256, sha256),
        (document, AFT.mediaType, media_type),
        (document, _PROV + "specializationOf", NamedNode(lineage)),
    ]
    yield from _in_graph(iter(facts), NamedNode(document))


class _Writer:
    """Writes what was understood of a page.

    Parameters
    ----------
    page
        What was read.
    document
        The document's IRI.
    agent
        The agent's IRI.
    """

    def __init__(self, page: AgentPage, document: str, agent: str) -> None:
        self.page, self.document, self.agent = page, document, agent

    def statements(self) -> Iterator[Fact]:
        yield from self._agent()
        for layer in self.page.layers:
            statement = f"{self.document}/L{layer.number}"
            yield from self._layer(layer, statement)
            for claim in layer.claims:
                yield from self._claim(claim, statement)
            for span in layer.unclassified:
                yield from self._unclassified(span, statement)
        yield from self._assessment()

    def _agent(self) -> Iterator[Fact]:
        yield self.agent, _TYPE, _node(AFT.AIAgent)
        yield self.agent, _SKOS + "prefLabel", self.page.name
        yield self.agent, AFT.slug, self.page.slug
        if self.page.summary:
            yield self.agent, _DCTERMS + "description", self.page.summary

    def _layer(self, layer: LayerReading, statement: str) -> Iterator[Fact]:
        certainty = AFT.Stated if layer.certainty == "stated" else AFT.NotCertain
        yield statement, _TYPE, _node(AFT.LayerStatement)
        yield statement, AFT.agent, _node(self.agent)
        yield statement, AFT.layer, _node(f"{PREFIXES['maestro']}L{layer.number}")
        yield statement, AFT.sourceCertainty, _node(certainty)
        yield statement, _PROV + "wasDerivedFrom", _node(self.document)
        yield from _passage(statement, layer.span)

    def _claim(self, reading: ClaimReading, statement: str) -> Iterator[Fact]:
        exposed = reading.polarity == "exposed"
        claim = f"{statement}/{reading.threat}" + ("" if exposed else "/mitigated")
        span = f"{self.document}/span/{reading.span.start}-{reading.span.end}"
        yield claim, _TYPE, _node(AFT.ThreatClaim)
        yield claim, AFT.agent, _node(self.agent)
        yield claim, AFT.threat, _node(PREFIXES["threat"] + reading.threat)
        yield claim, AFT.bearsOn, _node(self.agent)
        yield claim, AFT.polarity, _node(AFT.Exposed if exposed else AFT.Mitigated)
        yield claim, AFT.claimBasis, _node(AFT.Recognised)
        yield claim, AFT.recogniserVersion, RECOGNISER_VERSION
        yield claim, _PROV + "wasDerivedFrom", _node(statement)
        yield claim, _PROV + "wasDerivedFrom", _node(span)
        yield from self._span(span, reading.span)

    def _span(self, iri: str, span: Span) -> Iterator[Fact]:
        quote, position = f"{iri}/quote", f"{iri}/position"
        yield iri, _TYPE, _node(_OA + "SpecificResource")
        yield iri, _OA + "hasSource", _node(self.document)
        yield iri, _OA + "hasSelector", _node(quote)
        yield iri, _OA + "hasSelector", _node(position)
        yield quote, _TYPE, _node(_OA + "TextQuoteSelector")
        yield quote, _OA + "exact", span.exact
        yield position, _TYPE, _node(_OA + "TextPositionSelector")
        yield position, _OA + "start", span.start
        yield position, _OA + "end", span.end

    def _unclassified(self, span: Span, statement: str) -> Iterator[Fact]:
        sentence = f"{statement}/sentence/{span.start}-{span.end}"
        yield sentence, _TYPE, _node(AFT.UnclassifiedStatement)
        yield sentence, _PROV + "wasDerivedFrom", _node(statement)
        yield from _passage(sentence, span)

    def _assessment(self) -> Iterator[Fact]:
        inputs = self.page.inputs
        shown = {
            AFT.factorSum: sum(self.page.factors.values(), Decimal(0)) if self.page.factors else None,
            AFT.cvssBase: inputs.cvss_base,
            AFT.threatMultiplier: inputs.threat_multiplier,
            AFT.mitigationFactor: inputs.mitigation_factor,
            AFT.scoreShown: inputs.aivss,
            AFT.aarsShown: inputs.aars,
        }
        given = {term: value for term, value in shown.items() if value is not None}
        if not given:
            return
        risk = f"{self.document}/risk"
        yield risk, _TYPE, _node(AFT.RiskAssessment)
        yield risk, AFT.assesses, _node(self.agent)
        yield risk, _PROV + "wasDerivedFrom", _node(self.document)
        for term, value in given.items():
            yield risk, term, value
        for order, (name, value) in enumerate(self.page.factors.items(), 1):
            slug = slug_of(canonical_name(name))
            score = f"{risk}/{slug}"
            yield risk, AFT.factorScore, _node(score)
            yield score, _TYPE, _node(AFT.FactorScore)
            yield score, AFT.factorOf, _node(PREFIXES["factor"] + slug)
            yield score, AFT.factorName, name
            yield score, AFT.score, value
            yield score, AFT.order, order


def _passage(subject: str, span: Span) -> Iterator[Fact]:
    yield subject, AFT.text, span.exact
    yield subject, AFT.startOffset, span.start
    yield subject, AFT.endOffset, span.end


def _in_graph(facts: Iterator[Fact], graph: NamedNode) -> Iterator[Quad]:
    from pyoxigraph import Quad

    for subject, predicate, value in facts:
        yield Quad(_node(subject), _node(predicate), _term(value), graph)


def _term(value: str | int | Decimal | NamedNode) -> Literal | NamedNode:
    from pyoxigraph import Literal, NamedNode

    if isinstance(value, NamedNode | str):
        return value if isinstance(value, NamedNode) else Literal(value)
    if isinstance(value, int):
        return Literal(str(value), datatype=_node(PREFIXES["xsd"] + "integer"))
    return Literal(f"{value.normalize():f}", datatype=_node(PREFIXES["xsd"] + "decimal"))


def _node(iri: str) -> NamedNode:
    from pyoxigraph import NamedNode

    return NamedNode(iri)
