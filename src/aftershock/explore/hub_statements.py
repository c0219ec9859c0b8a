"""Statements of a made-up hub, drawn by chance and written as N-Triples."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LABEL", "TYPE", "Shares", "Statements", "iri"]

TYPE = f"<{PREFIXES['rdf']}type>"
LABEL = f"<{PREFIXES['skos']}prefLabel>"
_INTEGER = f"<{PREFIXES['xsd']}integer>"

Shares = tuple[tuple[float, tuple[str, ...], tuple[str, ...]], ...]
"""How often an edge has and lacks which qualifiers: (share, has, lacks); what the shares leave of 1 has none."""


class Statements:
    """Draws and writes: one stream of pseudo-random numbers, one counter of the nodes it has named.

    Parameters
    ----------
    name
        Of the hub; names of nodes begin with it, so that two hubs in one store never share a node.
    seed
        Of the stream.
    """

    def __init__(self, name: str, seed: int) -> None:
        self.name = name
        self.random = Random(seed)  # noqa: S311 -- a made-up world, nothing secret; must be the same everywhere
        self.nodes = 0

    # --- chance: only `Random.random`, whose numbers Python promises never to change for a seed

    def chance(self, share: float) -> bool:
        """Say yes in a share of all cases, 0 to 1."""
        return self.random.random() < share

    def index(self, count: int) -> int:
        """Pick one of so many, each as likely as the other."""
        return int(self.random.random() * count)

    def early(self, count: int) -> int:
        """Pick with a strong leaning to the first ones: a few bases, publishers and data sets carry most."""
        at = self.random.random()
        return int(at * at * at * at * count)  # a power function may differ in its last bit between machines

    def some(self, count: int, most: int) -> list[int]:
        """Pick one to `most` different ones, the first of them by preference."""
        first, how_many = self.early(count), 1 + self.index(most)
        return list(dict.fromkeys((first + step * 7919) % count for step in range(how_many)))

    def drawn(self, shares: Shares) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Draw the qualifiers that an edge has and lacks."""
        at = self.random.random() if shares else 0.0
        for share, has, lacks in shares:
            at -= share
            if at < 0:
                return has, lacks
        return (), ()

    # --- how it is written

    def component(self, slug: str, kind: str, label: str) -> str:
        """Write what a component is and is called."""
        return f'{iri(slug)} {TYPE} <{kind}> .\n{iri(slug)} {LABEL} "{label}"@en .\n'

    def edge(self, dependent: str, relation: str, dependee: str, shares: Shares = ()) -> str:
        """Write an edge in its one form: a bare triple where there is nothing more to say, else a node."""
        has, lacks = self.drawn(shares)
        doubtful = self.chance(0.03)
        if not (has or lacks or doubtful):
            return f"{iri(dependent)} <{relation}> {iri(dependee)} .\n"
        return self.node(dependent, relation, dependee, has, lacks, AFT.NotCertain if doubtful else AFT.Assumed)[1]

    def node(
        self, dependent: str, relation: str, dependee: str, has: Sequence[str], lacks: Sequence[str], certainty: str
    ) -> tuple[str, str]:
        """Write a dependency as a node; give the node's name and its statements."""
        self.nodes += 1
        node = f"<{ID}dependency/{self.name}-{self.nodes}>"
        text = (
            f"{node} {TYPE} <{AFT.Dependency}> .\n{node} <{AFT.dependent}> {iri(dependent)} .\n"
            f"{node} <{AFT.relation}> <{relation}> .\n{node} <{AFT.dependee}> {iri(dependee)} .\n"
            f"{node} <{AFT.sourceCertainty}> <{certainty}> .\n"
        )
        text += "".join(f"{node} <{AFT.hasQualifier}> <{qualifier}> .\n" for qualifier in has)
        return node, text + "".join(f"{node} <{AFT.lacksQualifier}> <{qualifier}> .\n" for qualifier in lacks)

    def either(self, dependent: str, relation: str, found: Sequence[str], share: float, shares: Shares = ()) -> str:
        """Join several as alternatives of one need, with the given chance; else each by an edge of its own."""
        if len(found) > 1 and self.chance(share):
            return self.need(dependent, relation, found, shares)
        return "".join(self.edge(dependent, relation, dependee, shares) for dependee in found)

    def need(self, dependent: str, relation: str, found: Sequence[str], shares: Shares) -> str:
        """Write a need that any one of several dependencies fills."""
        nodes = [self.node(dependent, relation, dependee, *self.drawn(shares), AFT.Assumed) for dependee in found]
        self.nodes += 1
        need = f"<{ID}need/{self.name}-{self.nodes}>"
        return (
            "".join(text for _, text in nodes)
            + f"{need} {TYPE} <{AFT.Need}> .\n{need} <{AFT.needOf}> {iri(dependent)} .\n"
            + f'{need} <{AFT.relation}> <{relation}> .\n{need} <{AFT.minimum}> "1"^^{_INTEGER} .\n'
            + f"{need} <{AFT.completeness}> <{AFT.Complete}> .\n"
            + "".join(f"{need} <{AFT.alternative}> {node} .\n" for node, _ in nodes)
        )


def iri(slug: str) -> str:
    """Write the IRI of a component or agent by its slug."""
    family = "agent" if slug.startswith("hub-agent-") else "component"
    return f"<{ID}{family}/{slug}>"
