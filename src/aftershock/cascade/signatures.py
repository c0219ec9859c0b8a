"""The one set of types that each kernel is compiled for, so that nothing is compiled later; in families."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aftershock.cascade import (
    bound_kernels,
    closure_kernels,
    dominator_kernels,
    kernels,
    knot_kernels,
    sweep_kernels,
    world_kernels,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FAMILIES", "declared", "kernel"]

FAMILIES: Final[dict[str, dict[Callable[..., Any], str]]] = {
    "reach": {
        kernels.counting_pass: "i I i I",
        kernels.fall: "i i s b i i b i b i n n I I I I B I : n n",
        kernels.gather: "i i i n n b B I I I : n",
        sweep_kernels.sweep: "i i i i i i b i i n B I B I : n n n",
        sweep_kernels.classify: "b i n n b B : n",
    },
    "preparation": {
        knot_kernels.condense: "i i I I I I I I : n",
        sweep_kernels.fold: "i i i i i I I I : n",
        sweep_kernels.rise: "i i I",
        sweep_kernels.flood: "i i i B I : n",
    },
    "likelihood": {
        world_kernels.play: "i i b i w i i i i i w2 i i i w n W2 W2 W2 W B I I : n",
        world_kernels.tally: "I n w i i i i W2 W2 W2 B W2 I Q2 Q2 Q2",
        bound_kernels.bound: "i i r i i i i i b i ? R R R",
    },
    "ranking": {
        closure_kernels.close: "i i i i n W2",
        closure_kernels.weigh: "w2 n r R",
        closure_kernels.tell_apart: "w2 n i n i r W2 R",
        closure_kernels.limits: "i i r R",
        closure_kernels.ancestors: "i i i i i I2 I",
    },
    "dominators": {
        dominator_kernels.walk: "i i i I I I I I : n",
        dominator_kernels.turn: "i i i i I I I",
        dominator_kernels.dominate: "i i I I I I I",
    },
}
"""What each kernel takes and gives, as `declared` reads it; a family is what one kind of question needs."""


def kernel(name: str) -> tuple[Callable[..., Any], str]:
    """Find a kernel.

    Parameters
    ----------
    name
        Of its function.

    Returns
    -------
    tuple
        The plain function and its types.

    Raises
    ------
    AttributeError
        If there is none of that name.

    Examples
    --------
    >>> kernel("counting_pass")[1]
    'i I i I'
    """
    for family in FAMILIES.values():
        for function, types in family.items():
            if function.__name__ == name:
                return function, types
    raise AttributeError(f"there is no kernel {name}")


def declared(types: str, numba_types: Any) -> Any:
    """Give a signature to Numba.

    Parameters
    ----------
    types
        A letter for each argument, then after a colon those of what it returns, none for nothing. Arrays: ``i`` int32,
        ``s`` uint16, ``b`` uint8, ``w`` uint64, ``q`` int64, ``r`` float64; small ones are only read, large ones are
        written to; a 2 behind one says that it has two dimensions. Scalars: ``n`` int64, ``?`` a truth value.
    numba_types
        The module ``numba.types``.

    Returns
    -------
    numba.core.typing.templates.Signature
        Arrays are contiguous.
    """
    kinds = {
        "i": numba_types.int32,
        "s": numba_types.uint16,
        "b": numba_types.uint8,
        "w": numba_types.uint64,
        "q": numba_types.int64,
        "r": numba_types.float64,
    }
    scalars = {"n": numba_types.int64, "?": numba_types.boolean}

    def one(letter: str) -> Any:
        if letter in scalars:
            return scalars[letter]
        kind = kinds[letter[0].lower()]
        return numba_types.Array(kind, int(letter[1:] or 1), "C", readonly=letter[0].islower())

    taken, _, given = types.partition(":")
    back = [one(letter) for letter in given.split()]
    result = numba_types.void if not back else back[0] if len(back) == 1 else numba_types.UniTuple(back[0], len(back))
    return result(*(one(letter) for letter in taken.split()))
