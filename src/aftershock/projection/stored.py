"""A projection on disk: written once for a store revision by a worker, memory-mapped by whoever answers."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from aftershock.cascade import saved
from aftershock.cascade.chances import Chances
from aftershock.cascade.mapped import read_arrays, write_arrays
from aftershock.errors import StoreError
from aftershock.projection.edges import Edges
from aftershock.projection.estate import Deployment
from aftershock.projection.moments import Moments
from aftershock.projection.schema import Effect, Mode, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from aftershock.cascade.graph import ConsequenceGraph
    from aftershock.projection.estate import Estate
    from aftershock.projection.schema import Schema

__all__ = ["FORMAT", "Projection", "Strings", "load", "save"]

#: Bumped whenever what is written changes, so that no version reads what another wrote.
FORMAT = 6

_FILE = "estate.arrays"

_EDGE_ARRAYS = tuple(Edges.__dataclass_fields__)
_MOMENT_ARRAYS = tuple(Moments.__dataclass_fields__)
_CHANCE_ARRAYS = tuple(Chances.__dataclass_fields__)
_NEED_ARRAYS = ("component", "relation", "minimum", "complete", "offsets", "edges")


@dataclass(frozen=True, slots=True)
class Strings:
    """Many strings in two arrays, so that they can be mapped and are decoded only when asked for.

    Examples
    --------
    >>> Strings.of(["a", "été"])[1]
    'été'
    """

    offsets: NDArray[np.int64]
    data: NDArray[np.uint8]

    @classmethod
    def of(cls, values: Iterable[str]) -> Strings:
        """Pack strings."""
        encoded = [value.encode() for value in values]
        offsets = np.zeros(len(encoded) + 1, np.int64)
        np.cumsum([len(value) for value in encoded], out=offsets[1:])
        return cls(offsets, np.frombuffer(b"".join(encoded), np.uint8))

    def __len__(self) -> int:
        """Count the strings."""
        return len(self.offsets) - 1

    def __getitem__(self, place: int) -> str:
        """Decode one."""
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self.data[self.offsets[place] : self.offsets[place + 1]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        """Decode all, in order."""
        whole, offsets = self.data.tobytes(), self.offsets.tolist()
        return (whole[a:b].decode() for a, b in pairwise(offsets))


@dataclass(frozen=True, slots=True)
class Projection:
    """The graph of consequence of one store revision, with all that explains it.

    Parameters
    ----------
    revision
        Of the store.
    graph
        States, edges and needs; its components are those here, followed by pseudo components.
    components, labels, slugs
        IRI, label and slug of each component; a label or slug that nobody gave is empty.
    classes, class_of
        Class IRIs, and the index of each component's (int32; -1 where nobody typed it).
    owners, owner_of
        Owner IRIs, and the index of each component's (int32; -1 where nobody is named).
    criticalities, criticality_of
        Criticality IRIs, and the index of each component's (int32; -1 where nobody gave one).
    chances
        How likely each of the graph's edges carries, and which share a coin.
    edges
        The merged edges that the graph's ``dependency`` points into.
    relations, qualifiers, documents
        IRIs, in the order in which edges point to them.
    illustrative
        For each document whether it is illustrative, bool.
    imagined
        For each component whether only illustrative documents describe it, bool.
    part, whole
        Pairs of component indices, int32, ordered by whole.
    moments
        When edges hold.
    needs
        The columns of the needs, by name: ``component``, ``relation``, ``minimum``, ``complete``, and ``edges`` from
        ``offsets``.
    numbered, numbers
        Edges that give their own likelihoods, int32, and those, shape ``(numbered, 3)``.
    unsaid, described
        Pairs of a component and a document: it leaves its dependencies unsaid; it types it. Shape ``(pairs, 2)``.
    apt
        The edges that apt follows, as `aftershock.projection.apt.read_apt` gives them.
    releases
        Releases of one project, as `aftershock.projection.releases.read_releases` gives them.
    deployments
        Mitigations that are on components, or may be.
    modes, rules, effects
        As in the schema.
    class_above, relation_above
        Class or relation IRI to all that it counts as.
    """

    revision: str
    graph: ConsequenceGraph
    components: Strings
    labels: Strings
    slugs: Strings
    classes: tuple[str, ...]
    class_of: NDArray[np.int32]
    owners: tuple[str, ...]
    owner_of: NDArray[np.int32]
    criticalities: tuple[str, ...]
    criticality_of: NDArray[np.int32]
    chances: Chances
    edges: Edges
    relations: tuple[str, ...]
    qualifiers: tuple[str, ...]
    documents: tuple[str, ...]
    illustrative: NDArray[np.bool_]
    imagined: NDArray[np.bool_]
    part: NDArray[np.int32]
    whole: NDArray[np.int32]
    moments: Moments
    needs: dict[str, NDArray[np.int32]]
    numbered: NDArray[np.int32]
    numbers: NDArray[np.float64]
    unsaid: NDArray[np.int32]
    described: NDArray[np.int32]
    apt: NDArray[np.int32]
    releases: NDArray[np.int32]
    deployments: tuple[Deployment, ...]
    modes: tuple[Mode, ...]
    rules: tuple[Rule, ...]
    effects: tuple[Effect, ...]
    class_above: dict[str, frozenset[str]]
    relation_above: dict[str, frozenset[str]]


def save(
    folder: Path, revision: str, schema: Schema, estate: Estate, graph: ConsequenceGraph, chances: Chances
) -> None:
    """Write a projection; a reader sees all of it or nothing.

    Parameters
    ----------
    folder
        Where it will be. If it is there already, it stays: a revision has one projection.
    revision
        Of the store.
    schema, estate, graph, chances
        What it is made of.
    """
    draft = folder.with_name(f"{folder.name}.{os.getpid()}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    saved.save(graph, draft / "graph")
    count = len(estate.components)
    classes, class_of = _indexed(estate.class_of, count)
    owners, owner_of = _indexed(estate.owner_of, count)
    criticalities, criticality_of = _indexed(estate.criticality_of, count)
    illustrative = np.zeros(len(estate.documents), np.bool_)
    illustrative[sorted(estate.illustrative)] = True
    imagined = np.zeros(count, np.bool_)
    imagined[[component for component, _ in estate.described_in]] = True
    imagined[[component for component, document in estate.described_in if not illustrative[document]]] = False
    parts = sorted((whole, part) for whole, some in estate.parts_of.items() for part in some)
    texts = {
        "component": Strings.of(estate.components),
        "label": Strings.of(estate.label_of.get(one, "") for one in range(count)),
        "slug": Strings.of(estate.slug_of.get(one, "") for one in range(count)),
    }
    arrays = {
        **{f"{name}_offsets": strings.offsets for name, strings in texts.items()},
        **{f"{name}_data": strings.data for name, strings in texts.items()},
        "class_of": class_of,
        "owner_of": owner_of,
        "criticality_of": criticality_of,
        "illustrative": illustrative,
        "imagined": imagined,
        "part": np.asarray([part for _, part in parts], np.int32),
        "whole": np.asarray([whole for whole, _ in parts], np.int32),
        **{f"edge_{name}": getattr(estate.edges, name) for name in _EDGE_ARRAYS},
        **{f"moment_{name}": getattr(estate.moments, name) for name in _MOMENT_ARRAYS},
        **{f"chance_{name}": getattr(chances, name) for name in _CHANCE_ARRAYS},
        **{f"need_{name}": column for name, column in _need_columns(estate).items()},
        "numbered": np.asarray(list(estate.numbers), np.int32),
        "numbers": np.asarray(list(estate.numbers.values()), np.float64).reshape(-1, 3),
        "unsaid": np.asarray(estate.unsaid, np.int32).reshape(-1, 2),
        "described": np.asarray(estate.described_in, np.int32).reshape(-1, 2),
        "apt": estate.apt,
        "releases": estate.releases,
    }
    write_arrays(draft / _FILE, arrays)
    tables = {
        "revision": revision,
        "classes": classes,
        "owners": owners,
        "criticalities": criticalities,
        "deployments": [asdict(one) for one in estate.deployments],
        "effects": [asdict(effect) for effect in schema.effects],
        "relations": estate.relations,
        "qualifiers": estate.qualifiers,
        "documents": estate.documents,
        "modes": [asdict(mode) for mode in schema.modes],
        "rules": [asdict(rule) for rule in schema.rules],
        "class_above": schema.classes,
        "relation_above": schema.relations,
    }
    (draft / "tables.json").write_text(json.dumps(tables, default=sorted), encoding="utf-8")
    if folder.exists():  # another process was quicker with the same revision
        shutil.rmtree(draft)
    else:
        draft.rename(folder)


def load(folder: Path) -> Projection:
    """Map a projection.

    Parameters
    ----------
    folder
        Where `save` put it.

    Raises
    ------
    StoreError
        If it is not there or not whole.
    """
    try:
        tables: dict[str, Any] = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        arrays = read_arrays(folder / _FILE)
        return Projection(
            revision=tables["revision"],
            graph=saved.load(folder / "graph"),
            components=Strings(arrays["component_offsets"], arrays["component_data"]),
            labels=Strings(arrays["label_offsets"], arrays["label_data"]),
            slugs=Strings(arrays["slug_offsets"], arrays["slug_data"]),
            classes=tuple(tables["classes"]),
            class_of=arrays["class_of"],
            owners=tuple(tables["owners"]),
            owner_of=arrays["owner_of"],
            criticalities=tuple(tables["criticalities"]),
            criticality_of=arrays["criticality_of"],
            chances=Chances(**{name: arrays[f"chance_{name}"] for name in _CHANCE_ARRAYS}),
            edges=Edges(**{name: arrays[f"edge_{name}"] for name in _EDGE_ARRAYS}),
            relations=tuple(tables["relations"]),
            qualifiers=tuple(tables["qualifiers"]),
            documents=tuple(tables["documents"]),
            illustrative=arrays["illustrative"],
            imagined=arrays["imagined"],
            part=arrays["part"],
            whole=arrays["whole"],
            moments=Moments(**{name: arrays[f"moment_{name}"] for name in _MOMENT_ARRAYS}),
            needs={name: arrays[f"need_{name}"] for name in _NEED_ARRAYS},
            numbered=arrays["numbered"],
            numbers=arrays["numbers"],
            unsaid=arrays["unsaid"],
            described=arrays["described"],
            apt=arrays["apt"],
            releases=arrays["releases"],
            deployments=tuple(Deployment(**one) for one in tables["deployments"]),
            modes=tuple(Mode(**mode) for mode in tables["modes"]),
            rules=tuple(_rule(rule) for rule in tables["rules"]),
            effects=tuple(Effect(**effect) for effect in tables["effects"]),
            class_above={name: frozenset(above) for name, above in tables["class_above"].items()},
            relation_above={name: frozenset(above) for name, above in tables["relation_above"].items()},
        )
    except (OSError, KeyError, ValueError) as problem:
        raise StoreError(f"no whole projection at {folder}: {problem}") from problem


def _rule(fields: dict[str, Any]) -> Rule:
    sets = ("unless", "requires", "if_dependent", "if_dependee")
    plain: dict[str, Any] = {name: frozenset(value) if name in sets else value for name, value in fields.items()}
    return Rule(**plain)


def _need_columns(estate: Estate) -> dict[str, NDArray[np.int32]]:
    needs = estate.needs
    columns: dict[str, list[int]] = {
        "component": [need.component for need in needs],
        "relation": [need.relation for need in needs],
        "minimum": [need.minimum for need in needs],
        "complete": [int(need.complete) for need in needs],
        "offsets": [0, *np.cumsum([len(need.edges) for need in needs], dtype=np.int32).tolist()],
        "edges": [edge for need in needs for edge in need.edges],
    }
    return {name: np.asarray(column, np.int32) for name, column in columns.items()}


def _indexed(names: Mapping[int, str], count: int) -> tuple[list[str], NDArray[np.int32]]:
    table = {name: place for place, name in enumerate(sorted(set(names.values())))}
    column = np.full(count, -1, np.int32)
    column[list(names)] = [table[name] for name in names.values()]
    return list(table), column
