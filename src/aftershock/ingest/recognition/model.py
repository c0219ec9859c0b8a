"""A linear model and a small network over the same sparse features, their logits averaged.

The network has one layer of rectified units. Each sees pairs of features that only together mean something; the linear
model is surer of features that were rarely seen. Both are one set of matrices here, as the average of two linear parts
is a linear part.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Real = NDArray[np.float32]

__all__ = ["Model"]

_STEPS: Final = 127


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Gives logits of outcomes.

    Parameters
    ----------
    names
        Of features, each with its row.
    linear
        Weights of each feature for each outcome, shape ``(features, outcomes)``.
    bias
        One an outcome.
    inner, inner_bias
        Weights of each feature for each hidden unit, shape ``(features, units)``, and one an unit.
    outer
        Weights of each unit for each outcome, shape ``(units, outcomes)``.

    Examples
    --------
    >>> model = Model.of({"a": [1.0, -1.0]}, [0.0, 0.5])
    >>> model.logits({"a": 2.0, "b": 1.0}).tolist()
    [2.0, -1.5]
    """

    names: Mapping[str, int]
    linear: Real
    bias: Real
    inner: Real
    inner_bias: Real
    outer: Real

    @classmethod
    def of(cls, linear: Mapping[str, list[float]], bias: list[float]) -> Model:
        """Make a model without a network."""
        none = np.zeros((len(linear), 0), np.float32)
        weights = np.array(list(linear.values()), np.float32).reshape(-1, len(bias))
        return cls(
            {name: row for row, name in enumerate(linear)},
            weights,
            np.array(bias, np.float32),
            none,
            np.zeros(0, np.float32),
            np.zeros((0, len(bias)), np.float32),
        )

    def known(self, values: Mapping[str, float]) -> tuple[NDArray[np.intp], Real]:
        """Give rows and values of the features that it knows, in the order given."""
        kept = [(self.names[name], value) for name, value in values.items() if name in self.names]
        rows = np.fromiter((row for row, _ in kept), np.intp, len(kept))
        return rows, np.fromiter((value for _, value in kept), np.float32, len(kept))

    def logits(self, values: Mapping[str, float]) -> Real:
        """Give the logit of each outcome.

        Parameters
        ----------
        values
            Features by name; those that it does not know count nothing.
        """
        rows, given = self.known(values)
        units = np.maximum(given @ self.inner[rows] + self.inner_bias, 0)
        found: Real = given @ self.linear[rows] + units @ self.outer + self.bias
        return found

    def packed(self, prefix: str) -> dict[str, Any]:
        """Give arrays to keep: large matrices in steps of a 127th of the largest weight of each column."""
        linear, linear_step = _coarse(self.linear)
        inner, inner_step = _coarse(self.inner)
        rest = {"bias": self.bias, "inner_bias": self.inner_bias, "outer": self.outer}
        names = np.frombuffer("\n".join(self.names).encode(), np.uint8)
        found = {"names": names, "linear": linear, "linear_step": linear_step, "inner": inner, "inner_step": inner_step}
        return {f"{prefix}_{name}": array for name, array in (found | rest).items()}

    @classmethod
    def unpacked(cls, arrays: Mapping[str, Any], prefix: str) -> Model:
        """Read what `packed` gave."""
        found = {name: arrays[f"{prefix}_{name}"] for name in ("names", "linear", "linear_step", "inner", "inner_step")}
        names = found["names"].tobytes().decode().split("\n")
        return cls(
            {name: row for row, name in enumerate(names)},
            found["linear"] * found["linear_step"],
            arrays[f"{prefix}_bias"],
            found["inner"] * found["inner_step"],
            arrays[f"{prefix}_inner_bias"],
            arrays[f"{prefix}_outer"],
        )


def _coarse(matrix: Real) -> tuple[NDArray[np.int8], Real]:
    most = np.abs(matrix).max(axis=0, initial=1e-9)
    step = (most / _STEPS).astype(np.float32)
    return np.rint(matrix / step).astype(np.int8), step
