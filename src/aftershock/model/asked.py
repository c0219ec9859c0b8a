"""What is asked about a cascade, by the names that people type: where it starts, what is supposed, what is sampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypedDict

from aftershock.errors import UsageError
from aftershock.model.untaken import untaken

if TYPE_CHECKING:
    from aftershock.model.radius import Alternatives

__all__ = ["STALE_DAYS", "Asked", "Changing", "Course", "Replaying", "Situation", "Supposing", "Tracing", "Walking"]

STALE_DAYS: Final = 1_000_000
"""Days of not being seen, at the most; beyond every moment that a calendar has."""

Edge = tuple[str, str, str]


class Replaying(TypedDict, total=False):
    """What can be supposed of any time; see `Asked`."""

    without_rules: Sequence[str]
    stale_days: int | None
    with_mitigations: Sequence[str]
    without_edges: Sequence[Edge]
    with_edges: Sequence[Edge]


class Changing(Replaying, total=False):
    """The same, and the moment."""

    at: str | None


class Supposing(Changing, total=False):
    """What every question takes besides where it starts."""

    threat: str | None
    mode: str | None
    alternatives: Alternatives
    worlds: int | None
    seed: int


class Walking(Supposing, total=False):
    """What ways between components take besides."""

    depth: int | None


class Tracing(Walking, total=False):
    """What a blast radius and its reasons take besides."""

    window: str | None


class Situation(Supposing, total=False):
    """What every decision takes besides."""

    protect: Sequence[str]
    weights: Mapping[str, float]


class Course(Situation, total=False):
    """What choke points take besides."""

    window: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question; equal questions at one revision have one answer.

    Parameters
    ----------
    components
        Where it starts, at least one: slugs, labels, IRIs or package URLs.
    threat
        Start in the mode of this threat, at what it strikes.
    mode
        Start in this mode; where neither is given, in control if it fits the components, else in the first that does.
    depth
        Follow this many relations at the most; likelihoods are left out then.
    alternatives
        ``"by-rule"``, ``"any"``, ``"all"``, or ``"apt"`` for what ``apt-cache rdepends --recurse --important`` prints,
        where lists of Debian packages were ingested; nothing can be supposed then.
    without_rules
        Rules to switch off.
    at
        Only edges that hold at this moment: a date, or a time with its zone.
    stale_days
        Edges that nobody has seen for so many days (before ``at``, or today) count as uncertain; 0 to `STALE_DAYS`.
    with_mitigations
        Suppose that these are in place: ``"MITIGATION@COMPONENT"``, or the name alone for wherever it helps.
    without_edges, with_edges
        Suppose these edges away, or there: dependent, relation, dependee. ``"*"`` takes away whatever relation.
    worlds
        How many worlds to sample where no exact way will do; by default 4,096, and fewer on very large radii.
    seed
        Another seed draws another sample; the same gives the same digits.
    window
        Only what falls within it: two moments with a slash between them. Rows say since when, and are ordered by that.
    protect
        Components that must not fall.
    weights
        How much a component of each criticality counts, by name (``none`` for those without); others as they are:
        mission-critical ones 3, important ones 2, all others 1.

    Examples
    --------
    >>> Asked.of("hub", {"without_rules": ["tampering"]}, Tracing).without_rules
    ('tampering',)
    >>> Asked.of("hub", {"windw": "2026-01-01/2026-02-01"}, Tracing)
    Traceback (most recent call last):
    ...
    aftershock.errors.UsageError: there is no option 'windw' here; did you mean 'window'?
    """

    components: tuple[str, ...]
    threat: str | None = None
    mode: str | None = None
    depth: int | None = None
    alternatives: Alternatives = "by-rule"
    without_rules: tuple[str, ...] = ()
    at: str | None = None
    stale_days: int | None = None
    with_mitigations: tuple[str, ...] = ()
    without_edges: tuple[Edge, ...] = ()
    with_edges: tuple[Edge, ...] = ()
    worlds: int | None = None
    seed: int = 0
    window: str | None = None
    protect: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(
        cls, component: str | Sequence[str] | Asked, options: Mapping[str, Any], taken: type[Any], question: str = ""
    ) -> Asked:
        """Make a question of what a caller gave.

        Parameters
        ----------
        component
            A name or several; or a question already, which takes no further options.
        options
            By name.
        taken
            `Tracing`, `Situation` or another of these: which options there are.
        question
            What is asked, by the name of its command: where it does not take an option that others do, the sentence
            then says why.

        Raises
        ------
        UsageError
            If an option is not among these, or an edge has not three names.
        """
        allowed = taken.__optional_keys__
        if isinstance(component, Asked):
            if options:
                raise UsageError(f"a question that is made takes no further {', '.join(options)}; make another")
            given = [one.name for one in fields(cls) if getattr(component, one.name) != _DEFAULTS.get(one.name)]
            _refuse([name for name in given if name != "components"], allowed, question)
            return component
        _refuse(list(options), allowed, question)
        names = (component,) if isinstance(component, str) else tuple(component)
        return cls(names, **{name: _frozen(name, value) for name, value in options.items()})


def _refuse(names: Sequence[str], allowed: frozenset[str], question: str) -> None:
    for name in names:
        if name not in allowed:
            near = get_close_matches(name, sorted(allowed), 1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(allowed))}"
            raise UsageError(untaken(question, name) or f"there is no option {name!r} here; {hint}")


def _frozen(name: str, value: Any) -> Any:
    """Make tuples of lists, and pairs of a mapping, in an order of their own."""
    if name.endswith("_edges"):
        for edge in value:
            if isinstance(edge, str) or len(edge) != 3:
                raise UsageError(f"{edge!r} is no edge; give a dependent, a relation and a dependee")
        return tuple((str(one), str(relation), str(other)) for one, relation, other in value)
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    return value if value is None or isinstance(value, str | int) else tuple(value)


_DEFAULTS: Final = {one.name: one.default for one in fields(Asked)}
