"""What falls when this falls: the part of a knowledge base that computes cascades, and remembers the last ones."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from aftershock.errors import UsageError
from aftershock.explore.suppose import Asked, suppose
from aftershock.knowledge_base.core import Core
from aftershock.projection.radius import Cascade, radius, run
from aftershock.projection.whatif import Change, changed
from aftershock.projection.window import Window, Windowed, run_window

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from aftershock.explore.view import View
    from aftershock.knowledge_base.engine import Engine
    from aftershock.model.radius import Alternatives, BlastRadius, Supposition
    from aftershock.projection.stored import Projection

__all__ = ["Consequence", "Found", "Memory"]

Kept = TypeVar("Kept")

_CASCADES: Final = 8
_PROJECTIONS: Final = 4
_WINDOWS: Final = 2


class Memory(Generic[Kept]):
    """The last few things made, by what they were made from; whoever asks for the same meanwhile makes it too."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Give what was made under a key, or make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


@dataclass(frozen=True, slots=True)
class Found:
    """What falls, as the engine has it.

    Parameters
    ----------
    view
        The revision it was asked of.
    now
        What falls, with what is supposed.
    before
        What falls as things are; ``None`` where nothing is supposed.
    supposed
        What is.
    threat
        IRI of the threat that was asked about.
    notes
        What the reader should know.
    """

    view: View
    now: Cascade | Windowed
    before: Cascade | Windowed | None
    supposed: Supposition | None
    threat: str | None
    notes: tuple[str, ...]


class Consequence(Core):
    """The part of a knowledge base that computes cascades.

    Parameters
    ----------
    engine
        The workers.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self._projections: Memory[Projection] = Memory(_PROJECTIONS)
        self._cascades: Memory[Cascade] = Memory(_CASCADES)
        self._windows: Memory[Windowed] = Memory(_WINDOWS)

    def blast_radius(
        self,
        component: str | Sequence[str],
        *,
        threat: str | None = None,
        mode: str | None = None,
        depth: int | None = None,
        alternatives: Alternatives = "by-rule",
        without_rules: Sequence[str] = (),
        at: str | None = None,
        stale_days: int | None = None,
        with_mitigations: Sequence[str] = (),
        without_edges: Sequence[tuple[str, str, str]] = (),
        with_edges: Sequence[tuple[str, str, str]] = (),
        likelihood: bool = True,
        worlds: int | None = None,
        seed: int = 0,
        window: str | None = None,
        offset: int = 0,
        limit: int | None = None,
    ) -> BlastRadius:
        """Compute what falls with one or several components.

        Parameters
        ----------
        component
            A name or several: slug, label, IRI or package URL.
        threat
            Start in the mode of this threat, at what it strikes.
        mode
            Start in this mode; control where neither is given.
        depth
            Follow this many relations at the most; likelihoods are left out then.
        alternatives
            ``"by-rule"``, ``"any"``, ``"all"``, or ``"apt"`` for what ``apt-cache rdepends --recurse --important``
            prints, where lists of Debian packages were ingested; nothing can be supposed then.
        without_rules
            Rules to switch off.
        at
            Only edges that hold at this moment: a date, or a time with its zone.
        stale_days
            Edges that nobody has seen for so many days (before ``at``, or today) count as uncertain.
        with_mitigations
            Suppose that these are in place: ``"MITIGATION@COMPONENT"``, or the name alone for wherever it helps.
        without_edges, with_edges
            Suppose these edges away, or there: dependent, relation, dependee. ``"*"`` takes away whatever relation.
        likelihood
            Whether to say how likely each row falls.
        worlds
            How many worlds to sample where no exact way will do; by default 4,096, and fewer on very large radii.
        seed
            Another seed draws another sample; the same gives the same digits.
        window
            Only what falls within it: two moments with a slash between them. Rows say since when, and are ordered by
            that; likelihoods are left out.
        offset, limit
            Which rows to write, counted over affected, possible, unknown; counts are always whole.

        Returns
        -------
        BlastRadius
            Where something is supposed, with the difference that it makes.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If an option is not as said.
        """
        found = self.found(
            component,
            threat=threat,
            mode=mode,
            depth=depth,
            alternatives=alternatives,
            without_rules=without_rules,
            at=at,
            stale_days=stale_days,
            with_mitigations=with_mitigations,
            without_edges=without_edges,
            with_edges=with_edges,
            worlds=worlds,
            seed=seed,
            window=window,
        )
        return radius(
            found.now,
            before=found.before,
            supposed=found.supposed,
            likelihood=likelihood,
            threat=found.threat,
            notes=found.notes,
            offset=offset,
            limit=limit,
        )

    def found(
        self,
        component: str | Sequence[str],
        *,
        threat: str | None = None,
        mode: str | None = None,
        depth: int | None = None,
        alternatives: Alternatives = "by-rule",
        without_rules: Sequence[str] = (),
        at: str | None = None,
        stale_days: int | None = None,
        with_mitigations: Sequence[str] = (),
        without_edges: Sequence[tuple[str, str, str]] = (),
        with_edges: Sequence[tuple[str, str, str]] = (),
        worlds: int | None = None,
        seed: int = 0,
        window: str | None = None,
    ) -> Found:
        """Find out what falls, for those who write it as something else than a blast radius.

        Parameters
        ----------
        component, threat, mode, depth, alternatives, without_rules, at, stale_days, with_mitigations, without_edges, \
        with_edges, worlds, seed, window
            As for `blast_radius`.
        """
        view = self._view()
        names = [component] if isinstance(component, str) else list(component)
        starts, mode_index, item, notes = view.starts(names, threat, mode)
        asked = Asked(at, stale_days, tuple(with_mitigations), tuple(without_edges), tuple(with_edges))
        change, supposed = suppose(view, asked)
        off = tuple(sorted({view.rule(rule) for rule in without_rules}))
        plain = view.projection
        within = None if window is None else Window.read(window)
        if alternatives == "apt" and (supposed is not None or off or within is not None):
            raise UsageError("what apt prints knows neither rules nor times nor suppositions; leave these out")
        if within is not None and (at is not None or depth is not None):
            raise UsageError(
                f"a window takes no {'moment' if depth is None else 'depth'} besides; leave one of them out"
            )

        def cascade(change: Change | None, without: tuple[int, ...]) -> Cascade | Windowed:
            key = (
                plain.revision,
                change,
                tuple(starts),
                mode_index,
                alternatives,
                depth,
                without,
                worlds,
                seed,
                within,
            )
            if within is not None:
                begun = [(start, mode_index, within.begin) for start in starts]
                return self._windows.get(
                    key,
                    lambda: run_window(
                        *(plain, begun, within, change or Change()), alternatives=alternatives, without_rules=without
                    ),
                )
            projection = plain
            if change is not None:
                projection = self._projections.get((plain.revision, change), lambda: changed(plain, change))
            return self._cascades.get(
                key,
                lambda: run(
                    projection,
                    starts,
                    mode_index,
                    alternatives=alternatives,
                    depth=depth,
                    without_rules=without,
                    worlds=worlds,
                    seed=seed,
                ),
            )

        return Found(
            view=view,
            now=cascade(change if supposed is not None else None, off),
            before=cascade(None, ()) if supposed is not None or off else None,
            supposed=supposed,
            threat=item.iri if item is not None else None,
            notes=notes,
        )
