"""Updates drawn by lot leave what the engine's own would leave."""

from __future__ import annotations

import random

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, NamedNode, Quad, Store

from aftershock.errors import EvaluationError
from aftershock.isolation import Limits
from aftershock.isolation.updates import split_update
from aftershock.store.base import DEFAULT_GRAPH, PROVENANCE
from aftershock.store.changing import change
from aftershock.store.holdings import Holdings
from aftershock.store.operations import Update

from .random_updates import Updates

_BASE = "http://x/"
_OWN = NamedNode(DEFAULT_GRAPH)


def _stated(store: Store) -> list[Quad]:
    """Leave out the union and the index, and say what is in the default graph as the engine does."""
    found = []
    for quad in store:
        if quad.graph_name == _OWN:
            found.append(Quad(*quad.triple, DefaultGraph()))
        elif quad.graph_name not in (DefaultGraph(), NamedNode(PROVENANCE)):
            found.append(quad)
    return found


def _up_to_names(quads: list[Quad]) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return {str(quad) for quad in dataset}


@pytest.mark.parametrize("seed", range(100))
def test_they_leave_what_the_engine_would_leave(seed: int) -> None:
    updates, ours, engines = Updates(random.Random(seed)), Holdings(Store()), Store()
    for _ in range(8):
        text = updates.one()
        try:
            engines.update(text, base_iri=_BASE)
        except (SyntaxError, RuntimeError):  # a blank node in two operations; a graph that is not there
            return
        try:
            change(ours, Update(split_update(text, Limits(), _BASE), default="empty"), _BASE)
        except EvaluationError as error:
            if "there is no graph" not in str(error):  # which the engine takes for an empty one
                raise
            return
        stated = _stated(ours.store)
        assert _up_to_names(stated) == _up_to_names(list(engines)), text
        current = {quad.triple for quad in ours.store if quad.graph_name == DefaultGraph()}
        assert current == {quad.triple for quad in stated}, text
