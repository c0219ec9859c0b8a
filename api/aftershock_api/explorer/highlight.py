"""The words behind claims, marked in the layer's own text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock.model.catalog import LayerClaim, LayerRecord

__all__ = ["Piece", "pieces"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a text on all of which the same claims rest.

    Parameters
    ----------
    text
        The words.
    claims
        Labels of the claims that rest on them; empty for plain text.
    polarity
        ``"exposed"`` if one of the claims is, else ``"mitigated"``.
    """

    text: str
    claims: tuple[str, ...] = ()
    polarity: str = ""


def pieces(layer: LayerRecord) -> tuple[Piece, ...]:
    """Cut a layer's text where a claim's words begin or end; spans may overlap.

    Parameters
    ----------
    layer
        The layer with its claims.

    Returns
    -------
    tuple of Piece
        Joined, their texts are the layer's text.
    """
    spans = [(start, end, claim) for claim in layer.threats for start, end in [_place(layer, claim)] if start < end]
    cuts = sorted({0, len(layer.text), *(cut for start, end, _ in spans for cut in (start, end))})
    found = []
    for start, end in pairwise(cuts):
        here = [claim for first, last, claim in spans if first <= start and end <= last]
        polarity = "" if not here else "exposed" if any(claim.polarity == "exposed" for claim in here) else "mitigated"
        found.append(Piece(layer.text[start:end], tuple(claim.label for claim in here), polarity))
    return tuple(found)


def _place(layer: LayerRecord, claim: LayerClaim) -> tuple[int, int]:
    """Find a claim's words in the layer's text: by their offsets in the page, else by the words; (0, 0) for none."""
    if claim.span is None or claim.offsets is None:
        return 0, 0
    start = claim.offsets[0] - layer.offset
    if start < 0 or layer.text[start : start + len(claim.span)] != claim.span:
        start = layer.text.find(claim.span)
    return (start, start + len(claim.span)) if start >= 0 else (0, 0)
