"""Updates drawn by lot, over few terms and three graphs, so that what one writes another finds.

Left out is what the standard leaves to the implementer, and where the engine chose otherwise: operations on graphs that
are not there, graphs named by blank nodes, and one graph named twice by USING, which the engine asks twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_IRIS = ("<a>", "<b>", "<c>", "<g>", "<h>")
_GRAPHS = ("<g>", "<h>", "<k>")
_PREDICATES = ("<p>", "<q>", "a")
_LITERALS = ("1", "2", '"x"', '"x"@en', "true", "1.5", '"2010-01-01"^^<http://www.w3.org/2001/XMLSchema#date>')
_VARIABLES = ("?s", "?o", "?x", "?y")
_BLANK = ("_:m", "_:n")


@dataclass(slots=True)
class Updates:
    """Gives updates, one after the other.

    Parameters
    ----------
    luck
        Draws them.
    """

    luck: random.Random

    def one(self) -> str:
        """Give a request of one or two operations."""
        return " ; ".join(self._operation() for _ in range(self.luck.choice((1, 1, 2))))

    def _operation(self) -> str:
        kinds = (self._insert_data, self._delete_data, self._delete_where, self._modify, self._on_graphs)
        return self.luck.choices(kinds, (25, 8, 7, 45, 15))[0]()

    def _insert_data(self) -> str:
        return f"INSERT DATA {{ {self._quads(_IRIS + _BLANK, _PREDICATES, _IRIS + _LITERALS + _BLANK, _GRAPHS)} }}"

    def _delete_data(self) -> str:
        return f"DELETE DATA {{ {self._quads(_IRIS, _PREDICATES, _IRIS + _LITERALS, _GRAPHS)} }}"

    def _delete_where(self) -> str:
        graph = self.luck.choice((*_GRAPHS, "?graph"))
        shapes = (self._pattern(), f"GRAPH {graph} {{ {self._pattern()} }}")
        return f"DELETE WHERE {{ {self.luck.choice((*shapes, ' '.join(shapes)))} }}"

    def _modify(self) -> str:
        luck, graphs = self.luck, (*_GRAPHS, "?graph")
        terms, predicates, objects = _VARIABLES * 2 + _IRIS, _PREDICATES * 2 + _VARIABLES, _VARIABLES * 2 + _LITERALS
        parts = [f"WITH {luck.choice(_GRAPHS)}"] if luck.random() < 0.3 else []
        if deletes := luck.random() < 0.5:
            parts.append(f"DELETE {{ {self._quads(terms, predicates, objects, graphs)} }}")
        if not deletes or luck.random() < 0.7:
            parts.append(f"INSERT {{ {self._quads(terms + _BLANK, predicates, objects + _BLANK, graphs)} }}")
        if luck.random() < 0.3:
            parts += [f"{luck.choice(('USING', 'USING NAMED'))} {graph}" for graph in luck.sample(_GRAPHS, k=2)]
        return f"{' '.join(parts)} WHERE {{ {' '.join(self._element() for _ in range(luck.randrange(1, 3)))} }}"

    def _on_graphs(self) -> str:
        source, target = (self.luck.choice((*_GRAPHS, "DEFAULT")) for _ in range(2))
        one = self.luck.choice(("DEFAULT", "NAMED", "ALL", *(f"GRAPH {graph}" for graph in _GRAPHS)))
        return self.luck.choice(
            (
                f"{self.luck.choice(('COPY', 'MOVE', 'ADD'))} {source} TO {target}",
                f"{self.luck.choice(('CLEAR', 'DROP'))} SILENT {one}",
                f"CREATE SILENT GRAPH {self.luck.choice(_GRAPHS)}",
            )
        )

    def _element(self) -> str:
        one, other = self._pattern(), self._pattern()
        shapes = {
            one: 45,
            f"GRAPH {self.luck.choice((*_GRAPHS, '?graph'))} {{ {one} }}": 25,
            f"OPTIONAL {{ {one} }}": 10,
            f"{{ {one} }} UNION {{ {other} }}": 8,
            f"MINUS {{ {one} }}": 4,
            "FILTER(isIRI(?s))": 5,
            "VALUES ?y { 1 <a> }": 3,
        }
        return self.luck.choices([*shapes], [*shapes.values()])[0]

    def _pattern(self) -> str:
        choose = self.luck.choice
        subject, object_ = choose(_VARIABLES * 2 + _IRIS), choose(_VARIABLES * 2 + _IRIS + _LITERALS)
        return f"{subject} {choose((*_PREDICATES, '?p'))} {object_} ."

    def _quads(
        self, subjects: tuple[str, ...], predicates: tuple[str, ...], objects: tuple[str, ...], graphs: tuple[str, ...]
    ) -> str:
        def triple() -> str:
            return f"{self.luck.choice(subjects)} {self.luck.choice(predicates)} {self.luck.choice(objects)} ."

        parts = []
        for _ in range(self.luck.randrange(1, 4)):
            inside = " ".join(triple() for _ in range(self.luck.randrange(3)))
            parts.append(self.luck.choice((triple(), f"GRAPH {self.luck.choice(graphs)} {{ {inside} }}")))
        return " ".join(parts)
