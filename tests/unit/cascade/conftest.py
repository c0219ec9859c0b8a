"""Kernels of both kinds for every test that lets something fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aftershock.cascade import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["compiled", "plain"])
def kernels(request: pytest.FixtureRequest) -> Iterator[compiled.Kernels]:
    """Run the tests of a module with compiled kernels, then with the same functions left to the interpreter."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "plain":
            made = compiled.Kernels()
            patch.setattr(compiled, "kernels", lambda: made)
        yield compiled.kernels()
