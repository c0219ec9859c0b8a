"""Where nodes of a picture go: computed here, so that nothing has to settle in the browser."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["layered"]

_COLUMN, _ROW, _PER_COLUMN = 220.0, 105.0, 14


def layered(depths: Mapping[str, int], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Place nodes in columns by depth, each near those that lead to it.

    Parameters
    ----------
    depths
        IRI to depth, 0 for starts; negative depths go to the left.
    edges
        ``(source, target)`` pairs.

    Returns
    -------
    dict
        IRI to ``(x, y)`` in pixels. A depth of more than 14 nodes takes several columns, side by side.

    Notes
    -----
    The order within a column is the barycentre of the neighbours already placed (Sugiyama, Tagawa, Toda 1981), ties by
    IRI, so the same graph is always drawn alike.

    Examples
    --------
    >>> places = layered({"a": 0, "b": 1}, [("a", "b")])
    >>> places["b"][0] > places["a"][0]
    True
    """
    neighbours: dict[str, list[str]] = defaultdict(list)
    for source, target in edges:
        neighbours[source].append(target)
        neighbours[target].append(source)
    levels: dict[int, list[str]] = defaultdict(list)
    for node, depth in depths.items():
        levels[depth].append(node)
    places: dict[str, tuple[float, float]] = {}
    x = 0.0
    for depth in sorted(levels, key=lambda level: (abs(level), level < 0)):
        ordered = sorted(levels[depth], key=lambda node: (_height(node, neighbours, places), node))
        if depth >= 0:
            x = _place(ordered, x if depth == 0 else x + _COLUMN, places, 1)
        else:
            _place(ordered, -_COLUMN * abs(depth), places, -1)
    return places


def _height(node: str, neighbours: Mapping[str, Sequence[str]], places: Mapping[str, tuple[float, float]]) -> float:
    placed = [places[other][1] for other in neighbours[node] if other in places]
    return sum(placed) / len(placed) if placed else 0.0


def _place(nodes: Sequence[str], x: float, places: dict[str, tuple[float, float]], direction: int) -> float:
    """Place one depth, and give the x of its last column."""
    columns = -(-len(nodes) // _PER_COLUMN)
    for column in range(columns):
        chosen = nodes[column::columns]
        for row, node in enumerate(chosen):
            places[node] = (x + direction * column * _COLUMN * 0.8, (row - (len(chosen) - 1) / 2) * _ROW)
    return x + direction * (columns - 1) * _COLUMN * 0.8
