"""Releases of one project: what one can go back to when another of them has fallen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from aftershock.projection.tsv import iri, rows
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from aftershock.projection.tsv import Ask

__all__ = ["other_releases", "project_of", "read_releases"]


def project_of(name: str) -> str | None:
    """Give what a package URL with a version has in common with those of its other releases, or ``None``.

    Parameters
    ----------
    name
        Any IRI.

    References
    ----------
    Package URL specification, *Rules for each purl component*: the version stands behind the last ``@`` of the path.

    Examples
    --------
    >>> project_of("pkg:npm/%40ctrl/tinycolor@4.1.1"), project_of("pkg:deb/debian/libc6@2.36?arch=amd64")
    ('pkg:npm/%40ctrl/tinycolor', 'pkg:deb/debian/libc6?arch=amd64')
    >>> project_of("pkg:npm/left-pad") is project_of("https://example.org/a@1") is None
    True
    """
    if not name.startswith("pkg:"):
        return None
    path, mark, rest = name.partition("?")
    base, at, _ = path.partition("#")[0].rpartition("@")
    return f"{base}{mark}{rest.partition('#')[0]}" if at else None


def read_releases(ask: Ask, known: Mapping[bytes, int], names: Sequence[str]) -> NDArray[np.int32]:
    """Read which components are releases of one project, by what documents say, else by their package URLs.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes.
    known
        Indices of components by the cells that name them.
    names
        IRIs of the components.

    Returns
    -------
    numpy.ndarray
        Pairs of a component and its project, shape ``(pairs, 2)``, int32, ordered by project; projects count from 0,
        and those with one release only are left out.
    """
    members: dict[str, set[int]] = defaultdict(set)
    said = set()
    for release, project in rows(ask(f"SELECT ?r ?p {{ ?r <{AFT.releaseOf}> ?p }}")):
        if release in known:
            members[iri(project)].add(known[release])
            said.add(known[release])
    for place, name in enumerate(names):
        if name.startswith("pkg:") and place not in said:
            project_name = project_of(name)
            if project_name is not None:
                members[project_name].add(place)
    several = [sorted(some) for _, some in sorted(members.items()) if len(some) > 1]
    pairs = [(one, number) for number, some in enumerate(several) for one in some]
    return np.asarray(pairs, np.int32).reshape(-1, 2)


def other_releases(releases: NDArray[np.int32], component: int) -> NDArray[np.int32]:
    """Give the other releases of the projects that a component is a release of.

    Parameters
    ----------
    releases
        As `read_releases` gives them.
    component
        Its index.

    Examples
    --------
    >>> other_releases(np.array([[3, 0], [5, 0], [8, 0], [1, 1], [2, 1]], np.int32), 5).tolist()
    [3, 8]
    """
    projects = releases[releases[:, 0] == component, 1]
    found: NDArray[np.int32] = np.unique(releases[np.isin(releases[:, 1], projects), 0])
    rest: NDArray[np.int32] = found[found != component]
    return rest
