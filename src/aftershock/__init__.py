"""Aftershock: what falls when this falls, how sure we are, and what to do first.

A document becomes quads; quads become a graph of consequence; the graph answers. `KnowledgeBase` is the face of it all;
`blast_radius`, `ranking`, `choke_points` and `plan` take any NetworkX digraph; `aivss` scores an agent.

Examples
--------
>>> import networkx as nx
>>> fall = nx.DiGraph([("registry", "model"), ("model", "agent")])
>>> sorted(blast_radius(fall, "registry").affected)
['agent', 'model']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock.cascade.networkx_compat import blast_radius
    from aftershock.cascade.networkx_decisions import choke_points, plan, ranking
    from aftershock.errors import AftershockError
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.documents import Document
    from aftershock.model.radius import BlastRadius
    from aftershock.risk.aivss import aivss

__all__ = [
    "AftershockError",
    "BlastRadius",
    "Document",
    "KnowledgeBase",
    "__version__",
    "aivss",
    "blast_radius",
    "choke_points",
    "plan",
    "ranking",
]

__version__ = "0.2.0"

_PLACES = {
    "AftershockError": "aftershock.errors",
    "BlastRadius": "aftershock.model.radius",
    "Document": "aftershock.model.documents",
    "KnowledgeBase": "aftershock.knowledge_base",
    "aivss": "aftershock.risk.aivss",
    "blast_radius": "aftershock.cascade.networkx_compat",
    "choke_points": "aftershock.cascade.networkx_decisions",
    "plan": "aftershock.cascade.networkx_decisions",
    "ranking": "aftershock.cascade.networkx_decisions",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first asked for, so that importing the library stays light."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    value = globals()[name] = getattr(import_module(_PLACES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
