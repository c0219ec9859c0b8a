"""What ``apt-cache rdepends --recurse --important`` prints, as edges between components.

From a package reached, apt goes

- to every package of which any known version names it in Depends or Pre-Depends, among whatever alternatives and with
  whatever versions. A name is what is written: ``NAME:any`` is another name than ``NAME``, and a name that a package
  provides another than its own, so that what needs those is not reached;
- to every package whose newest known version provides its name, if that satisfies some dependency on the name.

So an edge exists here although the dependency may be filled by something else: apt asks who speaks of a package, the
rules of the ontology who falls with it. Lists of packages and the status file count together, as for apt itself:
whatever they say stands beside each other, and the newest version is the newest of all.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from aftershock.cascade.graph import ConsequenceGraph
from aftershock.model.debian import Asked, package_url, satisfies, version_key
from aftershock.projection.tsv import by_document, rows, text
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from aftershock.projection.statements import Statements
    from aftershock.projection.stored import Projection
    from aftershock.projection.tsv import Ask

    Pairs = NDArray[np.int32]

__all__ = ["as_apt_sees", "read_apt"]


def read_apt(
    ask: Ask,
    said: Statements,
    edge_of: NDArray[np.int64],
    index: Mapping[bytes, int],
    documents: Mapping[bytes, int],
    relation: int,
) -> Pairs:
    """Read the edges that apt follows.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes.
    said, edge_of
        Edges as they were said, and which merged edge each became.
    index
        Index of each component's cell.
    documents
        Index of each current document's cell.
    relation
        Index of ``aft:dependsOn``.

    Returns
    -------
    ndarray of int32
        Rows of what is reached first, what is reached from it, and the merged edge that says so, -1 where a provided
        name does; shape ``(n, 3)``. None where no current document is a list of Debian packages.
    """
    versions = list(_said(ask, AFT.newestVersion, index, documents))
    if not versions:
        return np.zeros((0, 3), np.int32)
    first, then, document = said.dependee, said.dependent, said.document
    lists = np.asarray(sorted({place for _, place, _ in versions}), np.int64)
    by_own_name = np.isin(document, lists) & (said.relation == relation)
    ranges: dict[int, set[Asked]] = defaultdict(set)
    named: list[tuple[int, int, int]] = []
    asked_as = _asked_as(ask, said)
    for place, texts in asked_as.items():
        if not by_own_name[place]:
            continue
        by_own_name[place] = False
        for asked in texts:
            name = index.get(f"<{package_url(asked.name)}>".encode())
            if name == first[place]:
                by_own_name[place] = True
            elif name is not None and ":" not in asked.name:
                named.append((name, int(then[place]), int(edge_of[place])))
                ranges[name].add(asked)
    provided = _provided(ask, index, documents, versions)
    asked_for = np.isin(first, np.asarray(list(provided), np.int64)) & by_own_name
    spoken = set(zip(first[asked_for].tolist(), document[asked_for].tolist(), strict=True))
    widest: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name, place, range_ in _said(ask, AFT.askedVersions, index, documents):
        widest[name, place].append(range_)
    for name, place in spoken:
        ranges[name].update(Asked("", *one.split(" ", 1)) for one in widest.get((name, place), ()))
        if (name, place) not in widest:
            ranges[name].add(Asked(""))
    provides = [
        (name, provider, -1)
        for name, providers in provided.items()
        for provider, version in providers
        if provider != name and any(satisfies(version, one.operator, one.version) for one in ranges[name])
    ]
    plain = np.stack([first, then, edge_of], axis=1)[by_own_name]
    more = np.asarray([*named, *provides], np.int64).reshape(-1, 3)
    return np.unique(np.concatenate([plain, more]), axis=0).astype(np.int32)


def as_apt_sees(projection: Projection, mode: int) -> Projection:
    """Give a projection whose graph has the edges that apt follows, and no others.

    Parameters
    ----------
    projection
        As it is.
    mode
        Index of the mode that is handed on as it is: apt knows no modes.

    Returns
    -------
    Projection
        The same components. All edges are under one rule, behind those of the ontology.
    """
    pairs, modes, rules = projection.apt.astype(np.int64), len(projection.modes), len(projection.rules)
    graph = ConsequenceGraph.from_edges(
        components=projection.graph.components,
        modes=modes,
        source=pairs[:, 0] * modes + mode,
        target=pairs[:, 1] * modes + mode,
        rule=np.full(len(pairs), rules, np.int64),
        dependency=pairs[:, 2],
        rule_cost=np.ones(rules + 1, np.int64),
        rule_all=np.zeros(rules + 1, np.int64),
        rule_attack=np.zeros(rules + 1, np.int64),
        pseudo=projection.graph.pseudo,
    )
    return replace(projection, graph=graph)


def _said(
    ask: Ask, property_: str, index: Mapping[bytes, int], documents: Mapping[bytes, int]
) -> Iterator[tuple[int, int, str]]:
    """Read a text of each component and the document that gives it."""
    for document, found in by_document(ask, f"?c <{property_}> ?v", ("c", "v"), documents):
        yield from ((index[one], document, text(value)) for one, value in zip(*found, strict=True) if one in index)


def _asked_as(ask: Ask, said: Statements) -> dict[int, list[Asked]]:
    """Read under which names edges were asked for, by statement."""
    found: dict[int, list[Asked]] = defaultdict(list)
    for node, value in rows(ask(f"SELECT ?d ?v {{ ?d <{AFT.askedAs}> ?v }}")):
        place, asked = said.of_node.get(node), Asked.parse(text(value))
        if place is not None and asked is not None:
            found[place].append(asked)
    return found


def _provided(
    ask: Ask, index: Mapping[bytes, int], documents: Mapping[bytes, int], versions: list[tuple[int, int, str]]
) -> dict[int, set[tuple[int, str]]]:
    """Give, for each component by whose name newest versions of others can be asked for, those and what they say."""
    newest: dict[int, tuple[int, ...]] = {}
    for one, _, version in versions:
        newest[one] = max(newest.get(one, ()), version_key(version))
    newest_in = {(one, place) for one, place, version in versions if version_key(version) == newest[one]}
    provided: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for one, place, value in _said(ask, AFT.provides, index, documents):
        given = Asked.parse(value)
        if given is None or ":" in given.name or (one, place) not in newest_in:
            continue
        name = index.get(f"<{package_url(given.name)}>".encode())
        if name is not None:
            provided[name].add((one, given.version))
    return provided
