"""What people call components: slug, label, IRI, package URL; and the nearest name where nothing goes by theirs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from aftershock.errors import AmbiguousNameError, UnknownNameError
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Names", "near"]


class Names:
    """Finds a thing by any name that people type.

    Parameters
    ----------
    kind
        What the things are called in errors, such as ``"component"``.
    things
        ``(IRI, label)`` or ``(IRI, label, slug)`` of each, in the order of their indices.

    Examples
    --------
    >>> names = Names("component", [("https://a.example/component/shop-bot", "Shop bot")])
    >>> [names.find(name) for name in ("shop-bot", "Shop Bot", "https://a.example/component/shop-bot")]
    [0, 0, 0]
    """

    def __init__(self, kind: str, things: Iterable[tuple[str, ...]]) -> None:
        self._kind = kind
        self._iris: list[str] = []
        self._by_iri: dict[str, int] = {}
        self._by_slug: dict[str, list[int]] = defaultdict(list)
        self._by_label: dict[str, list[int]] = defaultdict(list)
        for place, (name, label, *given) in enumerate(things):
            self._iris.append(name)
            self._by_iri[name] = place
            for slug in {local_name(name).casefold(), *(one.casefold() for one in given if one)}:
                self._by_slug[slug].append(place)
            if label:
                self._by_label[_folded(label)].append(place)

    def find(self, name: str) -> int:
        """Find the index of what goes by a name.

        Parameters
        ----------
        name
            An IRI (also in angle brackets), the last part of one, a label (case and white space do not matter), or a
            package URL with its version (a project is none of its releases).

        Raises
        ------
        UnknownNameError
            If nothing goes by it; with the nearest names.
        AmbiguousNameError
            If several things do.
        """
        wanted = name.strip().removeprefix("<").removesuffix(">")
        if wanted in self._by_iri:
            return self._by_iri[wanted]
        encoded = quote(unquote(wanted), safe=":/@?=&#,.-_~") if wanted.startswith("pkg:") else ""
        if encoded in self._by_iri:
            return self._by_iri[encoded]
        folded = _folded(wanted)
        found = self._by_slug.get(folded) or self._by_label.get(folded) or self._by_slug.get(folded.replace(" ", "-"))
        if not found:
            releases = [iri for iri in self._iris if iri.startswith(f"{wanted}@")] if wanted.startswith("pkg:") else []
            if releases:  # a project is none of its releases: which one is meant is theirs to say
                raise UnknownNameError(self._kind, name, releases[:5])
            raise UnknownNameError(self._kind, name, near(wanted, [*self._by_slug, *self._by_label]))
        if len(found) > 1:
            raise AmbiguousNameError(self._kind, name, sorted(self._iris[place] for place in found))
        return found[0]


def near(name: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """Find the nearest names, best first.

    Examples
    --------
    >>> near("modelslab-registri", ["modelslab-registry", "modelslab-gateway", "shop"])
    ['modelslab-registry']
    """
    from rapidfuzz import fuzz, process

    matches = process.extract(_folded(name), sorted(set(names)), scorer=fuzz.WRatio, limit=limit, score_cutoff=70)
    return [match for match, score, _ in matches if score >= max(70.0, matches[0][1] - 12)]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
