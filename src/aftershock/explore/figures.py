"""A public figure and the replay's own number beside it, with the difference explained from what the graph holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from aftershock.cascade.reach import AFFECTED, NOT_REACHED, POSSIBLE, UNKNOWN
from aftershock.model.iri import local_name
from aftershock.model.replay import Beside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from aftershock.explore.view import View
    from aftershock.model.replay import Figure

__all__ = ["beside"]

_LEVELS: Final = {"affected": AFFECTED, "possible": POSSIBLE, "unknown": UNKNOWN}


def beside(view: View, figure: Figure, classes: NDArray[np.uint8], starts: set[int]) -> Beside:
    """Set a figure beside what fell.

    Parameters
    ----------
    view
        The revision.
    figure
        What was said in public.
    classes
        Of each component, as of the end of the window.
    starts
        Components at which the scenario starts.
    """
    projection = view.projection
    counts: dict[str, int] = {}
    components: list[int] = []
    kind = None if figure.compares_with is None else local_name(figure.compares_with)
    if figure.compares_with is not None:
        of_kind = np.isin(projection.class_of, view.below(figure.compares_with))
        counts = {name: int((of_kind & (classes == level)).sum()) for name, level in _LEVELS.items()}
        fell = np.flatnonzero(of_kind & (classes != NOT_REACHED)).tolist()
        components = sorted({*fell, *(one for one in starts if of_kind[one])})
    names = tuple(projection.components[one] for one in components)
    notes = {name: view.scope_notes[name] for name in names if name in view.scope_notes}
    return Beside(
        iri=figure.iri,
        measures=figure.measures,
        low=figure.low,
        high=figure.high,
        said_low=figure.said_low,
        said_high=figure.said_high,
        note=figure.note,
        class_name=kind,
        counts=counts,
        components=names,
        scope_notes=notes,
        difference=_difference(figure, kind, len(names), notes),
    )


def _difference(figure: Figure, kind: str | None, ours: int, notes: dict[str, str]) -> str:
    said = _span(figure.low, figure.high)
    if kind is None:
        return f"Sources say {said}; the graph counts nothing of that sort, so that nothing stands beside it."
    here = f"The replay has {ours} of class {kind}, sources say {said}"
    if figure.low <= ours <= figure.high:
        return f"{here}: they agree."
    if ours > figure.high:
        return f"{here}: more falls than the sources count; the graph holds components of others besides."
    missing = _span(figure.low - ours, figure.high - ours)
    reason = "the graph holds only components that a document names"
    if notes:
        said_of = "; ".join(sorted({note.rstrip(".") for note in notes.values()}))
        reason += f", and counts each once; of these is noted: {said_of}"
    return f"{here}: {missing} fewer, as {reason}."


def _span(low: float, high: float) -> str:
    ends = [f"{end:,.0f}" if end == int(end) else f"{end:,}" for end in (low, high)]
    return ends[0] if low == high else f"{ends[0]} to {ends[1]}"
