"""What falls when this falls: the part of a knowledge base that computes cascades, and remembers the last ones."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar, Unpack

from aftershock.errors import UsageError
from aftershock.explore.suppose import suppose
from aftershock.knowledge_base.core import Core
from aftershock.model.asked import Asked, Tracing
from aftershock.model.choice import ChosenRows
from aftershock.model.radius import EVIDENCE
from aftershock.model.watch import watching
from aftershock.projection.chosen import chosen, exact_class
from aftershock.projection.picking import picked, sums
from aftershock.projection.radius import Cascade, radius, run
from aftershock.projection.whatif import Change, changed
from aftershock.projection.window import Window, Windowed, run_window

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from contextlib import AbstractContextManager

    from aftershock.explore.view import View
    from aftershock.knowledge_base.engine import Engine
    from aftershock.model.choice import RowChoice, RowSums
    from aftershock.model.radius import BlastRadius, Supposition
    from aftershock.model.watch import Watch
    from aftershock.projection.stored import Projection

__all__ = ["Consequence", "Found", "Memory", "Pages"]

Kept = TypeVar("Kept")

_CASCADES: Final = 8
_PROJECTIONS: Final = 4
_WINDOWS: Final = 2
_PAGE: Final = 1000


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


class Pages:
    """Gives the pages of one blast radius, one after another; `Consequence.blast_radius_pages` makes it."""

    def __init__(self, find: Callable[[], Found], likelihood: bool, offset: int, limit: int | None, page: int) -> None:
        self._find, self._likelihood = find, likelihood
        self._first, self._limit, self._page = offset, limit, page
        self._offset, self._left, self._ended = offset, limit, False

    def __iter__(self) -> Pages:
        return self

    def __next__(self) -> BlastRadius:
        if self._ended:
            raise StopIteration
        found = self._find()
        self._find = lambda: found
        size = self._page if self._left is None else min(self._page, self._left)
        written = _written(found, self._likelihood, self._offset, size)
        self._offset += size
        self._left = None if self._left is None else self._left - size
        self._ended = self._left == 0 or self._offset >= sum(written.counts.values())
        return written

    def again(self) -> Pages:
        """Give the same rows of the same revision once more, from the first, without likelihoods."""
        return Pages(self._find, False, self._first, self._limit, self._page)


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

    def watching(
        self, left: Callable[[], bool] | None = None, told: Callable[[str, int, int], None] | None = None
    ) -> AbstractContextManager[Watch]:
        """Watch what this thread asks for as long as a ``with`` lasts: rankings, plans, sampled worlds.

        Parameters
        ----------
        left
            Tells whether nobody waits any more, such as ``threading.Event().is_set``; asked between parts of the work,
            several times a second. The call then ends with `CancelledError`.
        told
            Is told what is done, how much of it, and of how much.
        """
        return watching(left, told)

    def blast_radius(
        self,
        component: str | Sequence[str] | Asked,
        *,
        likelihood: bool = True,
        offset: int = 0,
        limit: int | None = None,
        **options: Unpack[Tracing],
    ) -> BlastRadius:
        """Compute what falls with one or several components.

        Parameters
        ----------
        component
            A name or several: slug, label, IRI or package URL; or a whole question.
        likelihood
            Whether to say how likely each row falls.
        offset, limit
            Which rows to write, counted over affected, possible, unknown; counts are always whole.
        **options
            As `aftershock.model.asked.Asked` has them, all but ``protect`` and ``weights``.

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
        found = self.found(Asked.of(component, options, Tracing, "blast-radius"))
        return _written(found, likelihood, offset, limit)

    def blast_radius_pages(
        self,
        component: str | Sequence[str] | Asked,
        *,
        likelihood: bool = True,
        offset: int = 0,
        limit: int | None = None,
        page: int = _PAGE,
        **options: Unpack[Tracing],
    ) -> Pages:
        """Compute the same a page after another, all of one revision, for rows too many to hold at once.

        Parameters
        ----------
        component, likelihood, offset, limit, **options
            As for `blast_radius`.
        page
            How many rows to write at a time, at least 1.

        Returns
        -------
        Pages
            Gives at least one; each has whole counts and its own rows. Nothing is computed before the first.
        """
        if page < 1:
            raise UsageError(f"page is {page}; it must be 1 or more")
        asked = Asked.of(component, options, Tracing, "blast-radius")
        return Pages(lambda: self.found(asked), likelihood, offset, limit, page)

    def radius_rows(
        self,
        component: str | Sequence[str] | Asked,
        choice: RowChoice,
        *,
        likelihood: bool = True,
        offset: int = 0,
        limit: int | None = None,
        **options: Unpack[Tracing],
    ) -> ChosenRows:
        """Compute what falls, and give the rows that filters let through, of all that there are.

        Parameters
        ----------
        component, likelihood, **options
            As for `blast_radius`.
        choice
            Which rows, in which order.
        offset, limit
            Which of those to write.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name, a filter's among them; with the nearest.
        UsageError
            If an option is not as said, or there is no such column.
        """
        found = self.found(Asked.of(component, options, Tracing, "blast-radius"))
        plain, what = found.view.projection, choice.what
        classes = None if what.class_name is None else exact_class(plain, what.class_name)
        rows = picked(found.now, choice, chosen(plain, self._traits(), what, classes))
        written = _written(found, likelihood, offset, limit, rows)
        told = {row.component: (name, row) for name in EVIDENCE for row in getattr(written, name)}
        page = tuple(told[plain.components[one]] for one in rows[offset:][:limit])
        return ChosenRows(written, page, len(rows), sum(found.now.found.counts))

    def radius_sums(self, component: str | Sequence[str] | Asked, **options: Unpack[Tracing]) -> RowSums:
        """Compute what falls, and sum it up by owner, rule, layer and certainty.

        Parameters
        ----------
        component, **options
            As for `blast_radius`.
        """
        return sums(self.found(Asked.of(component, options, Tracing, "blast-radius")).now, self._traits())

    def found(self, asked: Asked) -> Found:
        """Find out what falls, for those who write it as something else than a blast radius.

        Parameters
        ----------
        asked
            The question.
        """
        view = self._view()
        starts, mode, item, notes = view.starts(asked.components, asked.threat, asked.mode)
        change, supposed = suppose(view, asked)
        off = tuple(sorted({view.rule(rule) for rule in asked.without_rules}))
        within = None if asked.window is None else Window.read(asked.window)
        if asked.alternatives == "apt" and (supposed is not None or off or within is not None):
            raise UsageError("what apt prints knows neither rules nor times nor suppositions; leave these out")
        if within is not None and (asked.at is not None or asked.depth is not None):
            what = "moment" if asked.depth is None else "depth"
            raise UsageError(f"a window takes no {what} besides; leave one of them out")
        one = _One(view.projection, tuple(starts), mode, within, asked)
        return Found(
            view=view,
            now=self._cascade(one, change if supposed is not None else None, off),
            before=self._cascade(one, None, ()) if supposed is not None or off else None,
            supposed=supposed,
            threat=item.iri if item is not None else None,
            notes=notes,
        )

    def _cascade(self, one: _One, change: Change | None, off: tuple[int, ...]) -> Cascade | Windowed:
        """Give a cascade, of those remembered if it is among them."""
        asked, plain = one.asked, one.projection
        key = (
            *(plain.revision, change, one.starts, one.mode, one.window, off),
            *(asked.alternatives, asked.depth, asked.worlds, asked.seed),
        )
        if one.window is not None:
            window = one.window
            begun = [(start, one.mode, window.begin) for start in one.starts]
            return self._windows.get(
                key,
                lambda: run_window(
                    *(plain, begun, window, change or Change()),
                    alternatives=asked.alternatives,
                    without_rules=off,
                    worlds=asked.worlds,
                    seed=asked.seed,
                ),
            )
        projection = self._supposed(plain, change)
        return self._cascades.get(
            key,
            lambda: run(
                *(projection, one.starts, one.mode),
                alternatives=asked.alternatives,
                depth=asked.depth,
                without_rules=off,
                worlds=asked.worlds,
                seed=asked.seed,
            ),
        )

    def _supposed(self, plain: Projection, change: Change | None) -> Projection:
        """Give the projection as it would be."""
        if change is None:
            return plain
        return self._projections.get((plain.revision, change), lambda: changed(plain, change))


@dataclass(frozen=True, slots=True)
class _One:
    """A question by indices: the graph, where and in which mode it starts, and within which time."""

    projection: Projection
    starts: tuple[int, ...]
    mode: int
    window: Window | None
    asked: Asked


def _written(
    found: Found, likelihood: bool, offset: int, limit: int | None, rows: Sequence[int] | None = None
) -> BlastRadius:
    return radius(
        found.now,
        before=found.before,
        supposed=found.supposed,
        likelihood=likelihood,
        threat=found.threat,
        notes=found.notes,
        offset=offset,
        limit=limit,
        rows=rows,
    )
