"""Pictures on a narrow screen: what they draw lies apart, and names do not lie over each other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.conftest import Watched

REPLAY = "/explore/replay/litellm-2026?step=4"
PLACES = """() => {
  const data = JSON.parse(document.getElementById("picture-data").textContent);
  const stage = document.getElementById("picture");
  const [x, y, scale, across, down, turned] = stage.dataset.view.split(" ").map(Number);
  return data.nodes.map((n) => {
    const [right, below] = turned ? [n.y, n.x] : [n.x, n.y];
    return [stage.clientWidth / 2 + (right * across - x) * scale, stage.clientHeight / 2 + (below * down - y) * scale];
  }).concat([[stage.clientWidth, stage.clientHeight]]);
}"""
WRITTEN = """(() => {
  const fill = CanvasRenderingContext2D.prototype.fillText;
  window.names = new Map();
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y, ...more) {
    const { actualBoundingBoxLeft: left, actualBoundingBoxRight: right } = this.measureText(text);
    if (this.canvas.className === "sigma-labels") names.set(text, [x - left, x + right, y, this.canvas.offsetWidth]);
    return fill.call(this, text, x, y, ...more);
  };
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.className === "sigma-labels") names.clear();
    return clear.call(this, ...box);
  };
})()"""
"""Keeps what sigma's layer of names holds: where each begins and ends, its base line, and how wide the layer is."""


@pytest.mark.parametrize(("width", "least"), [(390, 18), (1280, 24)])
def test_what_had_fallen_lies_apart_where_there_is_little_room(
    watch: Callable[..., Watched], address: str, width: int, least: int
) -> None:
    page = watch(address, width=width).open(REPLAY)

    *places, (wide, high) = page.evaluate(PLACES)

    assert len(places) > 40
    assert all(0 < x < wide and 0 < y < high for x, y in places)
    assert min(max(abs(x - u), abs(y - v)) for (x, y), (u, v) in combinations(places, 2)) >= least


def test_names_of_groups_do_not_lie_over_each_other(watch: Callable[..., Watched], address: str) -> None:
    watched = watch(address, width=390, own=True)
    watched.context.add_init_script(WRITTEN)

    for by in ("type", "layer"):
        page = watched.open(f"/explore/graph?by={by}&hide=illustrative")
        page.locator("#stage[data-drawn]").wait_for()
        names = page.evaluate("[...names]")
        boxes = [box for _, box in names]
        assert len(names) >= 4
        assert all(left >= 0 and right <= wide for left, right, _, wide in boxes), names
        assert not [pair for pair in combinations(boxes, 2) if over(*pair)], names


def over(one: list[float], other: list[float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and abs(one[2] - other[2]) < 9
